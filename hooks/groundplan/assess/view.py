"""`groundplan assess` on the terminal: asks the road, prints in the form that was asked for."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.assess.assessment import assess
from groundplan.assess.report import (
    KINDS,
    as_json,
    as_markdown,
    explained,
    named_once,
    place,
    shown,
)
from groundplan.core import io as world
from groundplan.core.errors import FOUND, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.core.model import Assessment, Fact

_LISTED = 8
_TROUBLES = 20


def assess_and_print(folder: Path | None, form: str, only: str, explain: str) -> int:
    """Assess a folder and print what was found.

    Args:
        folder: what to assess; the repo around the current folder when None.
        form: `summary`, `json` or `markdown`.
        only: kinds of fact with commas between them; empty for all.
        explain: the name of a fact whose places are asked for; empty for none.

    Raises:
        Refused: the folder is none, or a kind is unknown.
    """
    folder = folder or world.repo_root(Path.cwd()) or Path.cwd()
    assessment = assess(folder, only=_kinds(only), progress=_progress, last=True)
    world.clear_progress()
    if explain:
        lines = explained(assessment, explain)
        for line in lines:
            world.print_line(line)
        if not lines:
            world.print_error(
                f"Nothing is known of {explain}.", "See all names with: groundplan assess --json"
            )
        return 0 if lines else FOUND
    if form == "json":
        world.print_line(as_json(assessment).rstrip("\n"))
    elif form == "markdown":
        world.print_line(as_markdown(assessment).rstrip("\n"))
    else:
        width = min(shutil.get_terminal_size((100, 24)).columns, 160)
        world.print_line(summary(assessment, max(width, 40)).rstrip("\n"))
    return 0


def _kinds(text: str) -> list[str]:
    asked = [kind.strip() for kind in text.split(",") if kind.strip()]
    for kind in asked:
        if kind not in KINDS:
            raise Refused(
                f"There is no kind of fact called {kind!r}.", f"Kinds: {', '.join(KINDS)}."
            )
    return asked


def _progress(done: int, total: int) -> None:
    world.show_progress(f"{done:,} of {total:,} files")


def summary(assessment: Assessment, width: int) -> str:
    """Return the assessment as a table for people, no line longer than `width` columns."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not assessment.facts:
        return _nothing(assessment)
    table = Table.grid(padding=(0, 2))
    table.add_column(width=min(26, width // 3), overflow="fold")
    table.add_column(overflow="fold")
    for kind, title in KINDS.items():
        if kind in assessment.looked:
            facts = assessment.of(kind)
            table.add_row(Text(title), Text(_cell(kind, facts) if facts else "none found"))
    stream = io.StringIO()
    console = Console(file=stream, width=width, color_system=None, highlight=False, emoji=False)
    console.print(table)
    for line in _notes(assessment):
        console.print(Text(line), overflow="fold", no_wrap=False)
    lines = [line.rstrip() for line in stream.getvalue().split("\n")]
    return "\n".join(lines)


def _cell(kind: str, facts: Sequence[Fact]) -> str:
    rows = list(facts) if kind in ("routes", "models") else named_once(facts)
    listed = [
        world.printable(f"{shown(fact)}  ({place(fact)})").replace("\n", " ")
        for fact in rows[:_LISTED]
    ]
    if len(rows) > _LISTED:
        listed.append(f"and {len(rows) - _LISTED} more")
    return "\n".join(listed)


def _nothing(assessment: Assessment) -> str:
    return "\n".join(
        ["Nothing found yet: there is no file here that says anything.", *_notes(assessment)]
    )


def _notes(assessment: Assessment) -> list[str]:
    lines = []
    for one in assessment.contradictions:
        lines.append(
            f"Contradiction: {one.sentence} ({', '.join(place(fact) for fact in one.facts)})"
        )
    for title, troubles in (
        ("Could not be read", assessment.unreadable),
        ("Not read", assessment.not_looked),
        (f"Not followed ({len(assessment.not_followed)})", assessment.not_followed),
    ):
        for trouble in troubles[:_TROUBLES]:
            where = f"{trouble.path}:{trouble.line}" if trouble.line else trouble.path
            lines.append(f"{title}: {where}: {trouble.sentence}")
        if len(troubles) > _TROUBLES:
            lines.append(f"{title}: {len(troubles) - _TROUBLES} more (all of them with --json)")
    return [world.printable(line).replace("\n", " ") for line in lines]
