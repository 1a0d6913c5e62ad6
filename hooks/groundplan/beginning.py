"""Where an interview begins: with one that was not finished, a plan that is there, or anew."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan import journal as journals
from groundplan import world
from groundplan.desk import show
from groundplan.fill import answers_of_plan
from groundplan.markdown import parse_plan
from groundplan.model import Status
from groundplan.place import PLAN, find_place
from groundplan.requests.parts import as_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from groundplan.desk import Desk
    from groundplan.given import Wish
    from groundplan.journal import Journal
    from groundplan.model import Answer, Lane
    from groundplan.place import Place

SUMMARY = "change.summary"


class Stopped(Exception):
    """The person wants to go on later."""


def begun(root: Path, wish: Wish, desk: Desk) -> Journal:
    """Return the journal to write in: of an interview that was not finished, or a new one."""
    if wish.resume:
        return journals.named(root, wish.resume)
    for journal in reversed(journals.unfinished(root)):
        title = as_text(journal.answers.get(SUMMARY) or "") or "a change without a name yet"
        show(
            f"An interview of {journal.started or 'earlier'} is not finished: {title} ({len(journal.answers)} answers)."
        )
        if journal.spoilt > 0:
            show(f"{journal.spoilt} of its records can't be read.")
        if _chosen(desk, "Go on with it?", {"y": "yes", "n": "no"}, "y") == "y":
            return journal
    plan = wish.plan or _plan_to_fill(root, desk)
    now = datetime.datetime.now().astimezone()
    return journals.start(root, f"{now:%Y%m%d-%H%M%S}-{os.getpid()}", f"{now:%Y-%m-%d %H:%M}", plan)


def _plan_to_fill(root: Path, desk: Desk) -> str:
    """Return the plan that is under way where the person wants to go through it, else ""."""
    place = find_place(root, "", summary="")
    if not place.why or not (root / PLAN).is_file():
        return ""
    plan = parse_plan(world.read_text(root / PLAN), PLAN)
    if plan.status not in (Status.DRAFT, Status.ACTIVE):
        return ""
    show(f"{PLAN} holds a plan that is {plan.status}: {plan.value('title')}")
    choices = {"1": "go through its answers", "2": "plan another change beside it"}
    return PLAN if _chosen(desk, "What do you want?", choices, "1") == "1" else ""


def _chosen(desk: Desk, question: str, choices: Mapping[str, str], default: str) -> str:
    """Return the key of a choice; Enter takes the default."""
    listed = ", ".join(f"{key} = {text}" for key, text in choices.items())
    while True:
        show(f"{question} ({listed}; Enter = {default})")
        typed = desk.read(several_lines=False, current="").strip().lower() or default
        for key, text in choices.items():
            if typed in (key, text):
                return key
        if typed in (":quit", ":q"):
            raise Stopped
        show(f"Type {' or '.join(choices)}.")


@dataclass(frozen=True)
class Before:
    """The plan that is filled, as it was."""

    place: Place | None
    answers: Mapping[str, Answer]
    lane: Lane | None


def plan_before(root: Path, journal: Journal) -> Before:
    """Return the plan that an interview fills, as it is before; nothing where it makes a new one."""
    if not journal.plan:
        return Before(None, {}, None)
    place = find_place(root, journal.plan, summary="")
    plan = parse_plan(place.text or "", place.path)
    return Before(place, answers_of_plan(plan).answers, plan.lane)
