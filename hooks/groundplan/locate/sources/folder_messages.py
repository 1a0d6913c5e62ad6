"""Folders whose past commits speak of the request's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_NEAREST = 60


def scores(context: Context) -> dict[str, float]:
    """Return, for each file, the likeness of the commits that touched its folder, by the folder's size."""
    found: dict[str, float] = {}
    for number, likeness in context.like_commits[:_NEAREST]:
        for folder in {_folder(path) for path in context.commit(number).files}:
            found[folder] = found.get(folder, 0.0) + likeness
    size: dict[str, int] = {}
    for path in context.files:
        size[_folder(path)] = size.get(_folder(path), 0) + 1
    return {
        path: found[_folder(path)] / (2 + size[_folder(path)]) ** 0.5
        for path in context.files
        if _folder(path) in found
    }


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def reason(context: Context, path: str) -> str:
    """Name the folder."""
    return f"like changes touched the folder {_folder(path) or '.'}"


SOURCE = Source("folder_messages", "Folders that like commits touched", scores, reason, telling=0.5)
