"""An interview's journal: each confirmed answer on disk at once, so that nothing of it is lost.

One JSON record a line, appended and flushed: `.groundplan/drafts/ID.jsonl`, which git ignores. A
record begins with a line feed, so that one cut off by a crash spoils no other. The last record of a
question counts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from groundplan.core import io, write
from groundplan.core.errors import Refused
from groundplan.plan.field_names import field_at
from groundplan.request.parts import lane_named

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from groundplan.core.model import Answer, Lane

FOLDER = ".groundplan/drafts"
LIMIT = 50_000_000  # bytes; each answer again and again
SCHEMA = "draft/1"


@dataclass(frozen=True)
class Journal:
    """An interview under way, as its file says it."""

    id: str
    path: Path
    started: str = ""
    """When it began, as `2026-11-24 10:30`."""
    plan: str = ""
    """The plan that it fills, from the repo's root; "" for a new one."""
    lane: Lane | None = None
    answers: Mapping[str, Answer | None] = field(default_factory=dict)
    """What was confirmed; None where the question was opened again."""
    at: str = ""
    """The question that was confirmed or passed last."""
    spoilt: int = 0
    """Records that could not be read."""

    @property
    def is_empty(self) -> bool:
        """Whether nobody has said anything in it; the lane of a plan that is filled is that plan's."""
        is_said = self.answers or self.at or self.spoilt or (self.lane and not self.plan)
        return not is_said


def start(root: Path, name: str, started: str, plan: str) -> Journal:
    """Return a new journal; its file is written with the first record.

    Args:
        root: the repo.
        name: the interview's id.
        started: when, as a person reads it.
        plan: the plan that it fills, or "".
    """
    journal = Journal(name, root / FOLDER / f"{name}.jsonl", started, plan)
    return _record(journal, {"schema": SCHEMA, "started": started, "plan": plan})


def confirm(journal: Journal, key: str, answer: Answer | None) -> Journal:
    """Write down an answer, or with None that a question is open again."""
    after = _record(journal, {"key": key, "answer": answer})
    return replace(after, answers={**journal.answers, key: answer}, at=key)


def passed(journal: Journal, key: str) -> Journal:
    """Write down that a question was passed without a change."""
    return replace(_record(journal, {"at": key}), at=key)


def set_lane(journal: Journal, lane: Lane) -> Journal:
    """Write down the lane."""
    return replace(_record(journal, {"lane": str(lane)}), lane=lane)


def close(journal: Journal) -> None:
    """Take the file away: the plan has all of it now."""
    journal.path.unlink(missing_ok=True)


def unfinished(root: Path) -> list[Journal]:
    """Return the journals of interviews that were not finished, the newest last."""
    folder = root / FOLDER
    if not folder.is_dir():
        return []
    files = [path for path in folder.glob("*.jsonl") if path.is_file() and not path.is_symlink()]
    return [
        read(path) for path in sorted(files, key=lambda path: (path.stat().st_mtime, path.name))
    ]


def named(root: Path, name: str) -> Journal:
    """Return the journal of one interview.

    Raises:
        Refused: there is none of that name; the message lists those that are there.
    """
    found = unfinished(root)
    journal = next((journal for journal in found if journal.id == name), None)
    if journal is None:
        known = ", ".join(journal.id for journal in found)
        advice = f"There is: {known}." if known else "Start one: groundplan new"
        raise Refused(f"There is no unfinished interview {name!r}.", advice)
    return journal


def read(path: Path) -> Journal:
    """Return what a journal's file holds; what can't be read in it is only counted."""
    journal = Journal(path.stem, path)
    for line in io.read_bytes(path, LIMIT).split(b"\n"):
        if line.strip():
            journal = _applied(journal, line)
    return journal


def _applied(journal: Journal, line: bytes) -> Journal:
    try:
        record = json.loads(line)
        if not isinstance(record, dict):
            raise TypeError
        if "key" in record:
            key = record["key"]
            field_at(key)
            answers = {**journal.answers, key: _tuples(record["answer"])}
            return replace(journal, answers=answers, at=key)
        if "at" in record:
            return replace(journal, at=str(record["at"]))
        if "lane" in record:
            return replace(journal, lane=lane_named(str(record["lane"])))
        return replace(journal, started=str(record["started"]), plan=str(record["plan"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return replace(journal, spoilt=journal.spoilt + 1)


def _tuples(value: Any) -> Answer | None:
    """Return an answer from JSON.

    Raises:
        TypeError: it has no answer's shape.
    """
    if value is None or isinstance(value, str):
        return value
    if not isinstance(value, list):
        raise TypeError
    rows = tuple(tuple(part) if isinstance(part, list) else part for part in value)
    if not all(
        isinstance(x, str) for row in rows for x in (row if isinstance(row, tuple) else (row,))
    ):
        raise TypeError
    return rows


def _record(journal: Journal, record: Mapping[str, Any]) -> Journal:
    write.append_private(journal.path, f"\n{json.dumps(record, ensure_ascii=True)}")
    return journal
