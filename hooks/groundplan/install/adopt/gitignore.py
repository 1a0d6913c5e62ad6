"""A `.gitignore` that would keep files of the kit from everybody else: lines that let them in again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.core import git
from groundplan.install.adopt.edits import TextEdit, at_the_end

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

NAME = ".gitignore"
HEAD = "# groundplan: everybody needs these files of the kit"


def ignored_by(folder: Path, paths: Iterable[str], *options: str) -> dict[str, str]:
    """Return which paths git ignores, and the file whose pattern does it; nothing without git."""
    wanted = sorted(set(paths))
    answer = git.git(
        "check-ignore", "--verbose", "-z", *options, "--stdin", cwd=folder, stdin="\0".join(wanted)
    )
    fields = answer.out.split("\0")
    # With -z: file, line, pattern, path, each ended by NUL; a pattern with ! is what lets a path in.
    rows = zip(fields[0::4], fields[2::4], fields[3::4], strict=False)
    return {path: source for source, pattern, path in rows if not pattern.startswith("!")}


def lines_for(folder: Path, paths: Sequence[str]) -> list[str]:
    """Return the lines that let these files in; nothing where the root's `.gitignore` keeps none out."""
    parents = {
        "/".join(path.split("/")[:depth])
        for path in paths
        for depth in range(1, path.count("/") + 1)
    }
    ignored = ignored_by(folder, paths)
    # A folder with tracked files in it counts as not ignored, though nothing new comes into it.
    ignored |= ignored_by(folder, [f"{parent}/" for parent in parents], "--no-index")
    ours = {path for path, source in ignored.items() if source == NAME}
    lines: list[str] = []
    for path in sorted(path for path in paths if path in ours):
        parts = path.split("/")
        for depth in range(1, len(parts)):
            parent = "/".join(parts[:depth])
            if f"{parent}/" in ours:
                lines += [f"!/{parent}/", f"/{parent}/*"]
        lines.append(f"!/{path}")
    return list(dict.fromkeys(lines))


def gitignore_edits(text: str, lines: Sequence[str]) -> list[TextEdit]:
    """Return the edit that adds the lines, once."""
    if not lines or all(line in text.replace("\r\n", "\n").split("\n") for line in lines):
        return []
    return [at_the_end(text, "\n".join([HEAD, *lines, ""]))]
