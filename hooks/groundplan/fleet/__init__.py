"""The roads of `groundplan fleet`: many repos at a glance, and `sync` in each of them."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from groundplan.core import characters, io, terminal, write
from groundplan.core.errors import DONE, FOUND, Refused, Stop
from groundplan.core.model import Status
from groundplan.core.versions import is_same
from groundplan.fleet.row import Row, repos_in, row_of
from groundplan.install.source import named_source, versions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HEADS = ("repo", "version", "drift", "rules", "plan", "hooks", "CI")


def repos(places: Sequence[Path], listing: Path | None) -> list[Path]:
    """Return the repos that are meant, each once, in order.

    Args:
        places: repos, or folders of clones.
        listing: a file with one path a line, relative to the file; `#` begins a comment.

    Raises:
        Refused: a place is no folder, or nothing is found.
    """
    meant = list(places)
    if listing is not None:
        for line in io.read_text(listing).split("\n"):
            if line.strip() and not line.lstrip().startswith("#"):
                meant.append(listing.parent / line.strip())
    found: dict[Path, None] = {}
    for place in meant:
        if not place.is_dir():
            raise Refused(f"{place} is no folder.", "Name repos, or a folder of clones.")
        for repo in repos_in(place):
            if repo.resolve() not in {other.resolve() for other in found}:
                found.setdefault(repo)
    if not found:
        raise Refused("No repo with the kit was found.", "Name repos, or a folder of clones.")
    return list(found)


def status(folders: Sequence[Path], *, as_json: bool, html: Path | None, offline: bool) -> int:
    """Show every repo in one row; 1 where something is behind, drifted or broken."""
    rows = [row_of(folder) for folder in folders]
    newest = {} if offline else newest_versions(rows)
    cells = [cells_of(row, newest) for row in rows]
    if html is not None:
        from groundplan.fleet.page import page

        write.write_text(html, page(HEADS, cells))
        terminal.print_line(f"{len(rows)} repos: {html}")
    elif as_json:
        data = [{**asdict(row), "newest": newest.get(row.source, "")} for row in rows]
        terminal.print_line(json.dumps(data, indent=2, ensure_ascii=False))
    else:
        print_table(HEADS, cells)
    return FOUND if any(bad for row in cells for _, bad in row) else DONE


def newest_versions(rows: Sequence[Row]) -> dict[str, str]:
    """Return the newest version at each source; it is asked once, and left out where it can't be."""
    found = {}
    for source in sorted({row.source for row in rows if row.source}):
        first = next(row for row in rows if row.source == source)
        try:
            from pathlib import Path

            released = versions(named_source(source, Path(first.path)))
        except Stop:
            continue
        if released:
            found[source] = released[-1]
    return found


def cells_of(row: Row, newest: dict[str, str]) -> list[tuple[str, bool]]:
    """Return a row as text for people, and whether each cell is something to mend."""
    if row.trouble:
        return [(row.path, False), (row.trouble, True), *[("", False)] * (len(HEADS) - 2)]
    latest = newest.get(row.source, row.version)
    behind = not is_same(row.version, latest)
    inner = [path for path in row.edited if path.startswith(".groundplan/")]
    drift = ", ".join(
        text
        for text in (
            f"{len(row.edited)} edited" if row.edited else "",
            f"{len(row.missing)} missing" if row.missing else "",
        )
        if text
    )
    lacking = [path for path in row.missing if path.startswith(".groundplan/")]
    return [
        (row.path, False),
        (f"{row.version or '?'}, behind {latest}" if behind else row.version or "?", behind),
        (drift if row.is_recorded else "not recorded", bool(inner or lacking)),
        (row.rules or "", row.rules == "not compiled"),
        (_plan_text(row), False),
        ("active" if row.hooks else "not active", False),
        ("yes" if row.ci else "none", not row.ci),
    ]


def _plan_text(row: Row) -> str:
    """Return a plan's status, progress and title; `none` for the skeleton, which plans nothing."""
    if row.plan in ("", Status.SKELETON):
        return "none"
    progress = f" {row.done}/{row.steps}" if row.steps else ""
    return f"{row.plan}{progress}{': ' + row.plan_title if row.plan_title else ''}"


def print_table(heads: Sequence[str], rows: Sequence[Sequence[tuple[str, bool]]]) -> None:
    """Print a table that fits the terminal; long cells break."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in heads:
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(
            *(Text(characters.printable(text), "red" if bad else "") for text, bad in row)
        )
    Console(highlight=False, soft_wrap=False).print(table)
