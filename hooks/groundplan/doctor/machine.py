"""What the machine has: programs, the container engine, hooks of git, agents."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from groundplan.core import git, process
from groundplan.core.errors import EnvironmentTrouble
from groundplan.doctor.finding import Finding, Fix, well, wrong
from groundplan.install.hook_runners import hook_runner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from groundplan.core.answers_file import KitAnswers

SECONDS = 10.0
HOOK_PROGRAMS = ("prek", "pre-commit")


def machine_findings(folder: Path, answers: KitAnswers) -> Iterator[Finding]:
    """Yield what the machine has and lacks for this repo.

    Args:
        folder: the repo.
        answers: what was answered when the kit landed.
    """
    yield well(f"Python {sys.version_info.major}.{sys.version_info.minor}")
    if not shutil.which("python3"):
        yield wrong("python3 is not on the PATH; the guard needs it", "install Python 3.9 or newer")
    yield _program("git", ("git", "--version"), "install git")
    if (folder / "groundplan.mk").is_file():
        yield _program("make", ("make", "--version"), "install make")
    if answers.values.get("containers"):
        yield from _containers()
    yield from _commit_hooks(folder)
    yield from _agents(answers)


def _said(*command: str) -> str | None:
    """Return the first line that a program prints, or None where it is missing or fails."""
    try:
        done = process.run_program(command, timeout=SECONDS)
    except EnvironmentTrouble:
        return None
    return (done.out.strip().split("\n") or [""])[0] if done.status == 0 else None


def _program(name: str, command: tuple[str, ...], mend: str) -> Finding:
    said = _said(*command)
    return wrong(f"{name} was not found", mend) if said is None else well(said or name)


def _containers() -> Iterator[Finding]:
    engine = next((name for name in ("docker", "podman") if shutil.which(name)), None)
    if engine is None:
        yield wrong("no container engine was found", "install Docker Engine or Podman")
        return
    compose = _said(engine, "compose", "version", "--short")
    if compose is None:
        yield wrong(f"`{engine} compose` does not work", f"install the Compose plugin of {engine}")
    else:
        yield well(f"{engine} compose {compose}")
    if _said(engine, "info", "--format", "{{.ServerVersion}}") is None:
        yield wrong(f"the engine of {engine} does not answer", f"start it, then: {engine} info")
    else:
        yield well(f"{engine} answers")


def _commit_hooks(folder: Path) -> Iterator[Finding]:
    """Look at the hooks as the user's git would run them: their own configuration counts."""
    runner = hook_runner(folder)
    if runner is not None:
        if runner.is_connected:
            yield well(f"{runner.name} runs the checks at a commit ({runner.path})")
        else:
            first = runner.lines.split("\n")
            shown = " | ".join(line.strip() for line in first)
            yield wrong(
                f"{runner.name} runs the commit hooks, and {runner.path} does not call the checks",
                f"add to {runner.path}: {shown}",
            )
        return
    if not (folder / ".pre-commit-config.yaml").is_file():
        yield wrong(
            "there is no .pre-commit-config.yaml, so nothing is checked at a commit",
            "see docs/onboarding.md",
        )
        return
    program = next((name for name in HOOK_PROGRAMS if shutil.which(name)), None)
    if program is None:
        yield wrong("neither pre-commit nor prek was found", "pipx install pre-commit")
    else:
        yield well(_said(program, "--version") or program)
    answer = git.git_as_user("rev-parse", "--git-path", "hooks/pre-commit", cwd=folder)
    if answer.status:
        return
    hook = folder / answer.out.strip()
    text = hook.read_text(errors="replace") if hook.is_file() else ""
    if any(name in text for name in HOOK_PROGRAMS):
        yield well("the commit hooks are active")
    elif text:
        yield wrong(
            "another program's commit hook is there, so the checks do not run",
            f"call `{program or 'pre-commit'} run` in {hook.name}, or remove it",
        )
    else:
        yield wrong(
            "the commit hooks are not active",
            f"{program or 'pre-commit'} install",
            Fix.COMMIT_HOOKS if program else Fix.NONE,
        )


def _agents(answers: KitAnswers) -> Iterator[Finding]:
    from groundplan.agents import AGENTS
    from groundplan.doctor.live import CLIENTS

    programs = {client.agent: client.program for client in CLIENTS}
    for agent in AGENTS:
        if agent.key in answers.names("agents"):
            if agent.key in programs and not shutil.which(programs[agent.key]):
                yield well(
                    f"{agent.title}: {programs[agent.key]} is not installed here, so not looked at"
                )
                continue
            trust = f"; to do once: {agent.trust}" if agent.trust else ""
            holds = (
                "its hooks ask the guard" if agent.denies else "it has no hooks; commit and CI hold"
            )
            yield well(
                f"{agent.title}: {holds}{trust} (try it: groundplan doctor --live {agent.key})"
            )
