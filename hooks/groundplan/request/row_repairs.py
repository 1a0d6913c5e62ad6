"""Rows whose cells stand in the wrong column, or in the wrong table: put where they belong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, cast

from groundplan.core.model import Kind, NotPlaced
from groundplan.plan.answers import canonical
from groundplan.plan.field_names import field_at
from groundplan.request.parts import joined

if TYPE_CHECKING:
    from groundplan.core.model import Answer, ChangeRequest

ROW = tuple[str, ...]
_METHODS = "GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE|CONNECT|QUERY|ANY|WS|SSE"
_METHOD_CELL = re.compile(
    rf"(?:{_METHODS}|RPC|GRAPHQL|SUBSCRIBE|EVENT|CLI)(?:[ ,/]+(?:{_METHODS}))*", re.I
)
_METHOD_AND_PATH = re.compile(
    rf"(?P<method>(?:{_METHODS})(?:[ ,/]+(?:{_METHODS}))*)[ \t]+(?P<path>\S+)(?P<rest>.*)",
    re.I | re.S,
)
_NAME = re.compile(r"[A-Za-z_$][\w$]*(?:[./:#][A-Za-z_$][\w$]*)*(?:\(\))?")
_ENV_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\*)?")
_SOURCE_FILE = re.compile(r"[^\s|<>\"']+")

ENDPOINTS = ("interface.new_endpoints", "interface.modified_endpoints")
FILES = ("files.primary", "files.related", "files.new")
ENV_VARS = "setup.env_vars"
DATABASE = "setup.database"
STACK = "context.technology_stack"


class Repaired(NamedTuple):
    """The rows of one table, and what of them belongs elsewhere."""

    rows: tuple[ROW, ...]
    moved: tuple[tuple[str, str], ...] = ()
    """Texts with the field that they belong to."""
    undecided: tuple[str, ...] = ()


def with_rows_repaired(request: ChangeRequest) -> ChangeRequest:
    """Return a request whose rows stand in the columns and fields that they mean."""
    answers = {**request.answers}
    undecided = [*request.undecided]
    for key, answer in request.answers.items():
        if isinstance(answer, str) or field_at(key).kind is not Kind.TABLE:
            continue
        found = repaired(key, cast("tuple[ROW, ...]", answer))
        undecided += [NotPlaced(field_at(key).label, text) for text in found.undecided]
        answers[key] = found.rows
        for place, text in found.moved:
            _add(answers, place, text)
    kept = {key: answer for key, answer in answers.items() if answer}
    return request._replace(answers=kept, undecided=tuple(undecided))


def _add(answers: dict[str, Answer], place: str, text: str) -> None:
    field = field_at(place)
    new, old = canonical(field, text), answers.get(place)
    both = new if old is None or new is None else joined(field, old, new)
    if both is not None:
        answers[place] = both


def repaired(key: str, rows: tuple[ROW, ...]) -> Repaired:
    """Return the rows of a table as its columns mean them.

    Args:
        key: `section.field` of the table.
        rows: as they were read.
    """
    if key in ENDPOINTS:
        return _endpoints(rows)
    if key == ENV_VARS:
        return _env_vars(rows)
    if key in FILES:
        return _files(rows)
    return Repaired(rows)


def _endpoints(rows: tuple[ROW, ...]) -> Repaired:
    kept: list[ROW] = []
    moved: list[tuple[str, str]] = []
    undecided: list[str] = []
    for method, path, text in rows:
        words = " ".join(_bare(cell) for cell in (method, path) if cell.strip())
        found = _METHOD_AND_PATH.fullmatch(words)
        if _METHOD_CELL.fullmatch(_bare(method)) and path.strip():
            kept.append((_bare(method).upper(), _bare(path), text))
        elif found:
            kept.append(
                (found["method"].upper(), found["path"].strip("`"), _joined(found["rest"], text))
            )
        elif words.startswith("/"):
            where, _, rest = words.partition(" ")
            kept.append(("ANY", where, _joined(rest, text)))
            undecided.append(f"the method of {where}")
        elif _NAME.fullmatch(words):
            kept.append(("RPC", words, text))
        else:
            moved.append(("change.functionality", _joined(words, text)))
    return Repaired(tuple(kept), tuple(moved), tuple(undecided))


def _env_vars(rows: tuple[ROW, ...]) -> Repaired:
    kept: list[ROW] = []
    moved: list[tuple[str, str]] = []
    for name, purpose in rows:
        bare, equals, value = _bare(name).partition("=")
        if _ENV_NAME.fullmatch(bare.strip()):
            kept.append(
                (bare.strip(), _joined(f"for example {value}" if equals and value else "", purpose))
            )
        else:
            moved.append((STACK, f"{name}: {purpose}" if purpose else name))
    return Repaired(tuple(kept), tuple(moved))


def _files(rows: tuple[ROW, ...]) -> Repaired:
    kept: list[ROW] = []
    undecided: list[str] = []
    moved: list[tuple[str, str]] = []
    for path, text in rows:
        bare = _bare(path).removeprefix("./")
        if not bare or (
            _SOURCE_FILE.fullmatch(bare) and not bare.startswith(("/", "..", "~", "http"))
        ):
            kept.append((bare or path, text))
        elif bare.startswith("/") and _SOURCE_FILE.fullmatch(bare):
            kept.append((bare.lstrip("/"), text))
        elif re.search(r"\bmigrations?\b", bare, re.I):
            moved.append((DATABASE, _joined(path, text)))
        else:
            undecided.append(f"the path of {_joined(path, text)}")
    return Repaired(tuple(kept), tuple(moved), tuple(undecided))


def _bare(cell: str) -> str:
    return re.sub(r"[ \t]+", " ", cell.replace("`", "").replace("**", "")).strip(" *")


def _joined(first: str, second: str) -> str:
    return " - ".join(part for part in (first.strip(" -\u2013\u2014:"), second.strip()) if part)
