"""The road of `groundplan review`: a diff -> what it changes and runs -> rules -> diagnostics."""

from __future__ import annotations

import datetime
import os
from typing import TYPE_CHECKING, Any

from groundplan.checks.report import CodeNote, report
from groundplan.core import git, terminal
from groundplan.core.errors import DONE, FOUND, Refused
from groundplan.core.model import Diagnostic, Severity
from groundplan.core.repo_facts import read_landed
from groundplan.core.text import many
from groundplan.guard.decide import load_table
from groundplan.plan.evidence import FOLDER as EVIDENCE
from groundplan.review import diff
from groundplan.review.base import FIRST_PUSH, base_in_ci
from groundplan.review.base_rules import (
    LOCAL,
    RULE_FILES,
    RULES,
    SOURCE,
    both,
    state_at,
    switched_off,
)
from groundplan.review.commands import may_hold_commands
from groundplan.review.new_commands import Judge, new_runs
from groundplan.review.paths import Hit, changed_paths, hits, shown
from groundplan.review.update import ANSWERS_FILE, installed_by, read_answers
from groundplan.review.weakening import KIT_FOLDER, is_kits, looked_at, weakenings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from groundplan.review.base_rules import State
    from groundplan.review.diff import Change, Scope

COMMIT, CI = "commit", "ci"
EVERYWHERE = ("agent", COMMIT, CI)
"""Where a repo's own rule holds that does not say where."""
NO_BYPASS = "no-bypass"
NAMES_SHOWN = 5
"""How many paths one message names; the rest is counted."""


def review(start: Path, *, is_staged: bool, base: str, style: str, is_strict: bool) -> int:
    """Judge a diff by the repo's rules and print what is wrong with it.

    Args:
        start: a folder in the repo.
        is_staged: judge what is staged.
        base: judge what HEAD adds to this; empty to take what CI names.
        style: a format of `report`.
        is_strict: warnings count too.

    Returns:
        1 when the diff breaks a rule, else 0.

    Raises:
        Refused: not in a repo, the kit has not landed, or there is nothing to compare with.
    """
    root = git.repo_root(start)
    if root is None:
        raise Refused(f"{start} is in no git repo.", "Run it where the change is.")
    rules = rules_of(root)
    base = base or ("" if is_staged else base_in_ci(os.environ))
    if base == FIRST_PUSH:
        terminal.print_error(
            "This is the branch's first push: there is no commit to compare it with."
        )
        return DONE
    found = found_in(root, rules, is_staged=is_staged, base=base)
    known = [
        CodeNote(rule["id"], rule.get("title", rule["id"]), rule.get("why", "")) for rule in rules
    ]
    if text := report(found, style, known, "groundplan review"):
        (terminal.print_prose if style == "text" else terminal.print_part)(text)
    counted = [item for item in found if is_strict or item.severity is Severity.ERROR]
    return FOUND if counted else DONE


def compile_rules(start: Path) -> int:
    """Compile the repo's own rules, as the commit hook does first.

    Returns:
        1 when the compiled file had to be made anew, so that it is staged with its source.
    """
    from groundplan.rules.local import COMPILED, compile_own

    root = git.repo_root(start)
    if root is None or not compile_own(root):
        return DONE
    terminal.print_error(
        f"{COMPILED} was made anew from the repo's own rules.", "Stage it as well."
    )
    return FOUND


def found_in(
    root: Path, rules: Sequence[Mapping[str, Any]], *, is_staged: bool, base: str = ""
) -> list[Diagnostic]:
    """Return what a diff breaks, by path and line; see `review`."""
    scope = _scope(root, is_staged, base)
    changes = diff.with_texts(root, scope, diff.changes(root, scope), _is_read)
    boundary = COMMIT if is_staged else CI
    before = state_at(root, scope.old)
    judged = both(before, rules)
    found = list(judge(root, judged, changes, boundary, before.facts if before else None))
    found += rule_changes(root, judged, scope, changes, before)
    found += evidence_changes(judged, changes)
    return sorted(set(found), key=lambda item: (item.path, item.line, item.code))


def rule_changes(
    root: Path,
    rules: Sequence[Mapping[str, Any]],
    scope: Scope,
    changes: Sequence[Change],
    before: State | None,
) -> Iterator[Diagnostic]:
    """Yield what a change does to the rules themselves: always said, with what it switches off.

    A team may change its rules, so that alone is a warning. Where the kit's own table loses a rule
    without an update or another answer, somebody edited it: that is an error.
    """
    rule = next((rule for rule in rules if rule["id"] == NO_BYPASS), None) or _NO_BYPASS
    named = {path: change for change in changes for path in changed_paths(change)}
    for path in sorted(named):
        folder, _, name = path.rpartition("/")
        if name in RULE_FILES and folder.rpartition("/")[2] == KIT_FOLDER and folder != KIT_FOLDER:
            sentence = f"{shown(path)} holds rules of another kit inside of this repo."
            yield _diagnostic(rule, Severity.WARNING, path, 1, sentence)
    touched = [path for path in (RULES, LOCAL, SOURCE) if path in named]
    if before is None or not touched:
        return
    for path in (path for path in (LOCAL, SOURCE) if path in named):
        if named[path].status != "A":  # one that only adds rules is seen by what they find
            sentence = f"{path} changes the rules of the repo."
            yield _diagnostic(rule, Severity.WARNING, path, 1, sentence)
    explained = _answers_differ(named.get(ANSWERS_FILE))
    own = [path for path in touched if path != RULES]
    severity = Severity.WARNING if own or explained else Severity.ERROR
    for _, less in switched_off(before, state_at(root, scope.new or "")):
        yield _diagnostic(rule, severity, (own or touched)[0], 1, f"{less}.")


def evidence_changes(
    rules: Sequence[Mapping[str, Any]], changes: Sequence[Change]
) -> Iterator[Diagnostic]:
    """Yield evidence that a change takes away: records are added, and never edited or removed."""
    rule = next((rule for rule in rules if rule["id"] == NO_BYPASS), _NO_BYPASS)
    for change in changes:
        if change.status == "A" or not is_evidence(change.old_path):
            continue
        after = set(change.text.split("\n")) if change.status != "D" else set()
        gone = sum(bool(line.strip()) and line not in after for line in change.old_text.split("\n"))
        if gone:
            sentence = f"{shown(change.old_path)}: {many(gone, 'record')} edited or removed."
            yield _diagnostic(rule, Severity.ERROR, change.old_path, 1, sentence)


def is_evidence(path: str) -> bool:
    """Say whether a file holds records of verifications."""
    return path.startswith(f"{EVIDENCE}/") and path.endswith(".jsonl")


# What is said about the rules where no rule about bypasses holds at the base.
_NO_BYPASS: Mapping[str, Any] = {"id": NO_BYPASS}


def _answers_differ(change: Change | None) -> bool:
    """Say whether the answers file of a change names another version or gives another answer."""
    if change is None or change.status != "M":
        return False
    old, new = read_answers(change.old_text), read_answers(change.text)
    return old is not None and new is not None and old != new and old.source == new.source


def rules_of(root: Path) -> list[Mapping[str, Any]]:
    """Return the rules that hold in a repo, in their order.

    Raises:
        Refused: the kit has not landed here, or its table can't be read.
    """
    read_landed(root)  # the guard has rules of its own where the table is damaged; a review says so
    table, warning = load_table(str(root))
    if warning:
        terminal.print_error(
            f"{warning.removeprefix('groundplan: ')}.", "Run: groundplan rules compile"
        )
    return list(table.rules)


def _scope(root: Path, is_staged: bool, base: str) -> Scope:
    if is_staged:
        return diff.staged(root)
    if not base:
        raise Refused(
            "Nothing says what the change is compared with.",
            "Say --staged, or --base and a branch or commit.",
        )
    return diff.since(root, base)


def _is_read(change: Change) -> bool:
    """Say whether a change's texts are needed: it may hold commands, or does enforce something."""
    return (
        (change.status != "D" and may_hold_commands(change.path))
        or looked_at(change.old_path)
        or looked_at(change.path)
        or change.path == ANSWERS_FILE
        or is_evidence(change.old_path)
    )


def judge(
    root: Path,
    rules: Sequence[Mapping[str, Any]],
    changes: Sequence[Change],
    boundary: str,
    base_facts: Mapping[str, Any] | None = None,
) -> Iterator[Diagnostic]:
    """Yield what a diff breaks; as warnings before the day from which the rules hold.

    Args:
        root: the repo's root, for its facts and its pattern documents.
        rules: the rules that hold here.
        changes: the diff, with the texts that `_is_read` asks for.
        boundary: `commit` or `ci`; a rule that does not hold there says nothing.
        base_facts: the facts of the base; the repo's own where it has none yet.
    """
    facts = base_facts or read_landed(root).facts.as_written
    until = _gentle_until(facts)
    for found in _judged(root, rules, changes, boundary, facts):
        if until and found.code != NO_BYPASS and found.severity is Severity.ERROR:
            sentence = f"{found.message} (an error from {until} on)"
            yield found._replace(severity=Severity.WARNING, message=sentence)
        else:
            yield found


def gentle_until(root: Path) -> str:
    """Return the day from which the rules stop a commit, or nothing where they do by now."""
    return _gentle_until(read_landed(root).facts.as_written)


def _gentle_until(facts: Mapping[str, Any]) -> str:
    until = str(facts.get("gently_until") or "")
    return until if datetime.date.today().isoformat() < until else ""


def _judged(
    root: Path,
    rules: Sequence[Mapping[str, Any]],
    changes: Sequence[Change],
    boundary: str,
    facts: Mapping[str, Any],
) -> Iterator[Diagnostic]:
    here = {rule["id"]: rule for rule in rules if boundary in rule.get("boundary", EVERYWHERE)}
    # What the kit lands is its own; who changes it by hand is told so below.
    outside = [change for change in changes if not is_kits(change.path)]
    documents = _pattern_documents(root)
    for rule in here.values():
        for entry, severity in _entries(rule):
            for hit in hits(entry, outside, facts, documents):
                yield _path_diagnostic(rule, severity, hit)
    runs = Judge([*here.values(), *_around_hooks(rules)], facts)
    for change in outside:
        for found in new_runs(runs, change):
            severity = Severity.ERROR if found.run.is_denied else Severity.WARNING
            place, code = shown(change.path), found.run.rule
            yield Diagnostic(code, severity, found.run.sentence, place, found.line)
    for rule in rules:
        if rule["id"] == NO_BYPASS:
            named = {change.path: change for change in changes}
            for weak in weakenings(changes, installed_by(named, {})):
                yield _diagnostic(rule, Severity.ERROR, weak.path, 1, weak.sentence)


def _around_hooks(rules: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield what a script or a CI step is warned of: a commit or push that skips its hooks.

    An agent is stopped from it; a team can have its reasons, and says them in the review.
    """
    for rule in rules:
        skips = [matcher for matcher in rule.get("deny", ()) if "skips" in matcher]
        if rule["id"] == NO_BYPASS and skips:
            yield {**rule, "deny": [], "ask": skips}


def _entries(rule: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Severity]]:
    """Yield what a rule says about paths; what an agent would be asked is a warning here."""
    for key, severity in (("deny", Severity.ERROR), ("ask", Severity.WARNING)):
        for entry in rule.get(key, ()):
            if "changes" in entry:
                yield entry, severity


def _pattern_documents(root: Path) -> dict[str, tuple[str, ...]]:
    folder = root / "docs/patterns"
    names = [path.relative_to(root).as_posix() for path in sorted(folder.glob("*.md"))]
    if not names:
        return {}
    from groundplan.checks.context import pattern_documents  # 30 ms, for repos that have patterns

    return {found.path: found.globs for found in pattern_documents(root, names)}


def _path_diagnostic(rule: Mapping[str, Any], severity: Severity, hit: Hit) -> Diagnostic:
    names = [shown(path) for path in hit.paths]
    rest = len(names) - NAMES_SHOWN
    listed = ", ".join(names[:NAMES_SHOWN]) + (f" and {rest} more" if rest > 0 else "")
    if hit.documents:
        sentence = f"{listed}: governed by {hit.documents[0]}, which does not change with it."
    elif hit.is_alone:
        sentence = f"{listed}: changed without what belongs to it."
    else:
        sentence = f"{listed} is changed, and is not to be."
    return _diagnostic(rule, severity, hit.paths[0], 1, sentence)


def _diagnostic(
    rule: Mapping[str, Any], severity: Severity, path: str, line: int, sentence: str
) -> Diagnostic:
    advice = rule.get("instead", "").replace("{path}", shown(path))
    return Diagnostic(rule["id"], severity, sentence, shown(path), line, help=advice)
