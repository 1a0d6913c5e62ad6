"""A diff as values: which paths change and how, their texts, and which lines are new.

Everything comes from git's plumbing with names ended by NUL, so no name can be taken for anything
else, and from blobs, so staged content is judged and never the working tree.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from groundplan.core import characters, git
from groundplan.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

TEXT_LIMIT = 1 << 20
"""Bytes of a file that are read for commands; more is no script that a person wrote."""

LINK_MODE, MODULE_MODE = "120000", "160000"
NO_BLOB = "0"
NAMES_PER_CALL = 400
"""Paths handed to one run of git: far below what any system allows for its arguments."""


@dataclass(frozen=True)
class Change:
    """One path of a diff. Names hold bytes that are no UTF-8 as surrogates."""

    status: str
    """`A` added, `M` modified, `D` removed, `R` renamed, `C` copied, `T` another type, `U` unmerged."""
    path: str
    old_path: str
    """The name before; the same as `path` but for a rename or a copy."""
    mode: str
    blob: str
    old_blob: str
    text: str = ""
    """The new content, where it was asked for and is text of a usual size."""
    old_text: str = ""
    added: frozenset[int] = frozenset()
    """The numbers of the lines, from 1, that are new; where `text` was asked for."""


@dataclass(frozen=True)
class Scope:
    """Between which two states the diff lies: object names for git, or the index as the new one."""

    old: str
    new: str | None
    """None for the index: what is staged."""
    parents: tuple[str, ...] = ()
    """While a merge is made: the commits that are merged in; what is as in one of them is not new."""


def staged(root: Path) -> Scope:
    """Return the scope of what is staged; against nothing where there is no commit yet."""
    head = git.git_bytes("rev-parse", "--verify", "--quiet", "HEAD^{commit}", cwd=root)
    if head is None:
        return Scope(_empty_tree(root), None)
    merged = git.git_bytes("rev-parse", "--verify", "--quiet", "MERGE_HEAD^{commit}", cwd=root)
    return Scope(_line(head), None, () if merged is None else (_line(merged),))


def since(root: Path, base: str) -> Scope:
    """Return the scope from where HEAD left `base` to HEAD.

    Raises:
        Refused: the base is not in this clone, or shares no commit with HEAD here.
    """
    shown = characters.printable(base)
    tip = git.git_bytes(
        "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}", cwd=root
    )
    if tip is None:
        raise Refused(
            f"The base {shown} is not in this clone, so nothing was looked at.",
            f"Get it: git fetch origin {shown.removeprefix('origin/')} (in CI, check out with the "
            "whole history: fetch-depth 0, GIT_DEPTH 0).",
        )
    fork = git.git_bytes("merge-base", _line(tip), "HEAD", cwd=root)
    if fork is None:
        shallow = git.git_bytes("rev-parse", "--is-shallow-repository", cwd=root) == b"true\n"
        why = "the clone's history is cut off" if shallow else "they have no common commit"
        raise Refused(
            f"HEAD can't be compared with {shown}: {why}, so nothing was looked at.",
            "Check out with the whole history: fetch-depth 0, GIT_DEPTH 0, git fetch --unshallow.",
        )
    return Scope(_line(fork.partition(b"\n")[0]), "HEAD")


def _line(data: bytes) -> str:
    return data.decode("ascii").strip()


def _empty_tree(root: Path) -> str:
    # Asked of git, because the name depends on the repo's hash function.
    return _line(git.git_bytes("hash-object", "-t", "tree", "--stdin", cwd=root) or b"")


def changes(root: Path, scope: Scope) -> list[Change]:
    """Return every path that differs, without texts.

    Raises:
        Refused: git can't compare the two states.
    """
    data = _plumbing(root, scope, "--raw", "--no-abbrev", "-z")
    found = list(_raw_entries(data))
    for other in scope.parents:
        theirs = _plumbing(root, replace(scope, old=other), "--raw", "--no-abbrev", "-z")
        differs = {
            path for change in _raw_entries(theirs) for path in (change.path, change.old_path)
        }
        found = [change for change in found if change.path in differs]
    return found


def _plumbing(root: Path, scope: Scope, *options: str, paths: tuple[str, ...] = ()) -> bytes:
    """Run diff-index or diff-tree: these two follow no setting of how people like to see diffs."""
    common = ("-r", "-M", "--no-ext-diff", "--no-textconv", "--no-color", "--submodule=short")
    tail = ("--", *paths) if paths else ("--",)
    if scope.new is None:
        command = ("diff-index", "--cached", *common, *options, scope.old)
    else:
        command = ("diff-tree", *common, *options, scope.old, scope.new)
    data = git.git_bytes(*command, *tail, cwd=root)
    if data is None:
        raise Refused("git can't compare the two states.", "Run `git status` to see why.")
    return data


def _raw_entries(data: bytes) -> Iterator[Change]:
    """Read `:mode mode blob blob STATUS NUL path NUL [path NUL]`; see git-diff-index(1), raw format."""
    parts = iter(data.split(b"\0"))
    for head in parts:
        if not head.startswith(b":"):
            continue
        _, mode, old_blob, blob, status = head[1:].decode("ascii").split(" ")
        old = os.fsdecode(next(parts))
        new = os.fsdecode(next(parts)) if status[0] in "RC" else old
        yield Change(status[0], new, old, mode, blob, old_blob)


def with_texts(
    root: Path, scope: Scope, found: list[Change], wanted: Callable[[Change], bool]
) -> list[Change]:
    """Return the changes, with texts and new lines for those that are wanted."""
    chosen = [item for item in found if wanted(item) and item.mode != MODULE_MODE]
    blobs = read_blobs(root, {name for item in chosen for name in (item.blob, item.old_blob)})
    added = _added_lines(root, scope, [item for item in chosen if item.status in "MRCT"])
    full: dict[str, Change] = {}
    for item in chosen:
        text = blobs.get(item.blob, "")
        fresh = (
            frozenset(range(1, text.count("\n") + 2))
            if item.status == "A"
            else added.get(item.path, frozenset())
        )
        full[item.path] = replace(
            item, text=text, old_text=blobs.get(item.old_blob, ""), added=fresh
        )
    return [full.get(item.path, item) for item in found]


def read_blobs(root: Path, names: set[str]) -> dict[str, str]:
    """Return the text of each blob that is text of a usual size; one run of git for all."""
    asked = sorted(name for name in names if name.strip(NO_BLOB))
    if not asked:
        return {}
    lines = "".join(f"{name}\n" for name in asked).encode("ascii")
    data = git.git_bytes("cat-file", "--batch", cwd=root, stdin=lines) or b""
    found = {}
    place = 0
    while place < len(data):
        head, _, _ = data[place : place + 200].partition(b"\n")
        words = head.split(b" ")
        place += len(head) + 1
        if len(words) != 3:
            continue  # `NAME missing`: a partial clone that can't reach its source
        size = int(words[2])
        body = data[place : place + size]
        place += size + 1
        if words[1] == b"blob" and size <= TEXT_LIMIT and b"\0" not in body[:8000]:
            found[words[0].decode("ascii")] = body.decode("utf-8", "surrogateescape")
    return found


def _added_lines(root: Path, scope: Scope, found: list[Change]) -> Mapping[str, frozenset[int]]:
    """Return the new lines of each path, from a patch without context.

    The patch's sections stand in the order of the raw entries, so its names, quoted in git's own
    way, need not be read. A change of type is shown as two sections: the old file's and the new's.
    """
    result: dict[str, frozenset[int]] = {}
    for first in range(0, len(found), NAMES_PER_CALL):
        some = found[first : first + NAMES_PER_CALL]
        names = tuple(dict.fromkeys(name for item in some for name in (item.old_path, item.path)))
        raw = list(_raw_entries(_plumbing(root, scope, "--raw", "--no-abbrev", "-z", paths=names)))
        patch = _plumbing(root, scope, "-p", "-U0", "--text", "--inter-hunk-context=0", paths=names)
        sections = list(_sections(patch))
        for item in raw:
            result[item.path] = sections.pop(0) if sections else frozenset()
            if item.status == "T" and sections:
                result[item.path] = sections.pop(0)
    return result


def _sections(patch: bytes) -> Iterator[frozenset[int]]:
    """Yield each section's new lines. Only headers start at the line's start with these words."""
    lines: set[int] | None = None
    for line in patch.split(b"\n"):
        if line.startswith(b"diff --git "):
            if lines is not None:
                yield frozenset(lines)
            lines = set()
        elif line.startswith(b"@@ ") and lines is not None:
            # @@ -a[,b] +c[,d] @@
            start, _, count = line.split(b" ")[2][1:].partition(b",")
            lines.update(range(int(start), int(start) + int(count or 1)))
    if lines is not None:
        yield frozenset(lines)
