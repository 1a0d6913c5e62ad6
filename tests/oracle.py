"""The top-level blocks of a text as cmark-gfm, GitHub's own reader, sees them."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from cmarkgfm import markdown_to_html_with_extensions
from cmarkgfm.cmark import Options

# cmark-gfm gives wrong lines for a paragraph that a table follows, and for the table: both are 0 here.
UNPLACED = ("paragraph", "table")
_KINDS = {
    "blockquote": "quote",
    "hr": "rule",
    "ol": "list",
    "p": "paragraph",
    "pre": "code",
    "table": "table",
    "ul": "list",
}


def github_blocks(text: str) -> list[tuple[str, int]]:
    """Return (kind, first line) of each block, in order; raw HTML is left out."""
    html = markdown_to_html_with_extensions(text, Options.CMARK_OPT_SOURCEPOS, extensions=["table"])
    found = []
    for element in ET.fromstring(f"<root>{html}</root>"):
        line = int(element.attrib["data-sourcepos"].split(":")[0])
        level = element.tag[1:] if element.tag[0] == "h" and element.tag[1:].isdigit() else ""
        kind = f"heading {level}" if level else _KINDS[element.tag]
        found.append((kind, 0 if kind in UNPLACED else line))
    return found


def github_items(text: str) -> list[list[int]]:
    """Return the first lines of the items of each list at the top level."""
    html = markdown_to_html_with_extensions(text, Options.CMARK_OPT_SOURCEPOS, extensions=["table"])
    root = ET.fromstring(f"<root>{html}</root>")
    return [
        [int(item.attrib["data-sourcepos"].split(":")[0]) for item in element]
        for element in root
        if element.tag in ("ol", "ul")
    ]
