"""The road of `groundplan archive`: a plan that is done -> docs/plans/<id>.md, and a skeleton again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from groundplan.checks.context import gather
from groundplan.checks.report import report
from groundplan.checks.run import chosen_checks, diagnose
from groundplan.core import io, terminal, write
from groundplan.core.errors import DONE, FOUND, Refused
from groundplan.core.model import Status
from groundplan.core.repo_facts import read_landed
from groundplan.plan.edits import apply_edits, set_front
from groundplan.plan.files import PLANS, write_plan
from groundplan.plan.render import skeleton
from groundplan.verify.accept import record_archive

if TYPE_CHECKING:
    from datetime import datetime

    from groundplan.plan.files import PlanFile


COMMIT = "commit it, with the code and the evidence"
NOT_YET = "correct this, then groundplan check --done"


def archive(source: PlanFile, by: str, now: datetime, *, as_json: bool = False) -> int:
    """Move a plan that is done to docs/plans, and leave the skeleton in its place.

    Args:
        source: the plan.
        by: who archives it.
        now: the time, in UTC.
        as_json: whether the result is printed as JSON.

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
        text = report(found, "json" if as_json else "text", following=NOT_YET)
        (terminal.print_part if as_json else terminal.print_prose)(text)
        terminal.print_error(f"{plan.path} is not done.", "Nothing was moved; see above.")
        return FOUND
    text = apply_edits(plan.text, set_front(plan, {"status": Status.DONE.value}))
    target = root / PLANS / f"{plan.id}.md"
    if target == source.file:
        write_plan(source, text)
    else:
        if target.exists() or target.is_symlink() or not io.is_inside(target, root):
            raise Refused(f"{PLANS}/{plan.id}.md is there already.", "Give the plan another id.")
        empty = skeleton(read_landed(root))
        write.write_text(target, text)
        write_plan(source, empty)
    record_archive(source, by, now)
    kept = f"{PLANS}/{plan.id}.md"
    if as_json:
        data = {"version": 1, "plan": plan.path, "kept": kept, "next": COMMIT}
        terminal.print_part(json.dumps(data, indent=2) + "\n")
    else:
        terminal.print_line(f"{plan.path} is kept as {kept}. Next: {COMMIT}")
    return DONE
