"""What a command prints: bounded in memory, masked and readable on disk, its size known."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from groundplan.core import io, write
from groundplan.core.characters import BIDI_CONTROLS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from groundplan.verify.process.masking import Mask

HEAD_BYTES = 1 << 20
TAIL_BYTES = 1 << 20
"""How much of the beginning and of the end stays in memory, of each stream."""
LONGEST_PART = 4096
"""How much of a line is waited for before a part of it is shown."""
KEPT_BYTES = 16 << 20
"""How much of a block's output is kept on disk."""

# Sequences that a terminal acts on (ECMA-48, 5.4 and 5.6): they colour, move and title. Nothing that
# a person reads is lost without them, and a value that has one inside is found.
_SEQUENCE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x9b[0-?]*[ -/]*[@-~]|\x1b[ -/]+[0-~]|\x1b[@-OQ-WYZ=>]"
)
# Those with a text of their own, such as a window's title: a person wants to see that somebody sets it.
_TITLE = re.compile(r"\x1b[\]PX^_].*?(?:\x07|\x1b\\)")
# Bold and underlined, as `man` prints them on paper: a letter, back, and the letter again.
_OVERSTRUCK = re.compile(r"(.)\x08\1|_\x08(.)")
# Characters that take no room: between the letters of a value they only hide it.
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u2060\ufeff]")
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff" + "".join(sorted(BIDI_CONTROLS)) + "]"
)


def readable(data: bytes) -> str:
    """Return output as text that no terminal acts on: sequences dropped, everything else escaped."""
    text = data.decode("utf-8", "backslashreplace").replace("\r\n", "\n")
    if "\x1b" in text or "\x9b" in text:
        text = _TITLE.sub(_kept_between_blanks, _SEQUENCE.sub("", text))
    if "\x08" in text:
        text = _OVERSTRUCK.sub(lambda found: found[1] or found[2], text)
    return _UNSAFE.sub(_escaped, _INVISIBLE.sub("", text))


def _kept_between_blanks(found: re.Match[str]) -> str:
    """Keep a sequence that stands for itself; inside of a word it only hides what the word is."""
    around = found.string[max(0, found.start() - 1) : found.start()]
    around += found.string[found.end() : found.end() + 1]
    return "" if around.strip() else found[0]


def _escaped(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape", "surrogatepass").decode("ascii")


def _settled(data: bytes) -> int:
    """Return how much of a stream can be made readable now: whole lines, or a long part of one."""
    cut = data.rfind(b"\n") + 1
    if len(data) - cut <= LONGEST_PART:
        return cut
    cut = len(data) - LONGEST_PART // 4
    # Not inside of a character or of a sequence, and not between a letter and its overstrike.
    tail = data[max(0, cut - 256) : cut]
    begun = max(tail.rfind(b"\x1b"), tail.rfind(b"\xc2\x9b"))
    if begun > 0:
        return cut - len(tail) + begun
    while cut and data[cut] & 0xC0 == 0x80:
        cut -= 1
    return cut


class Window:
    """The first and the last part of a stream of any length."""

    def __init__(self, head: int = HEAD_BYTES, tail: int = TAIL_BYTES) -> None:
        self.size = 0
        self._head = bytearray()
        self._tail = bytearray()
        self._head_limit = head
        self._tail_limit = tail

    def add(self, data: bytes) -> None:
        """Take in the next piece."""
        self.size += len(data)
        room = self._head_limit - len(self._head)
        if room > 0:
            self._head += data[:room]
            data = data[room:]
        self._tail += data[-self._tail_limit :]
        if len(self._tail) > 2 * self._tail_limit:
            del self._tail[: -self._tail_limit]

    @property
    def left_out(self) -> int:
        """How many bytes between the two parts are gone."""
        return self.size - len(self._head) - min(len(self._tail), self._tail_limit)

    @property
    def data(self) -> bytes:
        """Both parts; a line between them says how much is missing."""
        tail = bytes(self._tail[-self._tail_limit :])
        if not self.left_out:
            return bytes(self._head) + tail
        return bytes(self._head) + b"\n[... %d bytes ...]\n" % self.left_out + tail


@dataclass(frozen=True)
class Kept:
    """What is kept of an output: the file, its SHA-256, and why it is not whole."""

    path: Path | None
    sha256: str
    note: str


class Log:
    """Output as it comes: masked, readable, on disk up to a limit, and shown as it goes.

    Both streams go into one log in the order in which they arrive. Each is masked for itself, so
    that a secret which is printed in two pieces is still found.
    """

    def __init__(self, path: Path | None, mask: Mask, limit: int = KEPT_BYTES) -> None:
        self._path = path
        self._mask = mask
        self._limit = limit
        self._size = 0
        self._hash = hashlib.sha256()
        self._note = ""
        self._stream: IO[bytes] | None = write.open_new(path) if path else None
        self._feeds = {name: mask.feed() for name in ("out", "err")}
        self._pending = {"out": b"", "err": b""}

    def add(self, name: str, data: bytes) -> str:
        """Take in a piece of the stream `out` or `err`; return what of it can be shown now."""
        if self._size >= self._limit:
            return ""
        whole = self._pending[name] + data
        cut = _settled(whole)
        self._pending[name] = whole[cut:]
        # Made readable first: what is inside a value may only be there to hide it.
        return self._keep(self._feeds[name].add(readable(whole[:cut]).encode()))

    def end(self) -> str:
        """Take in what is still held back of both streams; return what of it can be shown."""
        shown = ""
        for name, feed in self._feeds.items():
            rest, self._pending[name] = self._pending[name], b""
            shown += self._keep(feed.add(readable(rest).encode()) + feed.end())
        return shown

    def close(self) -> Kept:
        """Close the file and say what is kept; values that came while it was written are masked, too."""
        self._try(lambda stream: stream.close())
        if self._mask.refresh() and self._stream and self._path:
            self._mask_again(self._path)
        return Kept(self._path if self._size else None, self._hash.hexdigest(), self._note)

    def _mask_again(self, path: Path) -> None:
        data = self._mask.apply(io.read_bytes(path))
        write.write_bytes(path, data)
        self._hash = hashlib.sha256(data)
        self._size = len(data)

    def _keep(self, data: bytes) -> str:
        text = data.decode("utf-8", "replace")
        encoded = data[: max(0, self._limit - self._size)]
        if len(encoded) < len(data):
            self._note = f"only the first {self._limit:,} bytes of the output are kept"
            encoded = encoded.decode("utf-8", "ignore").encode()
            self._size = self._limit
        self._hash.update(encoded)
        self._size += len(encoded)
        if encoded:
            self._try(lambda stream: stream.write(encoded))
        return text

    def _try(self, deed: Callable[[IO[bytes]], object]) -> None:
        # A full disk costs the copy of the output, never the verdict.
        if not self._stream:
            return
        try:
            deed(self._stream)
        except OSError as problem:
            self._note = f"the output is not kept whole: {problem.strerror}"
            self._stream = None
