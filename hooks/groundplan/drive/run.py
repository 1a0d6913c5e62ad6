"""The workflow of `groundplan drive`: an agent works on one job, turn by turn, until it is proven or stopped."""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from groundplan.core import characters, terminal
from groundplan.core.errors import DONE, FOUND, EnvironmentTrouble, NeedsPerson, Refused
from groundplan.drive.checkout import (
    add_worktree,
    commit_work,
    fingerprint,
    keep,
    put_back,
    require_clean,
    take_branch,
)
from groundplan.drive.client import Answer, Client, command_of, find_client, run_client
from groundplan.drive.jobs import (
    QUESTION,
    Job,
    Progress,
    before,
    choose_job,
    current_plan,
    progress_of,
    prompt_for,
)
from groundplan.drive.log import Log
from groundplan.verify.consent import agent_around

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_MARKUP = " *->`_"
"""What Markdown puts around the words of a line."""
TURNS, MINUTES = 5, 30.0
"""How often the client is started, and how long all of it may take, unless the user says so."""


@dataclass(frozen=True)
class Options:
    """What was asked for."""

    agent: str = ""
    job: str = ""
    request: str = ""
    turns: int = TURNS
    minutes: float = MINUTES
    in_worktree: bool = False
    yes: bool = False
    quiet: bool = False
    more: Sequence[str] = ()
    """Arguments for the client."""


class End(NamedTuple):
    """How a drive ended."""

    status: int
    sentence: str
    following: str
    """The command that comes next."""
    questions: tuple[str, ...] = ()


class Turn(NamedTuple):
    """One turn before it begins."""

    number: int
    seconds: float
    """How long it may take."""
    missing: str
    states: set[str]
    """The states of the checkout after the turns before."""
    options: Options


class Place(NamedTuple):
    """Where the agent works."""

    root: Path
    branch: str


def drive(root: Path, options: Options, stamp: str) -> tuple[End, dict[str, object]]:
    """Let an agent do one job, and leave a branch and a log.

    Args:
        root: the repo.
        options: what was asked for.
        stamp: the time, as part of the log's name.

    Returns:
        The end, and what a program wants to know of it.

    Raises:
        Refused: the checkout is not clean, or the plan is not ready.
        NeedsPerson: the plan has to be accepted first.
        EnvironmentTrouble: no client is installed, or it can't be started.
    """
    if agent := agent_around(os.environ):
        raise Refused(
            f"This runs in {agent} already.", "Do the next step yourself: groundplan next"
        )
    require_clean(root)
    source = current_plan(root)
    job = choose_job(source, options.job, options.request, runs_unconfirmed=options.yes)
    client = find_client(options.agent)
    place = (
        Place(*add_worktree(root, source.plan, job))
        if options.in_worktree
        else Place(root, take_branch(root, source.plan, job))
    )
    log = Log(root, stamp)
    _say(options, f"{client.agent.title} is to {job.title} on {place.branch} ({place.root}).")
    log.line(f"# {client.agent.title}: {job.title}")
    log.line(f"Branch {place.branch}, budget {options.turns} turns, {options.minutes:g} minutes.")
    turns, end = _turns(client, job, place, options, log)
    end = _committed(end, job, place)
    log.heading("End")
    log.line(end.sentence)
    return end, {
        "version": 1,
        "agent": client.agent.key,
        "job": job.kind,
        "step": job.step,
        "branch": place.branch,
        "folder": str(place.root),
        "turns": turns,
        "log": log.path.relative_to(root).as_posix(),
        "questions": list(end.questions),
        "result": end.sentence,
        "next": end.following,
    }


def _turns(client: Client, job: Job, place: Place, options: Options, log: Log) -> tuple[int, End]:
    deadline = time.monotonic() + options.minutes * 60
    missing = before(place.root, job)
    states: set[str] = set()
    for turn in range(1, options.turns + 1):
        left = deadline - time.monotonic()
        if left <= 0:
            return turn - 1, _stopped(job, f"the budget of {options.minutes:g} minutes is used up")
        _say(options, f"Turn {turn}: {client.agent.title} works.")
        try:
            end, missing = _turn(
                client, job, place, log, Turn(turn, left, missing, states, options)
            )
        except Refused as problem:  # the agent removed or broke what the next turn needs
            return turn, _stopped(job, problem.sentence.removesuffix("."))
        if end is not None:
            return turn, end
    return options.turns, _stopped(job, f"the budget of {options.turns} turns is used up", missing)


def _turn(client: Client, job: Job, place: Place, log: Log, turn: Turn) -> tuple[End | None, str]:
    prompt = prompt_for(job, turn.missing)
    log.heading(f"Turn {turn.number}")
    log.block("What the agent was told:", prompt)
    kept = keep(place.root)
    command = command_of(client, prompt, place.root, turn.options.more)
    show = (lambda _: None) if turn.options.quiet else terminal.print_part
    answer = run_client(client, command, place.root, turn.seconds, log.raw(turn.number), show)
    log.line(f"The client {answer.ending}.")
    log.block("Its last message:", answer.message)
    if undone := put_back(place.root, kept):
        why = f"the agent {undone}, which is a person's to do; it was undone"
        return _stopped(job, why), ""
    progress = progress_of(place.root, job)
    log.block("What is missing:", progress.report or "nothing")
    state = fingerprint(place.root)
    end = _end_of(job, answer, progress, was_here=state in turn.states)
    turn.states.add(state)
    if end is None and answer.ran_out:
        end = _stopped(job, f"the budget of {turn.options.minutes:g} minutes is used up")
    return end, progress.report


def _end_of(job: Job, answer: Answer, progress: Progress, *, was_here: bool) -> End | None:
    """Return how a turn ends the drive, or None where there is another one."""
    if progress.is_done:
        following = "groundplan next" if job.step else "groundplan accept --plan"
        return End(DONE, f"Done: {job.title}.", following)
    if questions := tuple(questions_in(answer.message)):
        asked = f"{job.title.capitalize()}: the agent asks. {' '.join(questions)}"
        return End(NeedsPerson.status, asked, "groundplan drive, after the answers", questions)
    if progress.person:
        return End(NeedsPerson.status, f"{progress.person}.", f"groundplan verify {job.step}")
    if was_here:
        why = "the agent goes in circles: its files are as they were after an earlier turn"
        return _stopped(job, why, progress.report)
    if not (answer.has_ended_well or answer.message or answer.ran_out):
        sentence = f"The client {answer.ending} and said nothing."
        return End(EnvironmentTrouble.status, sentence, "its own command, by hand, to see why")
    return None


def questions_in(message: str) -> list[str]:
    """Return the questions that an agent's last message puts to a person."""
    lines = (line.strip(_MARKUP) for line in message.splitlines())
    found = (
        line.removeprefix(QUESTION).strip(_MARKUP) for line in lines if line.startswith(QUESTION)
    )
    return [characters.printable(question) for question in found if question]


def _stopped(job: Job, why: str, missing: str = "") -> End:
    first = missing.split("\n", 1)[0]
    sentence = f"Stopped, not done ({job.title}): {why}.{f' Missing: {first}' if first else ''}"
    return End(FOUND, sentence, "groundplan next" if job.step else "groundplan check")


def _committed(end: End, job: Job, place: Place) -> End:
    """Commit what the agent left; say so where the repo's hooks refuse it."""
    what = f"{job.step or 'Plan'}: {job.title}"
    refused = commit_work(place.root, what if end.status == DONE else f"{what} (not done)")
    if not refused:
        return end
    last = refused.split("\n")[-1]
    return end._replace(
        status=end.status or FOUND,
        sentence=f"{end.sentence} The commit was refused, so the work is not committed: {last}",
    )


def _say(options: Options, text: str) -> None:
    if not options.quiet:
        terminal.print_line(text)


def report(end: End, data: dict[str, object], *, as_json: bool) -> int:
    """Print how a drive ended, the last line saying what comes next; return the exit status."""
    if as_json:
        terminal.print_part(json.dumps(data, indent=2, ensure_ascii=False) + "\n")
        return end.status
    terminal.print_prose(f"\n{end.sentence}\nBranch: {data['branch']}. Log: {data['log']}")
    terminal.print_line(f"Next: {end.following}")
    return end.status
