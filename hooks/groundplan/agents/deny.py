"""The second line: what the agents' own lists can deny, for the day when a hook does not run.

A list matches names and first words only, so it holds less than the guard and never more: an entry
here may stop nothing that the rules allow. Reading an env file is allowed, so no list stops reads.
"""

from __future__ import annotations

from groundplan.agents.agent import WithContainers

ENV_FILES = (
    ".env",
    ".env.local",
    ".env.development",
    ".env.production",
    ".env.staging",
    ".env.test",
)
"""Env files by their usual names: a wildcard would stop `.env.example` too."""

KIT_FILES = (
    ".groundplan/hook",
    ".groundplan/rules.json",
    ".groundplan/loader",
    ".groundplan/bundle",
)
"""What the guard is made of."""


def claude_style() -> list[object]:
    """Return the list in Claude Code's words, which Qwen Code reads too."""
    return [
        WithContainers("Bash(docker-compose)"),
        WithContainers("Bash(docker-compose *)"),
        "Bash(git commit --no-verify *)",
        "Bash(git push --no-verify *)",
        *(f"Edit({name})" for name in ENV_FILES),
        *(f"Edit(**/{name})" for name in ENV_FILES),
        *(f"Edit({name})" for name in KIT_FILES),
    ]


def devin_style() -> list[object]:
    """Return the list in the words of Devin, and of Cursor's command line but for one name."""
    return [
        WithContainers("Exec(docker-compose)"),
        *(f"Write(**/{name})" for name in ENV_FILES),
        *(f"Write({name})" for name in KIT_FILES),
    ]


def cursor_style() -> list[object]:
    """Return the list in the words of Cursor's command line."""
    return [
        WithContainers("Shell(docker-compose)"),
        *(f"Write({name})" for name in ENV_FILES),
        *(f"Write(**/{name})" for name in ENV_FILES),
        *(f"Write({name})" for name in KIT_FILES),
    ]


def opencode_style() -> dict[str, object]:
    """Return the mapping in the words of OpenCode and Kilo; the last entry that fits wins.

    No entry for `*` stands first: it would loosen what the user's own file asks about.
    """
    edits: dict[str, object] = dict.fromkeys(ENV_FILES, "deny")
    edits |= {f"*/{name}": "deny" for name in ENV_FILES}
    edits |= {name.replace("**", "*"): "deny" for name in KIT_FILES}
    shell: dict[str, object] = {
        "docker-compose": WithContainers("deny"),
        "docker-compose *": WithContainers("deny"),
        "git commit --no-verify*": "deny",
        "git push --no-verify*": "deny",
    }
    return {"bash": shell, "edit": edits}
