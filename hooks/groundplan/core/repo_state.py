"""What git says about a folder before something is changed in it."""

from __future__ import annotations

import re
from pathlib import Path

from groundplan.core import git
from groundplan.core.errors import EnvironmentTrouble, Refused

# Files in git's own folder by which an unfinished operation is known (git 2.39, `git status`).
UNFINISHED = {
    "MERGE_HEAD": "a merge",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
}
_MARKER = re.compile(rb"^(<<<<<<<|>>>>>>>)( |\r?$)", re.MULTILINE)


def git_folder(folder: Path) -> Path | None:
    """Return git's own folder for a work tree (that of this work tree), or None without git."""
    if not folder.is_dir():
        return None
    answer = git.git("rev-parse", "--absolute-git-dir", cwd=folder)
    if answer.status == 0:
        inside = git.git("rev-parse", "--is-inside-work-tree", cwd=folder)
        if inside.out.strip() != "true":
            raise Refused(f"{folder} is no work tree of its repository.", "Name a checkout.")
        return Path(answer.out.rstrip("\n"))
    if "dubious ownership" in answer.err:
        raise EnvironmentTrouble(
            f"git does not trust {folder}: it belongs to somebody else.",
            "Change its owner, or run this as its owner.",
        )
    return None


def refuse_unfinished(folder: Path) -> None:
    """Refuse a repo in the middle of something.

    Raises:
        Refused: names what is unfinished, or the files with unresolved conflicts.
    """
    own = git_folder(folder)
    for name, what in UNFINISHED.items():
        if own is not None and (own / name).exists():
            raise Refused(f"{folder} is in the middle of {what}.", "Finish or abort it first.")
    conflicts = names(folder, "diff", "--name-only", "--diff-filter=U", "-z", "--", ".")
    if conflicts:
        raise Refused(f"Unresolved conflicts in {', '.join(conflicts)}.", "Resolve them first.")


def dirty_files(folder: Path) -> list[str]:
    """Return the tracked files below a folder that differ from the last commit, or are staged.

    Before the first commit nothing is dirty.
    """
    if git.git("rev-parse", "--verify", "--quiet", "HEAD", cwd=folder).status:
        return []
    return names(folder, "diff", "--name-only", "--relative", "-z", "HEAD", "--", ".")


def names(folder: Path, *arguments: str) -> list[str]:
    """Run git and return the names that it prints, separated by NUL."""
    answer = git.git("-c", "core.quotePath=false", *arguments, cwd=folder)
    if answer.status:
        raise EnvironmentTrouble(
            f"git {arguments[0]} failed: {answer.err.strip()}", "See `git status`."
        )
    return sorted({name for name in answer.out.split("\0") if name})


def unknown_to_git(folder: Path, path: str) -> bool:
    """Say whether a file holds something that no commit has."""
    if git_folder(folder) is None:
        return True
    tracked = git.git("ls-files", "--error-unmatch", "--", path, cwd=folder)
    return tracked.status != 0 or path in dirty_files(folder)


def has_markers(data: bytes) -> bool:
    """Say whether a text holds the marks of a merge that nobody resolved."""
    return len(_MARKER.findall(data)) >= 2
