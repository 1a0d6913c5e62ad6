"""Rules files of the user's own: a marked block with the kit's text, or one line that leads to it."""

from __future__ import annotations

import re

from groundplan.install.adopt.edits import TextEdit, at_the_end, line_end

BEGIN = (
    "<!-- groundplan:begin (kept by groundplan; your own text goes outside of these two marks) -->"
)
END = "<!-- groundplan:end -->"
_BLOCK = re.compile(r"<!-- groundplan:begin\b[^\n]*-->.*?<!-- groundplan:end -->", re.DOTALL)
_FENCE = re.compile(r"^ {0,3}(```|~~~).*?^ {0,3}\1", re.MULTILINE | re.DOTALL)


def block_edits(text: str, body: str, hint: int | None, known: str = "") -> list[TextEdit]:
    """Return the edit after which the marked block holds `body`.

    Lines that somebody wrote into the block are put below it.

    Args:
        text: the user's file.
        body: what the kit has to say, with line feeds.
        hint: where the block stood before; the end of the file when None.
        known: earlier text of the kit, so that its lines are not taken for the user's.
    """
    end = line_end(text)
    block = f"{BEGIN}\n{body.strip()}\n{END}".replace("\n", end)
    found = _BLOCK.search(text)
    if found:
        if found[0] == block:
            return []
        ours = {line.strip() for line in f"{body}\n{known}\n{BEGIN}\n{END}".split("\n")}
        theirs = [line.rstrip("\r") for line in found[0].split("\n") if line.strip() not in ours]
        kept = "".join(end + line for line in ["", *theirs]) if theirs else ""
        return [TextEdit(found.start(), found[0], block + kept)]
    if hint is not None and 0 < hint < len(text):
        return [TextEdit(hint, "", f"{end}{block}{end}")]
    return [at_the_end(text, f"{BEGIN}\n{body.strip()}\n{END}\n")]


def line_edits(text: str, line: str) -> list[TextEdit]:
    """Return the edit that adds one line to the file; nothing when it stands there outside of code."""
    plain = _FENCE.sub("", text)
    pattern = rf"(?m)^.*(?<![\w/`]){re.escape(line)}(?![\w`/]).*$"
    if re.search(pattern, plain):
        return []
    return [at_the_end(text, f"{line}\n")]
