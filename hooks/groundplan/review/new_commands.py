"""What a change newly runs: its commands, read by the guard, judged by the repo's rules.

The whole of a file is read, so that a variable set on an old line counts; what the old text ran
already is taken off, so that only the change answers for anything.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from groundplan.guard.event import Event, TooMuch
from groundplan.guard.paths import Place
from groundplan.guard.policy.table import Table
from groundplan.guard.programs import dispatch
from groundplan.guard.shell.interpreter import Shell
from groundplan.guard.shell.lexer import Unreadable
from groundplan.guard.shell.parser import parse
from groundplan.review.commands import Command, commands_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from groundplan.review.diff import Change

ROOT = "/repo"
"""Where a script is taken to run; nothing on this disk is looked at."""


@dataclass(frozen=True)
class Run:
    """One thing that a command does against a rule."""

    rule: str
    is_denied: bool
    what: str
    """The program with its arguments, or the path."""
    sentence: str
    words: tuple[str, ...]
    """What of it can be looked for in the text."""


@dataclass(frozen=True)
class NewRun:
    """A run, and the line that it stands on."""

    run: Run
    line: int


class Judge:
    """The repo's rules, ready to judge the commands of many files."""

    def __init__(self, rules: Sequence[Mapping[str, Any]], facts: Mapping[str, Any]) -> None:
        """Take the rules that hold at this boundary."""
        self._table = Table([dict(rule) for rule in rules], dict(facts))

    def runs(self, command: Command) -> list[Run]:
        """Return what a command does against the rules, in its order."""
        return [run for event in _events(command) for run in self._broken(event)]

    def _broken(self, event: Event) -> Iterator[Run]:
        for part in _parts(event):
            for rule in self._table.rules:
                for key in ("deny", "ask"):
                    for matcher in rule.get(key) or ():
                        found = self._table.match(rule, matcher, part)
                        if found is not None:
                            yield self._run(rule, key == "deny", found)

    def _run(self, rule: dict[str, Any], is_denied: bool, found: dict[str, Any]) -> Run:
        what = str(found.get("command") or found.get("path"))
        started = found.get("run")
        words = [started.name, *started.arguments] if started is not None else [what]
        verdict = self._table.stop("deny" if is_denied else "ask", rule, found)
        reason = verdict.reason.removeprefix(f"{rule['id']}: ")
        return Run(rule["id"], is_denied, what, f"`{what}`: {reason}", tuple(map(str, words)))


def _events(command: Command) -> list[Event]:
    """Read a command; where the whole can't be read, each of its lines by itself."""
    event, shell = _begin()
    try:
        if command.shell == "sh":
            shell.walk(parse(command.text))
        else:
            who = "windows.batch:follow" if command.shell == "cmd" else "windows.powershell:follow"
            dispatch.call(who, shell, command.shell, [command.text], {}, False)
    except (Unreadable, TooMuch, RecursionError):
        return list(_line_events(command.text))
    return [event]


def _line_events(text: str) -> Iterator[Event]:
    for line in text.split("\n"):
        event, shell = _begin()
        try:
            shell.run_text(line)
        except (TooMuch, RecursionError):
            continue  # one line of thousands of commands: nothing that a person wrote
        yield event


def _begin() -> tuple[Event, Shell]:
    event = Event(Place(ROOT, (), False), True)
    return event, Shell(event, dispatch, ROOT)


def _parts(event: Event) -> Iterator[Event]:
    """Yield events of one deed each: a rule's matcher tells only the first that it finds."""
    for name in ("runs", "touched", "read", "skips", "containers"):
        for item in getattr(event, name):
            part = Event(event.place, True)
            setattr(part, name, [item])
            yield part


def new_runs(judge: Judge, change: Change) -> Iterator[NewRun]:
    """Yield what the change runs against the rules that the old text did not run."""
    if not change.added or not change.text:
        return
    old = Counter(
        (run.rule, run.what)
        for command in commands_in(change.old_path, change.old_text)
        for run in judge.runs(command)
    )
    lines = change.text.split("\n")
    claimed: set[int] = set()
    for command in commands_in(change.path, change.text):
        for run in judge.runs(command):
            if old[run.rule, run.what] > 0:
                old[run.rule, run.what] -= 1
                continue
            span = range(command.first, command.last + 1)
            added = [number for number in span if number in change.added]
            if added:
                line = _line_of(run, lines, [n for n in added if n not in claimed] or added)
                claimed.add(line)
                yield NewRun(run, line)


def _line_of(run: Run, lines: Sequence[str], numbers: Iterable[int]) -> int:
    """Return the line that holds most of the words; a comment holds none."""

    def score(number: int) -> int:
        line = lines[number - 1] if number <= len(lines) else ""
        if line.lstrip().startswith(("#", "//")):
            return -1
        return sum(word in line for word in run.words)

    return max(numbers, key=lambda number: (score(number), -number))
