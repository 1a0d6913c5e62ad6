"""The road of `groundplan sync`: look whether there is anything to do, work it out, write it, report."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from groundplan.agents import runs_commands
from groundplan.core import signals, terminal, transaction
from groundplan.core.answers_file import ANSWERS_FILE, KitAnswers, project_folder, read_answers
from groundplan.core.errors import DONE, FOUND, NeedsPerson, Refused
from groundplan.core.repo_state import dirty_files, git_folder, refuse_unfinished
from groundplan.core.text import many
from groundplan.core.versions import is_downgrade, is_same
from groundplan.install import preview
from groundplan.install.adopt import adopt
from groundplan.install.adopt.record import LANDED, read_landed
from groundplan.install.index import hidden_files
from groundplan.install.known_source import refuse_other_source, remember_source
from groundplan.install.source import named_source, versions
from groundplan.install.sync.plan import plan_sync
from groundplan.install.sync.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

KEPT_STATE = Path("groundplan") / "last-sync"
BYTE_CODE = Path(".groundplan") / "guard" / "__pycache__"
SHOWN_LINES = 8


@dataclass(frozen=True)
class Outcome:
    """How a sync of one repo ended."""

    status: int
    report: Report
    files: Sequence[transaction.Change] = ()
    written: bool = False
    lines: Sequence[str] = field(default=())


def sync_here(
    start: Path,
    *,
    source: str | None = None,
    ref: str | None = None,
    answers: Mapping[str, Any] | None = None,
    take: Sequence[tuple[str, str]] = (),
    check: bool = False,
    abort: bool = False,
    dry_run: bool = False,
    ask: bool = False,
    as_json: bool = False,
) -> int:
    """Bring the repo around `start` to a version of the kit, and print what came of it."""
    folder = project_folder(start)
    with signals.stoppable(), transaction.locked(folder):
        transaction.recover(folder)
        if abort:
            return _abort(folder)
        outcome = sync(
            folder,
            source=source,
            ref=ref,
            answers=answers or {},
            take=take,
            check=check,
            dry_run=dry_run,
            ask=ask,
        )
    if as_json:
        text = json.dumps(as_data(outcome), indent=2, ensure_ascii=False, default=str)
        terminal.print_line(text)
    else:
        for line in outcome.lines:
            terminal.print_line(line)
    return outcome.status


def sync(
    folder: Path,
    *,
    source: str | None,
    ref: str | None,
    answers: Mapping[str, Any],
    take: Sequence[tuple[str, str]],
    check: bool,
    dry_run: bool,
    ask: bool,
) -> Outcome:
    """Bring one repo to a version of the kit: everything, or nothing.

    Raises:
        Refused: the repo is not in a state to be changed, or nothing can be worked out.
        NeedsPerson: the answers file was changed by hand.
        EnvironmentTrouble: the source, git, the disk or a permission.
    """
    kept = read_answers(folder)
    tree = transaction.Tree(folder)
    place = _source(folder, tree, kept, source)
    target = _target(kept, place, ref)
    if target is not None and is_same(kept.commit, target) and not answers:
        return _only_adopt(tree, kept, check=check, dry_run=dry_run)
    if check:
        lines = [f"Behind: {kept.commit or 'no version'} -> {target or 'the newest commit'}."]
        return Outcome(FOUND, Report(kept.commit, target or ""), lines=[*lines, SYNC_LINE])
    _look_at_repo(folder)
    decided = {PurePosixPath(path).as_posix(): side for side, path in take}
    report = plan_sync(tree, kept, place, target, given=answers, take=decided, ask=ask)
    found = tree.changes()
    if report.conflicts or report.lost:
        lines = ["Nothing was written.", *_conflict_lines(report)]
        return Outcome(NeedsPerson.status, report, found, lines=lines)
    fault = "" if dry_run else _write(folder, found)
    if not dry_run:
        remember_source(folder, place)
    lines = [*_report_lines(report, found, dry_run), *([fault] if fault else [])]
    status = NeedsPerson.status if report.needs_person or fault else DONE
    return Outcome(status, report, found, not dry_run, lines)


SYNC_LINE = "Bring it up to date: groundplan sync"


def _source(folder: Path, tree: transaction.Tree, kept: KitAnswers, source: str | None) -> str:
    landed = read_landed(tree)
    if source is None and landed.source and landed.source != kept.source:
        raise NeedsPerson(
            f"The kit landed from {landed.source}, and {ANSWERS_FILE} now says {kept.source}.",
            f"If that is right: groundplan sync --from {kept.source}",
        )
    if source:
        return named_source(source, Path.cwd())
    refuse_other_source(folder, kept.source)
    return named_source(kept.source, folder)


def _target(kept: KitAnswers, source: str, ref: str | None) -> str | None:
    released = versions(source)
    target = ref or (released[-1] if released else None)
    if target and is_downgrade(kept.commit, target):
        if ref is None:
            return kept.commit  # ahead of every release: nothing to bring
        raise Refused(
            f"The repo is on {kept.commit}, and {target} is older.",
            "Name a newer version with --ref, or go back with git.",
        )
    return target


def _look_at_repo(folder: Path) -> None:
    if git_folder(folder) is None:
        raise Refused(
            f"{folder} is in no git repository, so that there would be no way back.",
            "Make it one: git init, and commit.",
        )
    refuse_unfinished(folder)
    hidden = hidden_files(folder, read_landed(transaction.Tree(folder)).files)
    if hidden:
        raise Refused(
            f"The sparse checkout hides {len(hidden)} files of the kit, {hidden[0]} among them.",
            f"Show them first: git sparse-checkout add {hidden[0].partition('/')[0]}",
        )
    dirty = dirty_files(folder)
    if dirty:
        shown = ", ".join(dirty[:3]) + (f" and {len(dirty) - 3} more" if len(dirty) > 3 else "")
        raise Refused(f"Not committed: {shown}.", "Commit or stash, then again.")


def _only_adopt(tree: transaction.Tree, kept: KitAnswers, *, check: bool, dry_run: bool) -> Outcome:
    """The version is the newest; what adoption put in may still have been changed."""
    report = Report(kept.commit, kept.commit)
    report.adoption = adopt(tree, kept)
    found = tree.changes()
    if not found and not report.adoption.by_hand:
        return Outcome(DONE, report, lines=[f"Nothing to do: the repo is on {kept.commit}."])
    lines = [*preview.diff_lines([c for c in found if c.path not in (LANDED,)])]
    lines += preview.by_hand_lines(report.adoption.by_hand)
    if check:
        lines.append("Files are not connected. Do it: groundplan adopt")
        return Outcome(FOUND, report, found, lines=lines)
    if not dry_run:
        transaction.apply(tree.root, found)
    status = NeedsPerson.status if report.adoption.by_hand else DONE
    return Outcome(status, report, found, not dry_run, lines)


def _write(folder: Path, found: Sequence[transaction.Change]) -> str:
    """Write it all; return what is wrong with the repo's own rules beside the new ones of the kit."""
    own = git_folder(folder)
    transaction.apply(folder, found, keep=own / KEPT_STATE if own else None)
    # Byte code of the old guard would be run where a file kept its size and second.
    shutil.rmtree(folder / BYTE_CODE, ignore_errors=True)
    from groundplan.rules.local import (
        compile_own,  # the guard's modules: not where nothing is to do
    )

    try:
        compile_own(folder)
    except Refused as problem:
        return f"Your own rules do not fit the new ones: {problem.sentence}"
    return ""


def _abort(folder: Path) -> int:
    own = git_folder(folder)
    if own is None:
        raise Refused(f"{folder} is in no git repository.", "Nothing was kept to go back to.")
    back = transaction.kept_changes(folder, own / KEPT_STATE)
    transaction.apply(folder, back)
    shutil.rmtree(own / KEPT_STATE)
    terminal.print_line(f"As before the last sync: {many(len(back), 'file')}.")
    return DONE


# -- the report ------------------------------------------------------------------------------------


def _conflict_lines(report: Report) -> Iterator[str]:
    for path, conflict in report.conflicts:
        where = f"{path}:{conflict.line}" if conflict.line else path
        yield ""
        yield f"{where}: changed here and in the kit."
        yield from _side("here", conflict.mine)
        yield from _side("kit ", conflict.theirs)
    for path, line in report.lost:
        yield f"{path}: this line of yours would be gone: {line}"
    paths = sorted({path for path, _ in report.conflicts} | {path for path, _ in report.lost})
    yield ""
    yield "Decide for each file, then again with all of them:"
    for path in paths:
        yield f"  --take mine {path}      yours where both changed the same lines"
        yield f"  --take theirs {path}    the kit's there"


def _side(name: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines[:SHOWN_LINES] or ["(removed)"]:
        yield f"  {name} | {line}"
    if len(lines) > SHOWN_LINES:
        yield f"  {name} | ... {len(lines) - SHOWN_LINES} more"


def _report_lines(
    report: Report, found: Sequence[transaction.Change], dry_run: bool
) -> Iterator[str]:
    runs = [change.path for change in found if runs_commands(change.path)]
    if runs:
        yield "These changed files make programs run; read them:"
        yield from (f"  {path}" for path in runs)
        yield ""
    yield f"{report.old or 'no version'} -> {report.new}"
    yield from preview.tree_lines(found)
    if dry_run:
        yield from preview.diff_lines(found)
    yield from _section("Rules changed; read these before the rest:", report.rules)
    moved = [f"{old} -> {new}" for old, new in report.moved]
    yield from _section("Renamed by the kit, your edits went along:", moved)
    yield from _section("Removed here, so not brought:", report.kept_out)
    yield from _section("Dropped by the kit, kept for your edits (yours now):", report.kept)
    gone = [f"{name}: {value}" for name, value in report.answers_gone.items()]
    yield from _section("The kit asks this no more; your answer was:", gone)
    yours = [f"{path}  (the kit's: --take theirs {path})" for path in report.yours]
    yield from _section("New in the kit, but yours is there and stays:", yours)
    yield from _section("A link or a folder is in the way; left alone:", report.links)
    if report.adoption.by_hand:
        yield ""
        yield from preview.by_hand_lines(report.adoption.by_hand)
    yield ""
    if dry_run:
        yield "Nothing was written."
    else:
        yield "Look at it (git diff), then commit it. Back: groundplan sync --abort"


def _section(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield title
        yield from (f"  {line}" for line in lines)


def as_data(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as JSON wants it."""
    report = outcome.report
    return {
        "status": outcome.status,
        "written": outcome.written,
        "old": report.old,
        "new": report.new,
        "files": [
            {"path": change.path, "change": preview.sign(change)} for change in outcome.files
        ],
        "conflicts": [
            {"path": path, "line": conflict.line, "mine": conflict.mine, "theirs": conflict.theirs}
            for path, conflict in report.conflicts
        ],
        "lost": [{"path": path, "line": line} for path, line in report.lost],
        "moved": [{"from": old, "to": new} for old, new in report.moved],
        "not_brought": report.kept_out,
        "kept": report.kept,
        "yours": report.yours,
        "links": report.links,
        "answers_gone": report.answers_gone,
        "rules": report.rules,
        "adopted": report.adoption.edited,
        "by_hand": [vars(entry) for entry in report.adoption.by_hand],
        "runs_commands": [c.path for c in outcome.files if runs_commands(c.path)],
    }
