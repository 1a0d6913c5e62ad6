"""Changes of what enforces the rules: an entry that is gone, or a file of the kit edited by hand.

An update of the kit changes its answers file too; then the new files are the kit's own, and
`groundplan doctor` compares them. What is looked for here is a change without one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.agents import LAUNCHER, agent_files, starts_launcher
from groundplan.review.paths import changed_paths, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from groundplan.review.diff import Change

ANSWERS_FILE = ".copier-answers.groundplan.yml"
KIT_FOLDER = LAUNCHER.partition("/")[0]
KIT_FILES = (
    LAUNCHER,
    *(f"{KIT_FOLDER}/{name}" for name in ("loader", "bundle", "facts.json", "rules.json", "run")),
)

CALLERS = (".pre-commit-config.yaml", ".github/workflows/groundplan.yml", ".gitlab-ci.yml")
"""Files of the commit hook and of CI, which name groundplan while they run it."""


def enforces(path: str, text: str) -> bool:
    """Say whether a file, with this text, makes a rule hold somewhere."""
    if path in CALLERS:
        return "groundplan" in text
    return path in agent_files() and starts_launcher(text)


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
    return path in CALLERS or path in agent_files()


def weakenings(changes: Sequence[Change]) -> Iterator[Weakening]:
    """Yield what makes the rules hold less, unless the kit itself was updated in the same change."""
    present = {path for change in changes for path in changed_paths(change)}
    if ANSWERS_FILE in present:
        return
    for change in changes:
        if change.status == "A":
            continue
        path = change.old_path
        if path in KIT_FILES:
            yield Weakening(path, f"{shown(path)} is the kit's own and was changed by hand.")
        if enforces(path, change.old_text) and not enforces(change.path, change.text):
            yield Weakening(path, f"{shown(path)} no longer starts groundplan's check.")
