"""Texts in quotes, such as labels and errors: files that have them, also by a translation's key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.locate.file_kinds import kind_of
from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_MOST_TEXTS = 8
_MOST_FILES = 12
_KEY = re.compile(r"[\"']?([\w.-]{3,80})[\"']?\s*(?:=>|[:=])\s*[\"'`]")


def scores(context: Context) -> dict[str, float]:
    """Return 1 divided by how many files have the text, and the same for users of its key."""
    found: dict[str, float] = {}
    for text in context.request.quoted[:_MOST_TEXTS]:
        having = _having(context, text)
        for path in having:
            found[path] = max(found.get(path, 0.0), len(having) ** -0.5)
            for user in _users_of_key(context, path, text):
                found[user] = max(found.get(user, 0.0), 0.8)
    return found


def _having(context: Context, text: str) -> list[str]:
    having = [path for path in _candidates(context, text) if text in context.text(path)]
    return having if len(having) <= _MOST_FILES else []


def _candidates(context: Context, text: str) -> list[str]:
    """Return the files that have the text's rarest word: only these are read."""
    words = re.findall(r"[^\W\d_]{3,}", text)
    if not words:
        return []
    users = min((context.users(word) for word in words), key=len)
    return users[:200]


def _users_of_key(context: Context, path: str, text: str) -> list[str]:
    if kind_of(path) != "translation":
        return []
    line = next((line for line in context.text(path).split("\n") if text in line), "")
    key = _KEY.search(line)
    last = re.split(r"[.-]", key[1])[-1] if key else ""
    users = [user for user in context.users(last) if kind_of(user) != "translation"] if last else []
    return users if len(users) <= _MOST_FILES else []


def reason(context: Context, path: str) -> str:
    """Quote the text."""
    for text in context.request.quoted[:_MOST_TEXTS]:
        if path in _having(context, text):
            return f"has the text “{text[:60]}”"
    return "uses the translation of a text that the request quotes"


SOURCE = Source(
    "quoted_texts", "Texts that the request quotes", scores, reason, full=1.0, telling=3.0
)
