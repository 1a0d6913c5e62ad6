"""Sentences of an issue that follows no form: each is placed by what it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.plan.answers import Fences, strip_blank
from groundplan.request.parts import FUNCTIONALITY, SUMMARY, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

REASON, MUST, LIMITS = "change.reason", "requirements.must_have", "requirements.limits"
FEWEST_WORDS = 4  # of a clause that says something alone
LONGEST_TITLE = 100  # characters of a first line that is taken as the title
_END = re.compile(
    r"(?<=[.!?])[ \t]+(?=[\"'(`A-Z0-9])|[ \t]*;[ \t]+|,[ \t]+(?=just\b)|:[ \t]+(?=(?:when|if)\b)"
)
_ABBREVIATED = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|no)\.|\b[A-Z]\.)$")
_BULLET = re.compile(r"[ \t]*(?:[-*+\u2022]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?P<text>\S.*)$")
_ASKED = re.compile(
    r"\b(?:please|add|allow|introduce|implement|support|provide|let (?:us|me|people|users)|would (?:like|love|be (?:nice|great|good|helpful|useful))"
    r"|i(?:'d| would) like|we(?:'d| would) like|want|wish|could (?:you|we)|make it possible|feature request|it should be possible)\b",
    re.IGNORECASE,
)
_WE = re.compile(
    r"^(?:and |but |so |because |since |currently,? |today,? |right now,? )?(?:i|we|our|my|some|many|people|somebody)\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?:out of scope|no need (?:for|to)|not (?:needed|necessary|required|in scope)|(?:is|are)n'?t (?:needed|necessary)"
    r"|no [\w ]{1,40} (?:is |are )?(?:needed|required|necessary)|don'?t need|for now|must not break|without breaking"
    r"|backwards?[- ]compatib\w+|should stay as (?:it is|they are)|keep working)\b",
    re.IGNORECASE,
)
_REQUIRED = re.compile(
    r"\b(?:must|should|shall|has to|have to|needs? to|may(?: not)?|can(?:not|'t|not)?|(?:is|are)n'?t|will|won'?t|only|ui|api|cli|page|panel|form|button|check ?box|dialog|menu|setting)\b",
    re.IGNORECASE,
)
_DEED = re.compile(
    r"^(?:just |also |then |and )?(?:validate|show|return|accept|ignore|reject|refuse|store|log|send|display|hide|keep|use|set|when|if|after|before|until|only)\b",
    re.IGNORECASE,
)
_TROUBLE = re.compile(
    r"\b(?:can'?t|cannot|by hand|manual(?:ly)?|annoying|problem|currently|today|right now|at the moment|forget|slow|fails?|broken|crash(?:es)?|lose|lost|instead|error)\b",
    re.IGNORECASE,
)


def placed_sentences(text: str, *, title: str = "") -> list[Part]:
    """Return the parts of a text without headings or labels, each at the question that it answers.

    Args:
        text: what somebody wrote; every sentence of it is in one of the parts.
        title: the title, where it is known already.
    """
    title_here, body = ("", text) if title else _titled(text)
    found = [Part(SUMMARY, "The first line", title_here)] if title_here else []
    places: dict[str, list[str]] = {}
    was_asked = False
    for sentence, is_item in _sentences(body):
        place = _place(sentence, is_item=is_item, was_asked=was_asked)
        was_asked = was_asked or place in (FUNCTIONALITY, MUST)
        places.setdefault(place, []).append(sentence)
    if set(places) == {REASON}:
        places = {FUNCTIONALITY: places[REASON]}
    for place, said in places.items():
        is_list = place in (MUST, LIMITS)
        lines = [f"- {_indented(one)}" for one in said] if is_list else said
        found.append(Part(place, "The text", "\n".join(lines)))
    if not title and not title_here and (first := places.get(FUNCTIONALITY, places.get(MUST))):
        found.append(Part(SUMMARY, "The text", short_title(first[0])))
    return found


def divided_solution(text: str) -> tuple[str, str]:
    """Return what a solution adds, and the requirements in it as a list; one of the two may be empty."""
    said = [
        (one, _place(one, is_item=is_item, was_asked=True)) for one, is_item in _sentences(text)
    ]
    musts = [one for one, place in said if place == MUST]
    rest = [one for one, place in said if place != MUST]
    if not rest and musts:
        rest, musts = musts[:1], musts[1:]
    return "\n".join(rest), "\n".join(f"- {_indented(one)}" for one in musts)


def short_title(sentence: str) -> str:
    """Return the beginning of a sentence as a title: up to a clause's end, without "please"."""
    text = re.sub(
        r"^(?:please|could you|can we|we want to|i want to|i'd like to)[ ,]+",
        "",
        " ".join(sentence.split()),
        flags=re.I,
    )
    text = re.split(r"[:;.](?:[ ]|$)|,[ ]+(?:so|which|because)\b|[ ]+so that\b", text)[0].strip(
        " ."
    )
    if len(text) > LONGEST_TITLE:
        text = text[:LONGEST_TITLE].rsplit(" ", 1)[0]
    return text[:1].upper() + text[1:]


def _titled(text: str) -> tuple[str, str]:
    """Return a first line that reads as a title, and the rest."""
    first, _, rest = strip_blank(text).partition("\n")
    is_title = len(first) <= LONGEST_TITLE and not first.rstrip().endswith(
        (".", ",", ":", ";", "?", "!")
    )
    if (
        is_title
        and rest.strip()
        and not _BULLET.match(first)
        and not first.startswith(("```", "~~~", "|", ">"))
    ):
        return first.strip(), rest
    return "", text


def _sentences(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each sentence and list item, and whether it is an item; a fenced block goes with what it follows."""
    held: list[tuple[str, bool]] = []
    fences = Fences()
    for paragraph, is_item in _paragraphs(text):
        if fences.feed(paragraph.split("\n")[0]) and held:
            last, was_item = held.pop()
            held.append((f"{last}\n{paragraph}", was_item))
            fences = Fences()
            continue
        fences = Fences()
        held += [(one, is_item) for one in ([paragraph] if is_item else _split(paragraph))]
    yield from held


def _paragraphs(text: str) -> list[tuple[str, bool]]:
    found: list[tuple[list[str], bool]] = []
    fences = Fences()
    fresh = True
    for line in text.split("\n"):
        was_open = fences.is_open
        is_fenced = fences.feed(line)
        item = None if is_fenced else _BULLET.match(line)
        if item:
            found.append(([item["text"]], True))
        elif not line.strip() and not is_fenced:
            fresh = True
            continue
        elif found and not fresh and (was_open or not is_fenced):
            found[-1][0].append(line if is_fenced else line.strip())
        else:
            found.append(([line if is_fenced else line.strip()], False))
        fresh = is_fenced and not fences.is_open
    return [("\n".join(lines), is_item) for lines, is_item in found]


def _split(paragraph: str) -> list[str]:
    if paragraph.startswith(("```", "~~~", "|", ">")):
        return [paragraph]
    sentences: list[str] = []
    for piece in _END.split(" ".join(paragraph.split())):
        is_short = len(piece.split()) < FEWEST_WORDS and not piece[:1].isupper()
        if sentences and (is_short or _ABBREVIATED.search(sentences[-1])):
            sentences[-1] += f" {piece}" if _ABBREVIATED.search(sentences[-1]) else f"; {piece}"
        elif piece.strip():
            sentences.append(piece.strip())
    return sentences


def _place(sentence: str, *, is_item: bool, was_asked: bool) -> str:
    """Return the field that a sentence answers; the tests go from the clearest sign to the weakest."""
    if _LIMIT.search(sentence):
        return LIMITS
    if is_item and not _TROUBLE.search(sentence):
        return MUST
    if _WE.match(sentence) and not _ASKED.search(sentence):
        return REASON
    if _ASKED.search(sentence):
        return FUNCTIONALITY
    if _DEED.match(sentence) or (
        _REQUIRED.search(sentence) and (was_asked or not _TROUBLE.search(sentence))
    ):
        return MUST
    return FUNCTIONALITY if was_asked else REASON


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")
