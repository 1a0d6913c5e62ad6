"""A change request written freely in Markdown: headings and bold labels, in any order and level.

Nothing is lost: each line either is a heading or label that we know, or goes with the last one.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from groundplan.core.errors import Refused
from groundplan.core.model import Kind
from groundplan.plan.answers import Fences, strip_blank
from groundplan.plan.field_names import (
    field_at,
    is_lane,
    named_field,
    named_section,
    plain_name,
    section_of,
)
from groundplan.request.free_text import (
    LIMITS,
    MUST,
    divided_solution,
    placed_sentences,
    short_title,
)
from groundplan.request.known_endpoints import NEW
from groundplan.request.metadata import without_metadata
from groundplan.request.parts import FUNCTIONALITY, SUMMARY, Part, gather

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.core.model import ChangeRequest, Section

_EMPTY_TITLES = frozenset(
    (
        "change request template",
        "change request form",
        "change request",
        "feature request",
        "bug report",
        "here is detailed information about what need to happen for code change to be successful",
    )
)
_ALTERNATIVES = re.compile(r"\balternatives?\b", re.IGNORECASE)
MOST_MARKS = 5_000  # a request of ours has fifty
LABEL_DEPTH = 7  # below every heading
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_BOLD = re.compile(
    r"(?P<mark>[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+)?[ \t]*(?:\*\*|__)(?P<label>[^*_\n]{1,120}?):?(?:\*\*|__)[ \t]*(?P<colon>[:\u2013\u2014-])?[ \t]*(?P<rest>.*)$"
)
_PLAIN = re.compile(
    r"(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?(?P<label>[A-Za-z][^:|`*\[\]]{1,80}):(?:[ \t]+(?P<rest>.*))?$"
)
_QUESTION = re.compile(
    r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?P<label>[^?\n]{3,120}\?)[ \t]*(?P<rest>.*)$"
)
_BULLET_LABEL = re.compile(
    r"(?P<indent>[ \t]*)[-*+\u2022][ \t]+(?:\*\*|__)?(?P<label>[A-Za-z][^:?*_\n]{1,80}?)(?:\*\*|__)?"
    r"(?:[ \t]*[:?](?:\*\*|__)?|[ \t]+[\u2013\u2014-])[ \t]+(?P<rest>\S.*)$"
)
_BULLET = re.compile(r"(?P<indent>[ \t]*)(?:[-*+\u2022]|\d{1,3}[.)])[ \t]")
_TITLE = re.compile(
    r"(?:change|feature|pull)?[ \t]*(?:request|feature|change|proposal|plan|rfc)[ \t]*[:\u2013\u2014-][ \t]*(?P<title>\S.*)$",
    re.IGNORECASE,
)
_OPEN = re.compile(r"_(?:Open: .*|Not needed in a \w+ change\.|No response)_$")


@dataclass
class _Bucket:
    """Lines on their way to one place."""

    place: str | None
    where: str
    depth: int
    is_plain: bool = False
    """Whether a label without bold type opened it."""
    inside: _Bucket | None = None
    """The text in whose list a bullet such as `- Why: ...` opened this one."""
    lines: list[str] = field(default_factory=list)


class _Reader:
    """Walks over the lines once; `buckets` holds where each of them went."""

    def __init__(self, *, is_flat: bool) -> None:
        """Begin to read.

        Args:
            is_flat: whether the text has no headings, so that `Label: value` lines lead anywhere.
        """
        self.is_flat = is_flat
        self.marks = 0
        self.buckets = [_Bucket("", "The beginning", 0)]
        self.section: Section | None = None
        self.section_depth = 0
        self.title = ""
        self.lane = ""

    @property
    def open(self) -> _Bucket:
        """The bucket that lines go to now."""
        return self.buckets[-1]

    def heading(self, depth: int, text: str, line: str) -> None:
        """Take a heading: a section, a field, the title, or text of the answer above."""
        self._count()
        inside = self.open.depth and depth > self.open.depth
        place = self._place(depth, text)
        if inside and self._is_text() and not (place and self._is_own(place)):
            self.open.lines.append(line)
        elif place is not None:
            self._open(place, text, depth)
        elif is_lane(text):
            self._open("lane", text, depth)
        elif depth == 1 and not self.title and self.section is None:
            found = _TITLE.match(text)
            self.title = found["title"].strip() if found else text.strip()
            if plain_name(text) in _EMPTY_TITLES:
                self.title = ""
            self._open("", text, 0)
        else:
            if depth <= self.section_depth:
                self.section, self.section_depth = None, 0
            self._open(None, text, depth)
            self.open.lines.append(line)

    def bullet(self, line: str) -> bool:
        """Take a bullet such as `- Why: ...` in a text, where another question of the section is meant."""
        if (around := self.open.inside) is not None and _BULLET.match(line):
            self.buckets.append(_Bucket(around.place, around.where, around.depth))
        if self.section is None or not self._is_text():
            return False
        found = _BULLET_LABEL.match(line)
        place = named_field(found["label"].strip(), self.section) if found else ""
        if not found or not place or place == self.open.place:
            return False
        self._count()
        around = self.open
        self.buckets.append(_Bucket(place, found["label"], around.depth, inside=around))
        self.open.lines.append(found["rest"])
        return True

    def label(self, line: str) -> bool:
        """Take a line such as `- **Project type:** Web API`, where its label is a known one."""
        found = _BOLD.match(line) if "**" in line or "__" in line else None
        is_plain = found is None
        if found is None and ":" in line and self._takes_plain_labels():
            found = _PLAIN.match(line)
        is_free = not self._is_text() or self.open.depth == LABEL_DEPTH
        if found is None and "?" in line and is_free:
            found = _QUESTION.match(line)
        if found is None:
            return False
        self._count()
        name, rest = found["label"].strip(), found["rest"] or ""
        place = "lane" if is_lane(name) else self._labelled(name, is_plain, bool(rest.strip()))
        if not place:
            return False
        self._open(place, name, LABEL_DEPTH)
        self.open.is_plain = is_plain
        if rest.strip():
            self.open.lines.append(rest)
        return True

    def _labelled(self, name: str, is_plain: bool, has_rest: bool) -> str:
        """Return the field, or the section, that a label means here; "" for none."""
        own = named_field(name, self.section) if self.section else ""
        in_text = self._is_text() and self.open.depth < LABEL_DEPTH
        is_far = is_plain and self.open.place != "" and not self.is_flat
        if own or is_far or in_text:
            return own
        section = None if has_rest else named_section(name)
        return named_field(name) or (f"{section.id}." if section else "")

    def _count(self) -> None:
        # Each is compared with all names; more than this is no request, and would take long.
        self.marks += 1
        if self.marks > MOST_MARKS:
            raise Refused(
                f"The change request has more than {MOST_MARKS:,} headings and labels.",
                "Name what belongs to it by a link or a path.",
            )

    def _place(self, depth: int, text: str) -> str | None:
        """Return where a heading leads, nearest first; None for nowhere."""
        section = named_section(text)
        below = self.section is not None and depth > self.section_depth
        if below and (own := named_field(text, self.section)):
            return own
        if section is not None:
            return f"{section.id}."
        return named_field(text, self.section) or named_field(text) or None

    def _open(self, place: str | None, where: str, depth: int) -> None:
        if place and place.endswith("."):
            self.section, self.section_depth = section_of(place), depth
        elif place and place != "lane" and not self._is_own(place):
            # A field outside of its section: what follows belongs to that section.
            self.section, self.section_depth = section_of(place), max(depth - 1, 0)
        self.buckets.append(_Bucket(place, where, depth))

    def _is_own(self, place: str) -> bool:
        return self.section is not None and place.startswith(f"{self.section.id}.")

    def _field_kind(self) -> Kind | None:
        place = self.open.place
        return field_at(place).kind if place and "." in place[:-1] else None

    def _is_text(self) -> bool:
        return self._field_kind() is Kind.TEXT

    def _takes_plain_labels(self) -> bool:
        lists = (None, Kind.LIST, Kind.LINE, Kind.ORDERED)
        return self.open.is_plain or self._field_kind() in lists


def read_free_markdown(text: str) -> ChangeRequest:
    """Return the change request that a Markdown text holds.

    Args:
        text: any text; lines that belong to nothing known come back as not placed.

    Raises:
        Refused: it has too many headings and labels, or an answer holds control characters.
    """
    head = without_metadata(text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = head.text.split("\n")
    reader = _Reader(is_flat=_is_flat(lines))
    reader.title = head.title
    comments = [Part(None, "Metadata", head.metadata)] if head.metadata else []
    fences = Fences()
    for line, heading in _lines(lines, comments):
        if fences.feed(line):
            reader.open.lines.append(line)
        elif heading:
            reader.heading(*heading, line)
        elif not reader.bullet(line) and not reader.label(line):
            reader.open.lines.append(line)
    lane = "\n".join(strip_blank("\n".join(b.lines)) for b in reader.buckets if b.place == "lane")
    parts = [part for bucket in reader.buckets if bucket.place != "lane" for part in _parts(bucket)]
    parts = _by_meaning(parts, reader)
    request = gather([*parts, *comments], title=reader.title, lane=lane)
    return request._replace(unsorted=_unsorted(reader.buckets))


def _by_meaning(parts: list[Part], reader: _Reader) -> list[Part]:
    """Return parts in which text that no heading or label leads to is placed by its sentences."""
    if any(bucket.place and bucket.place.endswith(".") for bucket in reader.buckets):
        return parts  # sections of ours: what is open there stays open
    if any(part.place for part in parts):
        return [one for part in parts for one in _divided(part, parts, reader)]
    kept: list[Part] = []
    for part in parts:
        is_free = part.place == "" and isinstance(part.answer, str)
        kept += placed_sentences(str(part.answer), title=reader.title) if is_free else [part]
    return kept


def _divided(part: Part, parts: list[Part], reader: _Reader) -> Iterator[Part]:
    """Yield the solution of a form without questions for a title and for requirements, by its sentences."""
    places = {one.place for one in parts}
    if part.place != FUNCTIONALITY or not isinstance(part.answer, str):
        yield part
        return
    rest, musts = divided_solution(part.answer) if MUST not in places else (part.answer, "")
    if not reader.title and SUMMARY not in places:
        yield Part(SUMMARY, part.where, short_title(re.sub(r"^[-*+][ \t]+", "", rest)))
    if musts:
        yield Part(MUST, part.where, musts)
    yield replace(part, answer=rest if musts else part.answer)


def _unsorted(buckets: list[_Bucket]) -> tuple[str, ...]:
    """Return the question about new endpoints where no heading that led to it says "new"."""
    heads = [plain_name(bucket.where) for bucket in buckets if bucket.place == NEW]
    return (NEW,) if heads and all(head in ("endpoint", "route") for head in heads) else ()


def _lines(lines: list[str], comments: list[Part]) -> Iterator[tuple[str, tuple[int, str] | None]]:
    """Yield each line with its heading's depth and text; whole-line comments go to `comments`."""
    fences = Fences()
    comment: list[str] = []
    skip = False
    for index, line in enumerate(lines):
        if skip:
            skip = False
            continue
        if comment or (not fences.is_open and line.lstrip().startswith("<!--")):
            comment.append(line)
            if "-->" in line:
                comments += _comment(comment)
                comment = []
            continue
        heading, following = None, ""
        if not fences.feed(line):
            following = lines[index + 1] if index + 1 < len(lines) else ""
            heading = _heading(line, following, lines[index - 1] if index else "")
            skip = heading is not None and not _HEADING.match(line)
        yield (f"{line}\n{following}" if skip else line), heading
    # A comment that is never closed is text like any other.
    for line in comment:
        yield line, None


def _is_flat(lines: list[str]) -> bool:
    fences = Fences()
    return not any(not fences.feed(line) and _HEADING.match(line) for line in lines)


def _comment(lines: list[str]) -> list[Part]:
    """Return a comment as a part without a place, unless it is help of our own form."""
    from groundplan.request.form import help_texts

    text = strip_blank("\n".join(lines))
    inside = text.removeprefix("<!--").removesuffix("-->")
    return [] if plain_name(inside) in help_texts() else [Part(None, "A comment", text)]


def _heading(line: str, following: str, before: str) -> tuple[int, str] | None:
    if "#" in line[:4] and (found := _HEADING.match(line)):
        return len(found[1]), found[2] or ""
    underlined = None if before.strip() else _UNDERLINE.match(following)
    if underlined and line.strip() and line[:1] not in "-*+>|\t<" and line[:4] != "    ":
        return (1 if underlined[1][0] == "=" else 2), line.strip()
    return None


def _parts(bucket: _Bucket) -> Iterator[Part]:
    """Yield what a bucket holds, without the marks for "open" that a plan or form has."""
    lines = [line for line in bucket.lines if not _OPEN.match(line.strip())]
    text = strip_blank(textwrap.dedent("\n".join(lines)))
    if bucket.place and "." in bucket.place[:-1] and field_at(bucket.place).kind is not Kind.TEXT:
        text = unfenced(text)
    if text and bucket.place == LIMITS and _ALTERNATIVES.search(bucket.where):
        text = re.sub(
            r"^(?=[^ \t\n])(?:[-*+][ \t]+)?",
            "- Alternative that was considered: ",
            text,
            flags=re.M,
        )
    if text:
        yield Part(bucket.place, bucket.where, text)


def unfenced(text: str) -> str:
    """Return the inside of a text that is one fenced block and nothing else; else the text."""
    lines = text.split("\n")
    fences = Fences()
    open_after = [(fences.feed(line), fences.is_open)[1] for line in lines]
    is_one = len(lines) > 1 and all(open_after[:-1]) and not open_after[-1]
    return strip_blank("\n".join(lines[1:-1])) if is_one else text
