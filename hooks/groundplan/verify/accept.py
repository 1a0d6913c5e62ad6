"""The road of `groundplan accept`: a person agrees to a plan, or has looked at what changed since."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from groundplan import __version__
from groundplan.checks.context import gather
from groundplan.checks.run import chosen_checks, diagnose
from groundplan.core import characters, git, terminal
from groundplan.core.commits import changed_since
from groundplan.core.errors import DONE, NeedsPerson, Refused
from groundplan.core.model import Severity, Status
from groundplan.core.text import many
from groundplan.plan.edits import apply_edits, set_front
from groundplan.plan.evidence import Record
from groundplan.plan.files import write_plan
from groundplan.verify.consent import WAY, agent_around, ask_person
from groundplan.verify.question import Given, confirmation_digest, given_to, lines_of
from groundplan.verify.session import open_session
from groundplan.verify.summary import summary_data, summary_of, summary_text

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from groundplan.plan.files import PlanFile
    from groundplan.plan.model import Plan, Verification

SHOWN = 20
"""How many changed files are named."""


def accept_plan(source: PlanFile, by: str, now: datetime) -> int:
    """Make a draft active, and write down who agreed and when.

    Args:
        source: the plan.
        by: the person's name.
        now: the time, in UTC.

    Raises:
        Refused: it is no draft, has no steps, or `check` has errors for it.
        NeedsPerson: an agent runs this, or the person at the terminal did not agree.
    """
    plan = source.plan
    if plan.status is not Status.DRAFT:
        status = plan.value("status") or "no plan"
        raise Refused(f"{plan.path} is {status}, not a draft.", _way_on(plan))
    if not plan.steps:
        raise Refused(f"{plan.path} has no steps yet.", "Cut the change into steps first.")
    accepted = f"{' '.join(by.split())}, {now:%Y-%m-%d}"
    seen = gather(source)
    errors = [d for d in diagnose(plan, seen, chosen_checks()) if d.severity is Severity.ERROR]
    if errors:
        first = errors[0]
        raise Refused(
            f"{plan.path}:{first.line}: {first.code} {first.message} ({len(errors)} in all.)",
            "groundplan check says what to do; then accept again.",
        )
    screen = summary_text(plan, summary_of(plan, seen)) + commands_text(plan, source.root)
    if ask_person(screen) and source.root is not None:
        with open_session(source.root, terminal.print_line) as session:
            given = given_to(source.root)
            for proof in _blocks(plan):
                session.confirm(confirmation_digest(proof, given))
    edits = set_front(plan, {"status": Status.ACTIVE.value, "accepted": accepted})
    write_plan(source, apply_edits(plan.text, edits))
    if source.root is not None:
        _append(source, by, now, "plan accepted")
    terminal.print_line(f"{plan.path} is active, accepted by {accepted}. Next: groundplan next")
    return DONE


def commands_text(plan: Plan, root: Path | None) -> str:
    """Return what `verify` runs for a plan, whole, for the person who confirms it with the plan."""
    blocks = _blocks(plan)
    if not blocks:
        return ""
    lines = ["", "Accepted with the plan, and then run by `groundplan verify` without asking:"]
    given = given_to(root) if root else Given("", ())
    for proof in blocks:
        lines += [f"  {line}" for line in lines_of(proof, given)]
    return "".join(f"{line}\n" for line in lines)


def _blocks(plan: Plan) -> list[Verification]:
    return [proof for step in plan.steps for proof in step.verifications if proof.block]


def show_plan(source: PlanFile, *, as_json: bool) -> int:
    """Print the one-screen summary that a person accepts by.

    Raises:
        Refused: nothing is planned.
    """
    plan = source.plan
    if plan.status in (None, Status.SKELETON):
        raise Refused(f"{plan.path} plans nothing yet.", "Plan a change first: groundplan new")
    summary = summary_of(plan, gather(source))
    if as_json:
        terminal.print_part(
            json.dumps(summary_data(plan, summary), indent=2, ensure_ascii=False) + "\n"
        )
    else:
        terminal.print_prose(summary_text(plan, summary))
    return DONE


def _way_on(plan: Plan) -> str:
    is_accepted = plan.status is Status.ACTIVE
    return (
        "It was accepted already. Next: groundplan next"
        if is_accepted
        else "Plan a change first: groundplan new"
    )


def accept_drift(source: PlanFile, by: str, note: str, now: datetime) -> int:
    """Record that somebody looked at what has changed since the plan's base.

    Raises:
        Refused: there is no plan, or its base is not known here.
    """
    plan, root = source.plan, source.root
    if agent := agent_around(os.environ):
        raise NeedsPerson(f"This runs in {agent}: an agent can't record a person's look.", WAY)
    if plan.status in (None, Status.SKELETON) or root is None:
        raise Refused(f"{plan.path} plans nothing in a repo.", "groundplan new makes a plan.")
    base = plan.value("base")
    changed = changed_since(root, base) if base else None
    if changed is None:
        raise Refused(
            f"{plan.path} has no base that this repo knows.",
            "Fetch the history, or correct `base`.",
        )
    _append(source, by, now, note or f"{many(len(changed), 'file')} changed since {base}")
    for path in changed[:SHOWN]:
        terminal.print_line(path)
    if len(changed) > SHOWN:
        terminal.print_line(f"... and {len(changed) - SHOWN} more")
    terminal.print_line(
        f"Recorded: {by} looked at {many(len(changed), 'file')} changed since {base}."
    )
    return DONE


def person(by: str) -> str:
    """Return who accepts: the name given, or the one that git knows.

    Raises:
        Refused: neither is there.
    """
    name = characters.printable(" ".join(by.split())) or git_name()
    if not name:
        raise Refused("Nobody is named who accepts.", "Say who: --by NAME")
    return name


def git_name() -> str:
    """Return the name that git knows of the person here; nothing where it knows none."""
    return characters.printable(git.user_identity().get("user.name", ""))


def _append(source: PlanFile, by: str, now: datetime, note: str) -> None:
    from groundplan.verify.store import append_record

    root = source.root
    assert root is not None  # noqa: S101 - the callers looked
    head = git.git("rev-parse", "--verify", "--quiet", "HEAD", cwd=root).out.strip()
    append_record(
        root,
        Record(
            plan=source.plan.id,
            step="",
            check="",
            kind="accept",
            block="",
            at=f"{now:%Y-%m-%dT%H:%M:%SZ}",
            ok=True,
            head=head,
            tool=__version__,
            by=by,
            note=note,
        ),
    )


def record_archive(source: PlanFile, by: str, now: datetime) -> None:
    """Record the commit on which a plan was archived."""
    _append(source, by, now, "archived")
