"""One repo of a fleet in one row, from its files alone: no program is started for it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.core.answers_file import ANSWERS_FILE, read_answers
from groundplan.core.errors import Stop
from groundplan.core.transaction import Tree
from groundplan.install.adopt.record import content_digest, read_landed
from groundplan.plan.files import current_plan_path

if TYPE_CHECKING:
    from pathlib import Path

MAX_PLAN = 2 * 1024 * 1024
CI_FILES = (".github/workflows/groundplan.yml", ".gitlab/ci/groundplan.yml", ".gitlab-ci.yml")
_FRONT = re.compile(r"^(status|title): *(.*?) *$", re.MULTILINE)
_BOX = re.compile(r"^- \[([ xX])\] S\d+\.[a-z]+\b")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")


@dataclass(frozen=True)
class Row:
    """What one repo is like; empty text where it is not known."""

    path: str
    version: str = ""
    source: str = ""
    edited: tuple[str, ...] = ()
    """Files of the kit that are not as they landed."""
    missing: tuple[str, ...] = ()
    is_recorded: bool = True
    """Whether it is known what landed; not where plain copier landed the kit."""
    rules: str = ""
    plan: str = ""
    plan_title: str = ""
    done: int = 0
    steps: int = 0
    """Verifications of the plan, and how many of them are ticked."""
    hooks: bool = False
    ci: bool = False
    trouble: str = ""


def row_of(folder: Path) -> Row:
    """Read one repo; what can't be read becomes its trouble, never an error."""
    try:
        return _row(folder)
    except Stop as problem:
        return Row(str(folder), trouble=problem.sentence)
    except (OSError, ValueError) as problem:
        return Row(str(folder), trouble=str(problem))


def _row(folder: Path) -> Row:
    answers = read_answers(folder)
    tree = Tree(folder)
    record = read_landed(tree)
    current = record.files if record.commit == answers.commit else {}
    edited, missing = [], []
    for path, digest in current.items():
        data = tree.on_disk(path)
        if data is None:
            missing.append(path)
        elif content_digest(data) != digest:
            edited.append(path)
    status, title, done, steps = plan_of(folder / current_plan_path(folder))
    return Row(
        path=str(folder),
        version=answers.commit,
        source=answers.source,
        edited=tuple(edited),
        missing=tuple(missing),
        is_recorded=bool(current),
        rules=local_rules(folder),
        plan=status,
        plan_title=title,
        done=done,
        steps=steps,
        hooks=_has_hooks(folder),
        ci=any("groundplan" in _text(folder / name) for name in CI_FILES),
    )


def plan_of(path: Path) -> tuple[str, str, int, int]:
    """Return a plan's status and title, and how many of its verifications are ticked, of how many."""
    if not path.is_file() or path.stat().st_size > MAX_PLAN:
        return "", "", 0, 0
    text = _text(path)
    front = dict(_FRONT.findall(text.split("\n---", 1)[0]))
    done = steps = 0
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence and (box := _BOX.match(line)):
            steps += 1
            done += box[1] != " "
    return front.get("status", "").strip("\"'"), front.get("title", "").strip("\"'"), done, steps


def local_rules(folder: Path) -> str:
    """Return what the repo's own rules change, by the ids of the rules."""
    text = _text(folder / ".groundplan" / "rules.local.json")
    if not text:
        return "not compiled" if (folder / ".groundplan" / "rules.local.yml").is_file() else ""
    data = json.loads(text)
    parts = []
    for key in sorted(data) if isinstance(data, dict) else ():
        value = data[key]
        names = (
            sorted(value)
            if isinstance(value, dict)
            else [str(item.get("id", "")) for item in value if isinstance(item, dict)]
            if isinstance(value, list)
            else []
        )
        if any(names):
            parts.append(f"{key}: {', '.join(name for name in names if name)}")
    return "; ".join(parts)


def _has_hooks(folder: Path) -> bool:
    """Say whether git's own hook of this repo is pre-commit's; the machine's settings are not read."""
    for parent in [folder, *folder.parents]:
        git = parent / ".git"
        if git.is_file():  # a work tree or a submodule: its hooks are the repository's
            found = re.match(r"gitdir: (.*)", _text(git))
            git = (parent / found[1].strip()) if found else git
            common = _text(git / "commondir").strip()
            git = git / common if common else git
        if git.is_dir():
            text = _text(git / "hooks" / "pre-commit")
            return "pre-commit" in text or "prek" in text
    return False


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def repos_in(folder: Path) -> list[Path]:
    """Return the folder itself where the kit landed in it, else its folders where it did."""
    if (folder / ANSWERS_FILE).is_file():
        return [folder]
    seen: dict[Path, Path] = {}
    for path in sorted(folder.iterdir(), key=lambda path: (path.is_symlink(), path.name)):
        if (path / ANSWERS_FILE).is_file():
            seen.setdefault(path.resolve(), path)  # a link to a repo is that repo
    return sorted(seen.values())
