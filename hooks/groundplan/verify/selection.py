"""Which verifications run, and in which order."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.core.errors import Refused
from groundplan.plan.evidence import Standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from groundplan.plan.model import Plan, Step, Verification


@dataclass(frozen=True)
class Wish:
    """What the user asked for."""

    names: tuple[str, ...] = ()
    """Ids of steps and verifications; none: everything that is not confirmed."""
    everything: bool = False
    only_stale: bool = False


@dataclass(frozen=True)
class Job:
    """One verification to run, with its step."""

    step: Step
    verification: Verification


def ordered_steps(plan: Plan) -> list[Step]:
    """Return the steps so that each stands behind those that it depends on.

    Raises:
        Refused: an id stands there twice or is missing, a dependency is unknown, or they go round.
    """
    steps = {step.id: step for step in plan.steps}
    for step in plan.steps:
        if not step.id or sum(other.id == step.id for other in plan.steps) > 1:
            raise Refused(
                f"{plan.path}:{step.line}: a step needs an id of its own.", "Write ### S1 - Title."
            )
        for name in step.depends:
            if name not in steps:
                raise Refused(
                    f"{plan.path}:{step.depends_line}: {step.id} depends on {name}, which is no step.",
                    _near(name, steps),
                )
    found: dict[str, Step] = {}
    waiting = list(plan.steps)
    while waiting:
        ready = [step for step in waiting if all(name in found for name in step.depends)]
        if not ready:
            raise Refused(
                f"{plan.path}: {', '.join(step.id for step in waiting)} depend on each other.",
                "Take one of the dependencies out.",
            )
        found[ready[0].id] = ready[0]
        waiting.remove(ready[0])
    return list(found.values())


def unfinished(step: Step, standings: Mapping[str, Standing]) -> list[str]:
    """Return the verifications of a step that are not confirmed today; its own id if it has none."""
    names = [check.id for check in step.verifications]
    return [name for name in names if standings.get(name) is not Standing.FRESH] or (
        [] if names else [step.id]
    )


def select(plan: Plan, wish: Wish, standings: Mapping[str, Standing]) -> list[Job]:
    """Return what runs, in its order.

    Args:
        plan: the plan.
        wish: what was asked for.
        standings: what the evidence says about each verification today.

    Raises:
        Refused: a name is unknown, an order is impossible, or a step that was asked for depends on
            one that is not confirmed.
    """
    steps = ordered_steps(plan)
    wanted = _named(plan, wish.names) if wish.names else _unnamed(plan, wish, standings)
    if wish.only_stale:
        stale = (Standing.STALE_BLOCK, Standing.STALE_FILES)
        wanted = {name for name in wanted if standings.get(name) in stale}
    wanted = _with_providers(plan, wanted)
    if wish.names:
        wanted = _with_dependencies(plan, steps, wanted, standings, allowed=wish.everything)
    return [
        Job(step, check) for step in steps for check in step.verifications if check.id in wanted
    ]


def _unnamed(plan: Plan, wish: Wish, standings: Mapping[str, Standing]) -> set[str]:
    return {
        check.id
        for step in plan.steps
        for check in step.verifications
        if wish.everything or standings.get(check.id) is not Standing.FRESH
    }


def _named(plan: Plan, names: Sequence[str]) -> set[str]:
    found: set[str] = set()
    known = {check.id: {check.id} for step in plan.steps for check in step.verifications}
    known |= {step.id: {check.id for check in step.verifications} for step in plan.steps}
    for name in names:
        if name not in known:
            raise Refused(f"{plan.path} has no {name!r}.", _near(name, known))
        if not known[name]:
            raise Refused(f"{name} has nothing that confirms it.", "Give it a verification.")
        found |= known[name]
    return found


def _near(name: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(name, known, n=3) or list(known)[:8]
    return f"There is {', '.join(near)}." if near else "The plan has no steps."


def _with_providers(plan: Plan, wanted: set[str]) -> set[str]:
    """Add the requests that capture what a wanted request uses."""
    from groundplan.verify.kinds.requests import variables_in

    checks = [check for step in plan.steps for check in step.verifications]
    found = set(wanted)
    for position in range(len(checks) - 1, -1, -1):
        block = checks[position].block
        if checks[position].id not in found or block is None or block.language != "http":
            continue
        for name in variables_in(block.body):
            providers = [
                other.id for other in checks[:position] if _captures(other, f"capture.{name}")
            ]
            found |= set(providers[-1:])
    return found


def _captures(check: Verification, key: str) -> bool:
    return check.block is not None and check.block.has(key)


def _with_dependencies(
    plan: Plan,
    steps: Sequence[Step],
    wanted: set[str],
    standings: Mapping[str, Standing],
    *,
    allowed: bool,
) -> set[str]:
    """Make sure that what the wanted steps depend on is confirmed, or runs first."""
    found = set(wanted)
    for step in reversed(steps):
        if not any(check.id in found for check in step.verifications):
            continue
        for name in step.depends:
            before = plan.step(name)
            missing = set(unfinished(before, standings)) - found if before else set()
            if not missing:
                continue
            if not allowed or missing == {name}:
                raise Refused(
                    f"{step.id} depends on {name}, which is not confirmed: "
                    f"{', '.join(sorted(missing))}.",
                    f"Run groundplan verify {name} first, or add --all to run both.",
                )
            found |= missing
    return found
