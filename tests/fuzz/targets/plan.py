"""Plans: any text is read, and writing a box changes nothing else."""

from __future__ import annotations

from groundplan.plan.parser import parse_plan

NAME = "plan"


def run(data: bytes) -> None:
    """Read a plan twice: the same text is the same plan."""
    text = data.decode("utf-8", "replace")
    plan = parse_plan(text, "PLAN.md")
    assert plan.text == text
    assert parse_plan(text, "PLAN.md") == plan
