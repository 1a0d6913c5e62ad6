"""The last step: the whole suite, and the success criteria one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.draft.shared import chunks, part
from groundplan.draft.step import MOST_CHECKS, Check, DraftStep, code, line_of
from groundplan.plan.field_names import field_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.draft.context import Ground

CRITERIA = "success.criteria"
BEFORE = (
    "env_vars", "dependencies", "data_model", "endpoints", "code", "pattern", "documentation",
    "build_deploy", "by_hand",
)  # fmt: skip
ALL_TESTS = "All tests pass"  # confirmed by the run, not by a person


def steps(ground: Ground) -> Iterator[DraftStep]:
    """Yield the step that every plan ends with, and before it those for criteria beyond its size."""
    always = [text for text in field_at(CRITERIA).always if text != ALL_TESTS]
    said = (*ground.items("requirements.must_have"), *ground.items(CRITERIA), *always)
    *early, last = chunks(list(dict.fromkeys(said)), MOST_CHECKS - 1)
    for number, texts in enumerate(early, start=1):
        yield DraftStep(
            key=f"criteria:{number}",
            title=f"Success criteria{part(number, len(early))}",
            goal="What the request asks for is there",
            actions=("Show for each of these criteria what proves it; repair what does not hold.",),
            checks=tuple(Check(line_of(text)) for text in texts),
            after=BEFORE,
        )
    suite = ground.facts.suite_command
    yield DraftStep(
        key="whole:all",
        title="The whole suite and the success criteria",
        goal="Everything that the request asks for is there, and nothing that worked is broken",
        actions=(
            f"Run the whole suite with {code(suite)} and read its output; repair what fails.",
            "Go through the criteria of section 10 and the must-haves of section 3, and show for each what proves it.",
            "Tick the boxes of those sections that are proven; tell the user about the others.",
        ),
        checks=(
            Check("The whole suite passes", "sh", "kind=test min-tests=1 timeout=1800", suite),
            *(Check(line_of(text)) for text in last),
        ),
        after=(*BEFORE, "criteria"),
    )
