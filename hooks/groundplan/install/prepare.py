"""Landing: facts and answers -> files -> adoption. Nothing is written before all of it is known."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from groundplan.agents import runs_commands
from groundplan.core import transaction as changes
from groundplan.core.answers_file import ANSWERS_FILE, KitAnswers
from groundplan.core.errors import EnvironmentTrouble, Refused
from groundplan.core.repo_state import dirty_files, git_folder, refuse_unfinished, unknown_to_git
from groundplan.install.adopt import Adoption, adopt
from groundplan.install.adopt.record import Landed, content_digest, write_landed
from groundplan.install.index import hidden_files, index_modes, inner_repositories
from groundplan.install.render import Rendered, render

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

PLAN = "PLAN.md"


@dataclass(frozen=True)
class Landing:
    """What landed, or would land: the changes, and what a person should know of them."""

    folder: Path
    answers: KitAnswers
    changes: Sequence[changes.Change]
    adoption: Adoption
    has_git: bool

    @property
    def new(self) -> list[str]:
        """Return the files that were not there before."""
        return [change.path for change in self.changes if change.before is None]

    @property
    def runs_commands(self) -> list[str]:
        """Return the files that make programs run: a person should read them."""
        return [change.path for change in self.changes if runs_commands(change.path)]


def prepare(
    folder: Path,
    source: str,
    ref: str | None,
    answers: Mapping[str, Any],
    *,
    found: Mapping[str, Any] | None = None,
    ask: bool = False,
    allow_dirty: bool = False,
) -> Landing:
    """Work out everything that landing in `folder` would change; write nothing.

    Args:
        folder: the repo, or a folder that is to be made.
        source: the kit's path or address.
        ref: its version; the newest when None.
        answers: given answers, by question.
        found: what the assessment proposes, as the template takes it.
        ask: ask the rest in the terminal.
        allow_dirty: land beside changes that are not committed.

    Raises:
        Refused: the kit is there already, something is in the way, or an answer is not right.
        EnvironmentTrouble: the source, git or the disk.
    """
    look_at_folder(folder, allow_dirty=allow_dirty)
    rendered = render(source, ref, answers, folder, found=found, ask=ask)
    if not rendered.answers.commit:
        raise Refused(
            f"{source} has no history in git, so that nothing could be updated from it.",
            "Name a clone or an address of the kit: --from PATH_OR_ADDRESS",
        )
    tree = changes.Tree(folder)
    place(tree, rendered)
    adoption = adopt(tree, rendered.answers)
    return Landing(
        folder, rendered.answers, tree.changes(), adoption, git_folder(folder) is not None
    )


def look_at_folder(folder: Path, *, allow_dirty: bool) -> None:
    """Refuse a folder in which nothing can land."""
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is a file.", "Name a folder.")
    holder = next(parent for parent in [folder, *folder.absolute().parents] if parent.is_dir())
    if not os.access(holder, os.W_OK | os.X_OK):
        raise EnvironmentTrouble(f"{holder}: no permission to write there.", "Change its mode.")
    if ".git" in folder.absolute().parts:
        raise Refused(f"{folder} is git's own folder.", "Name the folder of the repo.")
    if not folder.is_dir():
        return
    changes.recover(folder)
    if (folder / ANSWERS_FILE).exists():
        raise Refused(f"{folder} has the kit already.", "Bring it up to date: groundplan sync")
    if git_folder(folder) is None:
        return
    refuse_unfinished(folder)
    hidden = hidden_files(folder, index_modes(folder))
    if hidden:
        raise Refused(
            f"A sparse checkout hides {len(hidden)} files here, {hidden[0]} among them.",
            "Show them first: git sparse-checkout disable",
        )
    dirty = dirty_files(folder)
    if dirty and not allow_dirty:
        shown = ", ".join(dirty[:3]) + (f" and {len(dirty) - 3} more" if len(dirty) > 3 else "")
        raise Refused(
            f"Not committed: {shown}.", "Commit first, or say --dirty: your changes are kept."
        )


def place(tree: changes.Tree, rendered: Rendered) -> None:
    """Put the rendered files into the tree.

    Raises:
        Refused: a file of the user that git does not have would be replaced.
    """
    unsafe = []
    if _has_other_makefile(tree.root):
        files = {path: data for path, data in rendered.files.items() if path != "Makefile"}
        rendered = replace(rendered, files=files)
    inner = inner_repositories(tree.root, rendered.files)
    if inner:
        path, repo = min(inner.items())
        raise Refused(
            f"{repo} is a repository of its own (a submodule), and {path} would be written into it.",
            f"Name it to be left out: --answer own_files={path}, or land the kit in another folder.",
        )
    _refuse_other_spellings(tree.root, rendered.files)
    for path, data in rendered.files.items():
        now = tree.on_disk(path)
        if now is not None and now != data and unknown_to_git(tree.root, path):
            unsafe.append(path)
        tree.write(path, data, rendered.modes[path] if now is None else None)
    if unsafe:
        raise Refused(
            f"{', '.join(unsafe)}: there already, and git does not have what is in it.",
            "Commit it or move it away, then again.",
        )
    write_landed(tree, landed_record(rendered))


def _has_other_makefile(root: Path) -> bool:
    """Say whether make reads a file of another name here: the kit is connected to that one."""
    there = {path.name for path in root.iterdir()} if root.is_dir() else set()
    return bool({"GNUmakefile", "makefile"} & there) and "Makefile" not in there


def _refuse_other_spellings(root: Path, paths: Iterable[str]) -> None:
    """Refuse a file whose name differs in case only: on Windows and macOS the two are one."""
    there = {path.casefold(): path for path in index_modes(root)}
    for path in paths:
        other = there.get(path.casefold(), path)
        if other != path:
            raise Refused(
                f"{other} and {path} are one file on Windows and macOS.",
                f"Rename yours first, for example: git mv {other} {path}",
            )


def landed_record(rendered: Rendered) -> Landed:
    """Return the record of what a version of the kit brought."""
    digests = {
        path: content_digest(data)
        for path, data in rendered.files.items()
        if path not in (PLAN, ANSWERS_FILE)
    }
    return Landed(rendered.answers.source, rendered.answers.commit, digests)


def write(landing: Landing) -> None:
    """Write a landing: all of it, or nothing.

    Raises:
        Refused: something was changed meanwhile.
        EnvironmentTrouble: disk or permission.
    """
    folder = landing.folder
    made = [path for path in [folder, *folder.absolute().parents] if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        changes.apply(folder, landing.changes)
    except BaseException:
        for path in made:
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()
        raise
