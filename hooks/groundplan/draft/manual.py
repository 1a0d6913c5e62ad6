"""What a person tries by hand, and what they expect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.draft.shared import chunks, part, start_action
from groundplan.draft.step import MOST_CHECKS, Check, DraftStep, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.draft.context import Ground


def steps(ground: Ground) -> Iterator[DraftStep]:
    """Yield a manual check for each row, at most as many as one step may have."""
    parts = chunks(ground.rows("testing.manual"), MOST_CHECKS)
    for number, rows in enumerate(parts, start=1):
        yield DraftStep(
            key=f"by_hand:{number}",
            title=f"Try it by hand{part(number, len(parts))}",
            goal=ground.text("behavior.outcome") or "A person has tried what no test sees",
            actions=(
                *start_action(ground),
                "Make the data that the manual checks need, and tell the person where to begin.",
                "Ask the person to go through the checks below, in their order, and note what they saw.",
            ),
            checks=tuple(
                Check(f"{line_of(do)}{f'. Expect: {line_of(expect)}' if expect else ''}")
                for do, expect, *_ in rows
            ),
            after=("env_vars", "dependencies", "data_model", "endpoints", "code", "build_deploy"),
        )
