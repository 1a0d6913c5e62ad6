"""What stands above a request and is about its file: front matter, and lists such as `- Status: draft`."""

from __future__ import annotations

import re
from typing import NamedTuple

from groundplan.plan.field_names import named_field, named_section, plain_name

_KEY = re.compile(r"(?P<key>[A-Za-z][\w .-]{0,40})[ \t]*:(?:[ \t]+(?P<value>.*))?$")
_ENTRY = re.compile(
    r"[ \t]*(?:[-*+][ \t]+)?(?:\*\*|__)?(?P<key>[A-Za-z][\w /.-]{0,40}?)(?:\*\*|__)?[ \t]*:(?:\*\*|__)?[ \t]+(?P<value>\S.*)$"
)
# What people and tools write about a document, and no question of ours.
_ABOUT = frozenset(
    plain_name(word)
    for word in [
        "about",
        "assignee",
        "assignees",
        "author",
        "authors",
        "category",
        "component",
        "created",
        "date",
        "decided",
        "deadline",
        "due",
        "epic",
        "estimate",
        "id",
        "issue",
        "kind",
        "label",
        "labels",
        "last",
        "updated",
        "milestone",
        "module",
        "name",
        "number",
        "owner",
        "owners",
        "points",
        "priority",
        "project",
        "key",
        "reporter",
        "requester",
        "reviewer",
        "reviewers",
        "rfc",
        "severity",
        "sprint",
        "stage",
        "start",
        "start-date",
        "started",
        "state",
        "status",
        "story-points",
        "tag",
        "tags",
        "target",
        "team",
        "template",
        "ticket",
        "tracker",
        "type",
        "updated",
        "version",
    ]
) | {
    plain_name(words)
    for words in (
        "start date",
        "end date",
        "due date",
        "last updated",
        "created at",
        "updated at",
        "story points",
        "target version",
        "target release",
        "issue number",
        "feature name",
        "rfc pr",
        "rust issue",
    )
}


class Head(NamedTuple):
    """A text without what is about its file."""

    text: str
    title: str = ""
    metadata: str = ""


def without_metadata(text: str) -> Head:
    """Return a text, its title and its metadata.

    Args:
        text: with line feeds only.
    """
    lines = text.split("\n")
    start = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if lines[start].strip() == "---":
        return _front_matter(lines, start)
    end = start
    while end < len(lines) and (found := _ENTRY.match(lines[end])):
        if not _is_about(found["key"]):
            return Head(text)
        end += 1
    is_block = end > start and (end == len(lines) or not lines[end].strip())
    rest = "\n".join(lines[end:])
    if not is_block or not rest.strip():
        return Head(text)
    return Head(rest, metadata="\n".join(lines[start:end]))


def _front_matter(lines: list[str], start: int) -> Head:
    end = next(
        (at for at in range(start + 1, len(lines)) if lines[at].strip() in ("---", "...")), 0
    )
    inside = lines[start + 1 : end]
    keyed = [line for line in inside if _KEY.match(line) or line[:1] in (" ", "\t", "-", "#", "")]
    if not end or not inside or len(keyed) != len(inside) or not any(map(_KEY.match, inside)):
        return Head("\n".join(lines))
    title = next((found["value"] or "" for line in inside if (found := _title(line))), "")
    kept = [line for line in inside if not _title(line)]
    metadata = "\n".join(kept).strip("\n")
    return Head("\n".join(lines[end + 1 :]), title.strip().strip("\"'"), metadata)


def _title(line: str) -> re.Match[str] | None:
    found = _KEY.match(line)
    return found if found and plain_name(found["key"]) == "title" else None


def _is_about(key: str) -> bool:
    return plain_name(key) in _ABOUT and not named_section(key) and not named_field(key)
