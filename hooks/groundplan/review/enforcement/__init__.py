"""What makes the rules hold, read and not searched for a word: CI, the commit hook, agents' settings.

Each reader returns sentences that say where less is enforced than it looks. A review compares those
of a change with those of its base; `disk_limits` says them of the files as they are.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from groundplan.agents import agent_files
from groundplan.core import io
from groundplan.core.errors import Stop
from groundplan.review.enforcement import agent_settings, ci_jobs, commit_hooks

if TYPE_CHECKING:
    from pathlib import Path

COMMIT_HOOKS = ".pre-commit-config.yaml"
GITLAB = ".gitlab-ci.yml"
WORKFLOWS = ".github/workflows"
WORKFLOW = f"{WORKFLOWS}/groundplan.yml"
LARGEST = 1 << 20


class Limit(NamedTuple):
    """One way in which a file enforces less than it looks."""

    path: str
    sentence: str


def is_enforcement(path: str) -> bool:
    """Say whether a file at this path can make the rules hold, or keep them from it."""
    return (
        path in (COMMIT_HOOKS, GITLAB)
        or _is_workflow(path)
        or path in agent_files()
        or agent_settings.is_settings(path)
    )


def _is_workflow(path: str) -> bool:
    return path.startswith(f"{WORKFLOWS}/") and path.endswith((".yml", ".yaml"))


def enforces(path: str, text: str) -> bool:
    """Say whether a file, with this text, makes a rule hold somewhere."""
    if path == COMMIT_HOOKS:
        return commit_hooks.has_hook(text)
    if path == GITLAB or _is_workflow(path):
        return ci_jobs.is_named(text)
    return path in agent_files() and agent_settings.has_launcher(text)


def limits_of(path: str, text: str) -> list[str]:
    """Return where a file enforces less than it looks, one sentence each."""
    if path == COMMIT_HOOKS:
        return commit_hooks.limits(text)
    if path == GITLAB:
        return ci_jobs.gitlab_limits(text) if ci_jobs.is_named(text) else []
    if _is_workflow(path):
        return ci_jobs.workflow_limits(text) if path == WORKFLOW or ci_jobs.is_named(text) else []
    return agent_settings.limits(path, text)


def weaker(path: str, old: str, new: str) -> list[str]:
    """Return how a change of a file makes the rules hold less, one sentence each."""
    before = set(limits_of(path, old)) if old else set()
    found = [sentence for sentence in limits_of(path, new) if sentence not in before]
    if path == COMMIT_HOOKS:
        found += commit_hooks.lost(old, new)
    elif path in agent_files() or agent_settings.is_settings(path):
        found += agent_settings.lost(path, old, new)
    return found


def disk_limits(root: Path) -> list[Limit]:
    """Return where the files of a repo, as they are on the disk, enforce less than they look.

    Args:
        root: the repo's root; no link out of it is followed.
    """
    found = []
    for path in _on_disk(root):
        text = _text(root, path)
        if text is None:
            continue
        found += [Limit(path, sentence) for sentence in limits_of(path, text)]
    return found


def _on_disk(root: Path) -> list[str]:
    names = [COMMIT_HOOKS, GITLAB]
    folder = root / WORKFLOWS
    if folder.is_dir():
        names += [f"{WORKFLOWS}/{path.name}" for path in folder.iterdir()]
    folders = {PurePosixPath(path).parts[0] for path in agent_files() if "/" in path}
    for name in sorted(folders - {".github", ".groundplan"}):
        if (root / name).is_dir():
            names += [f"{name}/{path.name}" for path in (root / name).iterdir()]
    return sorted(
        {*names, *agent_files()} & {n for n in {*names, *agent_files()} if is_enforcement(n)}
    )


def _text(root: Path, path: str) -> str | None:
    file = root / path
    if not file.is_file() or not io.is_inside(file, root):
        return None
    try:
        return io.read_bytes(file, LARGEST).decode("utf-8", "replace")
    except Stop:
        return None
