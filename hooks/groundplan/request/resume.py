"""Where an interview begins: with one that was not finished, a plan that is there, or anew."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.core import io
from groundplan.core.model import Lane, Status
from groundplan.core.text import many
from groundplan.plan.location import PLAN, find_place
from groundplan.plan.parser import parse_plan
from groundplan.plan.render import answers_of_plan
from groundplan.request import journal as journals
from groundplan.request.issue_forms import LANES
from groundplan.request.parts import as_text, lane_named
from groundplan.request.prompt import COMMAND, show
from groundplan.request.questions import questions_of
from groundplan.request.typed_commands import named_command

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from groundplan.core.model import Answer
    from groundplan.core.repo_facts import Landed
    from groundplan.plan.location import Place
    from groundplan.request.journal import Journal
    from groundplan.request.options import Wish
    from groundplan.request.prompt import Desk

SUMMARY = "change.summary"
LANE_HELP = {
    Lane.SMALL: "The plan fits one screen and can be carried out at once.",
    Lane.NORMAL: "Somebody reads the plan and agrees to it: groundplan accept --plan.",
    Lane.HIGH: "As normal, with every section, security and performance too.",
}


class Stopped(Exception):
    """The person wants to go on later."""


def begun(root: Path, wish: Wish, desk: Desk) -> Journal:
    """Return the journal to write in: of an interview that was not finished, or a new one."""
    if wish.resume:
        return journals.named(root, wish.resume)
    for journal in reversed(journals.unfinished(root)):
        if journal.is_empty:
            continue
        summary = as_text(journal.answers.get(SUMMARY) or "")
        title = summary or journal.plan or "a change without a name yet"
        show(
            f"An interview of {journal.started or 'earlier'} is not finished: {title} ({many(len(journal.answers), 'answer')})."
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
    plan = parse_plan(io.read_text(root / PLAN), PLAN)
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
        show(f"Type {' or '.join(choices)}; :quit stops for now.")


def asked_lane(desk: Desk, landed: Landed) -> Lane:
    """Ask how big the change is.

    Raises:
        Stopped: the person wants to go on later.
    """
    for number, text in enumerate(LANES, start=1):
        show(f"{number} {text}", hanging="  ")
    while True:
        show("How big is the change? (1, 2 or 3; Enter = 2)")
        typed = desk.read(several_lines=False, current="").strip().lower() or "2"
        if typed.startswith(COMMAND):
            _obey_at_lane(typed[1:], landed)
        elif named := lane_named(LANES[int(typed) - 1] if typed in ("1", "2", "3") else typed):
            return named
        else:
            show("Type 1, 2 or 3, or :help.")


def _obey_at_lane(word: str, landed: Landed) -> None:
    name = named_command(word)
    if name == "quit":
        raise Stopped
    if name == "help":
        show("The size decides which questions a plan must answer, and how much it says.")
        for lane in Lane:
            count = len(questions_of(lane, landed))
            show(f"{lane}: {count} questions. {LANE_HELP[lane]}", "  ")
    elif name == "example":
        show(
            "For example: 1 for a typing error in a message, 2 for a new endpoint with its tests, "
            "3 for a change of what is stored or who may see it."
        )
    else:
        show("This comes first, and needs 1, 2 or 3; :help explains them, :quit stops.")


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
