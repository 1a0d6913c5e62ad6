"""Answers -> the text of a plan: a new one by the template, one that is there by its lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from groundplan.core.model import Edit, Kind, Lane, Status
from groundplan.core.registry import PACKAGE, sections
from groundplan.plan.answer_format import encode_text
from groundplan.plan.answers import canonical, on_one_line
from groundplan.plan.edits import (
    apply_edits,
    end_of_text,
    insert_before,
    lines_text,
    replace_body,
    replace_lines,
    set_answer,
    set_front,
)
from groundplan.plan.field_names import field_at
from groundplan.plan.model import Lines, State
from groundplan.plan.parser import parse_plan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from jinja2 import Template

    from groundplan.core.model import Answer, ChangeRequest, Field, NotPlaced, Section
    from groundplan.core.repo_facts import Landed, RepoFacts
    from groundplan.plan.model import Plan

TEMPLATE = "template/PLAN.md.jinja"
NOT_PLACED = "Not placed"
SUMMARY = "change.summary"
LONGEST_SLUG = 48  # characters, as the template cuts it
SKELETON = "skeleton"


@dataclass(frozen=True)
class Frame:
    """What a plan says about itself, besides the answers."""

    id: str
    lane: Lane = Lane.NORMAL
    base: str = ""
    """The commit that it is made on."""
    assessment: str = ""
    """Markdown; empty leaves the question open."""
    steps: str = ""
    """Markdown; empty leaves the question open."""
    also: Mapping[str, str] = field(default_factory=dict)
    """More lines of front matter."""


def plan_text(request: ChangeRequest, frame: Frame, landed: Landed) -> str:
    """Return the text of a new plan.

    Args:
        request: the answers, and what of the request has no place.
        frame: id, lane, base, assessment and steps.
        landed: the repo's facts and rules.
    """
    # A small change needs nobody's agreement before it starts.
    status = Status.ACTIVE if frame.lane is Lane.SMALL else Status.DRAFT
    values = {
        "filled": True,
        "id": frame.id,
        "status": str(status),
        "lane": str(frame.lane),
        "base": frame.base,
        "issue": request.issue,
        "assessment": frame.assessment.strip("\n"),
        "steps": frame.steps.strip("\n"),
        "not_placed": not_placed_text(request.not_placed),
        "answers": {key: _listed(answer) for key, answer in request.answers.items()},
    }
    return _render(values, landed)


def filled_skeleton(plan: Plan, request: ChangeRequest, frame: Frame, landed: Landed) -> str:
    """Return a skeleton's text as a plan: as new where it is as it landed, else by its lines.

    Args:
        plan: the skeleton, which a team may have changed.
        request: as for a new plan.
        frame: as for a new plan.
        landed: the repo's facts and rules.
    """
    whole = plan_text(request, frame, landed)
    if plan.text.replace("\r\n", "\n") == skeleton(landed):
        return whole.replace("\n", "\r\n") if "\r\n" in plan.text else whole
    made = parse_plan(whole, plan.path)
    front = {key: made.value(key) for key in ("id", "title", "status", "lane", "base", "issue")}
    plan = parse_plan(apply_edits(plan.text, set_front(plan, front)), plan.path)
    if plan.title is not None and made.title is not None:
        line = plan.title.line
        edit = Edit(line, line, f"# {made.title.text}\n")
        plan = parse_plan(apply_edits(plan.text, [edit]), plan.path)
    for part in ("assessment", "steps_heading"):
        old, new = getattr(plan, part), getattr(made, part)
        if old is not None and new is not None:
            body = made.lines[new.body.first - 1 : new.body.last]
            lines = "\n".join(body).strip("\n").split("\n")
            plan = parse_plan(apply_edits(plan.text, [replace_body(plan, old, lines)]), plan.path)
    return refilled(plan, request)


def skeleton(landed: Landed) -> str:
    """Return the text of a plan that plans nothing yet."""
    return _render({"filled": False, "id": SKELETON, "answers": {}}, landed)


def refilled(plan: Plan, request: ChangeRequest) -> str:
    """Return a plan's text with new answers; lines of answers that are as they were stay.

    Args:
        plan: the plan as it is.
        request: all answers; a field that has none here keeps what the plan says.
    """
    for key, answer in request.answers.items():
        section_id, _, field_id = key.partition(".")
        shape = field_at(key)
        place = plan.field(section_id, field_id)
        is_given = place.state in (State.ANSWERED, State.NOT_APPLICABLE)
        if is_given and canonical(shape, place.answer) == canonical(shape, answer):
            continue
        plan = _with_section(plan, section_id)
        edits = set_answer(plan, section_id, field_id, answer)
        plan = parse_plan(apply_edits(plan.text, edits), plan.path)
    for key in request.opened:
        section_id, _, field_id = key.partition(".")
        if plan.field(section_id, field_id).state in (State.ANSWERED, State.NOT_APPLICABLE):
            edits = set_answer(plan, section_id, field_id, None)
            plan = parse_plan(apply_edits(plan.text, edits), plan.path)
    text = apply_edits(plan.text, _title_edits(plan, request))
    return _with_not_placed(parse_plan(text, plan.path), request.not_placed)


def plan_id(title: str, date: str, taken: Sequence[str] = ()) -> str:
    """Return a plan's id: the date, and the title's letters; a number where that is taken.

    Args:
        title: the summary of the change.
        date: as `2026-11-24`.
        taken: ids that are in use.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:LONGEST_SLUG].strip("-")
    name = f"{date}-{slug or 'change'}"
    numbers = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return next(found for found in (name, *numbers) if found not in taken)


def not_placed_text(pieces: Sequence[NotPlaced]) -> str:
    """Return what has no place as one text, each piece below what stood above it."""
    return "\n\n".join(
        piece.text
        if piece.text.startswith("#") or not piece.where
        else f"{piece.where}:\n{piece.text}"
        for piece in pieces
    )


def asked_fields(lane: Lane, facts: RepoFacts) -> list[tuple[Section, Field]]:
    """Return the fields that a plan of this lane asks in such a repo, in their order.

    The lane `high` asks all there are, also those that no lane needs.
    """
    return [
        (section, shape)
        for section in sections()
        for shape in section.fields
        if (lane in shape.lanes or lane is Lane.HIGH)
        and (not shape.needs or facts.as_written.get(shape.needs))
    ]


def open_fields(
    request: ChangeRequest, lane: Lane, facts: RepoFacts
) -> list[tuple[Section, Field]]:
    """Return the fields that this plan asks and nobody has answered, in their order."""
    return [
        (section, shape)
        for section, shape in asked_fields(lane, facts)
        if f"{section.id}.{shape.id}" not in request.answers
    ]


def _listed(answer: object) -> object:
    """Return an answer as the template takes it: text, a list, or a list of rows."""
    return [_listed(part) for part in answer] if isinstance(answer, tuple) else answer


def _render(values: Mapping[str, Any], landed: Landed) -> str:
    # `format` fills names into a rule's text; the landed rules have theirs already.
    rules = [
        {**rule, "text": str(rule.get("text", "")).replace("{", "{{").replace("}", "}}")}
        for rule in landed.rules
        if "order" in rule
    ]
    return _template().render(
        plan={**values, "facts": dict(landed.facts.as_written)},
        kit_sections=[_data(section) for section in sections()],
        kit_rules=rules,
    )


def _data(section: Section) -> dict[str, Any]:
    # As copier has it from YAML: what a field does not have is not there.
    fields = [{k: v for k, v in field._asdict().items() if v} for field in section.fields]
    return {**section._asdict(), "fields": fields}


@cache
def _template() -> Template:
    """Return the plan's template: of the checkout, or as the package brings it along."""
    from jinja2 import FileSystemLoader
    from jinja2.sandbox import SandboxedEnvironment

    checkout = PACKAGE.parents[1]
    roots: Sequence[Path] = (checkout, PACKAGE / "data")
    root = next((folder for folder in roots if (folder / TEMPLATE).is_file()), roots[-1])
    # copier's own settings (copier 9, `Worker.jinja_env`), so that both doors give one text.
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(root),
        extensions=["jinja2_ansible_filters.AnsibleCoreFiltersExtension"],
        keep_trailing_newline=True,
        autoescape=False,  # this is Markdown; the template quotes what has to be
    )
    return environment.get_template(TEMPLATE)


def _with_section(plan: Plan, section_id: str) -> Plan:
    """Return the plan with the heading of a section that somebody took out, at its place."""
    if plan.section(section_id) is not None:
        return plan
    order = [section.id for section in sections()]
    shape = sections()[order.index(section_id)]
    later = [
        found.line for found in plan.sections if order.index(found.id) > order.index(section_id)
    ]
    others = [heading.line for heading in plan.headings if heading.level == 2]
    after = [line for line in others if plan.sections and line > plan.sections[-1].line]
    at = min(later) if later else min(after) if after else end_of_text(plan)
    lines = [f"## {shape.number}. {shape.title}", ""]
    return parse_plan(apply_edits(plan.text, [insert_before(at, lines)]), plan.path)


def _title_edits(plan: Plan, request: ChangeRequest) -> list[Edit]:
    """Bring the title of front matter and document to a new summary."""
    title = request.answers.get(SUMMARY)
    if not isinstance(title, str) or title == plan.value("title"):
        return []
    edits = list(set_front(plan, {"title": title}))
    if plan.title is not None and plan.title.text == plan.value("title"):
        edits.append(Edit(plan.title.line, plan.title.line, f"# {title}\n"))
    return edits


def _with_not_placed(plan: Plan, pieces: Sequence[NotPlaced]) -> str:
    text = not_placed_text(pieces)
    if not text.strip():
        return plan.text
    lines = encode_text(text)
    heading = next((h for h in plan.headings if h.level == 2 and h.text == NOT_PLACED), None)
    if heading is None:
        new = ["", f"## {NOT_PLACED}", "", *lines]
        return apply_edits(plan.text, [insert_before(end_of_text(plan), new)])
    if lines_text(lines) in plan.text.replace("\r\n", "\n"):
        return plan.text
    body = heading.body
    old = [line.rstrip("\r") for line in plan.lines[body.first - 1 : body.last]]
    kept = "\n".join(old).strip("\n").split("\n")
    return apply_edits(
        plan.text, [replace_lines(Lines(body.first, body.last), ["", *kept, "", *lines])]
    )


def _kept(field: Field, answer: Answer) -> Answer | None:
    # Where items or rows are asked for, a reason of several lines would be read as several of them.
    if isinstance(answer, str) and field.kind not in (Kind.TEXT, Kind.LINE):
        return canonical(field, on_one_line(answer))
    return canonical(field, answer)


def answers_of_plan(plan: Plan) -> ChangeRequest:
    """Return what a plan answers, in the form that answers are kept in."""
    request = plan.change_request
    found = {key: _kept(field_at(key), answer) for key, answer in request.answers.items()}
    answers = {key: answer for key, answer in found.items() if answer is not None}
    return request._replace(answers=cast("Mapping[str, Any]", answers))
