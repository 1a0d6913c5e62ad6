"""`fleet sync`: the same `sync`, in every repo, in parallel; a broken one stops no other."""

from __future__ import annotations

import json
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.core import git, process, terminal, write
from groundplan.core.errors import DONE, NeedsPerson, Stop
from groundplan.core.repo_state import dirty_files
from groundplan.fleet import print_table

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADS = ("repo", "how it ended", "what to do")
SECONDS = 600.0


@dataclass(frozen=True)
class Result:
    """How sync ended in one repo."""

    path: str
    ended: str
    advice: str
    is_well: bool


def sync_all(
    folders: Sequence[Path],
    *,
    branch: str | None,
    patches: Path | None,
    options: Sequence[str],
    jobs: int,
    as_json: bool,
) -> int:
    """Run `groundplan sync` in each repo and print one table; 3 where a person is needed.

    Args:
        folders: the repos.
        branch: commit the outcome to a new branch of this name, beside the checkout.
        patches: write the outcome as a patch into this folder; the checkout stays as it is.
        options: more arguments for `sync`.
        jobs: how many at a time.
        as_json: print a list instead of the table.
    """
    if patches is not None:
        patches.mkdir(parents=True, exist_ok=True)

    def one(folder: Path) -> Result:
        try:
            return _sync_one(folder, branch, patches, options)
        except (Stop, OSError) as problem:
            return Result(str(folder), "failed", str(problem), is_well=False)

    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        results = list(pool.map(one, folders))
    if as_json:
        terminal.print_line(json.dumps([vars(result) for result in results], indent=2))
    else:
        rows = [[(r.path, False), (r.ended, not r.is_well), (r.advice, False)] for r in results]
        print_table(HEADS, rows)
        well = sum(result.is_well for result in results)
        terminal.print_line(f"{well} of {len(results)} done.")
    return DONE if all(result.is_well for result in results) else NeedsPerson.status


def _sync_one(
    folder: Path, branch: str | None, patches: Path | None, options: Sequence[str]
) -> Result:
    top = git.repo_root(folder)
    if top is None:
        return Result(str(folder), "no git repo", "git init, and commit", is_well=False)
    dirty = dirty_files(folder)
    if dirty:
        return Result(str(folder), "dirty, not touched", f"commit {dirty[0]}", is_well=False)
    if branch is None and patches is None:
        return _result(folder, folder, options)
    with tempfile.TemporaryDirectory(prefix="groundplan-fleet-") as scratch:
        tree = Path(scratch) / "tree"
        start = ["-b", branch] if branch else ["--detach"]
        _git(top, "worktree", "add", "--quiet", *start, str(tree), "HEAD")
        try:
            inside = tree / folder.resolve().relative_to(top.resolve())
            result = _result(folder, inside, options)
            kept = _keep(folder, tree, branch, patches) if result.is_well else ""
        finally:
            _git(top, "worktree", "remove", "--force", str(tree))
        if branch and not kept:
            _git(top, "branch", "--delete", "--force", branch)
    return Result(result.path, result.ended, kept or result.advice, result.is_well)


def _result(folder: Path, inside: Path, options: Sequence[str]) -> Result:
    command = [sys.executable, "-m", "groundplan", "sync", "--defaults", "--json", *options]
    done = process.run_program(command, cwd=inside, timeout=SECONDS)
    try:
        data = json.loads(done.out)
    except ValueError:
        said = done.err.strip().removeprefix("groundplan: ") or f"status {done.status}"
        return Result(str(folder), "not done", said, is_well=False)
    if done.status == 0:
        changed = len(data["files"])
        ended = f"{data['old']} -> {data['new']}" if changed else f"on {data['new']}"
        return Result(str(folder), ended, "look at it, commit it" if changed else "", is_well=True)
    paths = sorted({entry["path"] for entry in data["conflicts"] + data["lost"] + data["by_hand"]})
    paths += data["yours"] + data["links"]
    advice = f"groundplan sync there, for {', '.join(paths)}"
    return Result(str(folder), "needs a person", advice, is_well=False)


def _keep(folder: Path, tree: Path, branch: str | None, patches: Path | None) -> str:
    """Keep the outcome as a commit or a patch; return where it is, or "" where nothing changed."""
    _git(tree, "add", "--all")
    if git.git("diff", "--cached", "--quiet", cwd=tree).status == 0:
        return ""
    if patches is not None:
        patch = patches / f"{folder.resolve().name}.patch"
        write.write_text(patch, _git(tree, "diff", "--cached", "--binary", "HEAD"))
        if branch is None:
            return f"git apply {patch}"
    # The author is whom the user's git knows; hooks run where the branch is pushed and reviewed.
    done = git.git(
        "commit", "--quiet", "-m", "Update groundplan", cwd=tree, settings=git.user_identity()
    )
    if done.status:
        raise Stop(f"git commit failed: {done.err.strip()}")
    return f"branch {branch}"


def _git(folder: Path, *arguments: str) -> str:
    done = git.git(*arguments, cwd=folder)
    if done.status:
        raise Stop(f"git {arguments[0]} failed: {done.err.strip()}")
    return done.out
