"""The graph of a plan's steps."""

from __future__ import annotations

from groundplan.checks.sample import PLAN
from groundplan.plan.edits import apply_edits
from groundplan.plan.graph import CLOSING, OPENING, graph_edit, graph_lines
from groundplan.plan.parser import parse_plan


def with_graph(text: str = PLAN) -> str:
    return text.replace("## Steps\n", f"## Steps\n\n{OPENING}\n{CLOSING}\n", 1)


def test_the_graph_shows_steps_and_what_waits_for_what() -> None:
    lines = graph_lines(parse_plan(PLAN, "PLAN.md").steps)
    assert lines == [
        "```mermaid",
        "flowchart TD",
        '    S1["S1 Column for the export"]',
        '    S2["S2 Export endpoint"]',
        "    S1 --> S2",
        "```",
    ]


def test_the_graph_is_drawn_between_its_two_comments_and_once() -> None:
    plan = parse_plan(with_graph(), "PLAN.md")
    edit = graph_edit(plan)
    assert edit is not None
    drawn = apply_edits(plan.text, [edit])
    assert drawn.replace("\n".join(graph_lines(plan.steps)) + "\n", "", 1) == plan.text
    assert graph_edit(parse_plan(drawn, "PLAN.md")) is None
    assert parse_plan(drawn, "PLAN.md").steps[0].title == plan.steps[0].title


def test_where_nobody_asked_for_a_graph_there_is_none() -> None:
    assert graph_edit(parse_plan(PLAN, "PLAN.md")) is None
    assert (
        graph_edit(
            parse_plan(PLAN.replace("## Steps\n", f"## Steps\n\n{CLOSING}\n\n{OPENING}\n"), "p")
        )
        is None
    )


def test_a_title_can_end_neither_its_label_nor_the_fence() -> None:
    text = with_graph(PLAN.replace("### S2 - Export endpoint", '### S2 - "]; click S1 <b>```#1'))
    plan = parse_plan(text, "PLAN.md")
    edit = graph_edit(plan)
    assert edit is not None
    label = next(line for line in edit.text.split("\n") if line.startswith("    S2["))
    assert label.startswith('    S2["S2 #quot;')
    assert label.count('"') == 2
    assert "`" not in label
    assert "<" not in label
    again = parse_plan(apply_edits(text, [edit]), "PLAN.md")
    assert [step.id for step in again.steps] == ["S1", "S2"]


def test_a_title_keeps_the_parameters_of_a_route() -> None:
    text = with_graph(PLAN.replace("### S2 - Export endpoint", "### S2 - GET /loans/{id}.csv"))
    edit = graph_edit(parse_plan(text, "PLAN.md"))
    assert edit is not None
    assert 'S2["S2 GET /loans/#123;id#125;.csv"]' in edit.text
