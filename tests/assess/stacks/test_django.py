"""Django's URL configuration and the REST framework's routers, by their documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from assess_repos import names, routes

from groundplan.assess.url_patterns import plain

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = {
    "proj/settings.py": "ROOT_URLCONF = 'proj.urls'\n",
    "proj/__init__.py": "",
    "manage.py": "import os\n",
}
CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "includes of a string, a module, a list, a tuple, and of patterns in a name": (
        SETTINGS
        | {
            "proj/urls.py": """
from django.conf.urls.static import static
from django.contrib import admin
from django.urls import include, path, re_path
from shop import urls as shop_urls, views
extra = [path("reports/", views.report), path("charge/", views.charge)]
urlpatterns = [
    path("admin/", admin.site.urls),
    path("a/", include("shop.urls")),
    path("b/", include(shop_urls)),
    path("c/", include((extra, "extra"), namespace="e")),
    path("d/", include([path("in/", views.report)])),
    re_path(r"^old/(?P<year>[0-9]{4})/$", views.Old.as_view()),
    path("__debug__/", include("debug_toolbar.urls")),
] + static("/media/", document_root="x")
urlpatterns += [path("more/", include(extra))]
if True:
    urlpatterns.append(path("late/", views.report))
""",
            "shop/__init__.py": "",
            "shop/urls.py": "from django.urls import path\nfrom . import views\napp_name = 'shop'\nurlpatterns = [path('', views.index, name='i'), path('<slug:s>/', views.Item.as_view())]\n",
            "shop/views.py": """
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views import View
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import ListView, FormView
def index(request): ...
@require_http_methods(["GET", "POST"])
def report(request): ...
@login_required
@require_POST
def charge(request): ...
class Item(View):
    http_method_names = ["get"]
    def get(self, r, s): ...
    def post(self, r, s): ...
class Old(FormView):
    def delete(self, r): ...
""",
        },
        [
            "ANY /a/",
            "GET /a/<slug:s>/",
            "ANY /b/",
            "GET /b/<slug:s>/",
            "GET /c/reports/",
            "POST /c/reports/",
            "POST /c/charge/",
            "GET /d/in/",
            "POST /d/in/",
            "GET /old/<year>/",
            "POST /old/<year>/",
            "PUT /old/<year>/",
            "DELETE /old/<year>/",
            "GET /more/reports/",
            "POST /more/reports/",
            "POST /more/charge/",
            "GET /late/",
            "POST /late/",
        ],
    ),
    "patterns that functions make and that grow in loops": (
        SETTINGS
        | {
            "proj/urls.py": """
from django.urls import include, path
from django.views import View
from registry import known
class Boat(View):
    def get(self, request): ...
    def put(self, request): ...
def index(request): ...
def crud(name, view, *more):
    return [path(f"{name}/", view.as_view()), *more]
def collected(names):
    found = []
    for name in names:
        found.append(path(f"{name}/", index))
    return found
def registered():
    found = []
    for one in known():
        found.append(path(one["path"], one["view"]))
    return found
extra = []
for name in ["a", "b"]:
    extra.append(path(f"extra/{name}/", index))
urlpatterns = [path("c/", include(collected(("x", "y")))), path("r/", include(registered()))]
urlpatterns += crud("boats", Boat, path("more/", index))
urlpatterns.extend(extra)
""",
        },
        [
            "ANY /c/x/",
            "ANY /c/y/",
            "ANY /extra/a/",
            "ANY /extra/b/",
            "ANY /more/",
            "GET /boats/",
            "PUT /boats/",
        ],
    ),
    "views of the product that are Django's own ones for logging in": (
        SETTINGS
        | {
            "proj/urls.py": """
from django.contrib.auth import views as auth
from django.urls import path
class SignIn(auth.LoginView): ...
class Changed(auth.PasswordChangeDoneView): ...
urlpatterns = [path("in/", SignIn.as_view()), path("changed/", Changed.as_view())]
""",
        },
        ["GET /changed/", "GET /in/", "POST /in/", "PUT /in/"],
    ),
    "everything that can be said by a keyword is": (
        SETTINGS
        | {
            "proj/urls.py": """
from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter
from api import views
router = SimpleRouter()
router.register(prefix="logs", viewset=views.LogViewSet, basename="log")
urlpatterns = [
    path(route="one", view=views.one, name="one"),
    re_path(route=r"^two/$", view=views.one),
    path(route="in/", view=include(arg="api.urls")),
    path(route="r/", view=include(arg=router.urls)),
]
""",
            "api/__init__.py": "",
            "api/urls.py": "from django.urls import path\nfrom . import views\nurlpatterns = [path(route='three', view=views.one)]\n",
            "api/views.py": """
from rest_framework import viewsets
def one(request): ...
class LogViewSet(viewsets.ReadOnlyModelViewSet):
    pass
""",
        },
        ["ANY /one", "ANY /two/", "ANY /in/three", "GET /r/logs/", "GET /r/logs/{pk}/"],
    ),
    "view sets of every base, actions, lookups, a router without slashes": (
        SETTINGS
        | {
            "proj/urls.py": """
from django.urls import include, path
from rest_framework import routers
from api import views
router = routers.DefaultRouter()
router.register(r"users", views.UserViewSet)
router.register("logs", views.LogViewSet, basename="log")
bare = routers.SimpleRouter(trailing_slash=False)
bare.register("things", views.ThingViewSet, "thing")
urlpatterns = [path("api/", include(router.urls)), path("v2/", include((bare.urls, "v2")))]
""",
            "api/__init__.py": "",
            "api/views.py": """
from rest_framework import viewsets, mixins
from rest_framework.decorators import action
class UserViewSet(viewsets.ModelViewSet):
    lookup_field = "username"
    http_method_names = ["get", "post", "patch"]
    @action(detail=True, methods=["post"], url_path="set-password")
    def set_password(self, request, username=None): ...
    @action(["get"], detail=False)
    def recent(self, request): ...
class LogViewSet(viewsets.ReadOnlyModelViewSet):
    pass
class Base(mixins.CreateModelMixin, viewsets.GenericViewSet):
    pass
class ThingViewSet(Base):
    def list(self, request): ...
    def destroy(self, request, pk=None): ...
    @action(detail=True, methods=["put"])
    def logo(self, request, pk): ...
    @logo.mapping.delete
    def delete_logo(self, request, pk): ...
""",
        },
        [
            "GET /api/",
            "GET /api/users/",
            "POST /api/users/",
            "GET /api/users/{username}/",
            "PATCH /api/users/{username}/",
            "POST /api/users/{username}/set-password/",
            "GET /api/users/recent/",
            "GET /api/logs/",
            "GET /api/logs/{pk}/",
            "GET /v2/things",
            "POST /v2/things",
            "DELETE /v2/things/{pk}",
            "PUT /v2/things/{pk}/logo",
            "DELETE /v2/things/{pk}/logo",
        ],
    ),
    "generic views, function views with api_view, wrapped views, view sets without a router": (
        SETTINGS
        | {
            "proj/urls.py": """
from django.urls import path, include
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.cache import cache_page
from django.views.generic import TemplateView, RedirectView
from rest_framework import generics
from rest_framework.authtoken.views import obtain_auth_token
from rest_framework.urlpatterns import format_suffix_patterns
from . import views
urlpatterns = [
    path("books/", views.Books.as_view()),
    path("book/<int:pk>/", generics.RetrieveUpdateDestroyAPIView.as_view()),
    path("fn/", views.fn),
    path("wrapped/", csrf_exempt(views.Books.as_view())),
    path("cached/", cache_page(60)(views.fn)),
    path("set/", views.Set.as_view({"get": "list", "post": "create"})),
    path("page/", TemplateView.as_view(template_name="x.html")),
    path("token/", obtain_auth_token),
]
urlpatterns = format_suffix_patterns(urlpatterns)
""",
            "proj/views.py": """
from rest_framework import generics, viewsets
from rest_framework.decorators import api_view
class Books(generics.ListCreateAPIView):
    pass
@api_view(["GET", "PUT"])
def fn(request): ...
class Set(viewsets.ModelViewSet): ...
""",
        },
        [
            "GET /books/",
            "POST /books/",
            "GET /book/<int:pk>/",
            "PUT /book/<int:pk>/",
            "PATCH /book/<int:pk>/",
            "DELETE /book/<int:pk>/",
            "GET /fn/",
            "PUT /fn/",
            "GET /wrapped/",
            "POST /wrapped/",
            "GET /cached/",
            "PUT /cached/",
            "GET /set/",
            "POST /set/",
            "GET /page/",
        ],
    ),
    "nested routers, registries that are taken over, registration in a loop": (
        SETTINGS
        | {
            "proj/urls.py": """
from django.urls import include, path
from rest_framework_nested import routers
from rest_framework.routers import SimpleRouter
from api.views import Domains, Names
from api.more import router as more
router = routers.SimpleRouter()
router.register(r"domains", Domains)
inner = routers.NestedSimpleRouter(router, r"domains", lookup="domain")
inner.register(r"nameservers", Names, basename="ns")
total = SimpleRouter()
total.registry.extend(more.registry)
urlpatterns = [path("", include(router.urls)), path("", include(inner.urls)), path("t/", include(total.urls))]
""",
            "api/__init__.py": "",
            "api/views.py": "from rest_framework.viewsets import ReadOnlyModelViewSet\nclass Domains(ReadOnlyModelViewSet): ...\nclass Names(ReadOnlyModelViewSet): ...\n",
            "api/more.py": "from rest_framework.routers import SimpleRouter\nfrom .views import Domains, Names\nrouter = SimpleRouter()\nfor name, view in (('x', Domains), ('y', Names)):\n    router.register(name, view, basename=name)\n",
        },
        [
            "GET /domains/",
            "GET /domains/{pk}/",
            "GET /domains/{domain_pk}/nameservers/",
            "GET /domains/{domain_pk}/nameservers/{pk}/",
            "GET /t/x/",
            "GET /t/x/{pk}/",
            "GET /t/y/",
            "GET /t/y/{pk}/",
        ],
    ),
    "Ninja": (
        SETTINGS
        | {
            "proj/urls.py": "from django.urls import path\nfrom .api import api\nurlpatterns = [path('api/', api.urls)]\n",
            "proj/api.py": """
from ninja import NinjaAPI
from events.api import router as events
api = NinjaAPI()
api.add_router("/events/", events)
api.add_router("/news", "news.api.router")
@api.get("/hello")
def hello(request): ...
""",
            "events/api.py": "from ninja import Router\nrouter = Router()\n@router.get('/')\ndef many(request): ...\n@router.api_operation(['POST', 'PATCH'], '/{id}')\ndef one(request, id): ...\n",
            "news/api.py": "from ninja import Router\nrouter = Router()\n@router.delete('/{id}')\ndef gone(request, id): ...\n",
        },
        [
            "GET /api/hello",
            "GET /api/events/",
            "POST /api/events/{id}",
            "PATCH /api/events/{id}",
            "DELETE /api/news/{id}",
        ],
    ),
    "without a ROOT_URLCONF the configuration that nobody includes is the root": (
        {
            "site/urls.py": "from django.urls import include, path\nurlpatterns = [path('x/', include('app.urls'))]\n",
            "app/urls.py": "from django.urls import path\nfrom django.views import View\nclass V(View):\n    def get(self, r): ...\nurlpatterns = [path('y/', V.as_view())]\n",
        },
        ["GET /x/y/"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_routes(name: str, tmp_path: Path) -> None:
    files, expected = CASES[name]
    assert routes(tmp_path, files) == sorted(expected)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        (r"^articles/(?P<year>[0-9]{4})/$", "articles/<year>/"),
        (r"^(?P<slug>[\w-]+)(?:\.(?P<format>json|xml))?$", "<slug>"),
        (r"^a\.b/([^/]+)/\Z", "a.b/<arg>/"),
        (r"x/(?P<p>(a|b[)])+)/?", "x/<p>/"),
    ],
)
def test_a_regular_expression_reads_as_a_path(pattern: str, path: str) -> None:
    assert plain(pattern) == path


MODELS = {
    "manage.py": "",
    "requirements.txt": "django\nwagtail\ndjango-mptt\n",
    "core/models.py": """
from django.db import models
class Base(models.Model):
    class Meta:
        abstract = True
class Manager(models.Manager): ...
class Kind(models.TextChoices):
    A = "a"
class Plain: ...
class Thing(Base):
    kind = models.CharField(choices=Kind.choices)
    objects = Manager()
class Special(Thing):
    class Meta(Thing.Meta):
        proxy = True
""",
    "shop/models.py": """
from django.db import models
from django.contrib.auth.models import AbstractUser
from mptt.models import MPTTModel, TreeForeignKey
from wagtail.models import Page, PageManager
from core import models as core
from core.models import Base as Stamped
from model_utils.models import TimeStampedModel
class User(AbstractUser): ...
class Category(MPTTModel):
    parent = TreeForeignKey("self", on_delete=models.CASCADE)
class HomePage(Page): ...
class Order(Stamped, TimeStampedModel): ...
class Line(core.Base): ...
class OrderQuerySet(models.QuerySet): ...
class HomePageManager(PageManager): ...
""",
    "shop/tests/test_models.py": "from django.db import models\nclass OnlyInATest(models.Model): ...\n",
    "shop/migrations/0001_initial.py": "from django.db import migrations, models\nclass Migration(migrations.Migration):\n    pass\n",
    "shop/migrations/__init__.py": "",
}


def test_models_have_a_table_whoever_their_base_is(tmp_path: Path) -> None:
    assert names(tmp_path, MODELS, "models") == [
        "Category",
        "HomePage",
        "Line",
        "Order",
        "Special",
        "Thing",
        "User",
    ]
    assert names(tmp_path, {}, "migration_dirs") == ["shop/migrations"]
    assert names(tmp_path, {}, "orms") == ["django"]


def test_abstract_models_of_packages_are_bases_whatever_they_are_about(tmp_path: Path) -> None:
    text = """
from django.db import models
from simple_history.models import HistoricalRecords
from wagtail.contrib.forms.models import AbstractEmailForm, AbstractFormField
from guardian.models import AbstractThingManager
class FormPage(AbstractEmailForm): ...
class FormField(AbstractFormField): ...
class Records(HistoricalRecords): ...
class Manager(AbstractThingManager): ...
"""
    assert names(tmp_path, {"site/models.py": text}, "models") == ["FormField", "FormPage"]


def test_a_table_of_a_models_history_is_a_model_too(tmp_path: Path) -> None:
    text = """
from django.db import models
from simple_history.models import HistoricalRecords
class KeptHistory(HistoricalRecords): ...
class Base(models.Model):
    class Meta:
        abstract = True
    history = HistoricalRecords(inherit=True)
class Alone(models.Model):
    class Meta:
        abstract = True
    history = HistoricalRecords()
class Boat(Base): ...
class Sail(Alone): ...
class Rope(models.Model):
    changes = KeptHistory()
"""
    assert names(tmp_path, {"harbour/models.py": text}, "models") == [
        "Boat",
        "HistoricalBoat",
        "HistoricalRope",
        "Rope",
        "Sail",
    ]
