"""The skills that every repo gets: one Markdown file each, beside this module, in the Agent Skills format.

Facts about the agents' folders: their documentation and the versions named in each agent's module.
"""

from __future__ import annotations

from pathlib import Path

from groundplan.agents import AGENTS

SHARED_FOLDER = ".agents/skills"
"""Where most agents look for skills; it lands for every choice of agents."""
SOURCE = Path(__file__).parent


def skills() -> dict[str, str]:
    """Return each skill's text by its name, which is also the name of its file here."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(SOURCE.glob("*.md"))}


def skill_files() -> dict[str, tuple[str, ...]]:
    """Return each landed path of a skill or command -> the agents that need it; none: it always lands."""
    found: dict[str, tuple[str, ...]] = {_skill_path(SHARED_FOLDER, name): () for name in skills()}
    for agent in AGENTS:
        for name in skills():
            for path in _own_paths(agent.skills_folder, agent.commands_folder, name):
                found[path] = (*found.get(path, ()), agent.key)
    return found


def template_files() -> dict[str, str]:
    """Return the text of each generated file, by its path in this repo."""
    texts = skills()
    found = {f"template/{_skill_path(SHARED_FOLDER, name)}": text for name, text in texts.items()}
    for agent in AGENTS:
        for name, text in texts.items():
            if agent.skills_folder not in ("", SHARED_FOLDER):
                found[f"template/{_skill_path(agent.skills_folder, name)}"] = text
            if agent.commands_folder:
                path = f"template/{_command_path(agent.commands_folder, name)}"
                found[path] = command_text(name, text, agent.command_input)
    return found


def command_text(name: str, skill: str, request: str) -> str:
    """Return a slash command that leads an agent without skills to one.

    Args:
        name: the skill's name.
        skill: its text, for the description.
        request: what the agent replaces with the words after the command; empty where it has none.
    """
    described = next(line for line in skill.split("\n") if line.startswith("description: "))
    asked = f"\nThe user's request: {request}\n" if request else ""
    return (
        f"---\n{described}\n---\n\n<!-- Kept by groundplan; an update brings new text. -->\n\n"
        f"Read `{_skill_path(SHARED_FOLDER, name)}` and follow it.\n{asked}"
    )


def _own_paths(skills_folder: str, commands_folder: str, name: str) -> list[str]:
    own = [] if skills_folder in ("", SHARED_FOLDER) else [_skill_path(skills_folder, name)]
    return own + ([_command_path(commands_folder, name)] if commands_folder else [])


def _skill_path(folder: str, name: str) -> str:
    return f"{folder}/{name}/SKILL.md"


def _command_path(folder: str, name: str) -> str:
    return f"{folder}/{name}.md"
