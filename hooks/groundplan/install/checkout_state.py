"""What git did to the kit's files on the way here: line ends, modes, links, ignored and hidden files.

A kit that is there and does not work is worse than none: each of these is a finding of
`adopt --check`, with the command that mends it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from groundplan.core.answers_file import ANSWERS_FILE
from groundplan.core.repo_state import git_folder
from groundplan.core.text import many
from groundplan.install.adopt.edits import CannotEdit
from groundplan.install.adopt.gitignore import ignored_by
from groundplan.install.adopt.json_text import parse
from groundplan.install.adopt.record import content_digest, read_landed
from groundplan.install.index import hidden_files, index_modes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from groundplan.core.answers_file import KitAnswers
    from groundplan.core.transaction import Tree

RUN_BITS = (".groundplan/hook", ".groundplan/run")
SCRIPTS = (
    *RUN_BITS,
    ".groundplan/start",
    ".groundplan/loader",
    ".groundplan/bundle",
    "groundplan.mk",
)
"""Files that a shell, Python or make reads, and that do not start with carriage returns in them."""
SWITCHES = (
    (".claude/settings.json", "disableAllHooks", True),
    (".claude/settings.local.json", "disableAllHooks", True),
    (".qwen/settings.json", "disableAllHooks", True),
    (".gemini/settings.json", "hooksConfig.enabled", False),
)
"""Settings that switch hooks off (code.claude.com/docs/en/settings, Qwen Code and Gemini CLI, 2026-11)."""
_PLAIN = "100644"


class Problem(NamedTuple):
    """One thing that keeps a file of the kit from working, and the way out."""

    path: str
    why: str
    fix: str


def checkout_problems(tree: Tree, answers: KitAnswers) -> Iterator[Problem]:
    """Yield what git, or the machine that it runs on, did to the kit's files."""
    record = read_landed(tree)
    kit = [*record.files, ANSWERS_FILE]
    yield from _line_ends(tree)
    yield from _raised(tree, answers)
    yield from switched_off(tree)
    if git_folder(tree.root) is None:
        return
    index = index_modes(tree.root)
    yield from _modes(index)
    yield from _hidden(tree, kit)
    yield from _ignored(tree, record.files, index)
    yield from _spelt_twice(kit, index)


def _line_ends(tree: Tree) -> Iterator[Problem]:
    found = [path for path in SCRIPTS if b"\r\n" in (tree.on_disk(path) or b"")]
    if found:
        names = " ".join(found)
        why = "it was checked out with CRLF line ends, with which it does not start"
        for path in found:
            yield Problem(path, why, f"rm {names} && git checkout -- {names}")


def switched_off(tree: Tree) -> Iterator[Problem]:
    """Yield the settings by which an agent starts no hooks at all, the guard's among them."""
    for path, key, value in SWITCHES:
        try:
            settings: object = parse((tree.on_disk(path) or b"").decode("utf-8", "replace")).value
        except CannotEdit:
            continue
        for name in key.split("."):
            settings = settings.get(name) if isinstance(settings, dict) else None
        if settings is value:
            shown = f"{key} is {str(value).lower()}"
            yield Problem(
                path, f"{shown}: the agent starts no hooks, so the guard is off", f"take {key} out"
            )


def _raised(tree: Tree, answers: KitAnswers) -> Iterator[Problem]:
    """Find a `_commit` that was changed by hand, so that every later update starts from a wrong one."""
    record = read_landed(tree)
    if not record.commit or record.commit == answers.commit:
        return
    there = {path: data for path in record.files if (data := tree.on_disk(path)) is not None}
    if there and all(content_digest(data) == record.files[path] for path, data in there.items()):
        why = f"it says _commit: {answers.commit}, and every file is of {record.commit}"
        yield Problem(
            ANSWERS_FILE, why, f"put _commit: {record.commit} back, then: groundplan sync"
        )


def _modes(index: dict[str, str]) -> Iterator[Problem]:
    without = [path for path in RUN_BITS if index.get(path) == _PLAIN]
    for path in without:
        why = "git has it without the right to run, so that it starts in no clone"
        yield Problem(path, why, f"git update-index --chmod=+x {' '.join(without)}")


def _hidden(tree: Tree, kit: list[str]) -> Iterator[Problem]:
    hidden = hidden_files(tree.root, kit)
    if hidden:
        folders = sorted({path.partition("/")[0] for path in hidden})
        why = f"the sparse checkout leaves out {many(len(hidden), 'file')} of the kit"
        yield Problem(hidden[0], why, f"git sparse-checkout add {' '.join(folders)}")


def _ignored(tree: Tree, kit: Iterable[str], index: dict[str, str]) -> Iterator[Problem]:
    untracked = [path for path in kit if path not in index and tree.on_disk(path) is not None]
    ignored = ignored_by(tree.root, untracked) if untracked else {}
    names = sorted(ignored)
    if names:
        why = f"git ignores {', '.join(names)}, so that nobody else gets it"
        yield Problem(ignored[names[0]], why, f"git add -f {' '.join(names)}")


def _spelt_twice(kit: Iterable[str], index: dict[str, str]) -> Iterator[Problem]:
    names = {path.casefold(): path for path in kit}
    for path in index:
        ours = names.get(path.casefold())
        if ours and ours != path:
            why = f"{path} is the same file on Windows and macOS"
            yield Problem(ours, why, f"keep one of them, for example: git mv {path} {ours}")
