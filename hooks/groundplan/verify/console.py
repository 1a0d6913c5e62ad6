"""What a person sees while verifications run, and the table at the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.core import terminal
from groundplan.verify.kinds.interface import Judgement, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from groundplan.verify.process.masking import Mask
    from groundplan.verify.selection import Job

SHOWN_CHARACTERS = 20_000
"""How much of one block's output is shown while it runs; all of it is in the file."""
WORDS = {Verdict.PASSED: "passed", Verdict.FAILED: "FAILED", Verdict.OPEN: "open"}


@dataclass(frozen=True)
class Result:
    """What became of one verification."""

    job: Job
    check: str
    """Its id; another one than the job's where the plan was renumbered meanwhile."""
    judgement: Judgement
    was_run: bool = True
    is_refused: bool = False
    """A rule denies it, or it can't be run as it stands."""
    lacks_program: bool = False
    """This machine lacks what it needs: it has neither passed nor failed."""
    notes: tuple[str, ...] = ()


def show_line(text: str = "") -> None:
    """Show one line."""
    show_part(f"{text}\n")


def show_prose(text: str, hang: int = 2) -> None:
    """Show one line of words; at a terminal broken between them, the rest `hang` further in."""
    try:
        terminal.print_prose(text, hang)
    except BrokenPipeError:
        terminal.discard_output()


def show_part(text: str) -> None:
    """Show text at once. A reader that has gone away ends the showing, and nothing else."""
    try:
        terminal.print_part(text)
    except BrokenPipeError:
        terminal.discard_output()


def live(prefix: str = "    | ") -> Callable[[str], None]:
    """Return a function that shows output as it comes, indented, up to a limit."""
    shown = 0
    at_start = True

    def show(text: str) -> None:
        nonlocal shown, at_start
        if not text or shown >= SHOWN_CHARACTERS:
            return
        piece = text[: SHOWN_CHARACTERS - shown]
        shown += len(piece)
        lines = piece.split("\n")
        for position, line in enumerate(lines):
            is_last = position == len(lines) - 1
            if line or not is_last:
                show_part((prefix if at_start else "") + line + ("" if is_last else "\n"))
                at_start = not is_last
        if shown >= SHOWN_CHARACTERS:
            show_part(f"\n{prefix}(more of it is in the file)\n")
            at_start = True

    return show


def announce(lines: Sequence[str], position: int, total: int, mask: Mask | None) -> None:
    """Show what runs next, before it runs.

    Args:
        lines: all that decides what it does; see `question`.
        position: which one it is.
        total: how many there are.
        mask: what is not shown in a log; None where a person is asked, who sees everything.
    """
    first, *others = [mask.text(line) if mask else line for line in lines]
    show_prose(f"[{position}/{total}] {first}", hang=4)
    for line in others:
        show_line(line)


def conclude(result: Result) -> None:
    """Show the verdict of one verification."""
    judgement = result.judgement
    took = f" ({judgement.seconds:.1f} s)" if result.was_run else ""
    show_prose(f"    {WORDS[judgement.verdict]}: {judgement.reason}{took}")
    for note in (*judgement.notes, *result.notes):
        show_prose(f"    note: {note}")


def table(results: Sequence[Result]) -> None:
    """Show all results, a line each."""
    rows = [
        (
            result.check,
            result.job.verification.kind or "-",
            "refused" if result.is_refused else WORDS[result.judgement.verdict],
            f"{result.judgement.seconds:.1f} s" if result.was_run else "not run",
            result.judgement.reason,
        )
        for result in results
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(4)]
    show_line()
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        show_prose(f"{'  '.join(cells)}  {row[4]}".rstrip(), hang=sum(widths) + 2 * len(widths))
    show_line(summary(results))


def summary(results: Sequence[Result]) -> str:
    """Return how many there were of each kind of end."""
    passed = sum(result.judgement.has_passed for result in results)
    opened = sum(result.judgement.verdict is Verdict.OPEN for result in results)
    wrong = len(results) - passed - opened
    parts = [f"{passed} passed"]
    parts += [f"{wrong} failed"] if wrong else []
    parts += [f"{opened} open"] if opened else []
    return ", ".join(parts)
