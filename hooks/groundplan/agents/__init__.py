"""The agents: one module an agent, each a description as data. Ordered by how many people use them."""

from __future__ import annotations

from groundplan.agents import (
    aider,
    amp,
    antigravity,
    claude_code,
    cline,
    codex,
    copilot,
    cursor,
    factory_droid,
    gemini_cli,
    goose,
    junie,
    kilo,
    kiro,
    opencode,
    qwen_code,
    windsurf,
    zed,
)
from groundplan.agents.agent import LAUNCHER, Agent, AgentFile, Reach, starts_launcher

__all__ = ["AGENTS", "LAUNCHER", "Agent", "AgentFile", "Reach", "agent_files", "starts_launcher"]

AGENTS: tuple[Agent, ...] = (
    copilot.AGENT,
    claude_code.AGENT,
    cursor.AGENT,
    codex.AGENT,
    gemini_cli.AGENT,
    antigravity.AGENT,
    opencode.AGENT,
    kilo.AGENT,
    cline.AGENT,
    windsurf.AGENT,
    qwen_code.AGENT,
    junie.AGENT,
    kiro.AGENT,
    zed.AGENT,
    amp.AGENT,
    factory_droid.AGENT,
    goose.AGENT,
    aider.AGENT,
)


def agent_files() -> dict[str, tuple[str, ...]]:
    """Return each file that lands for agents, by its path in a repo -> the keys that need it."""
    found: dict[str, tuple[str, ...]] = {}
    for agent in AGENTS:
        for file in agent.files:
            found[file.path] = (*found.get(file.path, ()), agent.key)
    return found
