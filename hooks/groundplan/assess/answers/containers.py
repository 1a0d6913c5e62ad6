"""Whether the tests run in containers: a service holds this repo's code, and can run its tests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from groundplan.assess.answers.evidence import answer, decides
from groundplan.assess.answers.images import image_runs_tests
from groundplan.assess.answers.suite import stated, typed_inside
from groundplan.assess.compose_files import COMPOSE, Service
from groundplan.assess.places import Place
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout
    from groundplan.core.model import Assessment

_USUAL = re.compile(r"(?:docker-)?compose\.ya?ml")


class Candidate(NamedTuple):
    """A service in which the tests of this repo can run."""

    name: str
    why: str
    path: str
    line: int
    is_default: bool
    """Whether `docker compose` finds its file by itself, in the root."""


def service_answer(checkout: Checkout, assessment: Assessment) -> Fact | None:
    """Return the service in whose container the tests run, or None where there is none."""
    found = list(_candidates(checkout))
    named = [
        service for fact in stated(checkout, assessment) for service in _services_of(checkout, fact)
    ]
    for service in named:
        for one in _usable(found):
            if one.name == service:
                return Fact("api_service", one.name, one.why, one.path, one.line)
    api = assessment.first("api_service")
    if api is not None:
        for one in _usable(found):
            if one.name == api.name and one.is_default:
                return Fact("api_service", one.name, one.why, one.path, one.line)
    default = [one for one in found if one.is_default]
    if len({one.name for one in default}) == 1:  # the application, whatever it is
        return Fact(
            "api_service", default[0].name, default[0].why, default[0].path, default[0].line
        )
    return None


def _usable(found: list[Candidate]) -> list[Candidate]:
    return sorted(found, key=lambda one: not one.is_default)


def _services_of(checkout: Checkout, fact: Fact) -> list[str]:
    return [service for _, service in typed_inside(checkout, fact.name) if service]


def containers_answer(checkout: Checkout, service: Fact | None) -> Fact:
    """Return whether the tests run in containers, and what shows it."""
    if service is not None:
        return answer("containers", "true", f"{service.name} {service.value}", service)
    compose = next(
        (file for file, _ in checkout.read(COMPOSE) if decides(file.path, checkout)), None
    )
    if compose is None:
        return answer("containers", "false", "no compose file of the product was found")
    why = "no service is built from this repo's code, or mounts it, and can run its tests"
    return Fact("containers", "false", why, compose.path, 1)


def _candidates(checkout: Checkout) -> Iterator[Candidate]:
    for file, compose in checkout.read(COMPOSE):
        if not decides(file.path, checkout):
            continue
        is_default = not file.folder and _USUAL.fullmatch(file.name) is not None
        others = {service.name: service for service in compose.services}
        for service in compose.services:
            why = _why(checkout, service, others.get(service.extends[1]))
            if why:
                yield Candidate(service.name, why, file.path, service.line, is_default)


def _why(checkout: Checkout, service: Service, base: Service | None) -> str:
    """Return how a service comes to this repo's code where its tests can run, else nothing."""
    context = service.context or (base.context if base else "")
    dockerfile = service.dockerfile or (base.dockerfile if base else "")
    target = service.target or (base.target if base else "")
    mounts = [*service.mounts, *(base.mounts if base else ())]
    mounted = next((folder for folder in mounts if _holds_code(checkout, folder)), "")
    if context:
        is_able = image_runs_tests(checkout, dockerfile, context, target, is_mounted=bool(mounted))
        return f"is built from {'the root' if context == '.' else context}" if is_able else ""
    return f"mounts {'the root' if mounted == '.' else mounted}" if mounted else ""


def _holds_code(checkout: Checkout, folder: str) -> bool:
    from groundplan.assess.stacks.languages import SUFFIXES

    below = "" if folder == "." else f"{folder}/"
    count = 0
    for file in checkout.files.values():
        if file.path.startswith(below) and file.place is Place.PRODUCT and file.suffix in SUFFIXES:
            count += SUFFIXES[file.suffix] not in ("HTML", "CSS", "SCSS", "Shell")
    return count > 0
