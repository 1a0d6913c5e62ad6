"""What a person tries by hand, and what they expect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.draft.shared import start_action
from groundplan.draft.step import Check, DraftStep, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.draft.ground import Ground


def steps(ground: Ground) -> Iterator[DraftStep]:
    """Yield one step with a manual check for each row."""
    rows = ground.rows("testing.manual")
    if not rows:
        return
    yield DraftStep(
        key="by_hand:all",
        title="Try it by hand",
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
