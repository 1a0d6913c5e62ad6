"""Writing into a plan changes the lines that it is about, and no others."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_answers import answers_of, field_of

from groundplan.checks.sample import PLAN
from groundplan.core import registry
from groundplan.core.model import Edit, Kind
from groundplan.plan.edits import apply_edits, replace_body, set_answer, set_front, tick
from groundplan.plan.parser import parse_plan

KEYS = [f"{section.id}.{field.id}" for section in registry.sections() for field in section.fields]
LINES = st.lists(st.text(st.sampled_from("ab \t\r#`\u2028"), max_size=6), min_size=1, max_size=12)


@given(LINES, st.data())
def test_an_edit_leaves_every_other_line_as_it_is(lines: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(1, len(lines)))
    last = data.draw(st.integers(first - 1, len(lines)))
    new = data.draw(st.lists(st.sampled_from(["x", "y z"]), max_size=3))
    edit = Edit(first, last, "".join(f"{line}\n" for line in new))
    after = (
        apply_edits("\n".join(lines), [edit]).split("\n")
        if len(lines) > last - first + 1 or new
        else None
    )
    if after is not None:
        assert after[: first - 1] == lines[: first - 1]
        assert after[len(after) - (len(lines) - last) :] == lines[last:]
        assert [line.rstrip("\r") for line in after[first - 1 : first - 1 + len(new)]] == new


def test_two_edits_of_one_line_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="line 2"):
        apply_edits("a\nb\nc\n", [Edit(1, 2, "x\n"), Edit(2, 2, "y\n")])


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(KEYS), st.data(), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_an_answer_lands_in_its_place_and_nowhere_else(
    key: str, data: st.DataObject, end: str, ends: bool
) -> None:
    field = field_of(key)
    answer = data.draw(answers_of(field))
    section_id, _, field_id = key.partition(".")
    plan = parse_plan(PLAN.replace("\n", end) + ("" if ends else "the last line"), "PLAN.md")
    place = plan.field(section_id, field_id)
    text = apply_edits(plan.text, set_answer(plan, section_id, field_id, answer))
    again = parse_plan(text, "PLAN.md")
    now = again.field(section_id, field_id)
    wanted = answer
    if field.always and isinstance(answer, tuple):
        wanted = (*answer, *(item for item in field.always if item not in answer))
    if answer is not None and not (field.always and isinstance(answer, str)):
        assert now.answer == wanted
    before, after = plan.lines, again.lines
    start, tail = place.body.first - 1, len(before) - place.body.last
    assert after[:start] == before[:start]
    assert after[len(after) - tail :] == before[len(before) - tail :]
    others = {k: v for k, v in again.change_request.answers.items() if k != key}
    assert others == {k: v for k, v in plan.change_request.answers.items() if k != key}


def test_a_field_without_a_place_gets_one_in_its_order() -> None:
    text = "## 5. Expected Behavior\n\n### Before\n\na\n\n### User flow\n\n1. b\n\n## 6. API/Interface Changes\n\n_Not needed in a small change._\n"
    plan = parse_plan(text, "PLAN.md")
    after = apply_edits(text, set_answer(plan, "behavior", "after", "c"))
    assert after == text.replace("### User flow", "### After\n\nc\n\n### User flow")
    rows = (("GET", "/x", "y"),)
    table = apply_edits(text, set_answer(plan, "interface", "new_endpoints", rows))
    assert "_Not needed" not in table
    assert parse_plan(table, "PLAN.md").field("interface", "new_endpoints").answer == rows


def test_a_checklist_keeps_the_boxes_of_items_that_stay() -> None:
    plan = parse_plan(PLAN.replace("- [ ] The CSV has", "- [x] The CSV has"), "PLAN.md")
    items = ("New", "The CSV has a header line")
    text = apply_edits(plan.text, set_answer(plan, "requirements", "must_have", items))
    assert parse_plan(text, "PLAN.md").field("requirements", "must_have").ticked == (False, True)


def test_front_matter_keys_are_set_in_their_line_or_added() -> None:
    plan = parse_plan(PLAN, "PLAN.md")
    text = apply_edits(PLAN, set_front(plan, {"status": "done", "closed": 'by "Ada": yes'}))
    again = parse_plan(text, "PLAN.md")
    assert (again.value("status"), again.value("closed")) == ("done", 'by "Ada": yes')
    assert text.count("\n") == PLAN.count("\n") + 1
    bare = parse_plan("# T\n", "PLAN.md")
    assert parse_plan(apply_edits("# T\n", set_front(bare, {"id": "x"})), "PLAN.md").id == "x"


@pytest.mark.parametrize("box", ["[x]", "[ ]", "[X]"])
def test_a_box_is_ticked_and_unticked(box: str) -> None:
    text = f"a\r\n  - {box} S1.a see [x]\r\nb"
    plan = parse_plan(text, "PLAN.md")
    assert apply_edits(text, [tick(plan, 2)]) == "a\r\n  - [x] S1.a see [x]\r\nb"
    assert apply_edits(text, [tick(plan, 2, on=False)]) == "a\r\n  - [ ] S1.a see [x]\r\nb"
    with pytest.raises(ValueError, match="no box"):
        tick(plan, 3)


def test_what_stands_below_a_heading_is_replaced() -> None:
    plan = parse_plan(PLAN, "PLAN.md")
    assert plan.assessment is not None
    text = apply_edits(PLAN, [replace_body(plan, plan.assessment, ["new"])])
    assert "## Assessment\n\nnew\n\n## General rules" in text
    kinds = {field.kind for section in registry.sections() for field in section.fields}
    assert kinds == set(Kind)
