"""The last step: the whole suite, and the success criteria one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.draft.step import Check, DraftStep, code, line_of
from groundplan.requests.names import field_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.draft.ground import Ground

CRITERIA = "success.criteria"
ALL_TESTS = "All tests pass"  # confirmed by the run, not by a person


def steps(ground: Ground) -> Iterator[DraftStep]:
    """Yield the step that every plan ends with."""
    always = [text for text in field_at(CRITERIA).always if text != ALL_TESTS]
    criteria = (*ground.items(CRITERIA), *ground.items("requirements.must_have"), *always)
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
            *(Check(line_of(text)) for text in dict.fromkeys(criteria)),
        ),
        after=(
            "env_vars", "dependencies", "data_model", "endpoints", "code", "pattern",
            "documentation", "build_deploy", "by_hand",
        ),
    )  # fmt: skip
