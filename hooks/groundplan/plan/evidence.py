"""Evidence: one record of one run of one verification, and whether it still speaks for the plan.

Records stand in `.groundplan/evidence/<plan id>.jsonl`, one JSON object a line, committed and merged
by `merge=union`. Who writes them (`verify`) makes a `Record` with `block_digest` and `touched_digest`
of this module and appends `record_line(record)`; `check` reads the same file with `read_records` and
asks `standing` about each verification. A record of `accept` is one whose `kind` is `accept`.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, cached_property
from sys import intern
from typing import TYPE_CHECKING, Any, NamedTuple

from groundplan.core.digest import sha256
from groundplan.core.model import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from groundplan.plan.model import Verification

FOLDER = ".groundplan/evidence"
MAX_RECORDS_BYTES = 20_000_000
"""The most of one plan's evidence that is read; a record is about 500 bytes."""
_ALWAYS_SAID = ("plan", "step", "check", "kind", "block", "at")
_PERHAPS_SAID = ("head", "touched", "tool", "by", "note", "previous")
_SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}$")


class Counts(NamedTuple):
    """How many tests passed, failed and were skipped."""

    passed: int
    failed: int
    skipped: int


class Output(NamedTuple):
    """What a run printed: its end, and what identifies the whole."""

    tail: str
    sha256: str
    bytes: int


class Record(NamedTuple):
    """One run of one verification, or one look at drift (`kind` is `accept`, `step` is empty)."""

    plan: str
    step: str
    check: str
    """The verification's id, for example `S2.a`."""
    kind: str
    """`test`, `cmd`, `http`, `sql`, `manual` or `accept`."""
    block: str
    """`block_digest` of the verification that ran."""
    at: str
    """When it ended: ISO 8601 in UTC, `2026-11-24T10:00:00Z`."""
    ok: bool
    exit: int | None = None
    seconds: float = 0.0
    counts: Counts | None = None
    output: Output | None = None
    head: str = ""
    """The commit that was checked out."""
    touched: str = ""
    """`touched_digest` of the step's files."""
    tool: str = ""
    """The version of groundplan."""
    by: str = ""
    """Who looked, for `manual` and `accept`."""
    note: str = ""
    previous: str = ""
    """`line_digest` of the record before it in the file; empty for the first one."""


class Standing(StrEnum):
    """What the evidence says about one verification today."""

    FRESH = "fresh"
    FAILED = "failed"
    STALE_BLOCK = "stale block"
    """The last good run was of another text of the verification."""
    STALE_FILES = "stale files"
    """A file that the step touches has changed since."""
    MISSING = "missing"


class _RecordsParts(NamedTuple):
    """What is kept of an evidence file; see `Records`."""

    records: tuple[Record, ...] = ()
    troubles: tuple[Trouble, ...] = ()


class Records(_RecordsParts):
    """What an evidence file says, in its order, and the lines that can't be read."""

    def of(self, check: str) -> tuple[Record, ...]:
        """Return the runs of one verification, the latest last."""
        return self._by_check.get(check, ())

    @cached_property
    def _by_check(self) -> dict[str, tuple[Record, ...]]:
        found: dict[str, list[Record]] = {}
        for record in self.records:
            if record.kind != "accept":
                found.setdefault(record.check, []).append(record)
        return {check: tuple(sorted(runs, key=_when)) for check, runs in found.items()}


def evidence_path(plan_id: str) -> str | None:
    """Return the path of a plan's evidence in the repo, or None for an id that can't name a file."""
    return f"{FOLDER}/{plan_id}.jsonl" if _SAFE_ID.match(plan_id) else None


def block_digest(verification: Verification) -> str:
    """Return the sha256 (hexadecimal) of what a verification runs: info string, line feed, body.

    A manual one has no block; what a person is asked to look at stands for it.
    """
    block = verification.block
    text = f"{block.info}\n{block.body}" if block else f"manual\n{verification.text}\n"
    return _sha256(text)


def touched_digest(files: Mapping[str, str]) -> str:
    """Return one digest (sha256, hexadecimal) over the files that a step touches.

    Args:
        files: POSIX path from the repo's root -> sha256 of the content; see `touched_files`. A
            file that comes, goes or changes gives another digest. Empty text for no file at all.
    """
    if not files:
        return ""
    text = "".join(f"{path}\0{files[path]}\n" for path in sorted(files))
    return _sha256(text)


def touched_files(
    touches: Sequence[str], paths: Iterable[str], digest: Callable[[str], str]
) -> dict[str, str]:
    """Return the files that some globs match, each with the digest of its content.

    Args:
        touches: globs: `*` within a folder, `**` over folders, a folder for all in it.
        paths: the repo's files, POSIX, from its root.
        digest: the sha256 of one file's content; called for files that match only.
    """
    matchers = [glob_matcher(glob) for glob in touches]
    return {path: digest(path) for path in paths if any(matches(path) for matches in matchers)}


@cache
def glob_matcher(glob: str) -> Callable[[str], object]:
    """Return what says whether a glob matches a path: `*`, `**`, `?`, `[...]`, or a folder for all in it."""
    glob = glob.removeprefix("./").rstrip("/")
    inside = f"{glob}/"
    if not any(mark in glob for mark in "*?["):
        return lambda path: path == glob or path.startswith(inside)
    matches = re.compile(glob_pattern(glob)).fullmatch
    # Some frameworks call files `[id]`; such a path means itself, too.
    return lambda path: path == glob or path.startswith(inside) or matches(path)


def glob_pattern(glob: str) -> str:
    """Return a glob as a regular expression for the whole path."""
    glob = glob.removeprefix("./").rstrip("/")
    parts = []
    at = 0
    for found in re.finditer(r"\*\*/|/\*\*$|\*\*|\*|\?|\[!?[^\]/]+\]", glob):
        parts.append(re.escape(glob[at : found.start()]))
        mark = found.group()
        plain = {"**/": "(?:.*/)?", "/**": "/.*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
        parts.append(plain.get(mark) or _class(mark))
        at = found.end()
    parts.append(re.escape(glob[at:]))
    return "".join(parts) + "(?:/.*)?"


def _class(mark: str) -> str:
    negated = mark.startswith("[!")
    inner = (
        mark[2 if negated else 1 : -1].replace("\\", "\\\\").replace("[", "\\[").replace("^", "\\^")
    )
    try:
        re.compile(f"[{inner}]")
    except re.error:
        return re.escape(mark)
    return f"[{'^/' if negated else ''}{inner}]"


def standing(verification: Verification, records: Records, touched: str) -> Standing:
    """Say whether the evidence still speaks for a verification.

    Args:
        verification: as the plan has it now.
        records: the plan's evidence.
        touched: `touched_digest` of the step's files now; empty text where they are not compared.
    """
    runs = records.of(verification.id)
    if not runs:
        return Standing.MISSING
    last = runs[-1]
    if last.block != block_digest(verification):
        return Standing.STALE_BLOCK
    if not last.ok:
        return Standing.FAILED
    if touched and last.touched and last.touched != touched:
        return Standing.STALE_FILES
    return Standing.FRESH


def _sha256(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass"))


def record_line(record: Record) -> str:
    """Return a record as one line of JSON with its line feed."""
    import json

    data = record._asdict()
    for part in ("counts", "output"):
        data[part] = data[part] and data[part]._asdict()
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def read_records(text: str, path: str) -> Records:
    """Read an evidence file; a line that can't be read is a trouble, never an exception.

    Args:
        text: the whole file; a union merge may have brought lines twice or out of order.
        path: what troubles call the file.
    """
    import json

    read = json.JSONDecoder().raw_decode
    records: dict[Record, None] = {}
    troubles: list[Trouble] = []
    lines: list[tuple[int, str, str]] = []
    # Line by line, and not split at once: thousands of runs are read beside a long plan.
    for number, line in enumerate(_lines_of(text), start=1):
        line = line.strip()
        if not line:
            continue
        try:
            data, end = read(line)
            if end != len(line):
                raise ValueError(line)
            records[_record(data)] = None
        except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
            troubles.append(Trouble(path, number, "This line is not a record of a run."))
            continue
        lines.append((number, line, str(data.get("previous") or "")))
    troubles += _broken_links(lines, path)
    return Records(tuple(records), tuple(troubles))


def _broken_links(lines: Sequence[tuple[int, str, str]], path: str) -> Iterator[Trouble]:
    """Yield the records whose link to another one is gone: something was edited or removed.

    A union merge puts the records of two branches one behind the other, so a link may lead to any
    line of the file, not only to the one before it.
    """
    if not any(previous for _, _, previous in lines):
        return  # one record, or those of versions that did not link them
    known = {line_digest(line) for _, line, _ in lines}
    for number, _, previous in lines:
        if not previous and number != lines[0][0]:
            yield Trouble(path, number, "This record has no link: verify did not write it.")
        elif previous and previous not in known:
            yield Trouble(path, number, "The record before this one was edited or removed.")


def line_digest(line: str) -> str:
    """Return what the next record names this one by: the sha256 of its line, without its end."""
    return _sha256(line.strip())


def _lines_of(text: str) -> Iterator[str]:
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]


def _record(data: Any) -> Record:
    if not isinstance(data, dict):
        raise TypeError(type(data).__name__)
    counts, output, status = data.get("counts"), data.get("output"), data.get("exit")
    if not isinstance(data["ok"], bool):
        raise TypeError("ok")
    # `intern` takes texts only, and keeps the hashes that thousands of records repeat once.
    plan, step, check, kind, block, at = [intern(data[key]) for key in _ALWAYS_SAID]
    head, touched, tool, by, note, previous = [intern(data.get(key) or "") for key in _PERHAPS_SAID]
    return Record(
        plan=plan,
        step=step,
        check=check,
        kind=kind,
        block=block,
        at=at,
        head=head,
        touched=touched,
        tool=tool,
        by=by,
        note=note,
        previous=previous,
        ok=data["ok"],
        exit=None if status is None else int(status),
        seconds=float(data.get("seconds") or 0),
        counts=Counts(*(int(counts[k]) for k in ("passed", "failed", "skipped")))
        if counts
        else None,
        output=Output(_text(output["tail"]), _text(output["sha256"]), int(output["bytes"]))
        if output
        else None,
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(type(value).__name__)
    return value


def _when(record: Record) -> str:
    return record.at


def last_accept(records: Sequence[Record]) -> Record | None:
    """Return the latest look at drift, or None."""
    looks = sorted((record for record in records if record.kind == "accept"), key=_when)
    return looks[-1] if looks else None
