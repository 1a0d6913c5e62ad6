"""What GitHub makes of a filled issue form, written from its documentation and from real issues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.plan.answers import text_from_answer
from groundplan.plan.field_names import field_at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from groundplan.core.model import Answer
    from groundplan.request.form import Element


def issue_body(elements: Sequence[Element], values: Mapping[str, str], newline: str = "\n") -> str:
    """Return the body for values by label; an element without one says so."""
    blocks = []
    for element in elements:
        value = values.get(element.label, "")
        if value and element.is_rendered:
            value = f"```text\n{value}\n```"
        empty = "None" if element.kind == "dropdown" and element.is_multiple else "_No response_"
        blocks.append(f"### {element.label}\n\n{value or empty}")
    return newline.join("\n\n".join(blocks).split("\n"))


def typed(elements: Sequence[Element], answers: Mapping[str, Answer]) -> dict[str, str]:
    """Return answers as somebody types them into the form, by label."""
    return {
        element.label: text_from_answer(field_at(element.place), answers[element.place])
        for element in elements
        if element.place in answers
    }
