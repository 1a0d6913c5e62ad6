from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made_answers import TRAPS

from groundplan.core import registry
from groundplan.core.errors import Refused
from groundplan.core.model import Lane
from groundplan.plan.field_names import named_field, named_section
from groundplan.request import read_request
from groundplan.request.issue_forms import gitlab_template

TITLED = """\
# Change request: CSV export of loans

We have asked for this since spring.

## Motivation
The treasurer copies by hand.

## Current Behaviour
404

## New behaviour
200 with a file

## Non-goals
* no PDF
* no e-mail

## Acceptance criteria
- [ ] one call makes the file
- [x] All tests pass

## Endpoints
- `GET /loans.csv` - all loans
- POST /loans.csv/jobs: starts one

## Rollout party
Cake for everyone.
"""

BOLD = """\
## 1. CONTEXT AND OVERVIEW

**Project Type:** Web API
**Technology Stack:**
- Flask
- PostgreSQL

### Current State:
It lists loans.

## 2) Change request description
- **Summary:** Export loans
- **Detailed description:**
  * What functionality needs to be added, modified, or removed? A CSV endpoint.
  * Why is this change needed? By hand it takes days.

## 3. Technical requirements
**Must Have:**
- [ ] A header

**Constraints:**
- No new dependency
- Performance: one second
- Security: members only

## 4. Files and Components
**Primary Files to Modify:**
- `app/loans.py` - the route
- `app/models.py` - a column

**New Files:**
- `app/export.py`: makes the CSV

## 5. Expected behaviour
Before: 404
After: 200
**User Flow:**
1. Open it
2. Save it

## 10. Success
- fast enough
"""


def test_a_titled_request_with_headings_of_its_own_is_placed() -> None:
    request = read_request(TITLED)
    assert request.answers == {
        "change.summary": "CSV export of loans",
        "change.functionality": "We have asked for this since spring.",
        "change.reason": "The treasurer copies by hand.",
        "behavior.before": "404",
        "behavior.after": "200 with a file",
        "requirements.limits": ("no PDF", "no e-mail"),
        "success.criteria": ("one call makes the file",),
        "interface.new_endpoints": (
            ("GET", "/loans.csv", "all loans"),
            ("POST", "/loans.csv/jobs", "starts one"),
        ),
    }
    assert [(left.where, left.text) for left in request.not_placed] == [
        ("Rollout party", "## Rollout party\nCake for everyone."),
    ]


def test_labels_in_bold_and_on_one_line_are_placed() -> None:
    request = read_request(BOLD)
    assert request.answers == {
        "context.project_type": "Web API",
        "context.technology_stack": ("Flask", "PostgreSQL"),
        "context.current_state": "It lists loans.",
        "change.summary": "Export loans",
        "change.functionality": "A CSV endpoint.",
        "change.reason": "By hand it takes days.",
        "requirements.must_have": ("A header",),
        "requirements.limits": ("No new dependency",),
        "requirements.performance": "one second",
        "requirements.security": "members only",
        "files.primary": (("app/loans.py", "the route"), ("app/models.py", "a column")),
        "files.new": (("app/export.py", "makes the CSV"),),
        "behavior.before": "404",
        "behavior.after": "200",
        "behavior.user_flow": ("Open it", "Save it"),
        "success.criteria": ("fast enough",),
    }
    assert request.not_placed == ()


@pytest.mark.parametrize(
    ("text", "key", "answer"),
    [
        ("### Summary\nx", "change.summary", "x"),  # any level
        ("###### 2.1 Summary:\nx", "change.summary", "x"),  # and number
        ("Summary\n-------\nx", "change.summary", "x"),  # underlined
        ("# **Summary**\nx", "change.summary", "x"),
        ("## Sumary of it\n\n## Technical Requirments\n### Must have\n- x", "requirements.must_have", ("x",)),
        ("## Why?\nx\n### and more\ny", "change.reason", "x\n### and more\ny"),
        ("## Why?\n```\n## Before\n```\nx", "change.reason", "```\n## Before\n```\nx"),
        ("## Why?\na\n\n## Why?\nb", "change.reason", "a\n\nb"),  # said twice
        ("## Why?\n> quoted", "change.reason", "> quoted"),  # the writer's own quote
        ("## New files\n```\na.py | x\n```", "files.new", (("a.py", "x"),)),
        ("## Before\n_Open: what?_\n\n## After\nx", "behavior.after", "x"),
        ("Summary: colons: they are fine\nReason: x", "change.summary", "colons: they are fine"),
        ("Title: x\n\nFiles to change:\na.py - b\n\nWhy: c", "files.primary", (("a.py", "b"),)),
        ("Title: x\n\nAcceptance criteria:\n- fast", "success.criteria", ("fast",)),
        ("Motivation\n==========\n\nx", "change.reason", "x"),
        ("## User flow\n1. a\n2. Expected outcome: b", "behavior.outcome", "b"),
        ("**Mockups/Wireframes:** x", "references.mockups", ("x",)),
        ("- **Manual tests:**\n  1. a\n  2. b", "testing.manual", (("a", ""), ("b", ""))),
        ("## Change request\n- Why is this needed?\n  x\n  y", "change.reason", "x\ny"),
        ("# Change Request Template\n## Why\nx", "change.summary", None),
        ("Just do it.", "change.functionality", "Just do it."),
        ("## Dependencies\nNone", "setup.dependencies", None),  # a section's name says nothing
        ("## New dependencies\nNone", "setup.dependencies", "Not applicable: None"),
    ],
)  # fmt: skip
def test_headings_are_matched_whatever_their_form(text: str, key: str, answer: object) -> None:
    assert read_request(text).answers.get(key) == answer


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("## Summary\none\n\n## Summary\ntwo", ["two"]),  # a line has one value
        ("## Whatever\nx", ["## Whatever\nx"]),
        ("## Summary\ns\n\n# Whatever\n\n## else\nx", ["# Whatever", "## else\nx"]),
        ("## Summary\ns\n<!-- ask Ann -->", ["<!-- ask Ann -->"]),
        ("## API\nSome prose about it.", ["Some prose about it."]),
        ("**Lane:** enormous\n\n## Summary\nx", ["enormous"]),
    ],
)
def test_what_has_no_place_is_kept(text: str, left: list[str]) -> None:
    assert [piece.text for piece in read_request(text).not_placed] == left


def test_the_lane_can_be_said() -> None:
    assert read_request("**Lane:** high\n\n## Summary\nx").lane is Lane.HIGH


def test_an_empty_gitlab_template_says_nothing_and_a_filled_one_is_read() -> None:
    template = gitlab_template()
    assert read_request(template).answers == {}
    assert read_request(template).not_placed == ()
    filled = template.replace("### Summary\n", "### Summary\n\nExport loans\n")
    assert read_request(filled).answers == {"change.summary": "Export loans"}
    assert read_request(filled).not_placed == ()


@pytest.mark.parametrize("section", registry.sections(), ids=lambda section: section.id)
def test_titles_labels_and_questions_lead_to_their_own_place(section: object) -> None:
    assert isinstance(section, type(registry.sections()[0]))
    assert named_section(f"{section.number}. {section.title.upper()}") == section
    for field in section.fields:
        for name in (field.label, field.question, f"**{field.label}:**"):
            assert named_field(name) == f"{section.id}.{field.id}"


def test_a_control_character_is_refused_with_its_question() -> None:
    with pytest.raises(Refused, match="Why: line 1 holds the control character U\\+001B"):
        read_request("## Why\n\x1b[2J")


HEADINGS = st.sampled_from(
    [f"{'#' * depth} {name}" for depth in (1, 2, 3) for name in (
        "Summary", "2. Change Request", "Before", "New files", "Must have", "Odd", "API", "Lane",
    )]
    + ["**Project type:**", "- **Reason:**", "Performance:", "User flow\n===", "---"]
)  # fmt: skip
WORDED = st.tuples(
    st.sampled_from(
        ["", "- ", "  - ", "1. ", "- [x] ", "> ", "| ", "    ", "**Why:** ", "GET /x "]
    ),
    st.sampled_from(["", " | ", ": ", " - ", " and "]),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(HEADINGS, st.sampled_from(TRAPS), WORDED), max_size=25))
@example(["# New files", ("", "x"), "| --- | --- |"])  # no header: it has one cell
@example(["# New files", ("| ", " | "), "| --- | --- |"])  # a header, and no row below it
def test_no_word_of_the_input_is_lost(lines: list[str | tuple[str, str]]) -> None:
    numbered = [
        line if isinstance(line, str) else f"{line[0]}one{number}x{line[1]}two{number}x"
        for number, line in enumerate(lines)
    ]
    request = read_request("\n".join(numbered))
    kept = f"{request.answers} {request.not_placed} {request.undecided}"
    for word in re.findall(r"(?:one|two)\d+x", "\n".join(numbered)):
        assert word in kept
