"""The walk: a folder -> the checkout of what git tracks in it, or of every file without git."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Checkout
from groundplan.assess.places import Place, place_of
from groundplan.core import git
from groundplan.core.errors import EnvironmentTrouble, Refused
from groundplan.core.model import Trouble

if TYPE_CHECKING:
    from pathlib import Path

MAX_ENTRIES = 400_000
"""Files of a folder without git; a walk that meets more stops there and says so."""
_GITLINK, _SYMLINK = "160000", "120000"  # modes of git's index


def open_checkout(root: Path) -> Checkout:
    """Return the files of `root`: what git tracks, or every file where there is no git.

    Where git tracks nothing yet, the files that it does not ignore. The configuration of the user,
    of the machine and of the repo's own hooks has no say.

    Raises:
        Refused: `root` is missing, is a file, or is a bare repository.
    """
    if not root.is_dir():
        kind = "a file" if root.exists() else "missing"
        raise Refused(f"{root} is {kind}.", "Name a folder.")
    root = root.resolve()
    try:
        listing = _git(root, "ls-files", "-z", "--stage", "--cached")
        if not listing and _git(root, "rev-parse", "--is-bare-repository") == "true\n":
            raise Refused(
                f"{root} is a bare repository: it has no files.", "Name a checkout of it."
            )
    except EnvironmentTrouble:  # no git on this machine: the folder itself is the answer
        listing = None
    if listing is None:
        return _plain(root)
    if listing:
        return _indexed(root, listing)
    others = _git(root, "ls-files", "-z", "--others", "--exclude-standard") or ""
    return Checkout(root, [path for path in others.split("\0") if path and _is_plain(root, path)])


def _git(root: Path, *arguments: str) -> str | None:
    answer = git.git(
        *arguments,
        cwd=root,
        settings={"safe.directory": "*"},
        decode_errors="surrogateescape",
    )
    return answer.out if answer.status == 0 else None


def _indexed(root: Path, listing: str) -> Checkout:
    paths: set[str] = set()
    notes: set[Trouble] = set()
    for entry in listing.split("\0"):
        head, _, path = entry.partition("\t")
        if head.startswith(_GITLINK):
            notes.add(Trouble(path, 0, "a submodule"))
        elif path and not head.startswith(_SYMLINK):
            paths.add(path)
    checkout = Checkout(root, paths)
    checkout.not_looked |= notes | _left_out(checkout)
    return checkout


def _left_out(checkout: Checkout) -> set[Trouble]:
    """Return one note a vendored or generated tree that is tracked: it is not looked at, and said."""
    tops = set()
    for file in checkout.files.values():
        if file.place is Place.VENDORED:
            parts = file.folder.split("/")
            depth = next(
                (
                    n
                    for n in range(1, len(parts) + 1)
                    if place_of("/".join(parts[:n]) + "/x") is Place.VENDORED
                ),
                len(parts),
            )
            tops.add("/".join(parts[:depth]))
    return {Trouble(top, 0, "vendored") for top in tops}


def _is_plain(root: Path, path: str) -> bool:
    return not (root / path).is_symlink()


def _plain(root: Path) -> Checkout:
    """Walk a folder that git does not know. Vendored and generated folders are not entered."""
    paths: list[str] = []
    notes: set[Trouble] = set()
    troubles: set[Trouble] = set()
    pending = [""]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(root / folder if folder else root) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as problem:
            reason = (problem.strerror or type(problem).__name__).lower()
            troubles.add(Trouble(folder or ".", 0, reason))
            continue
        for entry in found:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_symlink():
                continue
            if entry.is_dir(follow_symlinks=False):
                place = place_of(f"{path}/x")
                if place is Place.VENDORED:
                    notes.add(Trouble(path, 0, "vendored"))
                elif place is not Place.GENERATED:
                    pending.append(path)
            elif entry.is_file(follow_symlinks=False):
                paths.append(path)
        if len(paths) > MAX_ENTRIES:
            notes.add(Trouble(folder or ".", 0, f"more than {MAX_ENTRIES:,} files: stopped here"))
            break
    checkout = Checkout(root, paths)
    checkout.not_looked |= notes
    checkout.unreadable |= troubles
    return checkout
