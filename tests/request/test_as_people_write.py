"""Requests as people write them: the original form, forges' own forms, front matter, tables, four lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.core.model import NotPlaced
from groundplan.request import read_request

FORM = (Path(__file__).parent / "data" / "original-form.md").read_text()


def test_the_original_form_with_its_placeholders_says_nothing() -> None:
    request = read_request(FORM)
    assert (dict(request.answers), request.not_placed, request.undecided) == ({}, (), ())


@pytest.mark.parametrize(
    ("old", "new", "key", "answer"),
    [
        # a placeholder's brackets left around the writer's own words
        ("[One-line description of what you want to achieve]", "[Send a receipt]", "change.summary", "Send a receipt"),
        # the form's own bullets, filled behind a colon or a dash
        ("- Why this change is needed", "- Why this change is needed: people ask for it", "change.reason", "people ask for it"),
        ("- How it should work from a user perspective", "- How it should work from a user perspective - a button", "change.user_view", "a button"),
        ("- What functionality needs to be added/modified/removed", "- Added: a receipt", "change.functionality", "- Added: a receipt"),
        # one real item between placeholders
        ("- [ ] [Specific requirement 2]", "- [ ] The receipt has a number", "requirements.must_have", ("The receipt has a number",)),
        # below the lead-in
        ("- [ ] [Specific measurable outcome 1]", "- [ ] It takes a second", "success.criteria", ("It takes a second",)),
        ("- `path/to/file1.py` - [Brief description of changes needed]", "- `app/mail.py` - the receipt", "files.primary", (("app/mail.py", "the receipt"),)),
        ("- `path/to/related1.py`", "- `app/pay.py`", "files.related", (("app/pay.py", ""),)),
        ("- `POST /api/endpoint` - [Description]", "- `POST /receipts` - sends one", "interface.new_endpoints", (("POST", "/receipts", "sends one"),)),
        ("- [Any new or modified database tables/models]", "- `receipts.number` (text)", "interface.data_models", (("receipts", "modified", "`number` (text)"),)),
        ("- [New fields or relationships]", "- New table `receipts`: number, sent_at", "interface.data_models", (("receipts", "new", "number, sent_at"),)),
        # "none" in every shape
        ("[What needs to be tested]", "none asked for", "testing.unit", "Not applicable: none asked for"),
        ("[Any changes to build process]", "None.", "setup.build_deploy", "Not applicable: None."),
        ("[Any new packages/libraries needed]", "No new", "setup.dependencies", "Not applicable: No new"),
        ("[New or modified env vars]", "n/a - all of it is in the database", "setup.env_vars", "Not applicable: all of it is in the database"),
    ],
)  # fmt: skip
def test_the_original_form_is_read_half_filled(
    old: str, new: str, key: str, answer: object
) -> None:
    assert old in FORM
    request = read_request(FORM.replace(old, new, 1))
    assert dict(request.answers) == {key: answer}
    assert request.not_placed == ()


@pytest.mark.parametrize(
    "words",
    ["I do not know", "I don't know yet.", "undecided", "TBD", "not sure", "To be decided", "???", "unknown", "we have no idea"],
)  # fmt: skip
@pytest.mark.parametrize("key", ["**Current State:**", "**Constraints:**", "**Data Models:**"])
def test_not_knowing_is_an_open_question(words: str, key: str) -> None:
    request = read_request(f"## 1. Context & Overview\n{key} {words}\n")
    assert (dict(request.answers), request.not_placed) == ({}, ())


def test_an_item_that_is_undecided_stays_and_is_asked_about() -> None:
    request = read_request("## Constraints\n\n- A forced refresh: undecided\n- UTC only\n")
    assert request.answers["requirements.limits"] == ("A forced refresh: undecided", "UTC only")
    assert request.undecided == (NotPlaced("Limits and guidelines", "A forced refresh"),)


@pytest.mark.parametrize(
    "head", ["---\nversion: 2\nowner: desk team\n---\n", "- Start date: 2026-01-05\n- Status: draft\n", "**Author:** Ada\n"]
)  # fmt: skip
def test_what_is_about_the_file_is_no_answer(head: str) -> None:
    request = read_request(f"{head}\n# Overdue letters\n\n## Motivation\n\nLetters go out late.\n")
    assert dict(request.answers) == {
        "change.summary": "Overdue letters",
        "change.reason": "Letters go out late.",
    }
    assert [piece.where for piece in request.not_placed] == ["Metadata"]


def test_a_title_in_front_matter_is_the_summary() -> None:
    request = read_request('---\ntitle: "Overdue letters"\n---\n\n## Motivation\n\nLate.\n')
    assert request.answers["change.summary"] == "Overdue letters"


@pytest.mark.parametrize("heading", ["Functional requirements", "Success criteria", "User flow"])
def test_a_table_in_a_list_gives_an_item_a_row(heading: str) -> None:
    text = f"## {heading}\n\n| No | What | Rank |\n|:--|---|--:|\n| A1 | list it | must |\n| A2 | print it | should |\n"
    (answer,) = read_request(text).answers.values()
    assert answer == ("A1 | list it | must", "A2 | print it | should")


BOLD = """\
**Is your feature request related to a problem? Please describe.**
The list is long.

**Describe the solution you'd like**
A filter on the list. `GET /items` takes `kind`.

**Describe alternatives you've considered**
Scrolling.

**Additional context**
`app/list.py` has a sort order, do it the same way.
"""


@pytest.mark.parametrize("form", [BOLD, BOLD.replace("**\n", "\n").replace("**", "### ")])
def test_the_default_feature_form_of_a_forge(form: str) -> None:
    request = read_request(form)
    assert request.not_placed == ()
    assert request.answers["change.reason"] == "The list is long."
    assert request.answers["change.summary"] == "A filter on the list"
    assert "Scrolling." in str(request.answers["requirements.limits"])
    assert "same way" in str(request.answers["context.current_state"])
    assert (
        "`GET /items` takes `kind`."
        in f"{request.answers['change.functionality']} {request.answers.get('requirements.must_have')}"
    )


BUG = """\
**Describe the bug**
The total is wrong.

**To Reproduce**
1. Open the cart
2. Add two items

**Expected behavior**
The total is the sum.

**Screenshots**
none

**Environment**
- OS: Linux
"""


def test_the_default_bug_form_of_a_forge() -> None:
    request = read_request(BUG)
    assert request.answers["behavior.before"] == "The total is wrong."
    assert request.answers["behavior.user_flow"] == ("Open the cart", "Add two items")
    assert request.answers["behavior.after"] == "The total is the sum."
    assert request.answers["references.mockups"] == "Not applicable: none"
    assert request.not_placed == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "# Dark mode\n\nWe stare at white pages at night.\nPlease add a dark theme.\nIt must follow the system's setting.\nNo printing support needed for now.\n",
            {
                "change.summary": "Dark mode",
                "change.reason": "We stare at white pages at night.",
                "change.functionality": "Please add a dark theme.",
                "requirements.must_have": ("It must follow the system's setting.",),
                "requirements.limits": ("No printing support needed for now.",),
            },
        ),
        (  # no title: the wish is it
            "Please let admins rename a team, so that typos can be fixed. Members can't.",
            {
                "change.summary": "Let admins rename a team",
                "change.functionality": "Please let admins rename a team, so that typos can be fixed.",
                "requirements.must_have": ("Members can't.",),
            },
        ),
        (  # bullets are requirements
            "Rate limits\n\n- answers 429 after 100 calls\n- the limit can be set\n",
            {
                "change.summary": "Rate limits",
                "requirements.must_have": ("answers 429 after 100 calls", "the limit can be set"),
            },
        ),
    ],
)
def test_four_lines_are_placed_by_what_they_say(text: str, expected: object) -> None:
    request = read_request(text)
    assert dict(request.answers) == expected
    assert request.not_placed == ()


def test_details_are_unfolded() -> None:
    text = "## Motivation\n\n<details>\n<summary>More</summary>\n\nIt is slow.\n</details>\n"
    assert read_request(text).answers["change.reason"] == "More\n\nIt is slow."
