"""`groundplan locate` on the terminal: reads the request, asks, prints."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.core import io
from groundplan.core.errors import FOUND, Refused
from groundplan.locate.combine import gathered, ranked
from groundplan.locate.context import Context
from groundplan.locate.index import open_index
from groundplan.locate.request import read_request
from groundplan.locate.search import Located, code_first, evidence, search

if TYPE_CHECKING:
    from groundplan.locate.model import Place

MAX_INPUT = 1_000_000
FORMAT = "locate/1"


def locate_and_print(request: str, limit: int, explain: str, *, as_json: bool) -> int:
    """Locate a request and print the places; 1 where nothing was found.

    Args:
        request: a file's path, or `-` for standard input.
        limit: how many places of code at most.
        explain: a path whose evidence is asked for; empty for the list.
        as_json: print JSON instead of text.

    Raises:
        Refused: the request is missing, empty, too large or not text.
    """
    text = _request_text(request)
    root = io.repo_root(Path.cwd()) or Path.cwd()
    if explain:
        return _explain(root, text, explain)
    found = search(root, text, limit=limit)
    if as_json:
        io.print_line(_json(found))
    else:
        _print(found)
    return 0 if found.places else FOUND


def _request_text(request: str) -> str:
    if request == "-":
        text = io.read_input(MAX_INPUT).decode("utf-8", "replace")
    else:
        text = io.read_text(Path(request), MAX_INPUT)
    if not text.strip():
        raise Refused("The request is empty.", "Write what should change, in a line or more.")
    return text


def _json(found: Located) -> str:
    places = [asdict(place) for place in found.places]
    return json.dumps({"format": FORMAT, "places": places, "notes": found.notes}, indent=1)


def _print(found: Located) -> None:
    for place in found.places:
        io.print_line(_heading(place))
        io.print_prose(f"    {place.reason}", hang=0)
    if not found.places:
        io.print_error("Nothing in this repository matches.", "Name a file, a function or a page.")
    for note in found.notes:
        io.print_error(f"{note[0].upper()}{note[1:]}.")


def _heading(place: Place) -> str:
    line = f":{place.line} {place.name}" if place.line else ""
    kind = "" if place.what == "code" else f"  ({place.what})"
    return f"{place.path}{line}{kind}"


def _explain(root: Path, text: str, path: str) -> int:
    context = Context(read_request(text), open_index(root))
    table = gathered(context)
    order = list(code_first(ranked(table)))
    if path not in order:
        io.print_error(
            f"{path} has no evidence.", "Give a path as git lists it, from the top folder."
        )
        return FOUND
    io.print_line(f"{path}: place {order.index(path) + 1} of {len(order)}")
    for source, share in evidence(table, path):
        io.print_line(f"  {share:5.2f}  {source.name}: {source.reason(context, path)}")
    return 0
