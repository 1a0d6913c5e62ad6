"""The agents: one module an agent, each a description as data. Ordered by how many people use them.

A module of this folder that has an `AGENT` is an agent: nothing else lists them.
"""

from __future__ import annotations

import importlib
from pathlib import Path

from groundplan.agents.agent import LAUNCHER, Agent, AgentFile, Reach, starts_launcher

__all__ = [
    "AGENTS",
    "LAUNCHER",
    "Agent",
    "AgentFile",
    "Reach",
    "agent_files",
    "found_agents",
    "reads_instead",
    "runs_commands",
    "starts_launcher",
]

RUNS_COMMANDS = ("Makefile", "groundplan.mk", ".pre-commit-config.yaml", ".github/workflows/")
"""Files, beside those for agents, by which something starts programs: a person should read them."""


def found_agents() -> tuple[Agent, ...]:
    """Return the agents that the modules of this folder describe, in the order of their rank."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem[0] != "_")
    modules = (
        importlib.import_module(f"groundplan.agents.{name}")
        for name in names
        if name not in _NO_AGENT
    )
    return tuple(sorted((module.AGENT for module in modules), key=lambda agent: int(agent.rank)))


_NO_AGENT = ("agent", "deny", "guard_table", "landed", "payload")
"""Modules that hold what agents have in common."""

AGENTS: tuple[Agent, ...] = found_agents()


def agent_files() -> dict[str, tuple[str, ...]]:
    """Return each file that lands for agents, by its path in a repo -> the keys that need it."""
    found: dict[str, tuple[str, ...]] = {}
    for agent in AGENTS:
        for file in agent.files:
            found[file.path] = (*found.get(file.path, ()), agent.key)
    return found


def reads_instead() -> dict[str, tuple[str, str]]:
    """Return files of a user's own that an agent reads instead of AGENTS.md or before it.

    Each is given with the agent's key and the line that leads from there to AGENTS.md.
    """
    return {
        path: (agent.key, line) for agent in AGENTS for path, line in agent.reads_instead.items()
    }


def runs_commands(path: str) -> bool:
    """Return whether a file of the kit is one by which programs are started."""
    return path.startswith(RUNS_COMMANDS) or path in agent_files() or path == LAUNCHER
