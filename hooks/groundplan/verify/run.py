"""The road of proving: a plan's verifications -> runs -> evidence, and one box ticked in one line."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from groundplan import __version__
from groundplan.core import git, io
from groundplan.core.errors import DONE, FOUND, EnvironmentTrouble, NeedsPerson, Refused
from groundplan.core.model import Status
from groundplan.plan.evidence import Counts, Output, Record, Standing, evidence_path
from groundplan.plan.touched import touched_digests
from groundplan.rules.plan_commands import Gate
from groundplan.verify import console
from groundplan.verify.checkbox import Place, PlanFile, load_plan
from groundplan.verify.console import Result
from groundplan.verify.engine import COMPOSE, database_service
from groundplan.verify.evidence_status import state_of
from groundplan.verify.kinds import block_troubles
from groundplan.verify.kinds.interface import Context, Judgement, Signed, Verdict, failed
from groundplan.verify.kinds.retrying import run_until_passed
from groundplan.verify.process import environment
from groundplan.verify.process.env_files import declared_names, known_values
from groundplan.verify.process.repo_mask import RepoMask
from groundplan.verify.question import confirmation_digest, given_to, lines_of
from groundplan.verify.selection import Job, Wish, select
from groundplan.verify.session import OUTPUT, Session, open_session
from groundplan.verify.store import append_record, read_evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from groundplan.plan.model import Plan, Step, Verification

SYSTEM = os.name
CHANGED_MEANWHILE = "files that the step touches changed while it ran"
KEPT_OUTPUTS = 200
"""How many files of output are kept; older ones are removed."""


@dataclass(frozen=True)
class Options:
    """How to verify."""

    wish: Wish = field(default_factory=Wish)
    yes: bool = False
    """Run blocks that nobody has confirmed yet."""
    keep_going: bool = False
    variables: frozenset[str] = frozenset()
    """Names of variables that the person gives to the blocks, whatever they hold."""
    again: bool = False
    """Run everything without looking at the evidence, keep nothing, and compare."""
    quiet: bool = False
    """Show nothing while it runs."""


@dataclass(frozen=True)
class Person:
    """Whom questions are put to; each answers None where nobody can be asked."""

    may_run: Callable[[Job], bool | None]
    sign: Callable[[Verification], Signed | None]
    is_there: bool = False
    """Somebody sees what is shown, and answers."""


@dataclass(frozen=True)
class Ended:
    """What a whole run of verify says."""

    plan: Plan
    results: tuple[Result, ...]

    @property
    def status(self) -> int:
        """The exit status: failures first, then refusals, a machine that lacks something, a person's part."""
        bad = [result for result in self.results if result.judgement.verdict is Verdict.FAILED]
        if any(not result.is_refused for result in bad):
            return FOUND
        if bad:
            return Refused.status
        if any(result.lacks_program for result in self.results):
            return EnvironmentTrouble.status
        is_open = any(result.judgement.verdict is Verdict.OPEN for result in self.results)
        return NeedsPerson.status if is_open else DONE


def verify(root: Path, path: str, options: Options, person: Person) -> Ended:
    """Run verifications of a plan, keep what they say, and tick what is confirmed.

    Args:
        root: the repo's root.
        path: the plan's path from there.
        options: what runs, and how.
        person: whom to ask.

    Raises:
        Refused: nothing can be run as it was asked for; nothing was run then.
        NeedsPerson: another verify does not end.
        EnvironmentTrouble: evidence or plan can't be written.
    """
    _check_place(root, path)
    tell = _say_nothing if options.quiet else console.show_line
    with open_session(root, tell) as session:
        if session.last:
            tell(session.last)
        plan = load_plan(root, path)
        _check_status(plan, options)
        state = state_of(root, plan, read_evidence(root, plan.id))
        jobs = select(plan, options.wish, state.standings)
        if options.again:
            jobs = _without_manual(jobs, tell)
        else:
            for line in _tick_what_is_proven(root, plan, state.standings):
                tell(line)
        results = _Run(root, plan, options, person, session).all(jobs)
        _remove_old_outputs(root)
    return Ended(plan, tuple(results))


def _say_nothing(_line: str) -> None:
    """Take a line that nobody wants to see."""


def _check_place(root: Path, path: str) -> None:
    if SYSTEM != "posix":
        raise Refused("Verifying needs Linux or macOS.", "On Windows, run it in WSL.")
    if environment.INSIDE in os.environ:
        raise Refused(
            "A verification can't be a verify: it would prove itself.",
            "Let the block run what the code does.",
        )
    if not io.is_inside(root / path, root):
        raise Refused(f"{path} is not in this repo.", "Name a plan below the repo's root.")


def _without_manual(jobs: Sequence[Job], tell: Callable[[str], None]) -> list[Job]:
    """Return the jobs that a machine can run again; what a person signed rests on that person."""
    signed = [job.verification.id for job in jobs if job.verification.is_manual]
    if signed:
        tell(f"Not run again, because a person has to look: {', '.join(signed)}.")
    return [job for job in jobs if not job.verification.is_manual]


def _check_status(plan: Plan, options: Options) -> None:
    if plan.status is Status.SKELETON or not plan.steps:
        raise Refused(f"{plan.path} has no steps yet.", "Plan a change first: groundplan new")
    if plan.status is Status.DONE and not options.again:
        raise Refused(f"{plan.path} is done; its evidence is final.", "Plan the next change.")
    if evidence_path(plan.id) is None:
        raise Refused(f"{plan.path} has no id that can name a file.", "Set id in its front matter.")


class _Run:
    """One run over several verifications: what they share."""

    def __init__(
        self, root: Path, plan: Plan, options: Options, person: Person, session: Session
    ) -> None:
        self._root = root
        self._plan = plan
        self._file = PlanFile(root, plan)
        self._options = options
        self._person = person
        self._session = session
        self._mask = RepoMask(root, os.environ)
        allowed = (declared_names(root), options.variables)
        self._environment = environment.block_environment(os.environ, *allowed)
        self._database = database_service(root)
        self._given = given_to(root, options.variables)
        self._head = git.git("rev-parse", "--verify", "-q", "HEAD", cwd=root).out.strip()
        self._gate = Gate(root)
        self._variables: dict[str, str] = {}

    def all(self, jobs: Sequence[Job]) -> list[Result]:
        """Run all jobs, in their order, as far as failures allow it."""
        results: list[Result] = []
        if self._person.is_there and not self._options.quiet:
            self._show_unconfirmed(jobs)
        for position, job in enumerate(jobs, start=1):
            blocked = self._blocked(job, results)
            if not self._options.quiet:
                mask = None if self._is_unconfirmed(job) else self._mask
                lines = lines_of(job.verification, self._given)
                console.announce(lines, position, len(jobs), mask)
            result = blocked or self._one(job)
            results.append(result)
            if not self._options.quiet:
                console.conclude(result)
        return results

    def _is_unconfirmed(self, job: Job) -> bool:
        """Say whether a person has to be asked before a job runs."""
        if self._options.yes or not job.verification.block:
            return False
        return not self._session.is_confirmed(confirmation_digest(job.verification, self._given))

    def _show_unconfirmed(self, jobs: Sequence[Job]) -> None:
        """Show all blocks that are going to be asked about, before one answer can mean all of them."""
        asked = [job for job in jobs if self._is_unconfirmed(job)]
        if len(asked) < 2:
            return
        console.show_line(f"{len(asked)} blocks are not confirmed yet:")
        for job in asked:
            for line in lines_of(job.verification, self._given):
                console.show_line(f"  {line}")
        console.show_line()

    def _blocked(self, job: Job, results: Sequence[Result]) -> Result | None:
        """Return the result of a job that is not run because of what happened before."""
        bad = [result for result in results if not result.judgement.has_passed]
        before = [result for result in bad if result.job.step.id in self._needed(job.step)]
        if before:
            reason = f"not run: {before[0].check}, which it depends on, is not confirmed"
            return Result(job, job.verification.id, Judgement(Verdict.OPEN, reason), was_run=False)
        failures = [result for result in bad if result.judgement.verdict is Verdict.FAILED]
        if failures and not self._options.keep_going:
            reason = f"not run: {failures[0].check} failed (--keep-going runs the rest)"
            return Result(job, job.verification.id, Judgement(Verdict.OPEN, reason), was_run=False)
        return None

    def _needed(self, step: Step) -> set[str]:
        found: set[str] = set()
        waiting = list(step.depends)
        while waiting:
            name = waiting.pop()
            other = self._plan.step(name)
            if other is not None and name not in found:
                found.add(name)
                waiting += other.depends
        return found

    def _one(self, job: Job) -> Result:
        name = job.verification.id
        if troubles := block_troubles(job.verification):
            return Result(job, name, failed(" ".join(troubles)), was_run=False, is_refused=True)
        if denied := self._gate.denial(job.verification):
            reason = f"A rule denies it: {denied}"
            return Result(job, name, failed(reason), was_run=False, is_refused=True)
        if self._is_unconfirmed(job):
            answer = self._person.may_run(job)
            if not answer:
                reason = "nobody has confirmed this block yet: run verify at a terminal, or --yes"
                reason = "not run: you said no" if answer is False else reason
                return Result(job, name, Judgement(Verdict.OPEN, reason), was_run=False)
            self._session.confirm(confirmation_digest(job.verification, self._given))
        return self._run(job)

    def _run(self, job: Job) -> Result:
        """Run one verification, append its evidence and set its box."""
        self._session.note(job.verification.id, _now())
        before = self._touched(job.step)
        try:
            judgement = run_until_passed(job.verification, self._context(job))
        except Refused as problem:
            judgement = failed(self._mask.text(f"{problem.sentence} {problem.advice}"))
            return Result(job, job.verification.id, judgement, was_run=False, is_refused=True)
        except EnvironmentTrouble as problem:
            reason = self._mask.text(f"{problem.sentence} {problem.advice}")
            judgement = Judgement(Verdict.OPEN, reason)
            return Result(job, job.verification.id, judgement, was_run=False, lacks_program=True)
        if judgement.verdict is Verdict.OPEN:
            return Result(job, job.verification.id, judgement, was_run=False)
        self._variables |= judgement.captured
        if self._options.again:
            return Result(job, job.verification.id, judgement, notes=self._compared(job, judgement))
        notes = [] if self._touched(job.step) == before else [CHANGED_MEANWHILE]
        place = self._file.place(job.step, job.verification)
        notes.append(append_record(self._root, self._record(place, job, judgement, before)))
        # Evidence first: a box that is ticked without it would be a lie if this process ended here.
        place = self._file.set_box(job.step, job.verification, on=judgement.has_passed)
        notes.append(place.note)
        return Result(job, place.check, judgement, notes=tuple(note for note in notes if note))

    def _compared(self, job: Job, judgement: Judgement) -> tuple[str, ...]:
        """Say where the evidence, or the box, says something else than this run."""
        runs = read_evidence(self._root, self._plan.id).of(job.verification.id)
        if not runs:
            said = "confirmed" if job.verification.ticked else "nothing"
            differs = bool(job.verification.ticked)
        else:
            said = "passed" if runs[-1].ok else "failed"
            differs = True
        if judgement.has_passed == (said == "passed") or (not differs and judgement.has_passed):
            return ()
        return (f"the evidence says: {said}",)

    def _touched(self, step: Step) -> str:
        return touched_digests(self._root, self._plan.path, [step])[step.id]

    def _context(self, job: Job) -> Context:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        return Context(
            root=self._root,
            plan=self._plan.path,
            step=job.step,
            environment=self._environment,
            mask=self._mask,
            log=self._root / OUTPUT / f"{job.verification.id}-{stamp}.log",
            show=(lambda _: None) if self._options.quiet else console.live(),
            ask=self._person.sign,
            variables=self._variables,
            database=self._database,
            compose=COMPOSE,
            secret=self._secret,
        )

    def _secret(self, name: str) -> str | None:
        value = os.environ.get(name)
        return value or next(iter(known_values(self._root).get(name, [])), None)

    def _record(self, place: Place, job: Job, judgement: Judgement, touched: str) -> Record:
        counts = judgement.counts
        return Record(
            plan=self._plan.id,
            step=place.step,
            check=place.check,
            kind=job.verification.kind,
            block=place.block,
            at=_now(),
            ok=judgement.has_passed,
            exit=judgement.exit,
            seconds=round(judgement.seconds, 3),
            counts=Counts(counts.passed, counts.failed, counts.skipped)
            if counts and counts.passed is not None
            else None,
            output=Output(judgement.tail, judgement.sha256, judgement.size)
            if judgement.size
            else None,
            head=self._head,
            touched=touched,
            tool=__version__,
            by=judgement.by,
            note="; ".join((judgement.reason, *judgement.notes)),
        )


def _tick_what_is_proven(root: Path, plan: Plan, standings: Mapping[str, Standing]) -> list[str]:
    """Tick boxes whose evidence is there: the run that kept it was killed before it could."""
    ticked = []
    file = PlanFile(root, plan)
    for step in plan.steps:
        for check in step.verifications:
            if check.ticked is False and standings[check.id] is Standing.FRESH:
                file.set_box(step, check, on=True)
                ticked.append(f"{check.id} was confirmed by an earlier run; its box is ticked now.")
    return ticked


def _now() -> str:
    """Return the time in UTC, in milliseconds, so that records of one second keep their order."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _remove_old_outputs(root: Path) -> None:
    files = [path for path in (root / OUTPUT).iterdir() if path.suffix == ".log"]
    for path in sorted(files, key=lambda path: path.stat().st_mtime_ns)[:-KEPT_OUTPUTS]:
        path.unlink()
