"""Endpoints, files and things to imitate that the text of a request mentions, taken into their tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.request.known_endpoints import MODIFIED, NEW
from groundplan.request.parts import as_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from groundplan.core.model import Answer, ChangeRequest

PRIMARY, RELATED, SIMILAR = "files.primary", "files.related", "references.similar"
FILE_TABLES = (PRIMARY, RELATED, "files.new", SIMILAR)
# Where people mention things beside the tables that ask for them.
TEXTS = (
    "change.functionality",
    "requirements.must_have",
    "behavior.after",
    "behavior.before",
    "change.reason",
    "change.user_view",
    "context.current_state",
    "requirements.limits",
)
MOST = 12  # rows that are taken out of texts; more is no request
_ENDPOINT = re.compile(
    r"\b(?P<method>GET|POST|PUT|PATCH|DELETE)\b`?[ \t]+`?(?P<path>/[\w.~/{}<>:\[\]-]*[\w/}>\]])"
)
_PATH = re.compile(
    r"(?<![\w/:.-])(?P<path>(?:[\w@.\[\]()-]+/)*[\w@\[\]-][\w.@\[\]-]*\.[A-Za-z]\w{0,5})(?::\d+)?(?![\w/])"
)
_LIKE = re.compile(
    r"\b(?:same way|similar(?:ly)? to|like|as (?:for|in|with)|the way|analogous(?:ly)? to|follow(?:ing)?|copy|modell?ed (?:on|after)|same as|based on)\b",
    re.IGNORECASE,
)
_LIKE_NAME = re.compile(
    r"\b(?:like|similar to|same (?:way )?as|as (?:for|with)|analogous to|modell?ed (?:on|after)|exactly as)\s+(?:the\s+)?(?:(?:option|field|column|setting|flag)\s+)?"
    r"(?:`(?P<code>[^`\n]{2,60})`|(?P<name>[A-Za-z]\w*(?:_\w+|[a-z][A-Z]\w*)+))",
    re.IGNORECASE,
)
_SAME_WAY = re.compile(
    r"\bhas\s+`?(?P<name>[A-Za-z_]\w{2,40})`?.{0,20}\b(?:same way|same for|likewise)", re.IGNORECASE
)


def with_mentions(request: ChangeRequest, files: Collection[str]) -> ChangeRequest:
    """Return a request with what its texts mention in the tables that nobody filled.

    Args:
        request: the answers.
        files: the paths of the repo; a path that is not there stays in its text.
    """
    answers = {**request.answers}
    unsorted = request.unsorted
    lines = [line for key in TEXTS for line in _lines(request.answers.get(key, ""))]
    if NEW not in answers and MODIFIED not in answers:
        endpoints = _endpoint_rows(lines)
        if endpoints:
            answers[NEW] = endpoints
            unsorted = (*unsorted, NEW)
    known = {row[0].strip("`") for key in FILE_TABLES for row in _rows(answers.get(key, ()))}
    similar = [*_similar_rows(lines)]
    primary: list[tuple[str, str]] = []
    for path, line in _path_rows(lines, files):
        if path not in known:
            (similar if _LIKE.search(line) else primary).append((path, _short(line)))
    for key, rows in ((PRIMARY, primary), (SIMILAR, similar)):
        if rows and key not in request.answers:
            first_of = {name: (name, said) for name, said in reversed(rows)}
            answers[key] = tuple(first_of.values())[::-1][:MOST]
    return request._replace(answers=answers, unsorted=unsorted)


def _lines(answer: Answer) -> Iterator[str]:
    for line in as_text(answer).split("\n"):
        yield from (one for one in re.split(r"(?<=[.!?;])[ \t]+", line) if one.strip())


def _rows(answer: Answer) -> tuple[tuple[str, ...], ...]:
    return (
        tuple(row for row in answer if isinstance(row, tuple)) if isinstance(answer, tuple) else ()
    )


def _endpoint_rows(lines: list[str]) -> tuple[tuple[str, ...], ...]:
    found: dict[tuple[str, str], str] = {}
    for line in lines:
        for match in _ENDPOINT.finditer(line):
            found.setdefault((match["method"], match["path"]), _said_of(line))
    return tuple((*name, text) for name, text in found.items())[:MOST]


def _said_of(line: str) -> str:
    """Return what a line says of its endpoints: what follows the last of them, else the line."""
    last = [*_ENDPOINT.finditer(line)][-1]
    rest = line[last.end() :].strip(" `.:\u2013\u2014-")
    return rest or _short(line)


def _path_rows(lines: list[str], files: Collection[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        for match in _PATH.finditer(line):
            path = match["path"].removeprefix("./")
            whole = path if path in files else _only_one(path, files)
            if whole:
                yield whole, line


def _only_one(name: str, files: Collection[str]) -> str:
    """Return the one file of the repo whose path ends in this; "" for none or several."""
    found = [path for path in files if path.endswith(f"/{name}")]
    return found[0] if len(found) == 1 else ""


def _similar_rows(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        for match in (*_LIKE_NAME.finditer(line), *_SAME_WAY.finditer(line)):
            groups = match.groupdict()
            name = groups.get("code") or groups["name"]
            if not _PATH.fullmatch(name):
                yield name, _short(line)


def _short(line: str) -> str:
    text = " ".join(re.sub(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]+", "", line).split())
    return text if len(text) <= 160 else f"{text[:160].rsplit(' ', 1)[0]} \u2026"
