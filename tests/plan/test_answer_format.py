"""Answers stand in a plan so that they come back as they were typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support import ROOT

from groundplan.core import registry
from groundplan.core.model import Field, Kind
from groundplan.plan import answer_format
from groundplan.plan.answer_format import (
    decode_answer,
    decode_path,
    encode_answer,
    encode_cell,
    encode_item,
    encode_path,
    encode_text,
)
from groundplan.plan.blocks import read_blocks
from groundplan.plan.model import State

if TYPE_CHECKING:
    from groundplan.core.model import Answer

HOSTILE = st.one_of(
    st.sampled_from(
        [
            "# heading", "## 2. Change Request", "### Must have", "a\n---", "a\n===", "---", "- - -",
            "```\n# x", "~~~", "> q", ">", "<!-- open", "<div>", "_Open: x_", "\\_Open: x_", "_Not needed x_",
            "Not applicable:", "a | b", "\\", "\\|", "\\\\|", "<br>", "\\<br>", "a\n\n\nb", "[ ] x", "[x] x", "1. a",
            "- a\n  - b", "    code", "\tx", "{{ 7*7 }}", "{% raw %}", "a\u2028# b", "\x0b# x", "\x1b[2J", "é\u202e", "**a:** b",
            "[x]: /u", "| a | b |\n| - | - |", "<!-- groundplan: ignore PL001 -->", "-", "--", "=", "*", "`a", "&amp;", "\\",
        ]
    ),
    st.text(st.sampled_from("#>-=|\\<br_*`~[]x: .1a\n\t\r"), max_size=30),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
)  # fmt: skip
PIECES = st.lists(HOSTILE, min_size=1, max_size=3).map("\n".join)
FIELDS = {
    kind: next(f for s in registry.sections() for f in s.fields if f.kind is kind) for kind in Kind
}
CRITERIA = registry.sections()[-1].fields[0]


def clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n")


def comes_back(field: Field, answer: Answer) -> Answer:
    """Write an answer between two headings, as in a plan, and read it."""
    lines = encode_answer(field, answer)
    assert "\n" not in "".join(lines)
    if field.kind is not Kind.LINE:
        text = ["### Before", "", *lines, "", "### After"]
        shown = [(b.kind, b.text) for b in read_blocks(text).blocks if b.kind == "heading"]
        assert shown == [("heading", "Before"), ("heading", "After")]
    return decode_answer(field, lines).answer


@settings(max_examples=300, deadline=None)
@given(PIECES.map(clean).filter(bool))
def test_a_text_comes_back_as_it_was_typed(text: str) -> None:
    assert comes_back(FIELDS[Kind.TEXT], text) == text


@settings(max_examples=300, deadline=None)
@given(PIECES.map(lambda text: " ".join(text.split())).filter(bool))
def test_a_line_comes_back_as_it_was_typed(text: str) -> None:
    assert comes_back(FIELDS[Kind.LINE], text) == text


@pytest.mark.parametrize("kind", [Kind.LIST, Kind.CHECKLIST, Kind.ORDERED])
@settings(max_examples=300, deadline=None)
@given(items=st.lists(PIECES.map(clean).filter(bool), min_size=1, max_size=12).map(tuple))
@example(items=("> q\n>",))
@example(items=("---", "- -", "a\n\nb", "a\n# b\n```"))
def test_items_come_back_as_they_were_typed(kind: Kind, items: tuple[str, ...]) -> None:
    if len(items) == 1 and items[0].startswith("Not applicable:"):
        assert comes_back(FIELDS[kind], items) == items[0]
    else:
        assert comes_back(FIELDS[kind], items) == items


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.tuples(PIECES.map(clean), PIECES.map(clean)).filter(any), min_size=1, max_size=4)
)
def test_rows_come_back_as_they_were_typed(rows: list[tuple[str, str]]) -> None:
    assert comes_back(FIELDS[Kind.TABLE], tuple(rows)) == tuple(rows)


@pytest.mark.parametrize("kind", list(Kind))
@given(reason=PIECES.map(lambda text: clean(f"Not applicable: {text}")))
def test_not_applicable_comes_back_whatever_the_kind(kind: Kind, reason: str) -> None:
    reason = " ".join(reason.split()) if kind is Kind.LINE else reason
    decoded = decode_answer(FIELDS[kind], encode_answer(FIELDS[kind], reason))
    assert (decoded.state, decoded.answer) == (State.NOT_APPLICABLE, reason)


@pytest.mark.parametrize("kind", list(Kind))
def test_what_nobody_answered_is_open(kind: Kind) -> None:
    assert decode_answer(FIELDS[kind], encode_answer(FIELDS[kind], None)).state is State.OPEN


def test_items_that_stand_there_always_do_not_answer_the_question() -> None:
    lines = encode_answer(CRITERIA, CRITERIA.always)
    decoded = decode_answer(CRITERIA, lines)
    assert (decoded.state, decoded.answer) == (State.OPEN, CRITERIA.always)
    assert encode_answer(CRITERIA, decoded.answer) == lines == encode_answer(CRITERIA, None)


def test_boxes_of_a_checklist_come_back() -> None:
    field = FIELDS[Kind.CHECKLIST]
    decoded = decode_answer(field, encode_answer(field, ("a", "b", "c"), [True, False]))
    assert decoded.ticked == (True, False, False)


# -- what people and formatters write ------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "written", "read"),
    [
        (Kind.LIST, "* a\n* b", ("a", "b")),
        (Kind.LIST, "- a\n\n- b\n", ("a", "b")),  # a loose list
        (Kind.LIST, "- a\nlazy\n- b", ("a\nlazy", "b")),
        (Kind.LIST, "-   a\n    more", ("a\n  more",)),
        (Kind.ORDERED, "1) a\n2) b", ("a", "b")),
        (Kind.CHECKLIST, "- [X] a\n- b", ("a", "b")),
        (Kind.TEXT, "<!-- hint -->\n\nwords\n", "words"),
        (Kind.TEXT, "> a\n>b\n", "a\nb"),
        (
            Kind.TABLE,
            "What changes | File\n-|-\nx | `a.py`",
            (("a.py", "x"),),
        ),  # by the header; a path is code
        (Kind.TABLE, "| File | What changes |\n|:--|--:|\n| a | b | c |", (("a", "b | c"),)),
        (Kind.LINE, "* **Project type**: API", "API"),
    ],
)
def test_other_ways_to_write_it_are_read(kind: Kind, written: str, read: Any) -> None:
    field = (
        next(f for f in registry.sections()[3].fields if f.id == "primary")
        if kind is Kind.TABLE
        else FIELDS[kind]
    )
    assert decode_answer(field, written.split("\n")).answer == read


@given(st.sampled_from(list(Kind)), PIECES)
def test_reading_any_lines_never_raises(kind: Kind, text: str) -> None:
    decode_answer(FIELDS[kind], text.split("\n"))


# -- the template writes the same ----------------------------------------------------------------


@pytest.fixture(scope="module")
def macros() -> Any:
    from jinja2 import FileSystemLoader
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(
        loader=FileSystemLoader(ROOT),
        extensions=["jinja2_ansible_filters.AnsibleCoreFiltersExtension"],
        keep_trailing_newline=True,
    )
    return environment.get_template("copier/macros.jinja").module


@settings(max_examples=300, deadline=None)
@given(text=PIECES.filter(clean))
def test_the_template_writes_the_same_notation(macros: Any, text: str) -> None:
    assert macros.cell(text) == encode_cell(text)
    assert macros.block(text) == "\n".join(encode_text(text))
    for mark in ("- ", "- [ ] ", "1. ", "12. "):
        assert macros.item(text, mark) == "\n".join(encode_item(text, mark))
    assert macros.plain_start(clean(text)) == answer_format.RISKY_START.sub(r"\1\\", clean(text))


@pytest.mark.parametrize(
    ("answer", "written"),
    [
        ("app/__init__.py", "`app/__init__.py`"),  # else bold on GitHub
        ("/members/<int:id>", "`/members/<int:id>`"),  # else a link
        ("app/a b.py", "app/a b.py"),
        ("the route", "the route"),
        ("loans", "loans"),
        ("`app/a.py`", "`` `app/a.py` ``"),  # what looks like that is read as it was
        ("`` `app/a.py` ``", "`` `` `app/a.py` `` ``"),
        ("a|b.py", "a|b.py"),
        ("", ""),
    ],
)
def test_a_path_in_a_table_is_code_and_read_back(answer: str, written: str) -> None:
    assert encode_path(answer) == written
    assert decode_path(written) == answer


@given(st.text(alphabet="a/_.` |<>b\n\\", max_size=12))
def test_any_cell_of_a_column_of_paths_is_read_back(text: str) -> None:
    assert decode_path(encode_path(text)) == text.strip(" \t\n")
