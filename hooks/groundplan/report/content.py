"""What a report says, gathered once; the formats only differ in how they write it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from groundplan.checks.context import gather
from groundplan.checks.run import chosen_checks, diagnose
from groundplan.core import git, io
from groundplan.core.errors import Stop
from groundplan.core.model import Severity, Status
from groundplan.plan.evidence import Standing, evidence_path
from groundplan.plan.files import PLANS, current_plan_path, read_plan
from groundplan.review.base import FIRST_PUSH, base_in_ci
from groundplan.review.run import found_in, rules_of
from groundplan.verify.evidence_status import state_of
from groundplan.verify.process.repo_mask import RepoMask
from groundplan.verify.store import read_evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from groundplan.core.model import Diagnostic
    from groundplan.plan.evidence import Record
    from groundplan.plan.files import PlanFile
    from groundplan.plan.model import Plan, Step
    from groundplan.verify.evidence_status import State

STATUS_WORDS = {
    Standing.FRESH: "proven",
    Standing.FAILED: "failed",
    Standing.STALE_BLOCK: "stale: the check was changed",
    Standing.STALE_FILES: "stale: files were changed",
    Standing.MISSING: "not run",
}
NOTHING_PLANNED = "No plan is under way in this change."


class Proof(NamedTuple):
    """One row of the table of evidence."""

    check: str
    text: str
    kind: str
    status: str
    is_proven: bool
    when: str
    by: str


class Content(NamedTuple):
    """All that a report says, as plain text that nobody has escaped yet."""

    title: str
    facts: tuple[tuple[str, str], ...]
    """Label and value: id, file, status, who accepted it."""
    goal: str
    steps: tuple[Step, ...]
    proofs: tuple[Proof, ...]
    problems: tuple[Diagnostic, ...]
    """What `check` reports, errors first; what the table of evidence says is left out."""
    review: tuple[Diagnostic, ...]
    unread: str
    """Why the diff could not be reviewed; empty where it was."""


def report_source(root: Path, base: str) -> PlanFile:
    """Return the plan that a change is about: PLAN.md, or the one that the change archives.

    Args:
        root: the repo.
        base: what the change is compared with; empty where nothing is.
    """
    current = read_plan(root / current_plan_path(root), root)
    if current.plan.status not in (None, Status.SKELETON) or not base:
        return current
    out = git.git_output("diff", "--name-only", "-z", f"{base}...HEAD", "--", PLANS, cwd=root) or ""
    kept = [root / name for name in out.split("\0") if name.endswith(".md")]
    there = [path for path in kept if path.is_file() and io.is_inside(path, root)]
    return read_plan(there[-1], root) if there else current


def content_of(root: Path, source: PlanFile, base: str) -> Content:
    """Return what a report says about a plan and a change.

    Args:
        root: the repo.
        source: the plan.
        base: what the change is compared with; empty where nothing is.
    """
    plan = source.plan
    hide = RepoMask(root, os.environ).text
    found, unread = _reviewed(root, base)
    review = tuple(_hidden(item, hide) for item in found)
    if plan.status in (None, Status.SKELETON):
        return Content(NOTHING_PLANNED, (), "", (), (), (), review, unread)
    # An id that can't name a file has no evidence; `check` reports such an id.
    has_evidence = evidence_path(plan.id) is not None
    records = read_evidence(root, plan.id) if has_evidence else None
    state = state_of(root, plan, records) if records is not None else None
    problems = _problems(diagnose(plan, gather(source), chosen_checks()))
    return Content(
        title=hide(plan.title.text if plan.title else plan.id),
        facts=tuple((label, hide(value)) for label, value in _facts(plan)),
        goal=hide(_goal(plan)),
        steps=tuple(step._replace(title=hide(step.title)) for step in plan.steps),
        proofs=tuple(_proofs(plan, state, hide)),
        problems=tuple(
            _hidden(item, hide)
            for item in sorted(problems, key=lambda d: d.severity is not Severity.ERROR)
        ),
        review=review,
        unread=unread,
    )


def base_of_change(typed: str) -> str:
    """Return what a change is compared with: what was typed, else what CI names, else nothing."""
    found = typed or base_in_ci(os.environ)
    return "" if found == FIRST_PUSH else found


def _facts(plan: Plan) -> Iterator[tuple[str, str]]:
    yield "Plan", plan.path
    for label, key in (
        ("Id", "id"),
        ("Status", "status"),
        ("Lane", "lane"),
        ("Accepted by", "accepted"),
        ("Issue", "issue"),
    ):
        if value := plan.value(key):
            yield label, value


def _goal(plan: Plan) -> str:
    fields = (field for section in plan.sections for field in section.fields)
    found = (f.words for f in fields if (f.section, f.id) == ("change", "functionality"))
    return " ".join(next(found, "").split())


def _proofs(plan: Plan, state: State | None, hide: Callable[[str], str]) -> Iterator[Proof]:
    for step in plan.steps:
        for check in step.verifications:
            standing = state.standings[check.id] if state else Standing.MISSING
            runs = state.records.of(check.id) if state else ()
            last = runs[-1] if runs else None
            yield Proof(
                check.id,
                hide(check.text),
                check.kind,
                STATUS_WORDS[standing],
                standing is Standing.FRESH,
                last.at if last else "",
                hide(_who(last)) if last else "",
            )


def _who(record: Record) -> str:
    return record.by or (f"commit {record.head[:12]}" if record.head else "")


def _problems(found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the plan; its checks that are not proven stand in the table."""
    yield from (d for d in found if not d.code.startswith("PL6") or d.severity is Severity.ERROR)


def _hidden(item: Diagnostic, hide: Callable[[str], str]) -> Diagnostic:
    """Return a diagnostic without secrets: messages quote what they are about."""
    return item._replace(message=hide(item.message), path=hide(item.path), code=hide(item.code))


def _reviewed(root: Path, base: str) -> tuple[tuple[Diagnostic, ...], str]:
    if not base:
        return (), "There is nothing to compare the change with."
    try:
        return tuple(found_in(root, rules_of(root), is_staged=False, base=base)), ""
    except Stop as problem:
        return (), problem.sentence
