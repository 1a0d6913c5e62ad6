"""The road from a change request to a plan on disk."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundplan import world
from groundplan.answers import answer_from_text, refuse_control_characters
from groundplan.errors import DONE, NeedsPerson, Refused
from groundplan.fill import (
    Frame,
    answers_of_plan,
    filled_skeleton,
    open_fields,
    plan_id,
    plan_text,
    refilled,
)
from groundplan.landed import FACTS, read_landed
from groundplan.markdown import parse_plan
from groundplan.model import ChangeRequest, Lane, NotPlaced, Status
from groundplan.requests import REQUEST_LIMIT, read_request
from groundplan.requests.form import FORM_LIMIT, FORM_PATH, elements
from groundplan.requests.names import field_at, named_field
from groundplan.requests.parts import as_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from groundplan.landed import Landed
    from groundplan.model import Answer, Assessment, Plan
    from groundplan.requests.form import Element

PLAN = "PLAN.md"
ARCHIVE = "docs/plans"
PLAN_LIMIT = 50_000_000  # bytes
SUMMARY = "change.summary"


@dataclass(frozen=True)
class Wish:
    """What `groundplan new` was asked for on the command line."""

    source: str = ""
    """A file, or `-` for standard input."""
    answers: tuple[str, ...] = ()
    """`section.field=answer`."""
    lane: Lane | None = None
    issue: str = ""
    resume: str = ""
    """The id of an unfinished interview."""
    plan: str = ""
    """The plan to fill; "" finds out."""
    as_json: bool = False


@dataclass(frozen=True)
class Place:
    """The plan that will be written, as it was when we looked."""

    path: str
    """From the repo's root."""
    text: str | None
    """None where there is no such file."""
    why: str = ""
    """Why the plan does not stand at the usual place."""
    kept_as: str = ""
    """Where the finished plan that stands there is kept, before a new one takes its place."""


@dataclass(frozen=True)
class Made:
    """A plan as it was written."""

    path: str
    id: str
    lane: Lane
    answered: int
    open: tuple[str, ...]
    not_placed: tuple[NotPlaced, ...]
    steps: int
    notes: tuple[str, ...] = field(default=())


def new(wish: Wish) -> int:
    """Make or fill a plan: from a file, from the command line, or by asking.

    Raises:
        Refused: nothing was given and nobody can be asked; the kit has not landed; input is broken.
        NeedsPerson: the plan changed meanwhile in a way that can't be joined.
    """
    refuse_control_characters(wish.issue, "--issue")
    root = find_root(Path.cwd())
    landed = read_landed(root)
    given = given_request(root, wish)
    if given is None:
        from groundplan.ask import interview

        return interview(root, landed, wish)
    place = find_place(root, wish.plan, summary=as_text(given.answers.get(SUMMARY, "")))
    made = make(root, landed, given, place, wish)
    report(made, as_json=wish.as_json)
    return DONE


def find_root(here: Path) -> Path:
    """Return the nearest folder from `here` upwards in which the kit has landed, else the repo's."""
    top = (world.repo_root(here) or here).resolve()
    for folder in (here.resolve(), *here.resolve().parents):
        if (folder / FACTS).is_file():
            return folder
        if folder == top:
            break
    return top


# -- what was given --------------------------------------------------------------------------------


def given_request(root: Path, wish: Wish) -> ChangeRequest | None:
    """Return what the command line and its file answer, or None where they answer nothing.

    Raises:
        Refused: the file can't be read, or an answer names no question.
    """
    if not wish.source and not wish.answers and not (wish.resume and not world.is_terminal()):
        return None
    request = ChangeRequest()
    if wish.resume:
        from groundplan import journal

        kept = journal.named(root, wish.resume)
        answers = {key: answer for key, answer in kept.answers.items() if answer is not None}
        request = ChangeRequest(answers, lane=kept.lane)
    if wish.source:
        read = read_request(_source_text(wish.source), _form(root))
        request = replace(read, answers={**request.answers, **read.answers})
    answers = {**request.answers, **_typed_answers(wish.answers)}
    return replace(
        request,
        answers=answers,
        lane=wish.lane or request.lane,
        issue=wish.issue or request.issue,
    )


def _source_text(source: str) -> str:
    if source != "-":
        return world.read_text(Path(source), REQUEST_LIMIT)
    data = world.read_input(REQUEST_LIMIT)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise Refused(
            f"Standard input, line {line}: this is not UTF-8.", "Convert it."
        ) from problem


def _form(root: Path) -> tuple[Element, ...] | None:
    path = root / FORM_PATH
    if not path.is_file() or not world.is_inside(path, root):
        return None
    return elements(world.read_text(path, FORM_LIMIT), FORM_PATH)


def _typed_answers(typed: Sequence[str]) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for entry in typed:
        name, equals, text = entry.partition("=")
        key = named_field(name) if equals else ""
        if not key:
            raise Refused(
                f"--answer {world.printable(entry)[:80]!r} names no question.",
                "Write section.field=answer, for example change.summary='Export loans'.",
            )
        refuse_control_characters(text, key)
        answer = answer_from_text(field_at(key), text)
        if answer is not None:
            found[key] = answer
    return found


# -- where it goes ---------------------------------------------------------------------------------


def find_place(root: Path, wanted: str, *, summary: str) -> Place:
    """Return where the plan goes. A plan that is not done is never overwritten.

    Args:
        root: the repo.
        wanted: the plan to fill, as it was typed; "" for a new one.
        summary: the change in one line, for the name of a plan beside another.

    Raises:
        Refused: `wanted` is not there, or not in the repo.
    """
    if wanted:
        return _wanted_place(root, wanted)
    text = _text_at(root, PLAN)
    if text is None:
        return Place(PLAN, None)
    plan = parse_plan(text, PLAN)
    if plan.status is Status.SKELETON:
        return Place(PLAN, text)
    if plan.status is Status.DONE:
        kept = f"{ARCHIVE}/{plan.id or 'plan'}.md"
        if "/" not in plan.id and _text_at(root, kept) in (None, text):
            return Place(PLAN, text, kept_as=kept)
    name = plan_id(summary, today(), taken_ids(root))
    state = f"holds a plan that is {plan.status}" if plan.status else "is no plan of ours"
    return Place(f"{ARCHIVE}/{name}.md", None, why=f"{PLAN} {state}, so it stays as it is.")


def taken_ids(root: Path) -> tuple[str, ...]:
    """Return the ids of the plans that are kept."""
    return tuple(path.stem for path in (root / ARCHIVE).glob("*.md"))


def today() -> str:
    """Return the date as ids have it."""
    return datetime.date.today().isoformat()


def _wanted_place(root: Path, wanted: str) -> Place:
    for candidate in (Path.cwd() / wanted, root / wanted):
        if candidate.is_file():
            if not world.is_inside(candidate, root):
                raise Refused(f"{wanted} is not in this repo.", "Name a plan below its root.")
            path = candidate.resolve().relative_to(root).as_posix()
            return Place(path, _text_at(root, path))
    raise Refused(f"There is no {wanted}.", "Leave --plan out to make a new one.")


def _text_at(root: Path, path: str) -> str | None:
    file = root / path
    if not file.exists() and not file.is_symlink():
        return None
    if not world.is_inside(file, root):
        raise Refused(f"{path} leads out of this repo.", "Put a file in the place of the link.")
    return world.read_text(file, PLAN_LIMIT)


# -- making it -------------------------------------------------------------------------------------


def make(
    root: Path,
    landed: Landed,
    request: ChangeRequest,
    place: Place,
    wish: Wish,
    assessment: Assessment | None = None,
) -> Made:
    """Write the plan and return what was written.

    Args:
        root: the repo.
        landed: its facts and rules.
        request: the answers; where a plan is filled, only these are changed in it.
        place: where it goes.
        wish: what the command line said.
        assessment: the repo's facts where they are known already.

    Raises:
        NeedsPerson: the plan was changed meanwhile, at the same answers.
    """
    text = _text_for(root, landed, request, place, wish, assessment)
    now = _text_at(root, place.path)
    notes = [place.why] if place.why else []
    if now != place.text:
        text = joined(place, now, request)
        notes.append(f"{place.path} was changed meanwhile; both are kept.")
    if place.kept_as and place.text is not None:
        world.write_text(root / place.kept_as, place.text)
        notes.append(f"The finished plan is kept as {place.kept_as}.")
    if text != now:
        world.write_text(root / place.path, text)
    return _made(parse_plan(text, place.path), landed, request, notes)


def joined(place: Place, now: str | None, request: ChangeRequest) -> str:
    """Return the plan as somebody changed it meanwhile, with our answers in it.

    Raises:
        NeedsPerson: it is gone, or says something else to a question that was answered here.
    """
    if now is None or place.text is None:
        raise NeedsPerson(
            f"{place.path} {'is gone' if now is None else 'was made'} meanwhile.",
            "The answers are kept; look at it, then: groundplan new --plan " + place.path,
        )
    before, after = parse_plan(place.text, place.path), parse_plan(now, place.path)
    old, theirs = answers_of_plan(before).answers, answers_of_plan(after).answers
    clash = [
        key
        for key, answer in request.answers.items()
        if theirs.get(key) != old.get(key) and theirs.get(key) != answer and answer != old.get(key)
    ]
    ours = {key: answer for key, answer in request.answers.items() if key not in clash}
    mine = {k: a for k, a in ours.items() if a != old.get(k)}
    left = tuple(
        NotPlaced(
            f"{field_at(key).label}, as it was answered in the interview",
            as_text(request.answers[key]),
        )
        for key in clash
    )
    return refilled(after, replace(request, answers=mine, not_placed=(*request.not_placed, *left)))


def _text_for(
    root: Path,
    landed: Landed,
    request: ChangeRequest,
    place: Place,
    wish: Wish,
    assessment: Assessment | None,
) -> str:
    has_plan = place.text is not None and not place.kept_as
    plan = parse_plan(place.text or "", place.path) if has_plan else None
    if plan is not None and plan.status is not Status.SKELETON:
        return refilled(plan, request)
    lane = wish.lane or request.lane or Lane.NORMAL
    name = plan_id(as_text(request.answers.get(SUMMARY, "")), today(), taken_ids(root))
    if place.path.startswith(f"{ARCHIVE}/"):
        name = Path(place.path).stem
    if assessment is None:
        from groundplan.assess import assess

        assessment = assess(root)
    frame = Frame(
        id=name,
        lane=lane,
        base=_base(root),
        assessment=_assessment_text(assessment),
        steps=_steps_text(request, landed, lane, assessment),
    )
    if plan is None:
        return plan_text(request, frame, landed)
    return filled_skeleton(plan, request, frame, landed)


def _steps_text(request: ChangeRequest, landed: Landed, lane: Lane, assessment: Assessment) -> str:
    from groundplan.draft import draft_text
    from groundplan.draft.ground import Ground

    return draft_text(Ground(request, landed.facts, lane, assessment))


def _assessment_text(assessment: Assessment) -> str:
    from groundplan.assess_report import as_markdown

    return as_markdown(assessment).removeprefix("## Assessment").strip("\n")


def _base(root: Path) -> str:
    answer = world.git("rev-parse", "--verify", "--quiet", "HEAD", cwd=root)
    return answer.out.strip() if answer.status == 0 else ""


# -- saying so -------------------------------------------------------------------------------------


def _made(plan: Plan, landed: Landed, request: ChangeRequest, notes: Sequence[str]) -> Made:
    answered = answers_of_plan(plan)
    lane = plan.lane or Lane.NORMAL
    return Made(
        path=plan.path,
        id=plan.id,
        lane=lane,
        answered=len(answered.answers),
        open=tuple(f"{s.id}.{f.id}" for s, f in open_fields(answered, lane, landed.facts)),
        not_placed=request.not_placed,
        steps=len(plan.steps),
        notes=(*notes, *_bidi_notes(request.answers)),
    )


def _bidi_notes(answers: Mapping[str, Answer]) -> list[str]:
    return [
        f"{key} holds characters that turn the direction of text; they are kept as they are."
        for key, answer in answers.items()
        if world.BIDI_CONTROLS & set(as_text(answer))
    ]


def report(made: Made, *, as_json: bool) -> None:
    """Say what was written, what is open, and what has no place."""
    if as_json:
        world.print_line(json.dumps(_as_data(made), ensure_ascii=False, indent=1))
        return
    for note in made.notes:
        world.print_line(note)
    world.print_line(
        f"{made.path}: {_count(made.answered, 'answer')}, {(made.open and len(made.open)) or 'none'} open, "
        f"{_count(made.steps, 'step')}."
    )
    for key in made.open:
        world.print_line(f"  open: {key}")
    for piece in made.not_placed:
        first = piece.text.strip().split("\n")[0][:60]
        world.print_line(f"  not placed, kept under `## Not placed`: {piece.where}: {first}")
    world.print_line("Next: complete the plan with your agent, then: groundplan check")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _as_data(made: Made) -> dict[str, Any]:
    return {
        "plan": made.path,
        "id": made.id,
        "lane": str(made.lane),
        "answered": made.answered,
        "open": list(made.open),
        "not_placed": [{"where": piece.where, "text": piece.text} for piece in made.not_placed],
        "steps": made.steps,
        "notes": list(made.notes),
    }
