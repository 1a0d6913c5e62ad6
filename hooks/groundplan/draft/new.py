"""The road from a change request to a plan on disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.core import git, write
from groundplan.core.errors import DONE, NeedsPerson
from groundplan.core.model import ChangeRequest, Lane, NotPlaced, Status
from groundplan.core.repo_facts import read_landed
from groundplan.plan.answers import refuse_control_characters
from groundplan.plan.edits import apply_edits, set_front
from groundplan.plan.field_names import field_at
from groundplan.plan.files import BESIDE
from groundplan.plan.location import ARCHIVE, find_place, find_root, taken_ids, text_at, today
from groundplan.plan.parser import parse_plan
from groundplan.plan.render import (
    Frame,
    answers_of_plan,
    filled_skeleton,
    plan_id,
    plan_text,
    refilled,
)
from groundplan.request.known_endpoints import sorted_endpoints
from groundplan.request.options import given_request
from groundplan.request.parts import as_text
from groundplan.request.result_message import report, summary_of

if TYPE_CHECKING:
    from groundplan.core.model import Assessment
    from groundplan.core.repo_facts import Landed
    from groundplan.plan.location import Place
    from groundplan.request.options import Wish
    from groundplan.request.result_message import Made

SUMMARY = "change.summary"


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
        from groundplan.request.interview import interview

        return interview(root, landed, wish, make)
    place = find_place(root, wish.plan, summary=as_text(given.answers.get(SUMMARY, "")))
    made = make(root, landed, given, place, wish)
    report(made, as_json=wish.as_json)
    return DONE


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
    if request.unsorted:
        assessment = assessment or _assessed(root)
        request = sorted_endpoints(request, assessment)
    text = _text_for(root, landed, request, place, wish, assessment)
    now = text_at(root, place.path)
    notes = [place.why] if place.why else []
    if now != place.text:
        text = joined(place, now, request)
        notes.append(f"{place.path} was changed meanwhile; both are kept.")
    if place.kept_as and place.text is not None:
        write.write_text(root / place.kept_as, place.text)
        notes.append(f"The finished plan is kept as {place.kept_as}.")
    if text != now:
        write.write_text(root / place.path, text)
    return summary_of(parse_plan(text, place.path), landed, request, notes)


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
    return refilled(after, request._replace(answers=mine, not_placed=(*request.not_placed, *left)))


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
        said = {
            "lane": str(wish.lane or plan.lane or ""),
            "issue": wish.issue or plan.value("issue"),
        }
        front = {key: value for key, value in said.items() if value != plan.value(key)}
        plan = (
            parse_plan(apply_edits(plan.text, set_front(plan, front)), plan.path) if front else plan
        )
        return refilled(plan, request)
    lane = wish.lane or request.lane or Lane.NORMAL
    name = plan_id(as_text(request.answers.get(SUMMARY, "")), today(), taken_ids(root))
    if place.path.startswith(f"{ARCHIVE}/") and place.path != BESIDE:
        name = Path(place.path).stem
    assessment = assessment or _assessed(root)
    frame = Frame(
        id=name,
        lane=lane,
        base=_base(root),
        assessment=_assessment_text(assessment),
        steps=_steps_text(root, request, landed, lane, assessment),
    )
    if plan is None:
        return plan_text(request, frame, landed)
    return filled_skeleton(plan, request, frame, landed)


def _assessed(root: Path) -> Assessment:
    from groundplan.assess.assessment import assess

    return assess(root)


def _steps_text(
    root: Path, request: ChangeRequest, landed: Landed, lane: Lane, assessment: Assessment
) -> str:
    from groundplan.checks.context import pattern_documents
    from groundplan.draft import draft_text
    from groundplan.draft.context import Ground
    from groundplan.plan.touched import repo_files

    files = tuple(repo_files(root))
    documents = tuple((found.path, found.globs) for found in pattern_documents(root, files))
    return draft_text(Ground(request, landed.facts, lane, assessment, documents, files))


def _assessment_text(assessment: Assessment) -> str:
    from groundplan.assess.report import as_markdown

    return as_markdown(assessment).removeprefix("## Assessment").strip("\n")


def _base(root: Path) -> str:
    answer = git.git("rev-parse", "--verify", "--quiet", "HEAD", cwd=root)
    return answer.out.strip() if answer.status == 0 else ""
