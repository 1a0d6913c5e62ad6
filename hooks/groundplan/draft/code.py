"""Files that no other step has: the code of a front end, a library, a tool, or a part of an API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.draft.context import Role
from groundplan.draft.endpoints import scenarios_left
from groundplan.draft.shared import file_actions, passing_tests, writing_tests
from groundplan.draft.sharing import words_of
from groundplan.draft.step import DraftStep, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

from groundplan.draft.context import Ground

MOST_FILES = 4  # of one step; more are no longer one thing to do


def steps(ground: Ground, taken: frozenset[str]) -> Iterator[DraftStep]:
    """Yield steps for the named code that is in no step yet, by folder.

    Args:
        ground: what is known.
        taken: paths that other steps touch.
    """
    left = [
        named
        for named in ground.of(Role.CODE, Role.ROUTE, Role.MODEL, Role.MIGRATION)
        if named.path not in taken
    ]
    if not left and not taken:
        yield from _unnamed(ground)
    chunks = [left[start : start + MOST_FILES] for start in range(0, len(left), MOST_FILES)]
    scenarios = scenarios_left(ground)
    summary = ground.text("change.summary") or "the change"
    for number, files in enumerate(chunks, start=1):
        names = ", ".join(f"`{named.path.rpartition('/')[2]}`" for named in files)
        tests = ground.tests_about(words_of(*(f"{named.path} {named.text}" for named in files)))
        places = ground.test_places(tests, tuple(named.path for named in files))
        after = ground.text("behavior.after")
        yield DraftStep(
            key=f"code:{number}",
            title=f"Code: {names}",
            goal=after
            if after and len(chunks) == 1 and not taken
            else f"{names}: what the request says of it is done ({summary})",
            actions=(
                *file_actions(files),
                *((f"Afterwards: {sentence(after)}",) if after else ()),
                *writing_tests(ground, names, places, scenarios if number == 1 else ()),
            ),
            checks=(passing_tests(ground, names, tests),),
            touches=(*(named.path for named in files), *places),
            after=("dependencies", "env_vars", "data_model"),
        )


def _unnamed(ground: Ground) -> Iterator[DraftStep]:
    """Yield the step of a request that names no file: the first thing to do is to find them."""
    summary, wanted = ground.text("change.summary"), ground.text("change.functionality")
    if not summary and not wanted:
        return
    after = ground.text("behavior.after")
    yield DraftStep(
        key="code:unnamed",
        title=summary or "The change",
        goal=after or wanted or summary,
        actions=(
            "Find the files that it takes, by the assessment; name them in section 4 and under Touches.",
            *((f"Make the change: {sentence(wanted)}",) if wanted else ()),
            *writing_tests(ground, "it", ground.tests, scenarios_left(ground)),
        ),
        checks=(passing_tests(ground, "the change", ground.tests),),
        touches=ground.tests,
        after=("dependencies", "env_vars"),
    )
