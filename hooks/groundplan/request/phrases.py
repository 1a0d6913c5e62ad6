"""Phrases that are no answer: placeholders of the form, "I do not know", and lines that only lead to a list."""

from __future__ import annotations

import re

_UNKNOWN = re.compile(
    r"(?:(?:i|we)(?:'m| am|'re| are)? ?(?:do not|don'?t|not) (?:know|sure)(?: yet)?|(?:i|we) have no idea"
    r"|unknown|undecided|not (?:sure|decided|known|clear)(?: yet)?|no idea|tbd|tba|tbc|todo|fixme|xxx|unclear|unsure|open"
    r"|to be (?:decided|determined|defined|discussed|confirmed|clarified|announced)|pending|\?+|\.{3}|\u2026)"
)
_NO_ANSWER_TAIL = re.compile(r"[\s.!,;()*_`]+")
# Whole texts in square brackets that the original form holds where somebody writes an answer.
_FORM_TEXTS = frozenset(
    (
        "brief description of what currently exists",
        "one line description of what you want to achieve",
        "provide a clear detailed explanation of the desired change include",
        "any limitations restrictions or guidelines to follow",
        "performance requirements",
        "security considerations",
        "compatibility requirements",
        "brief description of changes needed",
        "purpose description",
        "purpose",
        "description",
        "current behavior state",
        "expected behavior after changes",
        "expected outcome",
        "expected result",
        "what changes",
        "any new or modified database tables models",
        "new fields or relationships",
        "what needs to be tested",
        "end to end scenarios to verify",
        "any new packages libraries needed",
        "new or modified env vars",
        "migrations new tables etc",
        "any changes to build process",
        "point to existing code that does something similar",
        "links to documentation examples etc",
        "visual references if applicable",
        "all tests pass",
        "documentation is updated",
        "no breaking changes to existing functionality",
    )
)
_FORM_NUMBERED = re.compile(
    r"(?:specific (?:requirement|measurable outcome)|optional enhancement|step) \d+(?: of user interaction)?"
)
_SLOT = re.compile(r"(?:e g |your |insert |describe |fill in |add (?:a|the|your) |name of )")
_FORM_PLACES = re.compile(
    r"path/to/[\w./-]+|(?:(?:get|post|put|patch|delete) )?/api/(?:endpoint|another|existing)"
)
_FORM_BULLETS = frozenset(
    (
        "what functionality needs to be added modified removed",
        "why this change is needed",
        "how it should work from a user perspective",
    )
)
_BRACKETS = re.compile(
    r"\[(?P<inside>[^\[\]\n]{2,200})\](?![(\[:])|<(?P<slot>[A-Za-z][^<>\n]{2,80})>"
)
_MARK = re.compile(r"[ \t]*(?:[-*+\u2022]|\d{1,9}[.)])?[ \t]*(?:\[[ xX]\][ \t]*)?")
_LEAD = re.compile(
    r"(?:please )?(?:include|note|list|consider|done when|acceptance criteria|success criteria)"
    r"|(?:the |this )?(?:change|feature|work|task|request|story|issue|pr|it|we|following|criteria|requirements?)\b"
    r"[\w ,'/-]{0,60}\b(?:when|if|once|following|follows|includes?|done|complete|are|is|hold|apply|met)",
    re.IGNORECASE,
)


def says_unknown(text: str) -> bool:
    """Return whether a whole text says only that its writer does not know."""
    return bool(_UNKNOWN.fullmatch(_NO_ANSWER_TAIL.sub(" ", text).strip().casefold()))


def undecided_subject(text: str) -> str:
    """Return what an item leaves open, such as `A forced refresh` of `A forced refresh: undecided`; else ""."""
    subject, colon, rest = _unmarked(text).rpartition(":")
    if colon and subject.strip() and says_unknown(rest):
        return subject.strip()
    found = re.match(r"(?P<subject>.{3,}?) (?:is|are) (?P<rest>[\w ]+?)[.!]?$", _unmarked(text))
    return found["subject"].strip() if found and says_unknown(found["rest"]) else ""


def is_lead_in(line: str, following: str) -> bool:
    """Return whether a line only introduces the list below it.

    Args:
        line: the line.
        following: the next line that is not blank.
    """
    text = line.strip(" \t*_")
    is_listed = bool(re.match(r"[ \t]*(?:[-*+\u2022|]|\d{1,9}[.)])", following))
    return text.endswith(":") and is_listed and bool(_LEAD.fullmatch(text.rstrip(": *_")))


def without_placeholders(line: str) -> str | None:
    """Return a line without the form's placeholders; None where nothing of it was written by a person.

    Brackets that somebody left around an answer of their own are taken off.
    """
    if not line.strip():
        return line
    text = _BRACKETS.sub(_filled, line)
    rest = _unmarked(text)
    bare = re.sub(r"[`*_]|[ \t:\u2013\u2014-]+$", "", rest).strip()
    if not bare or _FORM_PLACES.fullmatch(bare.casefold()) or _words(bare) in _FORM_BULLETS:
        return None if rest != _unmarked(line) or bare else line
    if text != line:
        text = re.sub(r"[ \t]+(?:[\u2013\u2014-]|:)[ \t]*$", "", text.rstrip())
    mark = _MARK.match(text)
    own = text[mark.end() :] if mark else text
    if re.fullmatch(r"\[[^\[\]\n]*[ \t][^\[\]\n]*\]", own):
        return text[: len(text) - len(own)] + own[1:-1]
    return text


def _filled(found: re.Match[str]) -> str:
    inside = found["inside"] or found["slot"]
    words = _words(inside)
    is_form = words in _FORM_TEXTS or bool(_FORM_NUMBERED.fullmatch(words))
    is_slot = bool(_SLOT.match(f"{words} ")) and (found["slot"] is None or " " in words)
    return "" if (is_form and found["slot"] is None) or is_slot else found[0]


def _words(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


def _unmarked(line: str) -> str:
    found = _MARK.match(line)
    return (line[found.end() :] if found else line).strip()
