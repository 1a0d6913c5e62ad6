"""PL310: steps do not wait for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL310",
    name="depends-circle",
    severity=ERROR,
    why="None of the steps of a circle can ever begin.",
    help="Take one of the dependencies out, or cut a step in two.",
    bad=Sample("- **Depends:** none", "- **Depends:** S2"),
)
def depends_circle(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    left = _waiting({step.id: set(step.depends) for step in plan.steps if step.id})
    in_circle = [step for step in plan.steps if step.id in left and _reaches(step.id, left)]
    if in_circle:
        names = ", ".join(step.id for step in in_circle)
        yield Finding(in_circle[0].depends_line, f"These steps wait for each other: {names}.")


def _waiting(needs: dict[str, set[str]]) -> dict[str, set[str]]:
    """Return the steps that never become free, with what they need."""
    waits_for = {name: {other for other in needs[name] if other in needs} for name in needs}
    followers: dict[str, list[str]] = {}
    for name, others in waits_for.items():
        for other in others:
            followers.setdefault(other, []).append(name)
    free = [name for name, others in waits_for.items() if not others]
    while free:
        done = free.pop()
        del waits_for[done]
        for name in followers.get(done, ()):
            waits_for[name].discard(done)
            if not waits_for[name]:
                free.append(name)
    return waits_for


def _reaches(name: str, left: dict[str, set[str]]) -> bool:
    """Say whether a step is reached from itself."""
    todo, done = list(left[name]), set()
    while todo:
        other = todo.pop()
        if other == name:
            return True
        if other not in done:
            done.add(other)
            todo += left.get(other, ())
    return False
