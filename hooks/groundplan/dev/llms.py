"""`llms.txt`: the documentation as an agent wants it listed (the format of https://llmstxt.org)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.core import io

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs"
_TREE = re.compile(r"```\{toctree\}\n(?P<options>(?::.*\n)*)\n(?P<pages>(?:.+\n)+?)```")


def text() -> str:
    """Return the file: what the product is, then every page of the site with its first sentence."""
    index = io.read_text(DOCS / "index.md")
    lines = ["# Groundplan", "", f"> {first_sentence(index)}", ""]
    for caption, pages in trees(index):
        lines += [f"## {caption}", ""]
        for page in pages:
            content = io.read_text(DOCS / f"{page}.md")
            lines.append(f"- [{title(content)}](docs/{page}.md): {first_sentence(content)}")
        lines.append("")
    lines += ["## Schemas", ""]
    schemas = sorted((DOCS / "schemas").glob("*.json"))
    lines += [f"- [{file.stem}](docs/schemas/{file.name})" for file in schemas]
    return "\n".join(lines) + "\n"


def trees(index: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each list of pages of the site's first page: its caption, its pages without suffix."""
    for found in _TREE.finditer(index):
        caption = re.search(r"^:caption: (.*)$", found["options"], re.MULTILINE)
        yield caption[1] if caption else "", found["pages"].split()


def title(content: str) -> str:
    """Return the text of a page's first heading."""
    found = re.search(r"^# (.+)$", content, re.MULTILINE)
    return found[1] if found else ""


def first_sentence(content: str) -> str:
    """Return the first sentence of a page's first paragraph, or an empty text."""
    for block in content.split("\n\n"):
        if re.match(r"[A-Za-z*]|`[^`]", block):
            flat = " ".join(block.split())
            return re.split(r"(?<=[.!?]) (?=[A-Z`])", flat)[0]
    return ""
