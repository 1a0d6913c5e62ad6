"""Changes of what enforces the rules: an entry that is gone, or a file of the kit edited by hand.

Whether an update explains a change is asked of the version that it names; see `update`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.agents import LAUNCHER, agent_files
from groundplan.review.enforcement import enforces, is_enforcement, weaker
from groundplan.review.paths import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from groundplan.review.diff import Change

KIT_FOLDER = LAUNCHER.partition("/")[0]
KIT_FILES = (LAUNCHER, f"{KIT_FOLDER}/facts.json", f"{KIT_FOLDER}/rules.json", f"{KIT_FOLDER}/run")
GUARD_FOLDER = f"{KIT_FOLDER}/guard/"


@dataclass(frozen=True)
class Weakening:
    """One path by whose change a rule holds less."""

    path: str
    sentence: str


def is_kits(path: str) -> bool:
    """Say whether the kit lands a file at this path: what it holds is not the repo's code."""
    return path.startswith(f"{KIT_FOLDER}/") or path in agent_files()


def looked_at(path: str) -> bool:
    """Say whether a path's texts are needed to judge its change."""
    return is_enforcement(path)


def weakenings(
    changes: Sequence[Change], is_installed: Callable[[Change], bool] = lambda _: False
) -> Iterator[Weakening]:
    """Yield what makes the rules hold less.

    Args:
        changes: the diff, with the texts that `looked_at` asks for.
        is_installed: says whether a change of a file of the kit gives what the version installs that
            the change itself updates to; see `update`.
    """
    for change in changes:
        path = change.old_path
        is_kit_file = path in KIT_FILES or path.startswith(GUARD_FOLDER)
        if is_kit_file and change.status != "A" and not is_installed(change):
            yield Weakening(path, f"{shown(path)} is the kit's own and was changed by hand.")
        if change.status != "A" and enforces(path, change.old_text):
            if (change.status in "DR" and change.path != path) or change.status == "D":
                yield Weakening(path, f"{shown(path)} no longer starts groundplan's check.")
                continue
            if not enforces(path, change.text):
                yield Weakening(path, f"{shown(path)} no longer starts groundplan's check.")
                continue
        if is_enforcement(change.path) and change.status != "D":
            old = change.old_text if change.status != "A" else ""
            if not is_installed(change):
                for sentence in weaker(change.path, old, change.text):
                    yield Weakening(change.path, f"{shown(change.path)} {sentence}.")
