"""Requests as they stand in `.http` files: text -> values.

The format is that of the HTTP clients of VS Code and of the JetBrains editors, as far as it is data:
`###` between requests, `@name = value`, `{{name}}`, comments, headers, a body. Scripts and bodies
from files are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
_VARIABLE = re.compile(r"\{\{[ \t]*([A-Za-z_][\w.-]*)[ \t]*\}\}")
_SETTING = re.compile(r"@([A-Za-z_][\w.-]*)[ \t]*=[ \t]*(.*)")
_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)")  # a token of RFC 9110, 5.6.2


@dataclass(frozen=True)
class Request:
    """One request, with all variables filled in."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: str


def variables_in(text: str) -> frozenset[str]:
    """Return the names that a block uses and does not set itself."""
    own = {found[1] for line in text.split("\n") if (found := _SETTING.fullmatch(line.strip()))}
    return frozenset(_VARIABLE.findall(text)) - own


def read_requests(text: str, variables: Mapping[str, str]) -> list[Request]:
    """Return the requests of a block.

    Args:
        text: the block's body.
        variables: what `{{name}}` stands for.

    Raises:
        Refused: a line can't be understood, or a variable has no value.
    """
    values = dict(variables)
    parts = _parts(text.replace("\r\n", "\n").split("\n"))
    found = [request for part in parts if (request := _request(part, values)) is not None]
    if not found:
        raise Refused("The block has no request.", "Write one, for example: GET http://localhost/")
    return found


def _parts(lines: Sequence[str]) -> Iterator[list[str]]:
    part: list[str] = []
    for line in lines:
        if line.startswith("###"):
            yield part
            part = []
        else:
            part.append(line)
    yield part


def _request(lines: list[str], values: dict[str, str]) -> Request | None:
    rest = list(lines)
    while rest and (not rest[0].strip() or rest[0].lstrip().startswith(("#", "//", "@"))):
        setting = _SETTING.fullmatch(rest.pop(0).strip())
        if setting:
            values[setting[1]] = _filled(setting[2], values)
    if not rest:
        return None
    first = rest.pop(0).strip()
    while rest and rest[0][:1] in " \t" and rest[0].strip()[:1] in ("?", "&"):
        first += rest.pop(0).strip()
    method, url = _request_line(_filled(first, values))
    headers = []
    while rest and (line := rest.pop(0)).strip():
        if line.lstrip().startswith(("#", "//")):
            continue
        header = _HEADER.fullmatch(_filled(line.strip(), values))
        if not header:
            raise Refused(f"{line.strip()!r} is no header.", "Write `Name: value`.")
        headers.append((header[1], header[2]))
    body = _filled("\n".join(rest).strip("\n"), values)
    if body.startswith(("< ", "<@", "> ", ">>")) or "\n> {%" in f"\n{body}":
        raise Refused("Scripts and bodies from files are not read.", "Write the body itself.")
    return Request(method, url, tuple(headers), body)


def _request_line(line: str) -> tuple[str, str]:
    line = re.sub(r"[ \t]+HTTP/\d(?:\.\d)?$", "", line)
    method, _, url = line.partition(" ")
    if method.startswith(("http://", "https://")):
        method, url = "GET", line
    if method not in METHODS or not re.match(r"https?://[^\s/]+", url.strip()):
        raise Refused(
            f"{line!r} is no request.", f"Write a method ({', '.join(METHODS)}) and a whole URL."
        )
    return method, url.strip()


def _filled(text: str, values: Mapping[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        if found[1] not in values:
            raise Refused(
                f"{{{{{found[1]}}}}} has no value.",
                f"An earlier request of this run must capture it: capture.{found[1]}=$.path",
            )
        return values[found[1]]

    return _VARIABLE.sub(value, text)
