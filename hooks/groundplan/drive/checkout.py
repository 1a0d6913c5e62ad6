"""Where an agent works: a clean checkout on a branch of its own, and what only a person may change there."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from groundplan.core import git, io, process, write
from groundplan.core.errors import EnvironmentTrouble, Refused
from groundplan.plan.edits import apply_edits, set_front
from groundplan.plan.evidence import evidence_path, read_records
from groundplan.plan.files import current_plan_path, read_plan, write_plan

if TYPE_CHECKING:
    from pathlib import Path

    from groundplan.drive.jobs import Job
    from groundplan.plan.model import Plan

PREFIX = "drive/"
"""Of the branches that are made here."""
MAIN_BRANCHES = ("main", "master", "trunk", "develop")
"""No agent works on these: a branch is made. The default branch of `origin` is one, too."""
PERSONS = ("accept", "manual")
"""Kinds of evidence that only a person gives."""
LARGEST = 20_000_000


class Kept(NamedTuple):
    """What an agent must not change: who accepted the plan, and what persons confirmed."""

    status: str
    accepted: str
    confirmed: int
    evidence: bytes


def require_clean(root: Path) -> None:
    """Make sure that nothing is in the checkout that is not committed.

    Raises:
        Refused: something is.
    """
    status = git.git("status", "--porcelain", "--untracked-files=normal", cwd=root)
    if status.status != 0:
        raise Refused(f"{root} can't be read by git.", "Run git status there.")
    if lines := status.out.splitlines():
        raise Refused(
            f"The checkout has {len(lines)} changes that are not committed ({lines[0].strip()}).",
            "Commit or stash them first.",
        )


def take_branch(root: Path, plan: Plan, job: Job) -> str:
    """Return the branch to work on: the current one, or a new one where that is the main branch.

    Raises:
        Refused: git can't make it.
    """
    now = git.git("symbolic-ref", "--quiet", "--short", "HEAD", cwd=root).out.strip()
    head = git.git("rev-parse", "--abbrev-ref", "origin/HEAD", cwd=root).out.strip()
    if now and now not in (*MAIN_BRANCHES, head.removeprefix("origin/")):
        return now
    name = _free_name(root, plan, job)
    done = git.git("switch", "--quiet", "--create", name, cwd=root)
    if done.status != 0:
        raise Refused(f"The branch {name} can't be made: {done.err.strip()}", "Make one yourself.")
    return name


def add_worktree(root: Path, plan: Plan, job: Job) -> tuple[Path, str]:
    """Return a new worktree, beside the repo, on a new branch, and the branch's name.

    Raises:
        Refused: git can't make it.
    """
    name = _free_name(root, plan, job)
    folder = root.parent / f"{root.name}-{name.replace('/', '-')}"
    done = git.git("worktree", "add", "--quiet", "-b", name, str(folder), cwd=root)
    if done.status != 0:
        raise Refused(f"{folder} can't be made: {done.err.strip()}", "Remove it, or go without.")
    return folder, name


def _free_name(root: Path, plan: Plan, job: Job) -> str:
    wanted = f"{PREFIX}{plan.id or 'plan'}-{(job.step or job.kind).lower()}"
    # git refuses what else an id may hold (git-check-ref-format).
    name = "".join(char if char.isalnum() or char in "-_/" else "-" for char in wanted)
    number = 1
    taken = name
    while git.git("rev-parse", "--verify", "--quiet", f"refs/heads/{taken}", cwd=root).status == 0:
        number += 1
        taken = f"{name}-{number}"
    return taken


def keep(root: Path) -> Kept:
    """Return what only a person may change, as it is now."""
    plan = read_plan(root / current_plan_path(root), root).plan
    data = _evidence(root, plan)
    return Kept(plan.value("status"), plan.value("accepted"), _persons(data), data)


def put_back(root: Path, kept: Kept) -> str:
    """Undo what an agent did in a person's name; return what it was, or nothing.

    Args:
        root: the checkout.
        kept: from before its turn.
    """
    source = read_plan(root / current_plan_path(root), root)
    plan, undone = source.plan, []
    now = (plan.value("status"), plan.value("accepted"))
    was_draft = kept.status in ("", "skeleton", "draft")
    if (was_draft and now[0] not in ("", "skeleton", "draft")) or now[1] != kept.accepted:
        front = {"status": "draft" if was_draft else kept.status, "accepted": kept.accepted}
        write_plan(source, apply_edits(plan.text, set_front(plan, front)))
        undone.append("accepted the plan")
    if _persons(_evidence(root, plan)) > kept.confirmed:
        path = evidence_path(plan.id)
        if path is not None:
            write.write_bytes(root / path, kept.evidence)
        undone.append("confirmed in a person's name")
    return " and ".join(undone)


def _evidence(root: Path, plan: Plan) -> bytes:
    path = evidence_path(plan.id)
    file = root / path if path else None
    if file is None or not file.is_file() or not io.is_inside(file, root):
        return b""
    return io.read_bytes(file, LARGEST)


def _persons(data: bytes) -> int:
    records = read_records(data.decode("utf-8", "replace"), "").records
    return sum(record.kind in PERSONS for record in records)


def fingerprint(root: Path) -> str:
    """Return a digest of the checkout's content; evidence, which each turn adds to, does not count."""
    digest = hashlib.sha256()
    # By content: an agent that commits what it wrote has changed nothing by that.
    tracked = git.git_bytes("ls-files", "-z", cwd=root) or b""
    others = git.git_bytes("ls-files", "--others", "--exclude-standard", "-z", cwd=root) or b""
    names = {name for name in (tracked + others).split(b"\0") if name}
    for name in sorted(name for name in names if not name.startswith(b".groundplan/")):
        path = root / name.decode("utf-8", "surrogateescape")
        digest.update(name + b"\0")
        if path.is_file() and not path.is_symlink():
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def commit_work(root: Path, message: str) -> str:
    """Commit what is there, in the user's name and with the repo's hooks; return why it failed.

    Args:
        root: the checkout.
        message: the subject.

    Returns:
        Nothing where it worked or where there was nothing to commit.
    """
    if not git.git("status", "--porcelain", cwd=root).out:
        return ""
    # The user's own git: a commit that passed the hooks by would prove nothing.
    added = process.run_program(["git", "add", "--all"], cwd=root)
    done = process.run_program(["git", "commit", "--quiet", "--message", message], cwd=root)
    if added.status or done.status:
        raise_missing_identity(done.err)
        return (added.err or done.err or done.out).strip()
    return ""


def raise_missing_identity(text: str) -> None:
    """Raise where git does not know who commits.

    Raises:
        EnvironmentTrouble: that is what the text says.
    """
    if "user.email" in text:
        raise EnvironmentTrouble(
            "git does not know who you are.", "git config user.name and user.email say so."
        )
