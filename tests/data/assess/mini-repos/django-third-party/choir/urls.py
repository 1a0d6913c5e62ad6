from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView, TemplateView
from wagtail import urls as wagtail_urls

from choir.music import urls as music
from choir.people.views import Door, roll_call

api = [
    path("", include(music)),
    re_path(r"^roll/(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/$", roll_call),
]

urlpatterns = [
    path("manage/", admin.site.urls),
    path("", TemplateView.as_view(template_name="home.html"), name="home"),
    path("door/", Door.as_view()),
    path("api/v1/", include((api, "api"), namespace="v1")),
    path("pages/", include(wagtail_urls)),
]

if settings.DEBUG:
    urlpatterns += [path("__debug__/", include("debug_toolbar.urls"))]
