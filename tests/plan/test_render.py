from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_answers import TEXTS, answers_of
from made_repos import API, LIBRARY, landed

from groundplan.core import registry
from groundplan.core.model import ChangeRequest, Lane, NotPlaced, Status
from groundplan.plan.field_names import field_at
from groundplan.plan.model import State
from groundplan.plan.parser import parse_plan
from groundplan.plan.render import (
    NOT_PLACED,
    Frame,
    answers_of_plan,
    open_fields,
    plan_id,
    plan_text,
    refilled,
    skeleton,
)
from groundplan.request import read_request

SAMPLE = Path(__file__).parents[2] / "examples" / "sample-api" / "change-request.md"
KEYS = [f"{section.id}.{field.id}" for section in registry.sections() for field in section.fields]
FRAME = Frame("2026-11-24-export")


def some_answers(data: st.DataObject, most: int = 8) -> ChangeRequest:
    chosen = data.draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=most))
    answers = {key: data.draw(answers_of(field_at(key))) for key in chosen}
    return ChangeRequest({key: answer for key, answer in answers.items() if answer is not None})


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from(list(Lane)), st.sampled_from([API, LIBRARY]))
def test_answers_to_plan_to_answers_is_the_identity(
    data: st.DataObject, lane: Lane, facts: dict[str, object]
) -> None:
    request = some_answers(data)
    text = plan_text(request, Frame("2026-11-24-x", lane), landed(facts))
    plan = parse_plan(text, "PLAN.md")
    assert dict(answers_of_plan(plan).answers) == dict(request.answers)
    assert [section.id for section in plan.sections] == [
        section.id for section in registry.sections()
    ]
    assert (plan.lane, plan.id) == (lane, "2026-11-24-x")
    assert not plan.front_troubles


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_new_answers_change_their_own_lines_and_no_others(data: st.DataObject) -> None:
    first, second = some_answers(data), some_answers(data, 3)
    text = plan_text(first, FRAME, landed())
    ending = data.draw(st.sampled_from(["\n", "\r\n"]))
    plan = parse_plan(text.replace("\n", ending), "PLAN.md")
    filled = refilled(plan, second)
    again = parse_plan(filled, "PLAN.md")
    assert dict(answers_of_plan(again).answers) == {**first.answers, **second.answers}
    assert refilled(again, second) == filled
    for heading in ("How to complete this plan", "Assessment", "Steps", "Decisions"):
        old = next(found for found in plan.headings if found.text == heading)
        new = next(found for found in again.headings if found.text == heading)
        assert (
            plan.lines[old.body.first - 1 : old.body.last]
            == again.lines[new.body.first - 1 : new.body.last]
        )


def test_the_same_answers_change_nothing() -> None:
    request = read_request(SAMPLE.read_text())
    text = plan_text(request, FRAME, landed())
    assert refilled(parse_plan(text, "PLAN.md"), request) == text


def test_a_new_summary_is_the_new_title() -> None:
    text = plan_text(ChangeRequest({"change.summary": "Old: one"}), FRAME, landed())
    filled = refilled(parse_plan(text, "PLAN.md"), ChangeRequest({"change.summary": 'New "two"'}))
    plan = parse_plan(filled, "PLAN.md")
    assert plan.value("title") == 'New "two"'
    assert plan.title is not None
    assert plan.title.text == 'New "two"'
    assert "Old: one" not in filled


def test_a_section_that_was_taken_out_comes_back_in_its_place() -> None:
    text = plan_text(ChangeRequest(), FRAME, landed())
    start, end = text.index("## 5. "), text.index("## 6. ")
    plan = parse_plan(text[:start] + text[end:], "PLAN.md")
    again = parse_plan(refilled(plan, ChangeRequest({"behavior.after": "x"})), "PLAN.md")
    assert [section.id for section in again.sections] == [
        section.id for section in registry.sections()
    ]
    assert again.field("behavior", "after").answer == "x"


@pytest.mark.parametrize(
    ("lane", "status"), [("small", "active"), ("normal", "draft"), ("high", "draft")]
)
def test_a_small_change_may_start_at_once(lane: str, status: str) -> None:
    text = plan_text(ChangeRequest(), Frame("x", Lane(lane)), landed())
    assert parse_plan(text, "PLAN.md").status is Status(status)


def test_a_small_change_asks_little() -> None:
    small = plan_text(ChangeRequest(), Frame("x", Lane.SMALL), landed())
    plan = parse_plan(small, "PLAN.md")
    needed = [
        (section.id, field.id)
        for section, field in open_fields(ChangeRequest(), Lane.SMALL, landed().facts)
    ]
    places = [place for section in plan.sections for place in section.fields]
    assert [(p.section, p.id) for p in places if p.state is State.OPEN] == needed
    assert len(small) < len(plan_text(ChangeRequest(), Frame("x", Lane.HIGH), landed())) / 2


def test_the_skeleton_asks_everything_and_plans_nothing() -> None:
    plan = parse_plan(skeleton(landed()), "PLAN.md")
    assert plan.status is Status.SKELETON
    places = [place for section in plan.sections for place in section.fields]
    assert {place.state for place in places} == {State.OPEN}
    assert [f"{place.section}.{place.id}" for place in places] == KEYS


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.just("Above"), TEXTS), min_size=1, max_size=3))
def test_what_has_no_place_stands_below_its_own_heading(pieces: list[tuple[str, str]]) -> None:
    left = tuple(NotPlaced(where, text) for where, text in pieces)
    request = ChangeRequest({"change.summary": "x"}, not_placed=left)
    for text in (
        plan_text(request, FRAME, landed()),
        refilled(parse_plan(skeleton(landed()), "PLAN.md"), request),
    ):
        plan = parse_plan(text, "PLAN.md")
        heading = next(found for found in plan.headings if found.text == NOT_PLACED)
        body = "\n".join(plan.lines[heading.body.first - 1 : heading.body.last])
        for _, piece in pieces:
            for line in piece.split("\n"):
                assert line.strip(" \t") in body
        assert [found.id for found in plan.sections] == [found.id for found in registry.sections()]
        assert plan.decisions_heading is not None


def test_template_code_in_an_answer_stays_text() -> None:
    request = ChangeRequest({"change.reason": "{{ 7*7 }} {% raw %} {# x #}"})
    assert "{{ 7*7 }} {% raw %} {# x #}" in plan_text(request, FRAME, landed())


@pytest.mark.parametrize(
    ("title", "taken", "name"),
    [
        ("Export loans as CSV", (), "2026-11-24-export-loans-as-csv"),
        ("Экспорт", (), "2026-11-24-change"),
        ("../../etc", (), "2026-11-24-etc"),
        ("x" * 100, (), f"2026-11-24-{'x' * 48}"),
        ("a", ("2026-11-24-a", "2026-11-24-a-2"), "2026-11-24-a-3"),
    ],
)
def test_an_id_is_the_date_and_the_title(title: str, taken: tuple[str, ...], name: str) -> None:
    assert plan_id(title, "2026-11-24", taken) == name


def test_a_reason_of_several_lines_is_one_reason() -> None:
    plan = parse_plan(plan_text(ChangeRequest({}), Frame("2026-11-24-x"), landed(API)), "PLAN.md")
    at = plan.field("context", "technology_stack").heading
    lines = plan.text.split("\n")
    lines[at + 1] = "- Not applicable: there is\n  no code yet."
    again = parse_plan("\n".join(lines), "PLAN.md")
    answers = answers_of_plan(again).answers
    assert answers["context.technology_stack"] == "Not applicable: there is no code yet."
