from django.urls import path
from rest_framework_nested import routers

from . import views

router = routers.DefaultRouter()
router.register("pieces", views.PieceViewSet)
parts = routers.NestedDefaultRouter(router, "pieces", lookup="piece")
parts.register("parts", views.PartViewSet, basename="piece-parts")

urlpatterns = [
    path("search/", views.search),
    path("genres/<int:pk>/", views.GenreDetail.as_view()),
    *router.urls,
]
urlpatterns += parts.urls
