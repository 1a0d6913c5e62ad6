"""Syncing: two versions of the kit and a repo -> what changes, what conflicts, what a person should know.

Both versions are rendered from the repo's answers; the difference goes into the repo's files by a merge of
three texts (`merge`), file by file. `copier update` does the same by patches, and loses what does not fit.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from groundplan.core.answers_file import ANSWERS_FILE, KitAnswers
from groundplan.core.errors import NeedsPerson, Refused
from groundplan.core.repo_state import unknown_to_git
from groundplan.core.versions import is_downgrade
from groundplan.install import prepare
from groundplan.install.adopt import adopt
from groundplan.install.adopt.record import content_digest, read_landed, write_landed
from groundplan.install.adopt.targets import BLOCK
from groundplan.install.render import Rendered, render
from groundplan.install.sync.files import bring
from groundplan.install.sync.merge import same_text
from groundplan.install.sync.report import Report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundplan.core.transaction import Tree

RULES = ".groundplan/rules.json"


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
    _refuse_wrong_use(answers, old, new, take)
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
    bring(tree, old, new, take, report)
    _finish(tree, old, new, report)
    return report


def _refuse_wrong_use(
    answers: KitAnswers, old: Rendered, new: Rendered, take: Mapping[str, str]
) -> None:
    if is_downgrade(answers.commit, new.answers.commit):
        raise Refused(
            f"The repo is on {answers.commit}, and {new.answers.commit} is older.",
            "Name a newer version with --ref, or go back with git.",
        )
    for path in take:
        if path not in old.files and path not in new.files:
            raise Refused(f"--take: {path} is no file of the kit.", "Name it from the repo's root.")


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
    known = new.questions.get("kit_files")
    choices = known.get("default", ()) if isinstance(known, dict) else ()
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


def _finish(tree: Tree, old: Rendered, new: Rendered, report: Report) -> None:
    if tree.on_disk(ANSWERS_FILE) != new.files[ANSWERS_FILE]:
        tree.write(ANSWERS_FILE, new.files[ANSWERS_FILE])
    write_landed(tree, prepare.landed_record(new))
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
