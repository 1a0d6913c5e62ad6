"""Django, the REST framework and Ninja: routes from the URL configuration.

Models are in `django_models`; settings that are environment variables in `python_settings`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.python.django_urls import Urls
from groundplan.assess.python.modules import read_module
from groundplan.assess.python.names import names_of
from groundplan.assess.stacks import Package, Stack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout
    from groundplan.core.model import Fact

MODULES = Want(
    read_module,
    suffixes=(".py",),
    imports=("django", "ninja", "rest_framework"),
    needles=(b"urlpatterns", b"ROOT_URLCONF", b"rest_framework", b".register(", b"ninja"),
)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield every route of the product's own views."""
    if checkout.is_open(MODULES):
        yield from Urls(names_of(checkout)).routes()


STACK = Stack(
    key="django",
    title="Django, Django REST framework, Django Ninja",
    languages=("Python",),
    finds=("frameworks", "routes"),
    facts=facts,
    wants=(MODULES,),
    packages=(
        Package("frameworks", "django", pip=("django",), imports=("django",)),
        Package("frameworks", "djangorestframework", pip=("djangorestframework",)),
        Package("frameworks", "django-ninja", pip=("django-ninja", "django-ninja-extra")),
    ),
)
