"""What may decide an answer: the product's own files, not what stands in tests, examples or dot folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.assess.places import Place, place_of
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout
    from groundplan.core.model import Assessment

CI_FOLDERS = (".github/workflows/", ".github/actions/", ".gitlab/", ".circleci/", ".buildkite/")
_ASIDE = frozenset(
    ["template", "templates", "scaffold", "benchmark", "benchmarks", "playground", "playgrounds"]
)
"""Folders whose files are shipped or tried out, and do not run this repo."""


def decides(path: str, checkout: Checkout | None = None) -> bool:
    """Say whether what stands in a file says something about the repo as a whole."""
    folders = path.split("/")[:-1]
    if any(part.startswith(".") or part.lower() in _ASIDE for part in folders):
        return False
    file = checkout.files.get(path) if checkout else None
    return (file.place if file else place_of(path)) is Place.PRODUCT


def deciding(assessment: Assessment, kind: str, checkout: Checkout | None = None) -> Iterator[Fact]:
    """Yield the facts of a kind whose files decide."""
    for fact in assessment.of(kind):
        if decides(fact.path, checkout):
            yield fact


def answer(question: str, value: str, why: str, fact: Fact | None = None) -> Fact:
    """Return an answer with what shows it; without a fact the reason is that something is absent."""
    return Fact(question, value, why, fact.path if fact else "", fact.line if fact else 0)


def was_read(assessment: Assessment, kind: str) -> bool:
    """Say whether "none found" can be concluded: a reader ran for all languages that are there."""
    return not assessment.looked or kind in assessment.looked
