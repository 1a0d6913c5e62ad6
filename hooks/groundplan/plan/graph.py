"""The steps of a plan and their order as a Mermaid graph, kept between two comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.core.model import Edit
from groundplan.plan.answer_format import is_comment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.plan.model import Plan, Step

OPENING, CLOSING = "<!-- groundplan: graph -->", "<!-- /groundplan: graph -->"
_ENTITIES = str.maketrans(
    {"#": "#35;", '"': "#quot;", "{": "#123;", "}": "#125;", "&": "#38;", "$": "#36;", "%": "#37;"}
)
"""By their entity, as Mermaid documents; a directive, a reference or math would act in a label."""


def graph_lines(steps: Sequence[Step]) -> list[str]:
    """Return the fenced graph: a node a step, an arrow from each step to those that wait for it."""
    nodes = [f'    {step.id}["{_label(step)}"]' for step in steps if step.id]
    known = {step.id for step in steps}
    arrows = [
        f"    {name} --> {step.id}" for step in steps for name in step.depends if name in known
    ]
    return ["```mermaid", "flowchart TD", *nodes, *arrows, "```"]


def graph_edit(plan: Plan) -> Edit | None:
    """Return the edit that draws the graph anew, or None where it is right or nobody asked for it."""
    marks: dict[str, int] = {}
    lines = [line.rstrip("\r") for line in plan.lines]
    for block in plan.blocks:
        if is_comment(block, lines):
            marks.setdefault(lines[block.first - 1].strip(), block.first)
    if OPENING not in marks or marks.get(CLOSING, 0) <= marks[OPENING]:
        return None
    first, last = marks[OPENING] + 1, marks[CLOSING] - 1
    wanted = graph_lines(plan.steps)
    if lines[first - 1 : last] == wanted:
        return None
    return Edit(first, last, "".join(f"{line}\n" for line in wanted))


def _label(step: Step) -> str:
    """Return a node's text; hash, quotes and braces by their entity, as Mermaid documents."""
    text = f"{step.id} {step.title}".translate(_ENTITIES)
    return re.sub(r"[\x00-\x1f<>`\[\]|]+", " ", text)
