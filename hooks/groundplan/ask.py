"""The interview: one question after the other, each confirmed answer on disk at once."""

from __future__ import annotations

import datetime
import os
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NoReturn

from groundplan import journal as journals
from groundplan import world
from groundplan.answers import (
    answer_from_text,
    refuse_control_characters,
    text_from_answer,
)
from groundplan.desk import END, open_desk, show
from groundplan.errors import DONE, Refused
from groundplan.fill import answers_of_plan, asked_fields
from groundplan.issue_forms import LANES
from groundplan.markdown import parse_plan
from groundplan.model import ChangeRequest, Kind, Lane, Status
from groundplan.planning import PLAN, find_place, make, report
from groundplan.prefill import propose
from groundplan.requests.parts import as_text, lane_named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from groundplan.desk import Desk
    from groundplan.journal import Journal
    from groundplan.landed import Landed
    from groundplan.model import Answer, Assessment, Field, Section
    from groundplan.planning import Place, Wish
    from groundplan.prefill import Proposal

STOPPED = 130  # 128 + SIGINT
SUMMARY = "change.summary"
COMMANDS = {
    "help": "what is asked here",
    "example": "how an answer looks",
    "take": "take what the code says as the answer, to change or confirm",
    "back": "the question before",
    "next": "the next question, this one stays as it is",
    "skip": "the next question, this one stays open",
    "change": "put the answer that stands here into the line, to change it",
    "clear": "take the answer back: the question is open again",
    "edit": "write the answer in your editor",
    "review": "look at all answers",
    "quit": "stop; what is confirmed is kept",
}
_COMMAND = re.compile(r":([a-z]+)\s*")


@dataclass(frozen=True)
class Question:
    """One field where it stands in the interview."""

    section: Section
    field: Field
    place: str
    """Such as `3/10` of the sections."""
    turn: str
    """Such as `2 of 6` within its section."""

    @property
    def key(self) -> str:
        """Its `section.field`."""
        return f"{self.section.id}.{self.field.id}"


class Stopped(Exception):
    """The person wants to go on later."""


def interview(root: Path, landed: Landed, wish: Wish) -> int:
    """Ask for a change and write its plan.

    Raises:
        Refused: nobody sits at a terminal.
    """
    if not world.is_terminal():
        _refuse_without_terminal()
    desk = open_desk(os.environ)
    journal: Journal | None = None
    try:
        journal = _begun(root, wish, desk)
        talk = _Talk(root, landed, desk, journal, _before(root, journal))
        try:
            talk.go(wish)
        finally:
            journal = talk.journal
        made = make(
            root,
            landed,
            talk.request(wish),
            talk.place,
            replace(wish, lane=journal.lane),
            talk.seen,
        )
    except (KeyboardInterrupt, EOFError, Stopped):
        _say_kept(journal)
        return STOPPED
    journals.close(journal)
    report(made, as_json=wish.as_json)
    return DONE


def _refuse_without_terminal() -> NoReturn:
    raise Refused(
        "There is no terminal to ask at.",
        "Give the answers: groundplan new --from FILE (Markdown, an issue's body, YAML or JSON; "
        "- reads standard input), or --answer change.summary='...'.",
    )


def _say_kept(journal: Journal | None) -> None:
    world.print_line()
    if journal is None:
        show("Stopped. Nothing was written.")
        return
    count = len(journal.answers)
    kept = f"{count} answer{'' if count == 1 else 's'} kept" if count else "No answer yet"
    show(f"Stopped. {kept}. Go on with: groundplan new --resume {journal.id}")


# -- where it begins ---------------------------------------------------------------------------------


def _begun(root: Path, wish: Wish, desk: Desk) -> Journal:
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
class _Before:
    """The plan that is filled, as it was."""

    place: Place | None
    answers: Mapping[str, Answer]
    lane: Lane | None


def _before(root: Path, journal: Journal) -> _Before:
    if not journal.plan:
        return _Before(None, {}, None)
    place = find_place(root, journal.plan, summary="")
    plan = parse_plan(place.text or "", place.path)
    return _Before(place, answers_of_plan(plan).answers, plan.lane)


# -- the questions -----------------------------------------------------------------------------------


class _Talk:
    """One interview: what is answered so far, and the question it stands at."""

    def __init__(
        self, root: Path, landed: Landed, desk: Desk, journal: Journal, before: _Before
    ) -> None:
        self.root, self.landed, self.desk = root, landed, desk
        self.journal = journal
        self.before = before
        self.seen: Assessment | None = None

    @property
    def answers(self) -> dict[str, Answer]:
        """All answers: those of the plan that is filled, with what was confirmed here."""
        both = {**self.before.answers, **self.journal.answers}
        return {key: answer for key, answer in both.items() if answer is not None}

    @property
    def place(self) -> Place:
        """Where the plan goes."""
        summary = as_text(self.answers.get(SUMMARY, ""))
        return self.before.place or find_place(self.root, "", summary=summary)

    def request(self, wish: Wish) -> ChangeRequest:
        """Return what was confirmed here; an answer that was taken back opens its question."""
        return ChangeRequest(
            {k: a for k, a in self.journal.answers.items() if a is not None},
            lane=self.journal.lane,
            issue=wish.issue,
            opened=tuple(
                k for k, a in self.journal.answers.items() if a is None and k in self.before.answers
            ),
        )

    def go(self, wish: Wish) -> None:
        """Ask until the person wants the plan to be written."""
        show(
            "Type your answer, or :help, :example, :skip, :back, :edit, :review, :quit (: lists all)."
        )
        lane = wish.lane or self.journal.lane or self.before.lane or self._asked_lane()
        if lane != self.journal.lane:
            self.journal = journals.set_lane(self.journal, lane)
        questions = _questions(lane, self.landed)
        keys = [question.key for question in questions]
        at = keys.index(self.journal.at) + 1 if self.journal.at in keys else 0
        while True:
            if at >= len(questions):
                chosen = self._review(questions)
                if chosen is None:
                    return
                at = chosen
            at = max(self._ask(questions[at], at), 0)

    def _asked_lane(self) -> Lane:
        for number, text in enumerate(LANES, start=1):
            show(f"{number} {text}")
        while True:
            show("How big is the change? (1, 2 or 3; Enter = 2)")
            typed = self.desk.read(several_lines=False, current="").strip().lower() or "2"
            if typed in (":quit", ":q"):
                raise Stopped
            named = lane_named(LANES[int(typed) - 1] if typed in ("1", "2", "3") else typed)
            if named:
                return named

    def _ask(self, question: Question, at: int) -> int:
        """Ask one question until it is answered or left; return which one comes next."""
        self._show(question)
        current = ""
        while True:
            typed = self.desk.read(
                several_lines=question.field.kind is not Kind.LINE, current=current
            )
            found = _COMMAND.fullmatch(typed)
            if found or typed.strip() == ":":
                step = self._obey(question, found[1] if found else "", at)
                if isinstance(step, int):
                    return step
                current = step if step is not None else current
            elif not typed.strip() and question.key in self.answers:
                self.journal = journals.passed(self.journal, question.key)
                return at + 1
            elif self._confirm(question, typed[1:] if typed.startswith("::") else typed):
                return at + 1
            else:
                current = typed

    def _show(self, question: Question) -> None:
        world.print_line()
        show(f"[{question.place}] {question.section.title}, {question.turn}")
        show(f"{question.field.label}: {question.field.question}{self._how(question.field)}")
        current = self.answers.get(question.key)
        if current is not None:
            show("Now:")
            show(_short(as_text(current)), "  ")
            show("(Enter keeps it, what you type takes its place, :change changes it.)")
        elif question.field.prefill and (found := propose(question.field, self._assessment())):
            show("The code says (:take takes it, to change or confirm):")
            for line in _proposed(found):
                show(line, "  ")

    def _how(self, field: Field) -> str:
        if field.kind is Kind.LINE:
            return ""
        end = f'a line with only "{END}" ends' if self.desk.is_plain else "an empty line ends"
        if field.kind is Kind.TABLE:
            return f" (One row a line: {' | '.join(c.label for c in field.columns)}; {end}.)"
        return (
            f" (One a line; {end}.)" if field.kind is not Kind.TEXT else f" ({end.capitalize()}.)"
        )

    def _assessment(self) -> Assessment:
        if self.seen is None:
            from groundplan.assess import assess

            self.seen = assess(self.root)
        return self.seen

    def _confirm(self, question: Question, typed: str) -> bool:
        """Keep an answer on disk; say what is wrong with one that can't be kept."""
        try:
            refuse_control_characters(typed, question.field.label)
        except Refused as problem:
            show(f"{problem.sentence} {problem.advice}")
            return False
        answer = answer_from_text(question.field, typed)
        if answer == self.answers.get(question.key):
            self.journal = journals.passed(self.journal, question.key)
        else:
            self.journal = journals.confirm(self.journal, question.key, answer)
        if answer is None:
            show("Open for now.")
        return True

    def _obey(self, question: Question, word: str, at: int) -> int | str | None:
        """Do what a command says: the number of the next question, a text to go on with, or None."""
        matching = [name for name in COMMANDS if word and name.startswith(word)]
        name = matching[0] if matching else ""
        if name in ("next", "skip"):
            self.journal = journals.passed(self.journal, question.key)
            return at + 1
        if name == "back":
            return at - 1
        if name == "review":
            return len(_questions(self.journal.lane or Lane.NORMAL, self.landed))
        if name == "quit":
            raise Stopped
        if name == "edit":
            text = _edited(text_from_answer(question.field, self.answers.get(question.key)))
            return at + 1 if self._confirm(question, text) else text
        if name == "take":
            return self._taken(question)
        if name == "change":
            return text_from_answer(question.field, self.answers.get(question.key))
        if name == "clear":
            self.journal = journals.confirm(self.journal, question.key, None)
            show("Open for now.")
            return at + 1
        if name == "help":
            show(question.field.help)
        elif name == "example":
            show(f"For example: {question.field.example}")
        else:
            if word:
                show(
                    f"There is no command :{word}. An answer that begins with a colon has two of them."
                )
            for command, text in COMMANDS.items():
                show(f":{command} - {text}")
        return None

    def _taken(self, question: Question) -> str | None:
        found = propose(question.field, self._assessment()) if question.field.prefill else None
        if found is None:
            show("The code says nothing to this question.")
            return None
        text = text_from_answer(question.field, found.answer)
        if self.desk.is_plain:
            show("Enter takes this over; typed text takes its place:")
            show(text, "  ")
        return text

    def _review(self, questions: Sequence[Question]) -> int | None:
        """Show all answers; return the question to go to, or None to write the plan."""
        world.print_line()
        show("All answers:")
        for number, question in enumerate(questions, start=1):
            answer = self.answers.get(question.key)
            said = _short(as_text(answer), 60) if answer is not None else "(open)"
            show(f"{number:2} {question.field.label}: {said}")
        while True:
            show("Enter writes the plan, a number changes that answer, :quit stops for now.")
            typed = self.desk.read(several_lines=False, current="").strip().lower()
            if not typed:
                return None
            if typed in (":quit", ":q"):
                raise Stopped
            if typed == ":back":
                return len(questions) - 1
            if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(questions):
                return int(typed) - 1


def _questions(lane: Lane, landed: Landed) -> list[Question]:
    fields = asked_fields(lane, landed.facts)
    found = []
    for section, field in fields:
        mine = [other for owner, other in fields if owner.id == section.id]
        turn = f"{mine.index(field) + 1} of {len(mine)}"
        found.append(Question(section, field, f"{section.number}/10", turn))
    return found


def _short(text: str, longest: int = 300) -> str:
    line = text if len(text) <= longest else f"{text[:longest]} \u2026 ({len(text):,} characters)"
    return " / ".join(part for part in line.split("\n") if part.strip()) if longest < 100 else line


def _proposed(proposal: Proposal) -> list[str]:
    """Return a proposal as lines, each part with the place where the code says it."""
    if isinstance(proposal.answer, str):
        return [f"{proposal.answer} ({', '.join(proposal.places)})"]
    said = [
        part if isinstance(part, str) else " | ".join(cell for cell in part if cell)
        for part in proposal.answer
    ]
    return [f"{text} ({place})" for text, place in zip(said, proposal.places, strict=True)]


def _edited(text: str) -> str:
    """Return what the person saved in their own editor; the text as it was where they did not."""
    import click

    try:
        found = click.edit(text, extension=".md", require_save=False)
    except click.ClickException as problem:
        show(f"{problem.format_message()} Set EDITOR to an editor that is installed.")
        return text
    return text if found is None else found
