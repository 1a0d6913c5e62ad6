"""After a run: to which verification of the plan, as it is now, the result belongs; and its box."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.core import io, write
from groundplan.core.errors import NeedsPerson
from groundplan.plan.edits import apply_edits, tick
from groundplan.plan.evidence import block_digest
from groundplan.plan.parser import parse_plan

if TYPE_CHECKING:
    from pathlib import Path

    from groundplan.plan.model import Plan, Step, Verification

LARGEST_PLAN = 16 << 20
_TRIES = 5


@dataclass(frozen=True)
class Place:
    """Where a result belongs."""

    step: str
    check: str
    block: str
    """The digest under which the result is kept."""
    line: int
    """The line of its box; 0 where the plan has none for it any more."""
    note: str = ""
    """What a person should know about it."""


def load_plan(root: Path, path: str) -> Plan:
    """Read a plan from its file."""
    return parse_plan(io.read_text(root / path, LARGEST_PLAN), path)


def find_place(before: Plan, now: Plan, step: Step, verification: Verification) -> Place:
    """Return where the result of a run belongs in a plan that may have changed meanwhile.

    The block that ran decides, not its number: a step that was renumbered keeps its result, and a
    block that was edited does not get the result of the old one.

    Args:
        before: the plan when the run began.
        now: the plan as it is.
        step: the step of the verification that ran.
        verification: what ran.
    """
    ran = block_digest(verification)
    checks = [(other, check) for other in now.steps for check in other.verifications]
    named = next((check for _, check in checks if check.id == verification.id), None)
    for other, check in checks:
        if check.id == verification.id and block_digest(check) == ran:
            return Place(other.id, check.id, ran, check.line)
    moved = [(other, check) for other, check in checks if _is_renumbered(check, verification)]
    twins = [
        c for other in before.steps for c in other.verifications if _is_renumbered(c, verification)
    ]
    if len(moved) == len(twins) == 1:
        other, check = moved[0]
        note = f"{verification.id} is called {check.id} now"
        return Place(other.id, check.id, block_digest(check), check.line, note)
    said = "was edited while it ran" if named else "is not in the plan any more"
    return Place(step.id, verification.id, ran, 0, f"{verification.id} {said}; no box is ticked")


def _is_renumbered(check: Verification, ran: Verification) -> bool:
    """Say whether two verifications are the same but for their numbers."""
    if check.block is None or ran.block is None:
        return check.block is ran.block and check.text == ran.text
    return check.block.body == ran.block.body and check.block.info.replace(
        check.id, ""
    ) == ran.block.info.replace(ran.id, "")


class PlanFile:
    """The file of a plan, read again whenever it matters and parsed only when it has changed."""

    def __init__(self, root: Path, before: Plan) -> None:
        self._file = root / before.path
        self._before = before
        self._plan = before

    def now(self) -> Plan:
        """Return the plan as it is now."""
        text = io.read_text(self._file, LARGEST_PLAN)
        if text != self._plan.text:
            self._plan = parse_plan(text, self._before.path)
        return self._plan

    def place(self, step: Step, verification: Verification) -> Place:
        """Return where the result of a run belongs, see `find_place`."""
        return find_place(self._before, self.now(), step, verification)

    def set_box(self, step: Step, verification: Verification, *, on: bool) -> Place:
        """Tick or untick the box of a verification in the plan as it is now; one line changes.

        The plan is read again directly before it is written, so that what somebody else has typed
        meanwhile stays.

        Raises:
            NeedsPerson: somebody else writes the plan all the time.
        """
        for _ in range(_TRIES):
            plan = self.now()
            place = find_place(self._before, plan, step, verification)
            if not place.line or _box(plan, place.line) in (on, None):
                return place
            text = apply_edits(plan.text, [tick(plan, place.line, on=on)])
            if io.read_text(self._file, LARGEST_PLAN) == plan.text:
                write.write_text(self._file, text)
                self._plan = _with_box(plan, text, place.line, on=on)
                return place
        raise NeedsPerson(
            f"{self._before.path} is being written by somebody else all the time.",
            "The evidence is kept; verify again when the plan is at rest.",
        )


def _box(plan: Plan, line: int) -> bool | None:
    checks = [check for step in plan.steps for check in step.verifications]
    return next(check.ticked for check in checks if check.line == line)


def _with_box(plan: Plan, text: str, line: int, *, on: bool) -> Plan:
    """Return what parsing the text again would give, after one box was set."""
    steps = tuple(
        step._replace(
            verifications=tuple(
                check._replace(ticked=on) if check.line == line else check
                for check in step.verifications
            ),
        )
        if step.lines.first <= line <= step.lines.last
        else step
        for step in plan.steps
    )
    return plan._replace(text=text, steps=steps)
