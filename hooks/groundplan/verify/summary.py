"""A plan on one screen, for the person who accepts it: goal, steps, places, questions, risks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from groundplan.checks.run import chosen_checks, diagnose
from groundplan.core import registry
from groundplan.core.model import Severity
from groundplan.core.text import many
from groundplan.plan.evidence import glob_matcher
from groundplan.plan.model import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan, PlanField, Step

WIDTH = 100
"""Characters of one line; what is longer ends in three dots."""
STEPS_SHOWN, PLACES_SHOWN, QUESTIONS_SHOWN, RISKS_SHOWN = 8, 6, 5, 5
"""How many of each fit on one screen of 40 lines; the rest is counted."""
RISKY_FIELDS = (
    "setup.dependencies",
    "setup.env_vars",
    "setup.database",
    "setup.build_deploy",
    "interface.modified_endpoints",
    "requirements.security",
    "requirements.compatibility",
)
"""Answers that say what else can break when the change goes wrong."""
ACCEPT = "groundplan accept --plan"


class Summary(NamedTuple):
    """What a person needs to know before the yes."""

    title: str
    status: str
    lane: str
    goal: str
    steps: tuple[tuple[str, str, str], ...]
    """Id, title, and how it is proven."""
    places: tuple[str, ...]
    questions: tuple[str, ...]
    risks: tuple[str, ...]
    errors: int


def summary_of(plan: Plan, seen: Surroundings) -> Summary:
    """Return what a plan comes to.

    Args:
        plan: the plan.
        seen: what is known of the repo around it.
    """
    found = diagnose(plan, seen, chosen_checks())
    fields = {f"{field.section}.{field.id}": field for s in plan.sections for field in s.fields}
    functionality = fields.get("change.functionality")
    return Summary(
        title=plan.title.text if plan.title else "",
        status=plan.value("status"),
        lane=plan.value("lane"),
        goal=_line(_words(functionality)) if functionality else "",
        steps=tuple((step.id, _line(step.title), _proof(step)) for step in plan.steps),
        places=tuple(_places(plan, seen)),
        questions=tuple(_questions(fields)),
        risks=tuple(_risks(plan, seen, fields)),
        errors=sum(item.severity is Severity.ERROR for item in found),
    )


def summary_text(plan: Plan, summary: Summary) -> str:
    """Return the summary as one screen of text."""
    lines = [summary.title, f"{plan.path}: {summary.status}, {summary.lane} change", ""]
    lines += [f"Goal: {summary.goal or 'not answered'}"]
    steps = [" - ".join(filter(None, step)) for step in summary.steps]
    lines += _part("Steps", steps, STEPS_SHOWN)
    lines += _part("Places", summary.places, PLACES_SHOWN)
    lines += _part("Open questions", summary.questions, QUESTIONS_SHOWN)
    lines += _part("Risks", summary.risks, RISKS_SHOWN)
    if summary.errors:
        lines += ["", f"{many(summary.errors, 'error')} left. Next: groundplan check"]
    elif summary.status == "draft":
        lines += ["", f"To accept it, a person runs in a terminal: {ACCEPT}"]
    return "".join(f"{_cut(line)}\n" for line in lines)


def summary_data(plan: Plan, summary: Summary) -> dict[str, Any]:
    """Return the summary for a program, with the command that follows."""
    ready = not summary.errors and summary.status == "draft"
    steps = [dict(zip(("id", "title", "proof"), step, strict=True)) for step in summary.steps]
    following = f"{ACCEPT} (by a person, in a terminal)" if ready else "groundplan check"
    return {
        "version": 1,
        "plan": {"id": plan.id, "path": plan.path, "status": summary.status, "lane": summary.lane},
        **{key: list(value) for key, value in summary._asdict().items() if key in _LISTS},
        "title": summary.title,
        "goal": summary.goal,
        "steps": steps,
        "errors": summary.errors,
        "next": "groundplan next" if summary.status == "active" else following,
    }


_LISTS = ("places", "questions", "risks")


def _part(title: str, lines: Sequence[str], most: int) -> list[str]:
    if not lines:
        return ["", f"{title}: none"]
    more = [f"  ... and {len(lines) - most} more"] if len(lines) > most else []
    return ["", f"{title} ({len(lines)}):", *(f"  {line}" for line in lines[:most]), *more]


def _proof(step: Step) -> str:
    if not step.verifications:
        return "no check"
    manual = sum(proof.is_manual for proof in step.verifications)
    counts = ((len(step.verifications) - manual, "check"), (manual, "look"))
    said = ", ".join(many(count, noun) for count, noun in counts if count)
    return f"{said} by a person" if manual else said


def _places(plan: Plan, seen: Surroundings) -> Iterator[str]:
    """Yield what the steps touch, and whether it is there already."""
    for glob in dict.fromkeys(glob for step in plan.steps for glob in step.touches):
        matches = glob_matcher(glob)
        found = [path for path in seen.files or () if matches(path)]
        if not found:
            yield f"{glob} (new)"
        else:
            yield glob if found == [glob] else f"{glob} ({many(len(found), 'file')})"


def _questions(fields: dict[str, PlanField]) -> Iterator[str]:
    for section in registry.sections():
        for field in section.fields:
            found = fields.get(f"{section.id}.{field.id}")
            if found is not None and found.state is State.OPEN:
                yield field.question


def _risks(plan: Plan, seen: Surroundings, fields: dict[str, PlanField]) -> Iterator[str]:
    for proof, reason in seen.denied.items():
        yield f"{proof}: the rules deny its command: {_line(reason)}"
    for step in plan.steps:
        if not any(not proof.is_manual for proof in step.verifications):
            yield f"{step.id}: nothing that runs proves it"
        if not step.touches:
            yield f"{step.id}: it does not say which files it touches"
    if seen.drift:
        yield f"{many(len(seen.drift), 'file')} changed since the plan was made"
    for key in RISKY_FIELDS:
        found = fields.get(key)
        if found is not None and found.state is State.ANSWERED:
            label = key.partition(".")[2].replace("_", " ").capitalize()
            yield f"{label}: {_line(_words(found))}"


def _words(field: PlanField) -> str:
    if isinstance(field.answer, str):
        return field.answer
    return "; ".join(" | ".join(row) for row in field.rows) or "; ".join(field.items)


def _line(text: str) -> str:
    return " ".join(text.split())


def _cut(line: str) -> str:
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 3].rstrip()}..."
