from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_answers import answers_of, said

from groundplan.core import registry
from groundplan.core.errors import Refused
from groundplan.core.model import Lane
from groundplan.plan.field_names import field_at
from groundplan.request import read_request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundplan.core.model import Answer

KEYS = [f"{section.id}.{field.id}" for section in registry.sections() for field in section.fields]

NESTED = """\
lane: high
issue: https://example.org/7
change:
  summary: Export loans
  reason: |
    By hand
    it takes days.
requirements:
  must_have: [A header, 3.10]
files:
  primary:
    - {path: a.py, change: a route}
    - b.py | a column
    - [c.py, more]
    - d.py: a test
  new:
    e.py: makes it
interface:
  new_endpoints:
    - {path: /x, method: GET, owner: Ann}
"""
ANSWERS = {
    "change.summary": "Export loans",
    "change.reason": "By hand\nit takes days.",
    "requirements.must_have": ("A header", "3.10"),
    "files.primary": (
        ("a.py", "a route"),
        ("b.py", "a column"),
        ("c.py", "more"),
        ("d.py", "a test"),
    ),
    "files.new": (("e.py", "makes it"),),
    "interface.new_endpoints": (("GET", "/x", "owner: Ann"),),
}


def test_yaml_is_read_by_sections_and_fields() -> None:
    request = read_request(NESTED)
    assert request.answers == ANSWERS
    assert (request.lane, request.issue) == (Lane.HIGH, "https://example.org/7")
    assert request.not_placed == ()


@pytest.mark.parametrize(
    "text",
    [
        "change.summary: x",
        "{change.summary: x}",
        '{"change.summary": "x"}',
        '{"change": {"summary": "x"}}',
        '\ufeff{"change": {"summary": "x", "reason": null}}',
        "2. Change Request:\n  Summary: x\n",
        "Summary: x\nreason: ~\n",
        "---\nchange:\n  summary: >\n    x\n",
    ],
)
def test_keys_may_be_flat_nested_or_the_labels_themselves(text: str) -> None:
    assert read_request(text).answers == {"change.summary": "x"}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("change.summary: x\nmood: good", ["good"]),
        ("change: {summary: x, mood: {a: [b, c]}}", ["a:\n  - b\n  - c"]),
        ("change.summary: x\nchange.summary: y", ["y"]),  # a key that stands twice
        ("change.summary: x # ask Ann\n# and Bob", ["# ask Ann", "# and Bob"]),
        ('{"change.summary": "x", "mood": true}', ["true"]),
        ("change.summary: x\nlane: enormous", ["enormous"]),
    ],
)
def test_what_has_no_place_is_kept(text: str, left: list[str]) -> None:
    request = read_request(text)
    assert request.answers == {"change.summary": "x"}
    assert [piece.text for piece in request.not_placed] == left


def test_numbers_and_words_of_yaml_stay_as_written() -> None:
    text = "requirements:\n  limits: [yes, 3.10, 0x1F, 2026-11-24, 1e3]"
    assert read_request(text).answers["requirements.limits"] == (
        "yes",
        "3.10",
        "0x1F",
        "2026-11-24",
        "1e3",
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("change.summary: [x", "The YAML is broken at line"),
        ("change:\n summary: x\n  reason: y", "The YAML is broken at line 3"),
        ("change.summary: &a [x]\nmood: [*a, *a]", "The YAML uses an alias"),
        ("change.summary: " + "[" * 50 + "]" * 50, "nested too deep"),
        ('{"change": ' * 50_000 + "1" + "}" * 50_000, "nested too deep"),
        ('{"change": ' * 30 + '"1"' + "}" * 30, "nested too deep"),
        ('{"change.summary": "a\\u0000b"}', "change.summary: line 1 holds the control character"),
        ("x" * 1_000_001, "larger than 1,000,000"),
        ("change:\n  reason: [" + "a, " * 50_001 + "]", "more than 50,000 values"),
    ],
)
def test_bad_input_ends_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        read_request(text)


@pytest.mark.parametrize(
    "names", [("body", "html_url"), ("body", "url"), ("description", "web_url")]
)
def test_an_issue_as_the_api_of_a_host_gives_it_is_read(names: tuple[str, str]) -> None:
    issue = {
        "title": "Export loans",
        names[0]: "### Why\r\n\r\nby hand",
        names[1]: "https://x/7",
        "labels": [],
    }
    request = read_request(json.dumps(issue))
    assert request.answers == {"change.summary": "Export loans", "change.reason": "by hand"}
    assert request.issue == "https://x/7"


def test_a_list_for_a_text_becomes_lines() -> None:
    assert read_request("change.reason: [a, b]").answers == {"change.reason": "- a\n- b"}


def mapping_of(answers: Mapping[str, Answer]) -> dict[str, dict[str, Answer]]:
    sections: dict[str, dict[str, Answer]] = {}
    for key, answer in answers.items():
        section, _, field = key.partition(".")
        sections.setdefault(section, {})[field] = answer
    return sections


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_request_written_as_json_reads_back(data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=8))
    drawn = {key: data.draw(answers_of(field_at(key))) for key in chosen}
    answers = {key: answer for key, answer in drawn.items() if answer is not None}
    again = read_request(json.dumps(mapping_of(answers)))
    assert dict(again.answers) == said(answers)
    assert again.not_placed == ()
