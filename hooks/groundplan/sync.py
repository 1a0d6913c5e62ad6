"""Syncing: two versions of the kit and a repo -> what changes, what conflicts, what a person should know.

Both versions are rendered from the repo's answers; the difference goes into the repo's files by a merge of
three texts (`merge`), file by file. `copier update` does the same by patches, and loses what does not fit.
"""

from __future__ import annotations

import difflib
import json
import os
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from groundplan import land
from groundplan.adopt import Adoption, adopt
from groundplan.adopt.record import content_digest, read_landed, write_landed
from groundplan.adopt.targets import BLOCK
from groundplan.errors import NeedsPerson, Refused
from groundplan.kit_answers import ANSWERS_FILE, KitAnswers
from groundplan.merge import Conflict, is_binary, local_lines, merge, same_text
from groundplan.render import Rendered, render
from groundplan.repo_state import has_markers, unknown_to_git
from groundplan.versions import is_downgrade

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundplan.changes import Tree

SIMILAR = 0.5
"""From which share of common lines a new file counts as a dropped one under another name; git's own
default for renames is 50 %."""
RULES = ".groundplan/rules.json"
PRE_COMMIT = ".pre-commit-config.yaml"


@dataclass
class Report:
    """What a sync does, and what a person should know of it."""

    old: str
    new: str
    came: list[str] = field(default_factory=list)
    kept_out: list[str] = field(default_factory=list)
    """Files of the kit that the repo removed: they stay removed."""
    kept: list[str] = field(default_factory=list)
    """Files that the kit dropped and the repo had edited: they stay, and are the repo's now."""
    moved: list[tuple[str, str]] = field(default_factory=list)
    yours: list[str] = field(default_factory=list)
    """New files of the kit where the repo has one of its own: the repo's stays."""
    links: list[str] = field(default_factory=list)
    conflicts: list[tuple[str, Conflict]] = field(default_factory=list)
    lost: list[tuple[str, str]] = field(default_factory=list)
    """Local lines that are not there any more: path and line."""
    answers_gone: dict[str, Any] = field(default_factory=dict)
    rules: list[str] = field(default_factory=list)
    adoption: Adoption = field(default_factory=Adoption)

    @property
    def needs_person(self) -> bool:
        """Say whether somebody has to look before or after."""
        return bool(
            self.conflicts or self.lost or self.yours or self.links or self.adoption.by_hand
        )


def plan_sync(
    tree: Tree,
    answers: KitAnswers,
    source: str,
    target: str | None,
    *,
    given: Mapping[str, Any],
    take: Mapping[str, str],
    ask: bool,
) -> Report:
    """Work out in the tree what bringing the repo to `target` changes; write nothing.

    Args:
        tree: the repo as it is.
        answers: its answers file.
        source: where the kit is, an address or an absolute path.
        target: the version to go to; None for the newest commit of a kit without versions.
        given: answers to new questions, or other answers to old ones.
        take: path -> `mine` or `theirs`, for conflicts.
        ask: ask new questions in the terminal.

    Raises:
        Refused: versions, answers or files in the way.
        NeedsPerson: the answers file was changed by hand.
        EnvironmentTrouble: the source, git or the disk.
    """
    look_at_record(tree, answers)
    known = {"own_files": [], **answers.values}
    old = render(source, answers.commit or None, known, tree.root, strict=False)
    new = render(source, target, {**known, **given}, tree.root, ask=ask, strict=False)
    if is_downgrade(answers.commit, new.answers.commit):
        raise Refused(
            f"The repo is on {answers.commit}, and {new.answers.commit} is older.",
            "Name a newer version with --ref, or go back with git.",
        )
    for path in take:
        if path not in old.files and path not in new.files:
            raise Refused(f"--take: {path} is no file of the kit.", "Name it from the repo's root.")
    yours = _files_of_the_repo(tree, old, new, take)
    if yours:
        own = sorted({*new.answers.names("own_files"), *yours})
        new = render(
            source,
            target,
            {**new.answers.values, **given, "own_files": own},
            tree.root,
            strict=False,
        )
    report = Report(answers.commit, new.answers.commit, yours=yours)
    report.answers_gone = {
        name: value for name, value in answers.values.items() if name not in new.questions
    }
    _refuse_unknown(given, new)
    _bring(tree, old, new, take, report)
    _finish(tree, old, new, report)
    return report


def look_at_record(tree: Tree, answers: KitAnswers) -> None:
    """Ask a person where the answers file says something else than what landed.

    Raises:
        NeedsPerson: `_src_path` or `_commit` was changed by hand.
    """
    landed = read_landed(tree)
    if not landed.commit or landed.commit == answers.commit:
        return
    files = {path: tree.read(path) for path in landed.files}
    there = {path: data for path, data in files.items() if data is not None}
    if there and all(content_digest(data) == landed.files[path] for path, data in there.items()):
        raise NeedsPerson(
            f"{ANSWERS_FILE} says _commit: {answers.commit}, but every file is of {landed.commit}.",
            f"Put _commit: {landed.commit} back, then again.",
        )


def _refuse_unknown(given: Mapping[str, Any], new: Rendered) -> None:
    for name in given:
        if name not in new.questions:
            raise Refused(f"There is no question {name}.", "See the help of `groundplan init`.")


def _files_of_the_repo(
    tree: Tree, old: Rendered, new: Rendered, take: Mapping[str, str]
) -> list[str]:
    """Return new files of the kit at whose path the repo has a file of its own.

    Raises:
        Refused: git does not have what is in such a file, or the kit can't do without it.
    """
    question = new.questions.get("own_files")
    choices = question.get("choices", ()) if isinstance(question, dict) else ()
    found = []
    for path in sorted(set(new.files) - set(old.files)):
        data = tree.on_disk(path)
        if data is None or same_text(data, new.files[path]) or path == ANSWERS_FILE:
            continue
        if unknown_to_git(tree.root, path):
            raise Refused(
                f"{path} is in the way of a new file of the kit, and git does not have it.",
                "Commit it or move it away, then again.",
            )
        if take.get(path) == "theirs":
            continue
        if path not in choices:
            raise Refused(
                f"{path} is in the way of a new file of the kit.",
                f"Rename it, or say: groundplan sync --take theirs {path}",
            )
        found.append(path)
    return found


# -- files -----------------------------------------------------------------------------------------


def _bring(
    tree: Tree, old: Rendered, new: Rendered, take: Mapping[str, str], report: Report
) -> None:
    moves = _moves(old, new)
    arrivals = set(moves.values())
    for path in sorted(set(old.files) | set(new.files)):
        if path in (ANSWERS_FILE, land.PLAN):
            continue
        if _is_foreign_link(tree, path):
            if old.files.get(path) != new.files.get(path):
                report.links.append(path)
        elif path in moves:
            _move(tree, path, moves[path], old, new, take, report)
        elif path not in new.files:
            _drop(tree, path, old, report)
        elif path in old.files:
            _update(tree, path, path, old, new, take, report)
        elif path not in arrivals and path not in report.yours:
            tree.write(path, new.files[path], new.modes[path])
            report.came.append(path)


def _is_foreign_link(tree: Tree, path: str) -> bool:
    file = tree.root / path
    return os.path.lexists(file) and tree.on_disk(path) is None


def _moves(old: Rendered, new: Rendered) -> dict[str, str]:
    """Return which files of the old version have another name in the new one."""
    gone = sorted(set(old.files) - set(new.files))
    arrived = sorted(set(new.files) - set(old.files))
    found = {
        path: new.moved[path] for path in gone if new.moved.get(path) and new.moved[path] in arrived
    }
    for path in gone:
        if path in found or path in new.moved:
            continue
        free = [name for name in arrived if name not in found.values()]
        scored = [(_likeness(old.files[path], new.files[name]), name) for name in free]
        best = max(scored, default=(0.0, ""))
        if best[0] >= SIMILAR:
            found[path] = best[1]
    return found


def _likeness(one: bytes, other: bytes) -> float:
    if one == other:
        return 1.0
    if is_binary(one) or is_binary(other):
        return 0.0
    matcher = difflib.SequenceMatcher(None, one.split(b"\n"), other.split(b"\n"), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= SIMILAR else 0.0


def _drop(tree: Tree, path: str, old: Rendered, report: Report) -> None:
    mine = tree.on_disk(path)
    if mine is None:
        return
    if same_text(mine, old.files[path]):
        tree.write(path, None)
        report.came.append(path)
    else:
        report.kept.append(path)


def _move(
    tree: Tree,
    path: str,
    target: str,
    old: Rendered,
    new: Rendered,
    take: Mapping[str, str],
    report: Report,
) -> None:
    if tree.on_disk(path) is None:
        report.kept_out.append(target)
        return
    report.moved.append((path, target))
    _update(tree, path, target, old, new, take, report)
    if target in tree.pending:
        tree.write(path, None)


def _update(
    tree: Tree,
    path: str,
    target: str,
    old: Rendered,
    new: Rendered,
    take: Mapping[str, str],
    report: Report,
) -> None:
    mine = tree.on_disk(path)
    base, theirs = old.files[path], new.files[target]
    if mine is None:
        if base != theirs:
            report.kept_out.append(path)
        return
    if has_markers(mine) and not has_markers(base):
        raise Refused(f"{path} holds marks of an unresolved merge.", "Resolve them first.")
    side = take.get(path, take.get(target, ""))
    if path == PRE_COMMIT:
        mine = _with_rev_of(mine, base)
    merged = merge(base, mine, theirs, take=side)
    if merged.conflicts:
        report.conflicts += [(path, conflict) for conflict in merged.conflicts]
        return
    if side != "theirs":
        gone = local_lines(base, mine) - Counter(_keys(merged.data))
        report.lost += [(path, line.decode("utf-8", "backslashreplace")) for line in gone]
    mode = _mode(tree, path, target, old, new)
    if merged.data != tree.on_disk(path) or mode is not None or path != target:
        tree.write(target, merged.data, mode)
        if target in tree.pending:
            report.came.append(target)


def _keys(data: bytes) -> list[bytes]:
    return data.replace(b"\r\n", b"\n").split(b"\n")


def _mode(tree: Tree, path: str, target: str, old: Rendered, new: Rendered) -> int | None:
    """Return the new file's mode: the kit's where it changed it and the repo did not."""
    now = (tree.root / path).resolve().stat().st_mode & 0o777
    was, becomes = old.modes[path] & 0o111, new.modes[target] & 0o111
    if was != becomes and bool(now & 0o111) == bool(was):
        return new.modes[target]
    return now if path != target else None


def _with_rev_of(mine: bytes, base: bytes) -> bytes:
    """Return the repo's hook configuration with the kit's own `rev` as it landed.

    Bots raise that line; it is the kit's, and the new version sets it anyway.
    """
    rows = base.split(b"\n")
    for number, row in enumerate(rows[:-1]):
        if row.lstrip().startswith(b"- repo:") and rows[number + 1].lstrip().startswith(b"rev:"):
            lines = mine.split(b"\n")
            for place, line in enumerate(lines[:-1]):
                is_rev = lines[place + 1].lstrip().startswith(b"rev:")
                if line.rstrip(b"\r") == row and is_rev:
                    end = b"\r" if lines[place + 1].endswith(b"\r") else b""
                    lines[place + 1] = rows[number + 1] + end
            return b"\n".join(lines)
    return mine


# -- after the files -------------------------------------------------------------------------------


def _finish(tree: Tree, old: Rendered, new: Rendered, report: Report) -> None:
    if tree.on_disk(ANSWERS_FILE) != new.files[ANSWERS_FILE]:
        tree.write(ANSWERS_FILE, new.files[ANSWERS_FILE])
    write_landed(tree, land.landed_record(new))
    block = old.files.get(BLOCK, b"").decode("utf-8", "replace")
    report.adoption = adopt(tree, new.answers, block)
    report.rules = changed_rules(old.files.get(RULES), new.files.get(RULES))


def changed_rules(old: bytes | None, new: bytes | None) -> list[str]:
    """Return one line for each rule that came, changed or went, by id."""
    before, after = _rules(old), _rules(new)
    found = []
    for rule in sorted(set(before) | set(after)):
        if rule not in after:
            found.append(f"- {rule}")
        elif rule not in before:
            found.append(f"+ {rule}: {after[rule].get('title', '')}")
        elif before[rule] != after[rule]:
            found.append(f"~ {rule}: {after[rule].get('title', '')}")
    return found


def _rules(data: bytes | None) -> dict[str, dict[str, Any]]:
    try:
        rules = json.loads(data or b"{}").get("rules", [])
        return {rule["id"]: rule for rule in rules}
    except (ValueError, AttributeError, TypeError, KeyError):
        return {}
