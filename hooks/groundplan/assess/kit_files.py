"""What the kit itself brought into a repo: it says nothing about the repo."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.agents.skills import skill_files

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

MARK = b"Kept by groundplan"
_SIGN = ".groundplan/facts.json"
_ALWAYS = frozenset(
    [
        "PLAN.md",
        "groundplan.mk",
        "docs/patterns/_template.md",
        ".copier-answers.groundplan.yml",
        ".github/workflows/groundplan.yml",
    ]
)
# Documents that a repo can have of its own under the same name: theirs lacks the mark.
_MARKED = frozenset(["AGENTS.md", "docs/onboarding.md", "docs/patterns/README.md", *skill_files()])
_BLOCK = re.compile(r"<!-- groundplan:begin\b.*?<!-- groundplan:end -->", re.DOTALL)


def kit_files(root: Path, paths: Collection[str]) -> frozenset[str]:
    """Return those of a repo's paths that the kit brought; none where it has not landed."""
    if _SIGN not in paths:
        return frozenset()
    own = {path for path in _MARKED.intersection(paths) if _is_marked(root / path)}
    return frozenset(own | _ALWAYS.intersection(paths))


def _is_marked(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return MARK in file.read(1000)  # front matter goes before it
    except OSError:
        return False  # whoever reads it as a file of the repo notes the trouble


def without_kit_blocks(text: str) -> str:
    """Return a document without the kit's marked block; the other lines keep their numbers."""
    return _BLOCK.sub(lambda block: "\n" * block[0].count("\n"), text)
