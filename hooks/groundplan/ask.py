"""The interview: one question after the other, each confirmed answer on disk at once."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

from groundplan import journal as journals
from groundplan import world
from groundplan.answers import (
    answer_from_text,
    refuse_control_characters,
    text_from_answer,
)
from groundplan.beginning import SUMMARY, Before, Stopped, begun, plan_before
from groundplan.desk import END, open_desk, show
from groundplan.errors import DONE, Refused
from groundplan.issue_forms import LANES
from groundplan.made import report
from groundplan.model import ChangeRequest, Kind, Lane
from groundplan.place import find_place
from groundplan.planning import make
from groundplan.prefill import propose
from groundplan.questions import Question, proposed, questions_of, short
from groundplan.requests.parts import as_text, lane_named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from groundplan.desk import Desk
    from groundplan.given import Wish
    from groundplan.journal import Journal
    from groundplan.landed import Landed
    from groundplan.model import Answer, Assessment, Field
    from groundplan.place import Place

STOPPED = 130  # 128 + SIGINT
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
        journal = begun(root, wish, desk)
        talk = _Talk(root, landed, desk, journal, plan_before(root, journal))
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


# -- the questions -----------------------------------------------------------------------------------


class _Talk:
    """One interview: what is answered so far, and the question it stands at."""

    def __init__(
        self, root: Path, landed: Landed, desk: Desk, journal: Journal, before: Before
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
        questions = questions_of(lane, self.landed)
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
            show(short(as_text(current)), "  ")
            show("(Enter keeps it, what you type takes its place, :change changes it.)")
        elif question.field.prefill and (found := propose(question.field, self._assessment())):
            show("The code says (:take takes it, to change or confirm):")
            for line in proposed(found):
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
            return len(questions_of(self.journal.lane or Lane.NORMAL, self.landed))
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
            said = short(as_text(answer), 60) if answer is not None else "(open)"
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


def _edited(text: str) -> str:
    """Return what the person saved in their own editor; the text as it was where they did not."""
    import click

    try:
        found = click.edit(text, extension=".md", require_save=False)
    except click.ClickException as problem:
        show(f"{problem.format_message()} Set EDITOR to an editor that is installed.")
        return text
    return text if found is None else found
