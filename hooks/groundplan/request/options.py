"""What the command line of `groundplan new`, and the file it names, answer already."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.core import characters, io, terminal
from groundplan.core.errors import Refused
from groundplan.core.model import ChangeRequest, Lane
from groundplan.plan.answers import answer_from_text, refuse_control_characters
from groundplan.plan.blocks import MAX_DEPTH, read_blocks
from groundplan.plan.field_names import field_at, named_field
from groundplan.request import REQUEST_LIMIT, read_request
from groundplan.request.forge import fetched_issue, is_issue_address
from groundplan.request.form import FORM_LIMIT, FORM_PATH, elements
from groundplan.request.row_repairs import with_rows_repaired

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.core.model import Answer
    from groundplan.request.form import Element


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


def given_request(root: Path, wish: Wish) -> ChangeRequest | None:
    """Return what the command line and its file answer, or None where they answer nothing.

    Raises:
        Refused: the file can't be read, or an answer names no question.
    """
    if not wish.source and not wish.answers and not (wish.resume and not terminal.is_terminal()):
        return None
    request = ChangeRequest()
    if wish.resume:
        from groundplan.request import journal

        kept = journal.named(root, wish.resume)
        answers = {key: answer for key, answer in kept.answers.items() if answer is not None}
        request = ChangeRequest(answers, lane=kept.lane)
    if wish.source:
        text = _source_text(wish.source)
        _refuse_what_is_too_deep(text, wish.source)
        read = read_request(text, _form(root))
        request = read._replace(answers={**request.answers, **read.answers})
    typed = _typed_answers(wish.answers)
    whole = request._replace(
        answers={**request.answers, **typed},
        unsorted=tuple(key for key in request.unsorted if key not in typed),
        lane=wish.lane or request.lane,
        issue=wish.issue or request.issue,
    )
    return with_rows_repaired(whole)


def _source_text(source: str) -> str:
    if is_issue_address(source):
        return fetched_issue(source)
    if source != "-":
        return io.read_text(Path(source), REQUEST_LIMIT)
    data = terminal.read_input(REQUEST_LIMIT)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise Refused(
            f"Standard input, line {line}: this is not UTF-8.", "Convert it."
        ) from problem


def _refuse_what_is_too_deep(text: str, source: str) -> None:
    """Raise for a text whose quotes and lists nobody can follow: it would make such a plan.

    Raises:
        Refused: names the first such line.
    """
    if line := read_blocks(text.split("\n")).too_deep:
        name = "standard input" if source == "-" else source
        raise Refused(
            f"{name}:{line}: more than {MAX_DEPTH} quotes and lists inside each other.",
            "Take most of them off.",
        )


def _form(root: Path) -> tuple[Element, ...] | None:
    path = root / FORM_PATH
    if not path.is_file() or not io.is_inside(path, root):
        return None
    return elements(io.read_text(path, FORM_LIMIT), FORM_PATH)


def _typed_answers(typed: Sequence[str]) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for entry in typed:
        name, equals, text = entry.partition("=")
        key = named_field(name) if equals else ""
        if not key:
            raise Refused(
                f"--answer {characters.printable(entry)[:80]!r} names no question.",
                "Write section.field=answer, for example change.summary='Export loans'.",
            )
        refuse_control_characters(text, key)
        answer = answer_from_text(field_at(key), text)
        if answer is not None:
            found[key] = answer
    return found
