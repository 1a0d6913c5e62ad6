"""Values that must not be kept or shown: found in a stream of bytes and replaced."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from groundplan.verify.process.secret_forms import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterable

MASKED = b"[masked]"
SHORTEST = 3
"""Shorter values are no secrets and would mask half of every output."""
BOUNDED = 8
"""Values shorter than this are masked only where they stand as a word of their own."""

# Values that say nothing about anybody and stand in every output.
_ORDINARY = frozenset(
    b"true false none null nil yes off enabled disabled debug info warning error test tests testing dev"
    b" develop development local localhost prod production stage staging utf-8 http https api web app"
    b" main master admin administrator root user users username guest public postgres postgresql mysql"
    b" mariadb mongodb mongo redis sqlite rabbitmq memcached password passwd secret secrets token key"
    b" changeme change-me change_me example default server service client worker django flask rails"
    b" laravel node python 127.0.0.1 0.0.0.0".split()
)
_SECRET_NAME = re.compile(
    r"(?i)(pass|pwd|secret|token|key|credential|private|salt|signature|auth|dsn|cert|pin\b)"
)


# The folder that a shell is in, and the one before: no passwords, whatever their names look like.
_FOLDERS = frozenset({"PWD", "OLDPWD"})


def is_secret_name(name: str) -> bool:
    """Say whether a variable of this name is made to hold a secret."""
    return name not in _FOLDERS and bool(_SECRET_NAME.search(name))


def secrets_of(name: str, value: str, known: frozenset[str] = frozenset()) -> set[str]:
    """Return the texts to mask for one variable of an env file: whole, by line, and inside a URL.

    Args:
        name: the variable.
        value: its value.
        known: words of the repo, in small letters: its own name, and those of its files and folders.
    """
    texts = {value.strip(), *(line.strip() for line in value.split("\n"))}
    for text in list(texts):
        if "://" in text:
            texts |= _inside_url(text)
    secret = is_secret_name(name)
    return {
        text for text in texts if text.lower() not in known and _worth_masking(text, secret=secret)
    }


def _inside_url(text: str) -> set[str]:
    try:
        password = urlsplit(text).password
    except ValueError:
        return set()
    return {password, unquote(password)} if password else set()


def _worth_masking(text: str, *, secret: bool) -> bool:
    encoded = text.lower().encode("utf-8", "surrogateescape")
    if len(text) < SHORTEST or encoded in _ORDINARY:
        return False
    # A port or a number of days is in every output; a number is a secret only by its name.
    return secret or not re.fullmatch(r"[0-9]{1,5}|[0-9.]+|/|\W+", text)


class Mask:
    """Finds the given texts in every form of `secret_forms`."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.set_texts(texts)

    def set_texts(self, texts: Iterable[str]) -> None:
        """Take other texts from now on."""
        forms = {form for text in texts for form in forms_of(text)}
        ordered = sorted(forms, key=lambda form: (-len(form), form))
        self.longest = max((len(form) for form in forms), default=0)
        self._pattern = re.compile(b"|".join(map(_guarded, ordered))) if ordered else None

    def refresh(self) -> bool:
        """Look for values that came since; say whether there are new ones. These never change."""
        return False

    def apply(self, data: bytes) -> bytes:
        """Return `data` with every secret replaced."""
        return self._pattern.sub(MASKED, data) if self._pattern else data

    def text(self, text: str) -> str:
        """Return `text` with every secret replaced."""
        encoded = text.encode("utf-8", "surrogatepass")
        return self.apply(encoded).decode("utf-8", "surrogatepass")

    def feed(self) -> Feed:
        """Return a masked stream's beginning."""
        return Feed(self)

    def cut(self, data: bytes) -> int:
        """Return how far `data` can be masked now, whatever follows it."""
        if not self._pattern:
            return len(data)
        cut = max(0, len(data) - self.longest)
        for match in self._pattern.finditer(data, max(0, cut - self.longest)):
            if match.start() < cut < match.end():
                return match.start()
        return cut


class Feed:
    """Masks a stream piece by piece; holds back what could be a secret's beginning."""

    def __init__(self, mask: Mask) -> None:
        self._mask = mask
        self._held = b""

    def add(self, data: bytes) -> bytes:
        """Take in the next piece and return what is settled."""
        whole = self._held + data
        cut = self._mask.cut(whole)
        self._held = whole[cut:]
        return self._mask.apply(whole[:cut])

    def end(self) -> bytes:
        """Return what was held back."""
        held, self._held = self._held, b""
        return self._mask.apply(held)


def _guarded(form: bytes) -> bytes:
    escaped = re.escape(form)
    if len(form) >= BOUNDED:
        return escaped
    return rb"(?<![A-Za-z0-9])" + escaped + rb"(?![A-Za-z0-9])"
