"""Merging: every line of the repo and every new line of the kit is there, or there is a conflict."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundplan.install.sync.merge import local_lines, merge, same_text


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ("a\nb\nc\n", "a\nb\nc\n", "a\nB\nc\n", "a\nB\nc\n"),  # only the kit changed
        ("a\nb\nc\n", "a\nX\nc\n", "a\nb\nc\n", "a\nX\nc\n"),  # only the repo changed
        ("a\nb\nc\n", "X\na\nb\nc\n", "a\nb\nC\n", "X\na\nb\nC\n"),  # far apart
        ("a\nb\nc\n", "a\nX\nb\nc\n", "a\nB\nc\n", "a\nX\nB\nc\n"),  # beside each other
        ("a\nb\nc\n", "A\nb\nc\n", "a\nB\nc\n", "A\nB\nc\n"),  # touching
        ("a\nb\n", "a\nb\nmine\n", "a\nb\ntheirs\n", "a\nb\ntheirs\nmine\n"),  # both at the end
        ("a\nb\n", "a\nsame\nb\n", "a\nsame\nb\n", "a\nsame\nb\n"),  # the same change
        ("a\r\nb\r\n", "a\r\nb\r\nX\r\n", "a\nB\n", "a\r\nB\r\nX\r\n"),  # windows line ends
        ("a\nb\n", "a\r\nb\r\n", "a\nB\nc\n", "a\r\nB\r\nc\r\n"),
        ("a\nb\n", "a\nb\r\nX\n", "A\nb\n", "A\nb\r\nX\n"),  # mixed line ends stay
        ("a\nb\n", "a\nb\nX", "A\nb\n", "A\nb\nX"),  # no line end at the end
        ("a\nb\n", "a\nb", "a\nb\nc\n", "a\nb\nc\n"),
        ("a\nb\n", "\ufeffa\nb\nX\n", "A\nb\n", "\ufeffA\nb\nX\n"),  # byte-order mark
        ("a\n", "a\n  x \t\n====\n", "A\n", "A\n  x \t\n====\n"),  # white space is text
        ("", "mine\n", "theirs\n", "theirs\nmine\n"),
        ("a\nb\nc\nd\n", "a\nd\n", "a\nb\nc\nd\ne\n", "a\nd\ne\n"),  # removed lines stay removed
    ],
)
def test_changes_that_do_not_overlap_are_both_there(
    base: str, mine: str, theirs: str, merged: str
) -> None:
    found = merge(base.encode(), mine.encode(), theirs.encode())
    assert found.conflicts == ()
    assert found.data.decode() == merged


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "line"),
    [
        ("a\nb\nc\n", "a\nX\nc\n", "a\nY\nc\n", 2),  # the same line
        ("a\nb\nc\n", "a\nc\n", "a\nB\nc\n", 2),  # removed here, changed there
        ("a\nb\nc\n", "a\nX\nc\n", "a\nc\n", 2),  # changed here, removed there
    ],
)
def test_changes_of_the_same_lines_conflict_and_can_be_decided(
    base: str, mine: str, theirs: str, line: int
) -> None:
    texts = base.encode(), mine.encode(), theirs.encode()
    found = merge(*texts)
    assert [conflict.line for conflict in found.conflicts] == [line]
    assert found.data == texts[1]
    assert merge(*texts, take="mine").data == texts[1]
    assert merge(*texts, take="theirs").data == texts[2]


def test_a_binary_that_both_changed_conflicts_as_a_whole() -> None:
    found = merge(b"\0a", b"\0b", b"\0c")
    assert [conflict.line for conflict in found.conflicts] == [0]
    assert merge(b"\0a", b"\0b", b"\0c", take="theirs").data == b"\0c"
    assert merge(b"\0a", b"\0a", b"\0c").data == b"\0c"


def test_json_that_both_extended_is_merged_by_its_structure() -> None:
    base = json.dumps({"deny": ["a", "b"]}, indent=2).encode()
    mine = json.dumps({"deny": ["a", "b", "mine"], "model": "x"}, indent="\t").encode()
    theirs = json.dumps({"deny": ["a", "b", "theirs"], "hooks": {"x": 1}}, indent=2).encode()
    found = merge(base, mine, theirs)
    assert found.conflicts == ()
    assert json.loads(found.data) == {
        "deny": ["a", "b", "mine", "theirs"],
        "model": "x",
        "hooks": {"x": 1},
    }
    assert b"\t" in found.data


def test_json_is_never_broken_by_two_changes_that_touch() -> None:
    found = merge(b'[\n "a"\n]\n', b'[\n "a",\n "m"\n]\n', b'[\n "A"\n]\n')
    assert found.conflicts
    assert json.loads(found.data)


words = st.sampled_from(["a", "b", "c", "d", "", "  x", "\t", "é", "----", "{"])
bases = st.lists(words, max_size=12)


@st.composite
def edited(draw: st.DrawFn, base: list[str], mark: str) -> list[str]:
    """Insert, remove, move and retype lines; every new line is unique to its side."""
    lines = list(base)
    for number in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(lines)))
        deed = draw(st.sampled_from(["insert", "remove", "move", "retype"]))
        if deed == "insert":
            lines.insert(at, f"{mark} {number}")
        elif at < len(lines):
            old = lines.pop(at)
            if deed == "move":
                lines.insert(draw(st.integers(0, len(lines))), old)
            elif deed == "retype":
                lines.insert(at, f"{mark} {number}")
    return lines


@settings(max_examples=400, deadline=None)
@given(data=st.data(), base=bases, end=st.sampled_from(["\n", "\r\n"]), last=st.booleans())
def test_every_line_of_the_repo_and_every_new_line_of_the_kit_is_there(
    data: st.DataObject, base: list[str], end: str, last: bool
) -> None:
    mine = data.draw(edited(base, "mine"))
    theirs = data.draw(edited(base, "theirs"))

    def text(lines: list[str], line_end: str, ended: bool) -> bytes:
        return (line_end.join(lines) + (line_end if ended and lines else "")).encode()

    old, own, new = text(base, "\n", True), text(mine, end, last), text(theirs, "\n", True)
    found = merge(old, own, new)
    if found.conflicts:
        assert found.data == own or all(c.mine or c.theirs for c in found.conflicts)
        return
    lost = local_lines(old, own) - Counter(found.data.replace(b"\r\n", b"\n").split(b"\n"))
    missing = local_lines(old, new) - Counter(found.data.replace(b"\r\n", b"\n").split(b"\n"))
    assert not [line for line in lost if line.startswith(b"mine")]
    assert not [line for line in missing if line.startswith(b"theirs")]
    if b"\r\n" in own and b"\n" not in own.replace(b"\r\n", b""):
        assert b"\n" not in found.data.replace(b"\r\n", b"")


@settings(max_examples=200, deadline=None)
@given(data=st.data(), base=bases)
def test_what_one_side_left_alone_becomes_the_other_side(
    data: st.DataObject, base: list[str]
) -> None:
    other = "\n".join(data.draw(edited(base, "new"))).encode() + b"\n"
    old = "\n".join(base).encode() + b"\n"
    assert merge(old, old, other).data == other
    assert merge(old, other, old).data == other
    assert same_text(merge(old, old.replace(b"\n", b"\r\n"), other).data, other)
