"""Connecting the kit to a repo's own files, as a command: look, decide, show, write."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from groundplan.core import signals, terminal, transaction
from groundplan.core.answers_file import ANSWERS_FILE, KitAnswers, project_folder, read_answers
from groundplan.core.errors import DONE, FOUND, NeedsPerson
from groundplan.core.repo_state import has_markers
from groundplan.core.text import many
from groundplan.install import preview
from groundplan.install.adopt import ByHand, adopt, undo
from groundplan.install.adopt.record import ADOPTED, read_landed
from groundplan.install.answers_drift import drifted
from groundplan.install.checkout_state import checkout_problems
from groundplan.install.compiled import compile_own_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from groundplan.install.answers_drift import Drift

BEHIND = "an update by plain copier left these files as they were; they get the kit's new text by"


def adopt_here(start: Path, *, dry_run: bool, check: bool, is_undo: bool, as_json: bool) -> int:
    """Connect the kit to the files of the repo around `start`, or take that back."""
    folder = project_folder(start)
    tree = transaction.Tree(folder)
    with signals.stoppable(), transaction.locked(folder):
        transaction.recover(folder)
        if not (is_undo or check or dry_run):
            compile_own_rules(folder)
        if is_undo:
            by_hand: Sequence[ByHand] = undo(tree)
        else:
            by_hand = [*adopt(tree, read_answers(folder)).by_hand, *unresolved(tree)]
        found = tree.changes()
        problems = [] if is_undo else list(checkout_problems(tree, read_answers(folder)))
        if not dry_run and not check:
            transaction.apply(folder, found)
        drifts = [] if is_undo or dry_run else list(drifted(folder, read_answers(folder)))
    files = [change for change in found if change.path != ADOPTED]
    is_bots = updated_by_copier(tree, read_answers(folder))
    if as_json:
        data = {
            "written": not dry_run and not check,
            "files": [change.path for change in files],
            "by_hand": [vars(entry) for entry in by_hand],
            "problems": [problem._asdict() for problem in problems],
            "answers": [{**drift._asdict(), "fix": drift.fix} for drift in drifts],
        }
        terminal.print_line(json.dumps(data, indent=2, ensure_ascii=False))
    else:
        _print([*preview.diff_lines(files), *preview.by_hand_lines(by_hand)])
        if check and is_bots and files:
            _print([f"warning: {BEHIND}", "    groundplan adopt"])
        _print(f"{problem.path}: {problem.why}.\n    {problem.fix}" for problem in problems)
        _print(drift_lines(drifts))
        left = len({entry.path for entry in by_hand} | {problem.path for problem in problems})
        open_files = 0 if check and is_bots else len(files)
        _print([_adoption_end(open_files, left, dry_run=dry_run, check=check, is_undo=is_undo)])
    if check:
        is_open = bool(files) and not is_bots
        return FOUND if is_open or by_hand or problems else DONE
    return NeedsPerson.status if by_hand or problems else DONE


def report_unconnected(folder: Path) -> int:
    """Say which files of the repo do not hold the kit's part as it is by now, for the commit hook.

    A bot's update brings new text for AGENTS.md and can't put it into a file that is the repo's own.
    """
    if not (folder / ANSWERS_FILE).is_file():
        return DONE
    tree, answers = transaction.Tree(folder), read_answers(folder)
    edited = adopt(tree, answers).edited
    if edited:
        terminal.print_error(
            f"{', '.join(edited)}: not connected to the kit as it is now.", "Run: groundplan adopt"
        )
    return FOUND if edited and not updated_by_copier(transaction.Tree(folder), answers) else DONE


def updated_by_copier(tree: transaction.Tree, answers: KitAnswers) -> bool:
    """Say whether plain copier brought the last update, as bots run it.

    It cannot put the kit's new text into files of the repo's own: what is behind then is a warning.
    """
    record = read_landed(tree)
    return bool(record.commit) and record.commit != answers.commit


def unresolved(tree: transaction.Tree) -> list[ByHand]:
    """Return the kit's files that a bot's update left with marks of a merge: copier ends well with them."""
    paths = read_landed(tree).files
    why = "a merge was left unresolved in it"
    return [
        ByHand(path, why, "take the marks out, and keep the lines of both sides that are right")
        for path in paths
        if has_markers(tree.on_disk(path) or b"")
    ]


def drift_lines(drifts: Sequence[Drift]) -> list[str]:
    """Return what the repo says against its stored answers: a warning, for a person to decide."""
    return [
        line
        for drift in drifts
        for line in (
            f"warning: {drift.question} is {drift.stored or 'empty'}, but {drift.why}.",
            f"    {drift.fix}",
        )
    ]


def _adoption_end(count: int, left: int, *, dry_run: bool, check: bool, is_undo: bool) -> str:
    """Return the last line: what was done, and what is left for a person."""
    files = many(count, "file")
    person = f"{many(left, 'file')} {'needs' if left == 1 else 'need'} a person: see above"
    if not count:
        if left:
            return f"{person}."
        return "Nothing to take back." if is_undo else "Every file is connected."
    if check:
        end = f"Not connected: {files}. Do it: groundplan adopt"
    elif dry_run:
        end = f"{files} would change. Nothing was written."
    elif is_undo:
        end = f"{files} given back."
    else:
        end = f"{files} connected. Next: git diff, then commit it."
    return f"{end} ({person})" if left else end


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        terminal.print_line(line)
