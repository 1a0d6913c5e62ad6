"""File by file: what the kit brought, what the repo made of it, what the kit brings now."""

from __future__ import annotations

import difflib
import os
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.core.answers_file import ANSWERS_FILE
from groundplan.core.errors import Refused
from groundplan.core.repo_state import has_markers
from groundplan.install import prepare
from groundplan.install.sync.merge import is_binary, local_lines, merge, same_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundplan.core.transaction import Tree
    from groundplan.install.render import Rendered
    from groundplan.install.sync.report import Report

SIMILAR = 0.5
"""From which share of common lines a new file counts as a dropped one under another name; git's own
default for renames is 50 %."""
PRE_COMMIT = ".pre-commit-config.yaml"


def bring(
    tree: Tree, old: Rendered, new: Rendered, take: Mapping[str, str], report: Report
) -> None:
    """Bring each file from one version of the kit to the other, in the tree.

    Args:
        tree: the repo.
        old: what the kit brought before.
        new: what it brings now.
        take: path -> `mine` or `theirs`, for conflicts.
        report: what came of it is noted here.

    Raises:
        Refused: a file holds marks of an unresolved merge.
    """
    step = _Step(tree, old, new, take, report)
    moves = _moves(old, new)
    arrivals = set(moves.values())
    for path in sorted(set(old.files) | set(new.files)):
        if path in (ANSWERS_FILE, prepare.PLAN):
            continue
        if step.is_foreign_link(path):
            if old.files.get(path) != new.files.get(path):
                report.links.append(path)
        elif path in moves:
            step.move(path, moves[path])
        elif path not in new.files:
            step.drop(path)
        elif path in old.files:
            step.update(path, path)
        elif path not in arrivals and path not in report.yours:
            tree.write(path, new.files[path], new.modes[path])
            report.came.append(path)


@dataclass(frozen=True)
class _Step:
    """From one version of the kit to the next, in one repo."""

    tree: Tree
    old: Rendered
    new: Rendered
    take: Mapping[str, str]
    report: Report

    def is_foreign_link(self, path: str) -> bool:
        """Say whether a path is a link that leaves the repo."""
        return os.path.lexists(self.tree.root / path) and self.tree.on_disk(path) is None

    def drop(self, path: str) -> None:
        """Remove what the kit brings no more; what somebody edited stays."""
        mine = self.tree.on_disk(path)
        if mine is None:
            return
        if same_text(mine, self.old.files[path]):
            self.tree.write(path, None)
            self.report.came.append(path)
        else:
            self.report.kept.append(path)

    def move(self, path: str, target: str) -> None:
        """Bring a file under its new name, with the repo's edits."""
        if self.tree.on_disk(path) is None:
            self.report.kept_out.append(target)
            return
        self.report.moved.append((path, target))
        self.update(path, target)
        if target in self.tree.pending:
            self.tree.write(path, None)

    def update(self, path: str, target: str) -> None:
        """Merge the kit's new text and the repo's edits; without a word where neither changed."""
        mine = self.tree.on_disk(path)
        base, theirs = self.old.files[path], self.new.files[target]
        if mine is None:
            if base != theirs:
                self.report.kept_out.append(path)
            return
        if has_markers(mine) and not has_markers(base):
            raise Refused(f"{path} holds marks of an unresolved merge.", "Resolve them first.")
        side = self.take.get(path, self.take.get(target, ""))
        if path == PRE_COMMIT:
            mine = _with_rev_of(mine, base)
        merged = merge(base, mine, theirs, take=side)
        if merged.conflicts:
            self.report.conflicts += [(path, conflict) for conflict in merged.conflicts]
            return
        if side != "theirs":
            gone = local_lines(base, mine) - Counter(_keys(merged.data))
            self.report.lost += [(path, line.decode("utf-8", "backslashreplace")) for line in gone]
        mode = self.mode(path, target)
        if merged.data != self.tree.on_disk(path) or mode is not None or path != target:
            self.tree.write(target, merged.data, mode)
            if target in self.tree.pending:
                self.report.came.append(target)

    def mode(self, path: str, target: str) -> int | None:
        """Return the new file's mode: the kit's where it changed it and the repo did not."""
        now = (self.tree.root / path).resolve().stat().st_mode & 0o777
        was, becomes = self.old.modes[path] & 0o111, self.new.modes[target] & 0o111
        if was != becomes and bool(now & 0o111) == bool(was):
            return self.new.modes[target]
        return now if path != target else None


def _moves(old: Rendered, new: Rendered) -> dict[str, str]:
    """Return which files of the old version have another name in the new one."""
    gone = sorted(set(old.files) - set(new.files))
    arrived = sorted(set(new.files) - set(old.files))
    found = {
        path: new.moved[path] for path in gone if new.moved.get(path) and new.moved[path] in arrived
    }
    for path in gone:
        if path in found or path in new.moved:
            continue
        free = [name for name in arrived if name not in found.values()]
        scored = [(_likeness(old.files[path], new.files[name]), name) for name in free]
        best = max(scored, default=(0.0, ""))
        if best[0] >= SIMILAR:
            found[path] = best[1]
    return found


def _likeness(one: bytes, other: bytes) -> float:
    if one == other:
        return 1.0
    if is_binary(one) or is_binary(other):
        return 0.0
    matcher = difflib.SequenceMatcher(None, one.split(b"\n"), other.split(b"\n"), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= SIMILAR else 0.0


def _keys(data: bytes) -> list[bytes]:
    return data.replace(b"\r\n", b"\n").split(b"\n")


def _with_rev_of(mine: bytes, base: bytes) -> bytes:
    """Return the repo's hook configuration with the kit's own `rev` as it landed.

    Bots raise that line; it is the kit's, and the new version sets it anyway.
    """
    rows = base.split(b"\n")
    for number, row in enumerate(rows[:-1]):
        if row.lstrip().startswith(b"- repo:") and rows[number + 1].lstrip().startswith(b"rev:"):
            lines = mine.split(b"\n")
            for place, line in enumerate(lines[:-1]):
                is_rev = lines[place + 1].lstrip().startswith(b"rev:")
                if line.rstrip(b"\r") == row and is_rev:
                    end = b"\r" if lines[place + 1].endswith(b"\r") else b""
                    lines[place + 1] = rows[number + 1] + end
            return b"\n".join(lines)
    return mine
