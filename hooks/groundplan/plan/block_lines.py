"""What a line of Markdown looks like, by itself: the patterns and measures that `blocks.py` reads with.

CommonMark 0.31 and GitHub's tables; where a pattern stands for a section, it is named.
"""

from __future__ import annotations

import re

ATX = re.compile(r"(#{1,6})(?:$|[ ]+(.*?)(?:(?:^|[ ]+)#+)?[ ]*$)")
FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")
SETEXT = re.compile(r"(=+|-+) *$")
RULE = re.compile(r"(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
MARKER = re.compile(r"([-+*])(?= |$)|(\d{1,9})([.)])(?= |$)")
DELIMITER_ROW = re.compile(r"\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *$")
_CELL_END = re.compile(r"(?:\\.|[^|\\]|\\$)*(?:\||$)")
LINK_DEFINITION = re.compile(r"\[(?:[^\[\]\\]|\\.)+\]:[ \n]*\S")

# The start and end conditions of HTML blocks, CommonMark 0.31 section 4.6, in its order.
HTML_KINDS: tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...] = (
    (
        re.compile(r"<(?:script|pre|style|textarea)(?:[ >]|$)", re.I),
        re.compile(r"</(?:script|pre|style|textarea)>", re.I),
    ),
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<![A-Za-z]"), re.compile(r">")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    (
        re.compile(
            r"</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup"
            r"|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame"
            r"|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav"
            r"|noframes|ol|optgroup|option|p|param|search|section|source|summary|table|tbody|td"
            r"|tfoot|th|thead|title|tr|track|ul)(?: |/?>|$)",
            re.I,
        ),
        None,
    ),
)
_ATTRIBUTE = r"""(?:\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)"""
HTML_ANY_TAG = re.compile(
    rf"(?:<[A-Za-z][A-Za-z0-9-]*{_ATTRIBUTE}*\s*/?>|</[A-Za-z][A-Za-z0-9-]*\s*>)\s*$"
)

# One item of a list at the first column whose text is a paragraph for sure.
SIMPLE_ITEM = re.compile(r"[-*+] (?:\*\*(?=[^\W_])|[\[`(\"'](?=[^\s`])|[^\W\d_])")
# A line that starts with none of these is plain text wherever no container is open.
STARTERS = frozenset(" \t>#`~<=-*_+0123456789|:\r")


def blanks_at(line: str, position: int) -> int:
    """Return how many blanks stand at `position`."""
    end = position
    size = len(line)
    while end < size and line[end] == " ":
        end += 1
    return end - position


def after_markers(line: str) -> str:
    """Return a line without the quote and list markers before its text."""
    return re.sub(r"^(?: *(?:>|[-+*] |\d{1,9}[.)] ))* *", "", line)


def cell_count(row: str) -> int:
    """Return how many cells a table's row has, as cmark-gfm counts them."""
    inner = row.strip(" \t\r")
    inner = inner[1:] if inner.startswith("|") else inner
    ends = [found.group() for found in _CELL_END.finditer(inner) if found.group()]
    return len(ends)


def is_all_definitions(text: str) -> bool:
    """Say whether a paragraph is nothing but link reference definitions (CommonMark 4.7)."""
    title = r"""(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\))"""
    one = rf"\[(?:[^\[\]\\]|\\.)+\]:[ \n]*(?:<[^<>\n]*>|[^\s<]\S*)(?:[ \n]+{title})?[ ]*(?:\n|$)"
    return re.fullmatch(rf"(?:{one})+", text) is not None
