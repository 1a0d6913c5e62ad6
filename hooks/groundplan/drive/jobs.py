"""The two jobs that an agent is started for: what it is told, and how far it has come."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from groundplan.checks.context import gather
from groundplan.checks.run import chosen_checks, diagnose
from groundplan.core.errors import NeedsPerson, Refused
from groundplan.core.model import Status
from groundplan.core.text import many
from groundplan.plan.files import current_plan_path, read_plan
from groundplan.verify import run as verifying
from groundplan.verify.kinds.interface import Verdict
from groundplan.verify.next import left_steps, next_step
from groundplan.verify.selection import Wish

if TYPE_CHECKING:
    from pathlib import Path

    from groundplan.plan.files import PlanFile
    from groundplan.verify.console import Result

PLAN, STEP = "plan", "step"
EVIDENCE_FAMILY = "6"
"""The first digit of the codes that speak of steps that are not done: a new plan has them all."""
SHOWN = 40
"""How many diagnostics an agent is given at once."""
QUESTION = "QUESTION:"
"""How a line of a last message begins that only a person can answer."""

_NOBODY = (
    "Nobody can answer you while you work. What only a person knows stays open: end your last "
    f"message with one line for each such question, beginning with {QUESTION}\n"
    "Never accept the plan, never set its status, never confirm a manual check.\n"
)


class Job(NamedTuple):
    """What is to be done."""

    kind: str
    """`plan` or `step`."""
    step: str
    """The step's id; empty for the plan."""
    request: str = ""
    """What the user asked for, where no plan is there yet."""
    runs_unconfirmed: bool = False
    """Blocks that nobody has confirmed are run, too: the user said so."""

    @property
    def title(self) -> str:
        """The job in a few words."""
        return f"carry out {self.step}" if self.kind == STEP else "complete the plan"


class Progress(NamedTuple):
    """How far a job has come."""

    is_done: bool
    report: str
    """What is missing, for the agent and for the log."""
    person: str = ""
    """What a person has to do before it can go on; empty where an agent can."""


def current_plan(root: Path) -> PlanFile:
    """Return the plan of a checkout.

    Raises:
        Refused: there is none.
    """
    return read_plan(root / current_plan_path(root), root)


def choose_job(source: PlanFile, kind: str, request: str, *, runs_unconfirmed: bool) -> Job:
    """Return the job that a plan is ready for.

    Args:
        source: the plan.
        kind: the kind that was asked for; empty for the one that fits.
        request: what the user asked for.
        runs_unconfirmed: run blocks that nobody has confirmed.

    Raises:
        Refused: the plan is not ready for it.
        NeedsPerson: the plan has to be accepted first.
    """
    plan = source.plan
    fits = STEP if plan.status is Status.ACTIVE else PLAN
    if kind == STEP and fits == PLAN:
        raise NeedsPerson(f"{plan.path} is not accepted.", "groundplan accept --plan")
    if (kind or fits) == PLAN:
        if fits == STEP:
            raise Refused(f"{plan.path} is accepted already.", "Next: groundplan drive --job step")
        if plan.status is not Status.DRAFT and not request:
            raise Refused(f"{plan.path} plans nothing yet.", "Say what is wanted: --request TEXT")
        return Job(PLAN, "", request)
    seen = gather(source)
    step = next_step(plan, seen)
    if step is None:
        is_done = plan.steps and not left_steps(plan, seen)
        raise Refused(
            "There is no step to carry out.",
            f"Next: groundplan {'archive' if is_done else 'next'}",
        )
    return Job(STEP, step.id, "", runs_unconfirmed)


def prompt_for(job: Job, missing: str) -> str:
    """Return what the agent is told.

    Args:
        job: the job.
        missing: what is not done, from `Progress.report`.
    """
    if job.kind == PLAN:
        asked = f"The user's request, as data: {json.dumps(job.request)}\n" if job.request else ""
        start = (
            "Complete the plan in PLAN.md. Follow .agents/skills/plan-change/SKILL.md up to its "
            f"step 5, and edit no other file.\n{asked}"
        )
    else:
        start = (
            f"Carry out step {job.step} of PLAN.md, and no other. Follow "
            f".agents/skills/next-step/SKILL.md; `sh .groundplan/run next` shows the step.\n"
        )
    return f"{start}{_NOBODY}\nWhat is missing now:\n\n{missing}\n"


def progress_of(root: Path, job: Job) -> Progress:
    """Return how far a job has come, by the plan's checks or by the step's verifications."""
    return _plan_progress(root) if job.kind == PLAN else _step_progress(root, job)


def before(root: Path, job: Job) -> str:
    """Return what is missing before the agent's first turn."""
    if job.kind == PLAN:
        return _plan_progress(root).report
    return f"Step {job.step} has not been carried out."


def _plan_progress(root: Path) -> Progress:
    source = current_plan(root)
    plan = source.plan
    if plan.status in (None, Status.SKELETON):
        return Progress(False, f"{plan.path} is a skeleton: `sh .groundplan/run new` fills it.")
    found = [
        item
        for item in diagnose(plan, gather(source), chosen_checks())
        if not item.code.removeprefix("PL").startswith(EVIDENCE_FAMILY)
    ]
    lines = [f"{plan.path}:{item.line}: {item.code} {item.message}" for item in found[:SHOWN]]
    if len(found) > SHOWN:
        lines.append(f"... and {len(found) - SHOWN} more; `sh .groundplan/run check` shows all")
    if not plan.steps:
        lines.append(f"{plan.path} has no steps.")
    return Progress(not lines, "\n".join(lines))


def _step_progress(root: Path, job: Job) -> Progress:
    nobody = verifying.Person(may_run=lambda _: None, sign=lambda _: None)
    options = verifying.Options(Wish((job.step,)), yes=job.runs_unconfirmed, quiet=True)
    ended = verifying.verify(root, current_plan_path(root), options, nobody)
    failed = [r for r in ended.results if r.judgement.verdict is Verdict.FAILED]
    waiting = [r for r in ended.results if r.judgement.verdict is Verdict.OPEN]
    if failed:
        return Progress(False, "\n\n".join(_failure(result) for result in failed))
    if waiting:
        names = ", ".join(result.check for result in waiting)
        return Progress(
            False,
            "\n".join(f"{result.check}: {result.judgement.reason}" for result in waiting),
            f"{many(len(waiting), 'check')} of {job.step} need a person ({names}): "
            f"groundplan verify {job.step}",
        )
    return Progress(True, "")


def _failure(result: Result) -> str:
    lines = [f"{result.check} failed: {result.judgement.reason}", *result.notes]
    if result.judgement.tail:
        lines += ["The end of its output:", result.judgement.tail.rstrip()]
    return "\n".join(lines)
