"""A `.gitignore` that keeps the kit's files out gets lines that let them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import commit, git, make_repo, write_files

from groundplan.install.adopt.gitignore import ignored_by, lines_for

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "text",
    [
        ".claude\n!.claude/skills/\n",  # a folder out, with files in it that git has
        ".claude/*\n",
        "*.json\n",
        "*\n!.gitignore\n",
    ],
)
def test_the_kits_files_come_in(text: str, tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "r", {".claude/skills/own.md": "x\n", "a": ""})
    write_files(repo, {".gitignore": text})
    commit(repo, "Ignore")
    kit = [".claude/settings.json", ".claude/skills/next-step/SKILL.md"]
    lines = lines_for(repo, kit)
    write_files(repo, {".gitignore": text + "\n".join(["", *lines, ""])})
    write_files(repo, dict.fromkeys(kit, "{}\n"))
    assert ignored_by(repo, kit) == {}
    git(repo, "add", *kit)
