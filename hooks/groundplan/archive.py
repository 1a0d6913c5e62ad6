"""The road of `groundplan archive`: a plan that is done -> docs/plans/<id>.md, and a skeleton again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan import world
from groundplan.accept import record_archive
from groundplan.check import chosen_checks, diagnose
from groundplan.edits import apply_edits, set_front
from groundplan.errors import DONE, FOUND, Refused
from groundplan.fill import skeleton
from groundplan.landed import read_landed
from groundplan.model import Status
from groundplan.plan_files import PLANS, write_plan
from groundplan.report import report
from groundplan.surroundings import gather

if TYPE_CHECKING:
    from datetime import datetime

    from groundplan.plan_files import PlanFile


def archive(source: PlanFile, by: str, now: datetime) -> int:
    """Move a plan that is done to docs/plans, and leave the skeleton in its place.

    Returns:
        0, or 1 where `check --done` still reports something; then nothing is changed.

    Raises:
        Refused: there is no plan, no repo, or a plan of that id is there already.
    """
    plan, root = source.plan, source.root
    if root is None or plan.status in (None, Status.SKELETON):
        raise Refused(f"{plan.path} plans nothing in a repo.", "There is nothing to archive.")
    found = diagnose(plan, gather(source), chosen_checks())
    if found:
        world.print_prose(report(found, "text"))
        world.print_error(f"{plan.path} is not done.", "Nothing was moved; see above.")
        return FOUND
    text = apply_edits(plan.text, set_front(plan, {"status": Status.DONE.value}))
    target = root / PLANS / f"{plan.id}.md"
    if target == source.file:
        write_plan(source, text)
    else:
        if target.exists() or target.is_symlink() or not world.is_inside(target, root):
            raise Refused(f"{PLANS}/{plan.id}.md is there already.", "Give the plan another id.")
        empty = skeleton(read_landed(root))
        world.write_text(target, text)
        write_plan(source, empty)
    record_archive(source, by, now)
    world.print_line(f"{plan.path} is kept as {PLANS}/{plan.id}.md. Next: commit it.")
    return DONE
