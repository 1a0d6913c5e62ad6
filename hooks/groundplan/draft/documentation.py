"""Documents that must say the new thing, and patterns that change."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from groundplan.draft.context import Role
from groundplan.draft.shared import file_actions
from groundplan.draft.step import Check, DraftStep, code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.draft.context import Ground

BEFORE = ("data_model", "endpoints", "code")


def steps(ground: Ground) -> Iterator[DraftStep]:
    """Yield a step for the changed patterns, and one for the other documents that are named."""
    patterns, documents = ground.of(Role.PATTERN), ground.of(Role.DOCUMENT)
    if patterns:
        yield DraftStep(
            key="pattern:all",
            title="Changed pattern",
            goal="The pattern that changes is written down where the next person looks for it",
            actions=(
                *file_actions(patterns),
                "Say in the code, at the place that differs from the old pattern, why it does.",
                "Write the decision and its reason under Decisions.",
            ),
            checks=(
                *(_exists(named.path) for named in patterns),
                Check("The document says what the code does, and why it changed"),
            ),
            touches=tuple(named.path for named in patterns),
            after=BEFORE,
        )
    if documents:
        yield DraftStep(
            key="documentation:all",
            title="Documentation",
            goal="The documents say what the product does now",
            actions=(
                *file_actions(documents),
                "Search the other documents for what is no longer true, and repair it.",
            ),
            checks=(
                *_mentions(ground, documents[0].path),
                Check("A reader finds in the documents what the product does now"),
            ),
            touches=tuple(named.path for named in documents),
            after=BEFORE,
        )


def _exists(path: str) -> Check:
    return Check(f"{code(path)} is there", "sh", "kind=cmd", f"test -s {shlex.quote(path)}")


def _mentions(ground: Ground, path: str) -> Iterator[Check]:
    """Yield a look for the last part of each new path in the document."""
    for _, route, *_ in ground.rows("interface.new_endpoints"):
        last = route.strip("` ").rpartition("/")[2]
        if last and not set(last) & set("{}<>:[]'\"\\\n"):
            yield Check(
                f"{code(path)} names {code(route.strip('` '))}",
                "sh",
                "kind=cmd",
                f"grep -n -F -e {shlex.quote(last)} {shlex.quote(path)}",
            )
