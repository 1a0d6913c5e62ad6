"""The road of `groundplan next`: a plan and its evidence -> the next step that can be done."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from groundplan.checks.context import gather
from groundplan.core import io
from groundplan.core.errors import DONE, FOUND, NeedsPerson, Refused
from groundplan.core.model import Status
from groundplan.plan.evidence import Standing, glob_matcher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.files import PlanFile
    from groundplan.plan.model import Action, Plan, Step, Verification


_PLACE = re.compile(r"(?P<path>[\w./\[\]@+-]*[\w\]]):\d+")


def show_next(source: PlanFile, *, as_json: bool) -> int:
    """Print the next step with what is needed to do it.

    Returns:
        0, or 1 where steps are left and none of them can be done, or where all are proven and
        boxes of their actions are open.

    Raises:
        Refused: there is no plan yet.
        NeedsPerson: nobody has accepted the plan.
    """
    plan = source.plan
    if plan.status in (None, Status.SKELETON):
        raise Refused(f"{plan.path} plans nothing yet.", "Answer the questions: groundplan new")
    if plan.status is Status.DRAFT:
        raise NeedsPerson(
            f"{plan.path} is a draft that nobody has accepted.", "groundplan accept --plan"
        )
    seen = gather(source)
    step = next_step(plan, seen)
    if as_json:
        io.print_part(json.dumps(_data(plan, step, seen), indent=2) + "\n")
    else:
        io.print_prose(_text(plan, step, seen) if step else _nothing(plan, seen))
    is_all_done = not left_steps(plan, seen) and not unticked(plan, seen)
    return DONE if step or is_all_done else FOUND


def next_step(plan: Plan, seen: Surroundings) -> Step | None:
    """Return the first step that is not done and waits for none; None where there is none."""
    left = left_steps(plan, seen)
    waiting = {step.id for step in left}
    known = {step.id for step in plan.steps}
    return next((s for s in left if not set(s.depends) & waiting and set(s.depends) <= known), None)


def left_steps(plan: Plan, seen: Surroundings) -> list[Step]:
    """Return the steps that are not done: a box under Verify is open, or its evidence is not fresh."""
    return [step for step in plan.steps if not is_done(step, seen)]


def is_done(step: Step, seen: Surroundings) -> bool:
    """Say whether every verification of a step is ticked with fresh evidence."""
    return bool(step.verifications) and all(
        proof.ticked and seen.stands(proof.id) is Standing.FRESH for proof in step.verifications
    )


def unticked(plan: Plan, seen: Surroundings) -> list[Action]:
    """Return the actions of proven steps whose boxes nobody has ticked."""
    proven = [step for step in plan.steps if is_done(step, seen)]
    return [action for step in proven for action in step.actions if action.ticked is False]


def step_files(step: Step, seen: Surroundings) -> list[str]:
    """Return the files that are there and that a step touches."""
    matchers = [glob_matcher(glob) for glob in step.touches]
    return sorted(file for file in seen.files or () if any(match(file) for match in matchers))


def step_patterns(step: Step, seen: Surroundings) -> list[str]:
    """Return the documents of the patterns that govern what a step touches."""
    touched = [*step.touches, *step_files(step, seen)]
    return [
        pattern.path
        for pattern in seen.patterns
        if any(glob_matcher(glob)(path) for glob in pattern.globs for path in touched)
    ]


def step_examples(step: Step, seen: Surroundings) -> list[str]:
    """Return the places, as `path:line`, that a step names: there is what its code should be like."""
    text = " ".join([step.goal, *(action.text for action in step.actions)])
    found = (place for place in _PLACE.finditer(text) if place["path"] in (seen.files or ()))
    return list(dict.fromkeys(place[0] for place in found))


def _nothing(plan: Plan, seen: Surroundings) -> str:
    left = left_steps(plan, seen)
    if not plan.steps:
        return f"{plan.path} has no steps yet.\n"
    if not left and not unticked(plan, seen):
        return "Every step is done. Next: groundplan archive\n"
    if not left:
        return "".join(f"{line}\n" for line in [*_unticked(plan, seen), "Then: groundplan archive"])
    names = ", ".join(step.id or step.title for step in left)
    return f"No step can be done: {names} wait for each other or for steps that do not exist.\n"


def _unticked(plan: Plan, seen: Surroundings) -> list[str]:
    """Return what is said of steps that are proven while boxes of their actions are open."""
    open_ = unticked(plan, seen)
    if not open_:
        return []
    return [
        "Proven, but these actions are not ticked. Tick what is done, do what is not:",
        *(f"  {plan.path}:{a.line}: {a.id} {_inner(a.text)}" for a in open_),
    ]


def _text(plan: Plan, step: Step, seen: Surroundings) -> str:
    before = _unticked(plan, seen)
    lines = [*before, *([""] if before else []), f"{step.id} - {step.title}"]
    lines += [f"In the plan: {plan.path}:{step.line}"]
    if step.is_draft:
        lines.append("A draft: question it, correct it, and take ` (draft)` off its heading first.")
    lines += ["", f"Goal: {step.goal}"]
    lines += _listed("Depends on (done)", step.depends)
    lines += _listed("Touches", step.touches)
    lines += _listed("Files there now", step_files(step, seen))
    lines += _listed("Imitate", step_examples(step, seen))
    lines += _listed("Patterns to follow", step_patterns(step, seen))
    lines += ["", "Actions:"]
    lines += [f"  {_box(a.ticked)} {a.id} {_inner(a.text)}" for a in step.actions]
    lines += ["", "Verify:", *(line for proof in step.verifications for line in _proof(proof))]
    lines += [
        "",
        f"Tick the actions in {plan.path} as you do them; verify ticks what it has proven.",
        f"Next: groundplan verify {step.id}",
    ]
    return "".join(f"{line}\n" for line in lines)


def _proof(proof: Verification) -> list[str]:
    kind = f"({proof.kind}) " if proof.kind else ""
    lines = [f"  {_box(proof.ticked)} {proof.id} {kind}{_inner(proof.text)}"]
    if expected := _expected(proof):
        lines.append(f"      expects: {expected}")
    if proof.block is not None:
        lines += [f"      {line}" for line in proof.block.body.split("\n")[:-1]]
    return lines


def _expected(proof: Verification) -> str:
    """Return the conditions of a verification as its block says them."""
    keys = proof.block.keys if proof.block else ()
    said = [f"{k.name}{k.operator}{k.value}" for k in keys if k.name not in ("verify", "kind")]
    return " ".join(said)


def _listed(label: str, words: Sequence[str]) -> list[str]:
    return [f"{label}: {', '.join(words)}"] if words else []


def _box(ticked: bool | None) -> str:
    return "[x]" if ticked else "[ ]"


def _inner(text: str) -> str:
    return " ".join(text.split())


def _data(plan: Plan, step: Step | None, seen: Surroundings) -> dict[str, Any]:
    return {
        "version": 1,
        "plan": {"id": plan.id, "path": plan.path, "status": plan.value("status")},
        "left": [other.id for other in left_steps(plan, seen)],
        "step": _step_data(step, seen) if step else None,
        "unticked": [
            {"id": action.id, "text": action.text, "line": action.line}
            for action in unticked(plan, seen)
        ],
        "next": _following(plan, step, seen),
    }


def _following(plan: Plan, step: Step | None, seen: Surroundings) -> str:
    """Return the command that comes after this one."""
    if step is not None:
        return f"groundplan verify {step.id}"
    is_done = plan.steps and not left_steps(plan, seen)
    return "groundplan archive" if is_done else "groundplan check"


def _step_data(step: Step, seen: Surroundings) -> dict[str, Any]:
    return {
        "id": step.id,
        "title": step.title,
        "line": step.line,
        "goal": step.goal,
        "depends": list(step.depends),
        "touches": list(step.touches),
        "files": step_files(step, seen),
        "imitate": step_examples(step, seen),
        "patterns": step_patterns(step, seen),
        "actions": [{"id": a.id, "text": a.text, "done": bool(a.ticked)} for a in step.actions],
        "verifications": [
            {
                "id": proof.id,
                "text": proof.text,
                "kind": proof.kind,
                "done": bool(proof.ticked),
                "evidence": seen.stands(proof.id).value,
                "info": proof.block.info if proof.block else "",
                "body": proof.block.body if proof.block else "",
            }
            for proof in step.verifications
        ],
        "verify": f"groundplan verify {step.id}",
    }
