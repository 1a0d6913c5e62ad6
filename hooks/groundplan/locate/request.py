"""The text of a change request -> what it asks the index for."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from groundplan.locate.words import IDENTIFIER, WEAK_STEMS, pairs, parts, terms

MAX_REQUEST = 40_000
"""Characters of a request that are read; an issue of a forge has at most 65,536."""
_BODY_SHARE = 0.4
_BODY_TERMS = 120
_WEAK_SHARE = 0.5
_ADDRESS = re.compile(r"\bhttps?://([\w.-]+)(?::\d+)?([^\s)>\]\"'`]*)")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+")
_SCOPE = re.compile(r"^\s*(?:\[([^\]\n]{2,30})\]|(\w[\w -]{1,24})(?:\(([^)\n]{1,40})\))?!?:)\s")
_CODE = re.compile(r"`([^`\n]{2,120})`")
_NAME = re.compile(
    r"(?<![\w/.])([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+|[A-Za-z]\w*_\w+|[a-z]+[A-Z]\w*|[A-Z][a-z]+[A-Z]\w*)"
)
_PATH = re.compile(
    r"(?<![\w:/.@+$-])(/?(?:[\w.@+$-]+/)*[\w.@$-]+\.[A-Za-z]{1,10})\b(?:[:(]|\"?, line )?(\d{1,6})?"
)
_URL = re.compile(r"(?<![\w.])(/[\w{}<>:$.\[\]*-]+(?:/[\w{}<>:$.\[\]*-]*)*)")
_QUOTED = re.compile(r"[\"“”]([^\"“”\n]{4,120})[\"“”]|(?<!\w)'([^'\n]{4,120})'(?!\w)")


@dataclass(frozen=True)
class Request:
    """What a change request says, taken apart."""

    text: str
    subject: str
    weights: dict[str, float]
    """Stems with how much they count: those of the subject most."""
    pairs: dict[str, float]
    """Neighbouring stems as one term."""
    names: tuple[str, ...]
    """Identifiers: in backticks, dotted, with underscores, in camel case."""
    paths: tuple[tuple[str, int | None], ...]
    """File names with the line that follows them, as in a stack trace."""
    urls: tuple[str, ...]
    quoted: tuple[str, ...]
    """What is in quotes and has more than one word: texts of the interface, errors."""
    scope: str = ""
    """What stands before the colon of the subject, as in `fix(parser): …` or `UI: …`."""

    spelling: dict[str, str] = field(default_factory=dict)
    """Stem -> the word as the request writes it first."""

    def spelled(self, term: str) -> str:
        """Return a stem as the request writes it."""
        return self.spelling.get(term, term)


def read_request(text: str) -> Request:
    """Return a request's parts; text beyond `MAX_REQUEST` is not read."""
    clean = _without_comments(text[:MAX_REQUEST])
    clean = _ADDRESS.sub(_own_path, clean).strip()
    subject, _, body = clean.partition("\n")
    subject = subject.lstrip("# ").strip()
    return Request(
        text=clean,
        subject=subject,
        weights=_weighted(terms(subject), terms(body)[:_BODY_TERMS]),
        pairs=_weighted(_text_pairs(subject), _text_pairs(body)[:_BODY_TERMS]),
        names=_names(clean),
        paths=tuple(
            dict.fromkeys(
                (path, int(line) if line else None) for path, line in _PATH.findall(clean)
            )
        ),
        urls=tuple(dict.fromkeys(url for url in _URL.findall(clean) if len(url) > 3)),
        quoted=tuple(dict.fromkeys(a or b for a, b in _QUOTED.findall(clean) if " " in (a or b))),
        scope=scope_of(subject),
        spelling=_spelling(clean),
    )


def _own_path(address: re.Match[str]) -> str:
    """Return the path of an address on this machine, and nothing of one elsewhere: it is a reference."""
    return address[2] if address[1] in ("localhost", "127.0.0.1", "example.com") else ""


def _without_comments(text: str) -> str:
    """Return a text without HTML comments; an open one goes to the end. A pattern would take n² steps."""
    kept = []
    while True:
        before, begins, rest = text.partition("<!--")
        kept.append(before)
        if not begins:
            return "".join(kept)
        text = rest.partition("-->")[2]


def scope_of(subject: str) -> str:
    """Return what stands before the colon of a commit's subject, in lower case; empty where nothing does."""
    found = _SCOPE.match(subject)
    return next((part for part in reversed(found.groups()) if part), "").lower() if found else ""


def _spelling(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for word in _WORD.findall(text):
        for part in parts(word):
            found.setdefault(part, word.lower())
    return found


def _weighted(subject: list[str], body: list[str]) -> dict[str, float]:
    found = dict.fromkeys(subject, 1.0)
    for term, times in Counter(body).items():
        found[term] = found.get(term, 0.0) + _BODY_SHARE * min(times, 3) ** 0.5
    return {
        term: value * (_WEAK_SHARE if term in WEAK_STEMS else 1.0) for term, value in found.items()
    }


def _text_pairs(text: str) -> list[str]:
    stems: list[str] = []
    found: list[str] = []
    end = 0
    for match in IDENTIFIER.finditer(text):
        if text[end : match.start()].strip(" -_/.\t"):
            found += pairs(tuple(stems))
            stems = []
        stems += parts(match.group())
        end = match.end()
    return found + pairs(tuple(stems))


def _names(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for code in _CODE.findall(text):
        found += [name for name in re.findall(r"[\w.-]+", code) if len(name) > 3]
    found += _NAME.findall(text)
    return tuple(dict.fromkeys(name.strip(".-") for name in found))[:60]
