"""Routes of annotated classes of the JVM: paths of a class and of its methods put together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.java.language import JVM
from groundplan.assess.mounts import Mounts, route, slashed
from groundplan.assess.project import Project
from groundplan.assess.values import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from groundplan.assess.checkout import Checkout, Want
    from groundplan.assess.code import Code
    from groundplan.assess.evaluation import Evaluation, Site
    from groundplan.assess.java.settings import Settings
    from groundplan.assess.project import Language
    from groundplan.assess.values import Router, Scope, Value
    from groundplan.core.model import Fact

_PATTERN = re.compile(r"\{\s*(\w+)\s*:(?:[^{}]|\{[^{}]*\})*\}")


class Quiet:
    """A dialect without objects of its own: annotations say everything."""

    names = frozenset[str]()

    def external(self, run: Evaluation, name: str, site: Site) -> Value | None:
        """Say nothing."""
        return None

    def method(self, run: Evaluation, router: Router, name: str, site: Site) -> Value:
        """Return something unknown."""
        return Unknown(name)

    def typed(self, run: Evaluation, text: str, scope: Scope) -> Value | None:
        """Say nothing."""
        return None


class Annotated:
    """What is shared by the readers of annotated classes: the languages, the names, the settings."""

    def __init__(self, needles: tuple[bytes, ...]) -> None:
        self.parts: list[tuple[Language, Want[frozenset[str]], Want[Code]]] = [
            (language, language.index(*needles), language.want(*needles)) for language in JVM
        ]
        self.wants = tuple(want for _, index, code in self.parts for want in (index, code))

    def runs(self, checkout: Checkout) -> Iterator[tuple[Project, Want[Code]]]:
        """Yield a project for each language of the JVM, with the want for its annotated files."""
        for language, index, code in self.parts:
            yield Project(checkout, Quiet(), Mounts(), language, index), code


def served(
    settings: Settings, methods: Iterable[str], paths: Iterable[str], file: str, line: int
) -> Iterator[Fact]:
    """Yield the routes of every method and path: placeholders filled, patterns of parameters left out."""
    for path in paths:
        filled = re.sub(r"/{2,}", "/", settings.filled(file, path))
        whole = _PATTERN.sub(r"{\1}", filled)
        for method in methods:
            yield route(method, whole or "/", file, line)


def product(*parts: Iterable[str]) -> list[str]:
    """Return every combination of paths, joined by single slashes."""
    found = [""]
    for part in parts:
        found = [slashed(one, other) for one in found for other in (list(part) or [""])]
    return found
