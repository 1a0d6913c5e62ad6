"""A Makefile of the user's own keeps what `make` says of it; the kit's targets come beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from adopt_repos import answers, repo
from support import run

from groundplan.core.transaction import apply
from groundplan.install.adopt import adopt, undo

if TYPE_CHECKING:
    from pathlib import Path

# name -> (files, what is called, what it has to print)
OWN: dict[str, tuple[dict[str, str], str, str]] = {
    # Double-colon rules of the kit's names.
    "double colon": ({"Makefile": "all:\n\t@echo all\nhelp::\n\t@echo theirs\n"}, "", "all\n"),
    "double colon, called": (
        {"Makefile": "all:\n\t@echo all\nhelp::\n\t@echo theirs\n"},
        "help",
        "theirs\nours\n",
    ),
    # Names that no eye sees: a variable, an include, a group, a wildcard, an eval, a pattern.
    "variable": ({"Makefile": "T = plan\nall:\n\n$(T):\n\t@echo theirs\n"}, "plan", "theirs\n"),
    "included": (
        {"Makefile": "include mk/*.mk\n", "mk/c.mk": "plan:\n\t@echo theirs\n"},
        "plan",
        "theirs\n",
    ),
    "grouped": ({"Makefile": "all:\nplan apply &:\n\t@echo theirs\n"}, "plan", "theirs\n"),
    "eval": (
        {"Makefile": "define rule\n$(1):\n\t@echo theirs\nendef\n$(eval $(call rule,plan))\n"},
        "plan",
        "theirs\n",
    ),
    "pattern": ({"Makefile": "all:\n\npla%:\n\t@echo theirs\n"}, "plan", "theirs\n"),
    # A default goal in a condition.
    "goal": (
        {
            "Makefile": "first:\n\t@echo first\nifdef HOME\n.DEFAULT_GOAL := second\nendif\nsecond:\n\t@echo second\n"
        },
        "",
        "second\n",
    ),
    # Their help stays, and ours is listed with it.
    "help": ({"Makefile": "all:\n\t@echo all\nhelp:\n\t@echo theirs\n"}, "help", "ours\ntheirs\n"),
}


@pytest.mark.parametrize("name", OWN)
def test_what_make_said_it_says_afterwards(name: str, tmp_path: Path) -> None:
    files, called, said = OWN[name]
    tree = repo(tmp_path / "r", files)
    adopt(tree, answers("Makefile"))
    apply(tree.root, tree.changes())
    done = run("make", *([called] if called else []), cwd=tree.root)
    assert (done.stdout, done.stderr, done.returncode) == (said, "", 0)
    again = type(tree)(tree.root)
    assert adopt(again, answers("Makefile")).edited == []
    undo(again)
    assert (again.read("Makefile") or b"").decode() == files["Makefile"]


def test_reading_a_makefile_starts_nothing(tmp_path: Path) -> None:
    mark = tmp_path / "started"
    text = (
        f"A := $(shell touch {mark})\nB != touch {mark}\nall:\n\t@echo\n-include made.mk\n"
        f"made.mk:\n\t+touch {mark} made.mk\n"
    )
    tree = repo(tmp_path / "r", {"Makefile": text})
    adopt(tree, answers("Makefile"))
    assert not mark.exists()
    assert not (tree.root / "made.mk").exists()


@pytest.mark.parametrize(
    "line",
    [
        "override SHELL := /bin/sh",  # no command line holds it back
        "$(file >started,x)",
        "load evil.so",
        "all: ; @echo\nall:: ; @echo",  # no Makefile at all
    ],
)
def test_in_doubt_the_file_is_left_alone(line: str, tmp_path: Path) -> None:
    tree = repo(tmp_path / "r", {"Makefile": f"{line}\nplan:\n\t@echo\n"})
    found = adopt(tree, answers("Makefile"))
    assert [entry.path for entry in found.by_hand] == ["Makefile"]
    assert "Makefile" not in tree.pending
    assert not (tree.root / "started").exists()
