from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_answers import answers_of

from groundplan.core import registry
from groundplan.core.errors import Refused
from groundplan.core.model import Lane
from groundplan.plan.field_names import field_at
from groundplan.request import journal

if TYPE_CHECKING:
    from pathlib import Path

KEYS = [f"{section.id}.{field.id}" for section in registry.sections() for field in section.fields]


def begun(root: Path, name: str = "one") -> journal.Journal:
    return journal.start(root, name, "2026-11-24 10:30", "PLAN.md")


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    kept = journal.set_lane(begun(tmp_path), Lane.HIGH)
    kept = journal.confirm(kept, "change.summary", "x")
    kept = journal.confirm(kept, "files.new", (("a", "b"), ("c", "")))
    kept = journal.confirm(kept, "requirements.limits", ("a\nb", "\u2028"))
    kept = journal.confirm(kept, "change.summary", None)
    kept = journal.passed(kept, "change.reason")
    assert journal.read(kept.path) == kept
    assert (kept.started, kept.plan, kept.at) == ("2026-11-24 10:30", "PLAN.md", "change.reason")
    assert kept.answers == {
        "change.summary": None,
        "files.new": (("a", "b"), ("c", "")),
        "requirements.limits": ("a\nb", "\u2028"),
    }


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_answer_survives_a_cut_at_any_byte(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    kept = begun(tmp_path_factory.mktemp("cut"))
    key = data.draw(st.sampled_from(KEYS))
    answer = data.draw(answers_of(field_at(key)))
    kept = journal.confirm(kept, key, answer)
    whole = kept.path.read_bytes()
    kept = journal.confirm(kept, "change.summary", "the last one")
    more = kept.path.read_bytes()
    cut = data.draw(st.integers(len(whole), len(more) - 1))
    kept.path.write_bytes(more[:cut])
    torn = journal.read(kept.path)
    assert torn.answers == {key: answer}
    again = journal.confirm(torn, "change.reason", "after the crash")
    assert journal.read(again.path).answers == {key: answer, "change.reason": "after the crash"}


@pytest.mark.parametrize(
    "line",
    ["{", "[]", "1", '{"key": "no.such", "answer": "x"}', '{"key": "change.summary"}',
     '{"key": "change.summary", "answer": {"a": 1}}', '{"key": "files.new", "answer": [[1]]}', "\x00"],
)  # fmt: skip
def test_a_record_that_cannot_be_read_is_counted_and_spoils_no_other(
    tmp_path: Path, line: str
) -> None:
    kept = journal.confirm(begun(tmp_path), "change.summary", "x")
    kept.path.write_text(f"{kept.path.read_text()}\n{line}")
    read = journal.read(journal.confirm(kept, "change.reason", "y").path)
    assert read.spoilt == 1
    assert read.answers == {"change.summary": "x", "change.reason": "y"}


def test_a_journal_is_private(tmp_path: Path) -> None:
    kept = begun(tmp_path)
    assert kept.path.stat().st_mode & 0o777 == 0o600
    assert kept.path.parent.stat().st_mode & 0o777 == 0o700


def test_a_link_in_the_place_of_a_journal_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("theirs")
    folder = tmp_path / journal.FOLDER
    folder.mkdir(parents=True)
    (folder / "one.jsonl").symlink_to(outside)
    with pytest.raises(Refused):
        begun(tmp_path)
    assert outside.read_text() == "theirs"
    assert journal.unfinished(tmp_path) == []


def test_unfinished_ones_are_listed_and_named(tmp_path: Path) -> None:
    assert journal.unfinished(tmp_path) == []
    one, two = begun(tmp_path, "one"), begun(tmp_path, "two")
    assert {kept.id for kept in journal.unfinished(tmp_path)} == {"one", "two"}
    journal.close(one)
    assert journal.named(tmp_path, "two") == two
    with pytest.raises(Refused, match="There is no unfinished interview 'one'"):
        journal.named(tmp_path, "one")
