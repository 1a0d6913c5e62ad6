"""Where a new plan goes, so that no plan is ever overwritten before it is done."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from groundplan.core import git, io
from groundplan.core.errors import Refused
from groundplan.core.model import Status
from groundplan.core.repo_facts import FACTS
from groundplan.plan.files import current_plan_path
from groundplan.plan.parser import parse_plan
from groundplan.plan.render import plan_id

PLAN = "PLAN.md"
ARCHIVE = "docs/plans"
PLAN_LIMIT = 50_000_000  # bytes


@dataclass(frozen=True)
class Place:
    """The plan that will be written, as it was when we looked."""

    path: str
    """From the repo's root."""
    text: str | None
    """None where there is no such file."""
    why: str = ""
    """Why the plan does not stand at the usual place."""
    kept_as: str = ""
    """Where the finished plan that stands there is kept, before a new one takes its place."""


def find_root(here: Path) -> Path:
    """Return the nearest folder from `here` upwards in which the kit has landed, else the repo's."""
    top = (git.repo_root(here) or here).resolve()
    for folder in (here.resolve(), *here.resolve().parents):
        if (folder / FACTS).is_file():
            return folder
        if folder == top:
            break
    return top


def find_place(root: Path, wanted: str, *, summary: str) -> Place:
    """Return where the plan goes. A plan that is not done is never overwritten.

    Args:
        root: the repo.
        wanted: the plan to fill, as it was typed; "" for a new one.
        summary: the change in one line, for the name of a plan beside another.

    Raises:
        Refused: `wanted` is not there, or not in the repo.
    """
    if wanted:
        return _wanted_place(root, wanted)
    current = current_plan_path(root)
    text = text_at(root, current)
    if text is None:
        why = (
            "" if current == PLAN else f"{PLAN} is not a plan of groundplan, so it stays as it is."
        )
        return Place(current, None, why=why)
    plan = parse_plan(text, current)
    if plan.status is Status.SKELETON:
        return Place(current, text)
    if plan.status is Status.DONE:
        kept = f"{ARCHIVE}/{plan.id or 'plan'}.md"
        if "/" not in plan.id and text_at(root, kept) in (None, text):
            return Place(current, text, kept_as=kept)
    name = plan_id(summary, today(), taken_ids(root))
    state = f"holds a plan that is {plan.status}" if plan.status else "is no plan of ours"
    return Place(f"{ARCHIVE}/{name}.md", None, why=f"{current} {state}, so it stays as it is.")


def taken_ids(root: Path) -> tuple[str, ...]:
    """Return the ids of the plans that are kept."""
    return tuple(path.stem for path in (root / ARCHIVE).glob("*.md"))


def today() -> str:
    """Return the date as ids have it."""
    return datetime.date.today().isoformat()


def _wanted_place(root: Path, wanted: str) -> Place:
    for candidate in (Path.cwd() / wanted, root / wanted):
        if candidate.is_file():
            if not io.is_inside(candidate, root):
                raise Refused(f"{wanted} is not in this repo.", "Name a plan below its root.")
            path = candidate.resolve().relative_to(root).as_posix()
            return Place(path, text_at(root, path))
    raise Refused(f"There is no {wanted}.", "Leave --plan out to make a new one.")


def text_at(root: Path, path: str) -> str | None:
    """Return the text of a file in the repo, or None where there is none.

    Raises:
        Refused: the path leads out of the repo, or is no file of text.
    """
    file = root / path
    if not file.exists() and not file.is_symlink():
        return None
    if not io.is_inside(file, root):
        raise Refused(f"{path} leads out of this repo.", "Put a file in the place of the link.")
    return io.read_text(file, PLAN_LIMIT)
