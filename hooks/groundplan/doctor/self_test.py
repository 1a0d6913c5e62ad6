"""The road of `groundplan guard --canary`: each rule's own examples, put in front of each gate.

A gate is what is installed here and should stop a call or a change: the launcher, in the words of
each agent whose hook file is in the repo; the pre-commit hook, in a scratch clone; the review. What a
gate lets through, or stops without need, is named.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from groundplan.agents import AGENTS, LAUNCHER, Agent, starts_launcher
from groundplan.core import git, io, process, terminal, write
from groundplan.core.errors import DONE, FOUND, Refused
from groundplan.core.repo_facts import read_landed
from groundplan.doctor.live.trial import guarding_files
from groundplan.review.run import EVERYWHERE, found_in, rules_of
from groundplan.rules.sample_calls import Planted, examples_of, own_examples

IDENTITY = ("-c", "user.name=Groundplan", "-c", "user.email=canary@example.invalid")


@dataclass(frozen=True)
class Gate:
    """A place where something is stopped: `agent`, `commit` or `ci`, and which one."""

    boundary: str
    name: str
    stops: Callable[[Planted], bool]
    takes_questions: bool = True
    """What asks a person counts here; a commit goes on with a warning."""


@dataclass(frozen=True)
class Result:
    """How one gate took all examples of one rule."""

    gate: str
    rule: str
    planted: int
    let_through: tuple[str, ...]
    """Examples that should have been stopped."""
    stopped: tuple[str, ...]
    """Examples that should have been let through."""

    @property
    def is_right(self) -> bool:
        """Say whether every example was taken as the rule says."""
        return not (self.let_through or self.stopped)


def canary(start: Path, *, as_json: bool) -> int:
    """Plant every example in front of every gate that is installed, and print which gate bites.

    Args:
        start: a folder in the repo.
        as_json: print one JSON object.

    Returns:
        0 when every gate took every example as its rule says, else 1.

    Raises:
        Refused: the kit has not landed here.
    """
    root = git.repo_root(start)
    if root is None or not (root / LAUNCHER).is_file():
        raise Refused("No guard has landed here.", "Run `groundplan init` in the repo first.")
    rules, facts = rules_of(root), read_landed(root).facts.as_written
    own = own_examples(root)
    planted = [item for rule in rules for item in examples_of(rule["id"], own, facts)]
    with tempfile.TemporaryDirectory(prefix="canary-") as name:
        results = [
            result
            for gate in gates(root, Path(name).resolve())
            for result in _tried(gate, planted, rules)
        ]
    terminal.print_line(_as_json(results) if as_json else _as_text(results))
    return DONE if all(result.is_right for result in results) else FOUND


# -- gates ---------------------------------------------------------------------------------------


def gates(root: Path, scratch: Path) -> Iterator[Gate]:
    """Yield the gates that are installed in a repo; they work in folders below `scratch`."""
    for agent in AGENTS:
        if agent.calls is not None and _is_installed(agent, root):
            yield _agent_gate(agent, root, scratch / agent.key)
    hook = _commit_hook(root)
    if hook is not None:
        yield Gate("commit", "commit hook", _commit_stops(root, scratch / "commit", hook), False)
    yield Gate("commit", "review --staged", _review_stops(root, scratch / "review"))


def _is_installed(agent: Agent, root: Path) -> bool:
    """Say whether one of the agent's files here starts the launcher."""
    texts = [io.read_text(root / file.path) for file in agent.files if (root / file.path).is_file()]
    return any(starts_launcher(text) for text in texts)


def _agent_gate(agent: Agent, root: Path, scratch: Path) -> Gate:
    shutil.rmtree(scratch, ignore_errors=True)
    for path in guarding_files(root):
        (scratch / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / path, scratch / path)
    git.git("init", "--quiet", cwd=scratch)
    number = iter(range(1_000_000))

    def stops(planted: Planted) -> bool:
        _set_plan(scratch, planted.plan)
        session = f"canary-{next(number)}"
        for command in planted.history:
            _call(agent, scratch, session, Planted("", False, shell=command))
        return _call(agent, scratch, session, planted)

    return Gate("agent", agent.title, stops)


def _call(agent: Agent, repo: Path, session: str, planted: Planted) -> bool:
    """Hand one call to the launcher as the agent does; say whether it was stopped or asked about."""
    assert agent.calls is not None  # noqa: S101 - gates are made of agents that have calls
    names = {"command": planted.shell, "cwd": str(repo), "session": session}
    shapes = [(agent.calls.shell, names)] if planted.shell else []
    shapes += [(agent.calls.write, {**names, "path": str(repo / path)}) for path in planted.paths]
    for shape, values in shapes:
        done = process.run_program(
            [str(repo / LAUNCHER), agent.key], cwd=repo, stdin=json.dumps(fill(shape, values))
        )
        if done.status == 2 or any(word in done.out for word in ('"ask"', '"deny"')):
            return True
    return False


def fill(shape: object, values: Mapping[str, str]) -> object:
    """Return a call with the names in braces filled in."""
    if isinstance(shape, str):
        for key, value in values.items():
            shape = shape.replace(f"{{{key}}}", value)
        return shape
    if isinstance(shape, Mapping):
        return {key: fill(item, values) for key, item in shape.items()}
    if isinstance(shape, (list, tuple)):
        return [fill(item, values) for item in shape]
    return shape


def _set_plan(repo: Path, status: str) -> None:
    """Give the scratch repo a plan of this status; `missing` for none."""
    plan = repo / "PLAN.md"
    if status == "missing":
        plan.unlink(missing_ok=True)
    else:
        write.write_text(plan, f"---\nid: canary\nstatus: {status}\n---\n\n# Canary\n")


def _commit_hook(root: Path) -> Path | None:
    folder = git.git_as_user("rev-parse", "--git-path", "hooks", cwd=root).out.strip()
    hook = root / folder / "pre-commit"
    return hook if hook.is_file() and os.access(hook, os.X_OK) else None


def _clone(root: Path, scratch: Path) -> None:
    """Clone the repo as it is committed, with what guards it as it stands now."""
    git.git("clone", "--quiet", "--local", str(root), str(scratch), cwd=root)
    for path in [*guarding_files(root), ".pre-commit-config.yaml"]:
        if (root / path).is_file():
            (scratch / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / path, scratch / path)
    git.git("add", "--all", cwd=scratch)
    git.git(*IDENTITY, "commit", "--quiet", "--no-verify", "-m", "As it is now", cwd=scratch)


@contextmanager
def _staged(repo: Path, planted: Planted) -> Iterator[None]:
    """Stage an example in a scratch repo: its paths, or a script that holds its command."""
    before = git.git("rev-parse", "HEAD", cwd=repo).out.strip()
    for document, globs in planted.governed.items():
        write.write_text(repo / document, f"---\ngoverns: {json.dumps(globs)}\n---\n")
    if planted.governed:
        git.git("add", "--all", cwd=repo)
        git.git(*IDENTITY, "commit", "--quiet", "--no-verify", "-m", "Patterns", cwd=repo)
    paths = planted.paths or ("canary.sh",)
    for path in paths:
        text = f"#!/bin/sh\n{planted.shell}\n" if planted.shell else "CANARY = 1\n"
        old = io.read_text(repo / path) if (repo / path).is_file() else ""
        write.write_text(repo / path, old + text)
    git.git("add", "--force", "--", *paths, cwd=repo)
    try:
        yield
    finally:
        git.git("reset", "--quiet", "--hard", before, cwd=repo)


def _commit_stops(root: Path, scratch: Path, hook: Path) -> Callable[[Planted], bool]:
    _clone(root, scratch)
    target = scratch / ".git/hooks/pre-commit"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(hook, target)

    def stops(planted: Planted) -> bool:
        with _staged(scratch, planted):
            done = git.git_with_hooks(*IDENTITY, "commit", "--quiet", "-m", "Canary", cwd=scratch)
            return done.status != 0 and planted.rule in done.out + done.err

    return stops


def _review_stops(root: Path, scratch: Path) -> Callable[[Planted], bool]:
    _clone(root, scratch)
    rules = rules_of(scratch)

    def stops(planted: Planted) -> bool:
        with _staged(scratch, planted):
            return any(
                item.code == planted.rule for item in found_in(scratch, rules, is_staged=True)
            )

    return stops


# -- the report ----------------------------------------------------------------------------------


def _tried(
    gate: Gate, planted: Sequence[Planted], rules: Sequence[Mapping[str, Any]]
) -> Iterator[Result]:
    for rule in rules:
        mine = [item for item in planted if item.rule == rule["id"] and _fits(gate, item)]
        holds = gate.boundary in rule.get("boundary", EVERYWHERE)
        if not (holds and mine and (rule.get("deny") or gate.takes_questions)):
            continue
        ends = [(item, gate.stops(item)) for item in mine]
        yield Result(
            gate.name,
            rule["id"],
            len(mine),
            tuple(item.shown for item, stopped in ends if item.is_denied and not stopped),
            tuple(item.shown for item, stopped in ends if stopped and not item.is_denied),
        )


def _fits(gate: Gate, planted: Planted) -> bool:
    """Say whether an example means something at a gate: a whole diff is no tool call."""
    return len(planted.paths) <= 1 or gate.boundary != "agent"


def _as_text(results: Sequence[Result]) -> str:
    lines = []
    for gate in dict.fromkeys(result.gate for result in results):
        lines.append(f"{gate}:")
        for result in (item for item in results if item.gate == gate):
            mark = "bites" if result.is_right else "FAILS"
            lines.append(f"  {mark}  {result.rule} ({result.planted} examples)")
            lines += [f"         let through: {shown}" for shown in result.let_through]
            lines += [f"         stopped without need: {shown}" for shown in result.stopped]
    return "\n".join(lines)


def _as_json(results: Sequence[Result]) -> str:
    data = [
        {
            "gate": result.gate,
            "rule": result.rule,
            "examples": result.planted,
            "let_through": list(result.let_through),
            "stopped_without_need": list(result.stopped),
        }
        for result in results
    ]
    return json.dumps({"gates": data}, indent=2)
