from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_answers import answers_of, field_of

from groundplan.core import registry
from groundplan.core.errors import Refused
from groundplan.core.model import Field, Kind
from groundplan.plan.answers import (
    answer_from_text,
    canonical,
    refuse_control_characters,
    text_from_answer,
)

FIELDS = [field for section in registry.sections() for field in section.fields]


@pytest.mark.parametrize(
    ("key", "typed", "answer"),
    [
        ("change.summary", "  Export loans\n", "Export loans"),
        ("change.summary", "Export\n  loans", "Export loans"),  # a wrapped line is one line
        ("change.reason", "\n\none\r\n\r\ntwo\n", "one\n\ntwo"),
        ("change.reason", "None", "Not applicable: None"),  # in a text, too
        ("change.reason", "None of them works", "None of them works"),  # only the whole answer
        ("testing.unit", "none asked for", "Not applicable: none asked for"),
        ("setup.build_deploy", "none.", "Not applicable: none."),
        ("requirements.limits", "n/a - it is new", "Not applicable: it is new"),
        ("requirements.limits", "a\nb", ("a", "b")),
        ("requirements.limits", "- a\n- b", ("a", "b")),
        ("requirements.limits", "* a\n  more\n* b", ("a\nmore", "b")),
        ("requirements.limits", "None", "Not applicable: None"),
        ("requirements.limits", "- n/a", "Not applicable: n/a"),
        ("requirements.limits", "Not applicable: too small", "Not applicable: too small"),
        ("requirements.must_have", "- [ ] a\n- [x] b\nc", ("a", "b", "c")),
        ("requirements.limits", "- a\n```\n# x\n\n- y\n```\n- b", ("a\n```\n# x\n- y\n```", "b")),
        ("behavior.user_flow", "1. a\n2) b\nc", ("a", "b", "c")),
        ("files.primary", "a.py | new route", (("a.py", "new route"),)),
        ("files.primary", "- `a.py` - new route", (("a.py", "new route"),)),
        ("files.primary", "a.py: new route\n  and more", (("a.py", "new route"), ("and more", ""))),
        ("files.primary", "- a.py: new route\n  - and more", (("a.py", "new route\n- and more"),)),
        ("files.primary", "a.py", (("a.py", ""),)),
        ("files.primary", r"a.py | x \| y", (("a.py", "x | y"),)),
        ("files.primary", "a.py | x | y", (("a.py", "x | y"),)),
        ("files.primary", "| File | What changes |\n|---|:-:|\n| a | b |", (("a", "b"),)),
        ("files.primary", "| What changes | File |\n|---|---|\n| b | a |", (("a", "b"),)),
        ("files.primary", "| Path | Note |\n|---|---|\n| a | b |", (("a", "b"),)),
        ("files.primary", "|File|Who|Note|\n|-|-|-|\n|a|b|c|", (("a", "Who: b\nNote: c"),)),
        ("interface.new_endpoints", "POST /x - makes one", (("POST", "/x", "makes one"),)),
        ("interface.new_endpoints", "- `get /x`: shows it", (("GET", "/x", "shows it"),)),
        ("interface.new_endpoints", "the usual", (("the usual", "", ""),)),
        ("setup.dependencies", "httpx>=0.27 - calls", (("httpx", ">=0.27", "calls"),)),
        ("testing.manual", "Open it -> it opens", (("Open it", "it opens"),)),
        ("files.primary", "a | one<br>two", (("a", "one\ntwo"),)),
        ("files.primary", "None", "Not applicable: None"),
        ("requirements.limits", "\u2028", ("\u2028",)),  # only a line feed ends a line
    ],
)
def test_what_is_typed_becomes_the_fields_answer(key: str, typed: str, answer: object) -> None:
    assert answer_from_text(field_of(key), typed) == answer


@pytest.mark.parametrize("nothing", ["", " \t\n ", "- \n-", "\r\n"])
@pytest.mark.parametrize("kind", [Kind.LIST, Kind.TABLE, Kind.CHECKLIST, Kind.ORDERED])
def test_an_empty_answer_is_open(nothing: str, kind: Kind) -> None:
    field = next(field for field in FIELDS if field.kind is kind)
    assert answer_from_text(field, nothing) is None


@pytest.mark.parametrize("text", ["a\x00b", "a\x1b[2Jb", "a\x07", "\x85", "\udc80"])
def test_a_control_character_is_refused_with_the_questions_name(text: str) -> None:
    with pytest.raises(Refused, match="Summary: line 2 holds the control character U"):
        refuse_control_characters(f"fine\n{text}", "Summary")


@pytest.mark.parametrize("text", ["a\tb\r\nc", "שלום \u202bx\u202c", "👩‍🔧 é", "\u2028"])
def test_text_of_any_script_is_no_control_character(text: str) -> None:
    refuse_control_characters(text, "Summary")


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_an_answer_typed_out_reads_back_as_itself(data: st.DataObject) -> None:
    field: Field = data.draw(st.sampled_from(FIELDS))
    answer = data.draw(answers_of(field))
    assert canonical(field, answer) == answer
    assert answer_from_text(field, text_from_answer(field, answer)) == answer
