"""Editors of users' files: what is put in can be taken out, and the rest keeps every byte."""

from __future__ import annotations

from groundplan.install.adopt.edits import CannotEdit, applied
from groundplan.install.adopt.gitignore import gitignore_edits
from groundplan.install.adopt.json_text import merge_edits
from groundplan.install.adopt.makefile import makefile_edits
from groundplan.install.adopt.markdown_block import block_edits
from groundplan.install.adopt.yaml_text import entry_edits

NAME = "editors"
OURS = {"hooks": {"PreToolUse": [{"hooks": [{"command": "x/.groundplan/hook"}]}]}}


def run(data: bytes) -> None:
    """Edit the text as a file of each kind; where that can't be done safely, it is refused."""
    text = data.decode("utf-8", "replace")
    for edit in (
        lambda: merge_edits(text, OURS, ".groundplan/hook"),
        lambda: entry_edits(text, "repos", "- repo: x\n  hooks: []\n", {"repo": "x", "hooks": []}),
        lambda: block_edits(text, "a\nb\n", None),
        lambda: makefile_edits(text, "x:\n\ttrue\n"),
        lambda: gitignore_edits(text, ["!/.groundplan/"]),
    ):
        try:
            edits = edit()
        except CannotEdit:
            continue
        after = applied(text, edits)
        removed = sum(len(one.old) for one in edits)
        assert len(after) >= len(text) - removed
