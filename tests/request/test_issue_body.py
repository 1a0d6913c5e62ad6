from __future__ import annotations

import pytest
from github_forms import issue_body, typed
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from made_answers import LETTERS, answers_of, said

from groundplan.core.model import Lane
from groundplan.plan.field_names import field_at
from groundplan.request import read_request
from groundplan.request.form import Element, elements, own_elements
from groundplan.request.issue_body import is_issue_body, read_issue_body, selected

FORM = own_elements()
VALUES = {
    "How big is the change?": "small: a few lines, nothing that others rely on",
    "Summary": "Export loans as CSV",
    "Functionality added, modified or removed": "A new endpoint.",
    "Must have": "- [ ] A header line\n- [ ] No empty lines",
    "Primary files to modify": "app/loans.py | the route",
    "Criteria": "A file within one second",
}
ANSWERS = {
    "change.summary": "Export loans as CSV",
    "change.functionality": "A new endpoint.",
    "requirements.must_have": ("A header line", "No empty lines"),
    "files.primary": (("app/loans.py", "the route"),),
    "success.criteria": ("A file within one second",),
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_filled_form_is_read_by_its_fields(newline: str) -> None:
    body = issue_body(FORM, VALUES, newline)
    request = read_request(body)
    assert request.answers == ANSWERS
    assert request.lane is Lane.SMALL
    assert request.not_placed == ()


@pytest.mark.parametrize(
    "trap",
    [
        "before\n\n### Summary\n\nafter",  # a label that was already there
        "### Functionality added, modified or removed\n\nits own label, first",
        "before\n\n### Criteria\n\na label that comes much later",
        "before\n\n### Before\n\na label in the middle",
        "before\n### Why it is needed\nthe next label, but not as the host writes it",
        "```\n### Why it is needed\n\nin a fence\n```",
        "```md\n\n### Why it is needed\n\nin a fence, as the host writes it\n\n```",
        "~~~~\n```\n\n### Why it is needed\n\n~~~~",
        "- item\n\n  ### Why it is needed\n\n  indented",
        "x\n ### Why it is needed",
        "text ### Why it is needed",
        "#### Why it is needed",
        "###Why it is needed",
        "## 2. Change Request\n\n### Summary\n\nA whole document\n\n## 10. Success Criteria",
        "_No response_ was what they said",
        "```\nnever closed",
        "<!-- never closed",
        "---\n\n***",
        "a\tb\u2028c",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_answer_that_looks_like_the_form_stays_an_answer(trap: str, newline: str) -> None:
    values = VALUES | {
        "Functionality added, modified or removed": trap,
        "Before": "404",
        "Why it is needed": "x",
    }
    request = read_request(issue_body(FORM, values, newline))
    assert request.answers == ANSWERS | {
        "change.functionality": trap,
        "behavior.before": "404",
        "change.reason": "x",
    }
    assert request.not_placed == ()


@pytest.mark.parametrize("empty", ["", "_No response_"])
def test_no_response_is_open(empty: str) -> None:
    body = issue_body(FORM, VALUES).replace("A new endpoint.", empty)
    assert "change.functionality" not in read_request(body).answers


def test_none_is_no_item_and_leaves_open_what_every_change_has() -> None:
    request = read_request(
        issue_body(FORM, {"Before": "None", "Must have": "None", "New files": "None"})
    )
    assert request.answers == {
        "behavior.before": "Not applicable: None",
        "files.new": "Not applicable: None",
    }


def test_a_rendered_answer_keeps_a_fence_of_its_own() -> None:
    values = VALUES | {
        "Primary files to modify": "a.md | ``` starts it\nb.md | and\n```\nc.md | ends"
    }
    rows = read_request(issue_body(FORM, values)).answers["files.primary"]
    assert rows == (("a.md", "``` starts it"), ("b.md", "and"), ("```", ""), ("c.md", "ends"))


def test_sections_may_be_missing_or_in_another_order() -> None:
    blocks = [f"### {block}" for block in issue_body(FORM, VALUES).split("### ")[1:]]
    answered = [block for block in blocks if "_No response_" not in block]
    request = read_request("".join(reversed([f"{block.rstrip()}\n\n" for block in answered])))
    assert request.answers == ANSWERS
    assert request.lane is Lane.SMALL


def test_text_before_the_form_is_kept() -> None:
    request = read_request(f"Hello,\nplease look.\n\n{issue_body(FORM, VALUES)}")
    assert [left.text for left in request.not_placed] == ["Hello,\nplease look."]
    assert request.answers == ANSWERS


def test_a_second_line_in_an_input_is_kept() -> None:
    body = issue_body(FORM, VALUES).replace("Export loans as CSV", "Export\n\nloans as CSV")
    request = read_request(body)
    assert request.answers["change.summary"] == "Export"
    assert [left.text for left in request.not_placed] == ["loans as CSV"]


def test_the_label_of_the_next_question_counts_last_where_an_input_holds_one_line() -> None:
    values = {"Summary": "One line", "Project type": "API"}
    body = issue_body(FORM, values).replace("One line", "### Summary\n\nOne line", 1)
    assert read_request(body).answers["change.summary"] == "One line"


OPTIONS = ("a", "a, b", "b", "Yes, but later", "Yes")
OWN = (
    Element(None, "Where", "dropdown", OPTIONS, is_multiple=True),
    Element("change.functionality", "What", "textarea"),
    Element(None, "Checked", "checkboxes", ("I read it, twice", "I searched")),
    Element("change.summary", "Name", "input"),
)


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ("a, b", ["a, b"]),
        ("a, b, b", ["a, b", "b"]),
        ("Yes, but later, Yes, a", ["Yes, but later", "Yes", "a"]),
        ("", []),
        ("gone since, a", ["gone since, a"]),
    ],
)
def test_options_may_hold_commas(chosen: str, found: list[str]) -> None:
    assert selected(chosen, OPTIONS) == found


def test_a_teams_own_form_is_read_and_its_own_questions_are_kept() -> None:
    body = (
        "### Where\n\nYes, but later, a\n\n### What\n\nx\n\n### Checked\n\n"
        "- [X] I read it, twice\n- [ ] I searched\n\n### Name\n\nn"
    )
    assert is_issue_body(body, OWN)
    request = read_issue_body(body, OWN)
    assert request.answers == {"change.functionality": "x", "change.summary": "n"}
    assert [(left.where, left.text) for left in request.not_placed] == [
        ("Where", "- Yes, but later\n- a"),
        ("Checked", "- I read it, twice"),
    ]


def test_an_empty_choice_of_many_is_open() -> None:
    request = read_issue_body(
        "### Where\n\nNone\n\n### What\n\nNone\n\n### Checked\n\n_No response_\n", OWN
    )
    assert request.answers == {}
    assert request.not_placed == ()


def test_a_form_finds_its_fields_by_id_then_by_label() -> None:
    found = elements(
        "body:\n- {type: markdown, attributes: {value: hi}}\n"
        "- {type: input, id: change-summary, attributes: {label: Say it}}\n"
        "- {type: textarea, id: x, attributes: {label: Motivation, render: md}}\n"
        "- {type: checkboxes, attributes: {label: Sure, options: [{label: 'Yes, I am'}]}}\n",
        "form.yml",
    )
    assert [element.place for element in found] == ["change.summary", "change.reason", None]
    assert found[1].is_rendered
    assert found[2].options == ("Yes, I am",)


def test_thousands_of_labels_take_no_time() -> None:
    body = "### Summary\n\nx\n\n### Before\n\n```\n" * 20_000
    assert read_request(body).answers["change.summary"]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_form_to_issue_body_to_answers_is_the_identity(data: st.DataObject) -> None:
    places = [element.place for element in FORM if element.place != "lane"]
    chosen = data.draw(st.lists(st.sampled_from(places), unique=True, max_size=8))
    answers = {place: data.draw(answers_of(field_at(place))) for place in chosen}
    answers = {place: answer for place, answer in answers.items() if answer is not None}
    values = typed(FORM, answers)
    for number, element in enumerate(FORM):
        value = values.get(element.label, "")
        following = FORM[number + 1].label if number + 1 < len(FORM) else None
        # Nobody can tell these apart: the host writes the same for two different answers.
        assume(value not in ("_No response_", "```"))
        assume(f"### {following}" not in [line.rstrip() for line in value.split("\n")])
    body = issue_body(FORM, values, data.draw(st.sampled_from(["\n", "\r\n"])))
    request = read_request(body)
    assert dict(request.answers) == said(answers)
    assert request.not_placed == ()


@settings(max_examples=100, deadline=None)
@given(st.text(LETTERS, max_size=200))
def test_reading_a_body_never_fails(text: str) -> None:
    read_issue_body(f"### Summary\n\n{text}", FORM)
