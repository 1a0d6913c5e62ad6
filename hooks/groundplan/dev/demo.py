"""`make demo`: the sample API gets the kit, and its change request becomes a plan."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from groundplan.core import git, io, terminal
from groundplan.core.errors import EnvironmentTrouble

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "examples" / "sample-api"
IDENTITY = ("-c", "user.name=Groundplan demo", "-c", "user.email=demo@example.invalid")

# What `groundplan init` would find in the sample and a person would confirm.
ANSWERS = {
    "project_type": "api",
    "containers": "true",
    "api_service": "api",
    "test_command": "pytest",
    "test_one_command": "pytest",
    "migration_tool": "alembic",
    "agents": "[claude-code, codex]",
}


def demo(target: Path) -> None:
    """Land the kit in a copy of the sample API, plan its change request, and show the result.

    Args:
        target: the scratch repo; what an earlier demo left there is replaced.

    Raises:
        EnvironmentTrouble: a program that the demo runs is missing or failed.
    """
    make(target)
    show(target)


def make(target: Path) -> None:
    """Make the scratch repo: the sample, the kit landed and committed, the plan filled."""
    scratch_repo(target)
    land(target)
    commit_all(target, "Land groundplan")
    plan(target)


def scratch_repo(target: Path) -> None:
    """Make `target` a git repo that holds the sample API and nothing else."""
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(SAMPLE, target, ignore=shutil.ignore_patterns("__pycache__", ".pytest_cache"))
    _git(target, "init", "--quiet", "--initial-branch=main")
    _git(target, "add", "-A")
    _git(target, *IDENTITY, "commit", "--quiet", "-m", "The sample API")


def land(target: Path) -> None:
    """Run `copier copy` of this checkout into the repo, as the README says it."""
    answers = [part for key, value in ANSWERS.items() for part in ("-d", f"{key}={value}")]
    _run(
        [
            *(sys.executable, "-m", "copier", "copy", "--defaults", "--quiet", "--vcs-ref=HEAD"),
            *answers,
            *(str(ROOT), str(target)),
        ],
        target,
    )


def commit_all(target: Path, message: str) -> None:
    """Commit everything in a scratch repo."""
    _git(target, "add", "-A")
    _git(target, *IDENTITY, "commit", "--quiet", "-m", message)


def plan(target: Path) -> None:
    """Fill `PLAN.md` from the change request that stands in the sample."""
    _run([sys.executable, "-m", "groundplan", "new", "--from", "change-request.md"], target)


def show(target: Path) -> None:
    """Print the landed tree, the plan's beginning and steps, and what to type next."""
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.tree import Tree

    console = Console()
    tree = Tree(f"[bold]{target.name}[/bold]  what landed")
    landed = git.git("show", "--name-only", "--format=", "HEAD", cwd=target).out.split()
    for name in sorted(landed):
        if not name.startswith(".groundplan/guard/"):
            tree.add(name)
    console.print(tree)
    text = io.read_text(target / "PLAN.md")
    console.rule("PLAN.md, the beginning")
    console.print(Markdown("\n".join(text.split("\n")[8:44])))
    console.rule("PLAN.md, the first step")
    steps = text[text.index("\n## Steps") :]
    console.print(Markdown("\n### ".join(steps.split("\n### ")[:2])))
    console.rule()
    here = Path(os.path.relpath(target))
    activate = Path(os.path.relpath(Path(sys.prefix) / "bin" / "activate"))
    terminal.print_line(f"The whole plan: {here / 'PLAN.md'}")
    terminal.print_line(f"Next, type:     . {activate} && cd {here} && make plan-check")


def _git(target: Path, *arguments: str) -> None:
    done = git.git(*arguments, cwd=target)
    if done.status:
        raise EnvironmentTrouble(
            f"git {arguments[0]} failed: {done.err.strip()}", "See `git --version`."
        )


def _run(arguments: list[str], cwd: Path) -> None:
    done = subprocess.run(
        arguments, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode:
        raise EnvironmentTrouble(
            f"{' '.join(arguments[:4])} failed: {done.stderr.decode(errors='replace').strip()}",
            "Run `make setup` and try again.",
        )
