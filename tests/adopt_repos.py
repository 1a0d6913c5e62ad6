"""Repos full of files of their own, with the kit's part as it lands beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support import write_files

from groundplan.core.answers_file import KitAnswers
from groundplan.core.transaction import Tree, apply
from groundplan.install.adopt.record import Landed, write_landed

if TYPE_CHECKING:
    from pathlib import Path

BLOCK = "<!-- Kept by groundplan; an update brings new text. -->\n\n## Working with plans\n\nNo change without a plan.\n"
KIT = {
    "groundplan.mk": "ifeq ($(filter help,$(GP_SKIP)),)\nhelp: ## List\n\t@true\nelse ifeq ($(GP_HELP),:)\nhelp: groundplan-help\nelse ifeq ($(GP_HELP),::)\nhelp:: groundplan-help\nendif\ngroundplan-help:\n\t@echo ours\nifeq ($(filter plan,$(GP_SKIP)),)\nplan:\n\t@true\nendif\n",
    ".groundplan/AGENTS.block.md": BLOCK,
}
EVERY = (
    "Makefile",
    "AGENTS.md",
    ".pre-commit-config.yaml",
    ".claude/settings.json",
    ".cursor/hooks.json",
    ".gemini/settings.json",
    "opencode.json",
    ".aider.conf.yml",
)
AGENTS = ["claude-code", "cursor", "gemini-cli", "opencode", "aider", "copilot"]


def answers(*own: str, commit: str = "v1.0.0", **values: Any) -> KitAnswers:
    """Answers of a repo in which these files stay the user's."""
    kept = {"own_files": list(own), "agents": AGENTS, "containers": True, **values}
    return KitAnswers("https://example.invalid/kit.git", commit, kept)


def repo(folder: Path, files: dict[str, str]) -> Tree:
    """A folder with the kit's part and these files."""
    folder.mkdir(parents=True, exist_ok=True)
    write_files(folder, KIT | files)
    tree = Tree(folder)
    write_landed(tree, Landed())
    apply(folder, tree.changes())
    return Tree(folder)
