"""The interview: one question after the other, each confirmed answer on disk at once."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn, Protocol

from groundplan.core import terminal
from groundplan.core.errors import DONE, Refused
from groundplan.core.model import ChangeRequest, Kind, Lane
from groundplan.core.text import many
from groundplan.plan.answers import answer_from_text, refuse_control_characters, text_from_answer
from groundplan.plan.location import find_place
from groundplan.request import journal as journals
from groundplan.request.editor import edited
from groundplan.request.parts import as_text
from groundplan.request.prefill import context, propose
from groundplan.request.prompt import END, open_desk, show
from groundplan.request.questions import Question, proposed, questions_of, said_shortly, short
from groundplan.request.result_message import report
from groundplan.request.resume import SUMMARY, Before, Stopped, asked_lane, begun, plan_before
from groundplan.request.typed_commands import COMMANDS, named_command

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from groundplan.core.model import Answer, Assessment, Field
    from groundplan.core.repo_facts import Landed
    from groundplan.plan.location import Place
    from groundplan.request.journal import Journal
    from groundplan.request.options import Wish
    from groundplan.request.prefill import Proposal
    from groundplan.request.prompt import Desk
    from groundplan.request.result_message import Made

ABOUT = (SUMMARY, "change.functionality", "change.reason", "requirements.must_have")
"""The answers that say what the change is about."""
STOPPED = 130  # 128 + SIGINT
_COMMAND = re.compile(r":([a-z]+)\s*")


class WritePlan(Protocol):
    """What writes the plan once the answers are known: `draft.new.make`."""

    def __call__(
        self,
        root: Path,
        landed: Landed,
        request: ChangeRequest,
        place: Place,
        wish: Wish,
        assessment: Assessment | None = None,
    ) -> Made:
        """Write the plan and return what was written."""


def interview(root: Path, landed: Landed, wish: Wish, make: WritePlan) -> int:
    """Ask for a change and write its plan.

    Args:
        root: the repo.
        landed: its facts and rules.
        wish: what the command line asked for.
        make: writes the plan. It is handed in, because a draft is made of requests and not the other
            way round.

    Raises:
        Refused: nobody sits at a terminal.
    """
    if not terminal.is_terminal():
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
        "No terminal available.",
        "Pass the request: sh .groundplan/run new --from - --json (a sentence, Markdown, an issue's "
        "body, YAML or JSON); then answer what is open: sh .groundplan/run answer KEY=VALUE",
    )


def _say_kept(journal: Journal | None) -> None:
    terminal.print_line()
    if journal is None or journal.is_empty:
        if journal is not None:
            journals.close(journal)
        show("Stopped. Nothing was written.")
        return
    count = len(journal.answers)
    kept = f"{many(count, 'answer')} kept" if count else "No answer yet"
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
            "Type your answer, or :help, :example, :skip, :back, :edit, :review, :quit. "
            "A colon alone lists all commands."
        )
        lane = (
            wish.lane or self.journal.lane or self.before.lane or asked_lane(self.desk, self.landed)
        )
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
        terminal.print_line()
        show(f"[{question.place}] {question.section.title}, {question.turn}")
        show(f"{question.field.label}: {question.field.question}")
        if how := self._how(question.field):
            show(how)
        current = self.answers.get(question.key)
        if current is not None:
            show("Now:")
            show(short(as_text(current)), "  ")
            show("(Enter keeps it, what you type takes its place, :change changes it.)")
        elif found := self._proposal(question):
            show("The code says (:take puts it into the line, to change or confirm):")
            self._show_lines(proposed(question.field, found))
        if question.field.context and (known := context(question.field, self._assessment())):
            show("The code has already:")
            self._show_lines(
                [line.replace(" | (", " (") for line in proposed(question.field, known)]
            )

    def _show_lines(self, lines: Sequence[str]) -> None:
        for line in lines:
            show(line, "  ")

    def _proposal(self, question: Question) -> Proposal | None:
        if not question.field.prefill:
            return None
        said = " ".join(as_text(self.answers.get(key, "")) for key in ABOUT)
        return propose(question.field, self._assessment(), said)

    def _how(self, field: Field) -> str:
        if field.kind is Kind.LINE:
            return ""
        end = f'a line with only "{END}" ends' if self.desk.is_plain else "an empty line ends"
        if field.kind is Kind.TABLE:
            return f"(One row a line: {' | '.join(c.label for c in field.columns)}; {end}.)"
        return f"(One a line; {end}.)" if field.kind is not Kind.TEXT else f"({end.capitalize()}.)"

    def _assessment(self) -> Assessment:
        if self.seen is None:
            from groundplan.assess.assessment import assess

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
        name = named_command(word)
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
            return self._edited(question, at)
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

    def _edited(self, question: Question, at: int) -> int | str | None:
        """Let the person write in their editor; what they save is the answer."""
        answer, found = self.answers.get(question.key), None
        if answer is None and (found := self._proposal(question)):
            answer = found.answer
        try:
            text = edited(text_from_answer(question.field, answer), self._notes(question, found))
        except Refused as problem:
            show(f"{problem.sentence} {problem.advice}")
            return None
        if text is None:
            show("Nothing was saved; the answer is as it was.")
            return None
        return at + 1 if self._confirm(question, text) else text

    def _notes(self, question: Question, found: Proposal | None) -> list[str]:
        field = question.field
        notes = [f"{field.label}: {field.question}", field.help, f"For example:\n{field.example}"]
        if field.kind is Kind.TABLE:
            notes.insert(1, f"One row a line: {' | '.join(c.label for c in field.columns)}")
        elif field.kind is not Kind.TEXT:
            notes.insert(1, "One line." if field.kind is Kind.LINE else "One a line.")
        if found:
            notes.append("The lines above are what the code says; keep only what holds. At:")
            notes.append("\n".join(proposed(field, found)))
        return [*notes, "Save to give the answer; leave without saving to change nothing."]

    def _taken(self, question: Question) -> str | None:
        found = self._proposal(question)
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
        terminal.print_line()
        show("All answers:")
        for number, question in enumerate(questions, start=1):
            answer = self.answers.get(question.key)
            said = short(said_shortly(answer), 60) if answer is not None else "(open)"
            show(f"{number:2} {question.field.label}: {said}", hanging="   ")
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
