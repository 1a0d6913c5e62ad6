"""The skills that land: valid, short, true about the commands, and kept through updates."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from support import commit, git, land, landed_files, make_kit, release

from groundplan.agents import AGENTS
from groundplan.agents.skills import SHARED_FOLDER, skill_files, skills, template_files
from groundplan.cli import COMMANDS
from groundplan.cli.parser import root

NAMES = ("document-pattern", "next-step", "plan-change", "update-kit", "verify-step")
MOST_WORDS = 1200
TEMPLATE = Path(__file__).parents[2]


def test_there_are_five_and_together_they_are_short() -> None:
    assert tuple(skills()) == NAMES
    assert sum(len(text.split()) for text in skills().values()) <= MOST_WORDS


@pytest.mark.parametrize("name", NAMES)
def test_the_reference_validator_accepts_it(name: str, tmp_path: Path) -> None:
    folder = tmp_path / name
    folder.mkdir()
    (folder / "SKILL.md").write_text(skills()[name])
    program = Path(sys.executable).with_name("agentskills")
    done = subprocess.run(
        [program, "validate", folder], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def commands_in(text: str) -> list[list[str]]:
    """Return the words of every command of groundplan that a skill tells an agent to run."""
    found = re.findall(r"sh \.groundplan/run ([^`\n]+)", text)
    return [command.split("<<")[0].split() for command in found]


@pytest.mark.parametrize("name", NAMES)
def test_every_command_that_it_names_exists_with_its_options(name: str) -> None:
    found = commands_in(skills()[name])
    assert found
    for words in found:
        assert words[0] in COMMANDS
        command = root.get_command(click.Context(root), words[0])
        assert command is not None
        if isinstance(command, click.Group) and len(words) > 1:
            command = command.commands[words.pop(1)]
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words[1:] if word.startswith("--")} <= known, words


@pytest.mark.parametrize("name", NAMES)
def test_a_skill_sends_on_to_the_next_one(name: str) -> None:
    last = skills()[name].rstrip().split("\n")[-1]
    assert last.startswith("Next: ")


def test_an_agent_reads_either_skills_or_commands() -> None:
    for agent in AGENTS:
        assert not (agent.skills_folder and agent.commands_folder), agent.key
    without = {agent.key for agent in AGENTS if not agent.skills_folder + agent.commands_folder}
    assert without == {"aider", "goose"}


def test_copies_are_the_same_and_commands_lead_to_the_shared_ones() -> None:
    for path, text in template_files().items():
        name = next(name for name in NAMES if name in path)
        if path.endswith("/SKILL.md"):
            assert text == skills()[name]
        else:
            assert f"Read `{SHARED_FOLDER}/{name}/SKILL.md` and follow it." in text
        assert (TEMPLATE / path).read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("agents", "folders"),
    [
        (["codex"], {".agents/skills"}),
        (["claude-code"], {".agents/skills", ".claude/skills"}),
        (["cursor", "kilo"], {".agents/skills", ".cursor/skills", ".kilo/commands"}),
        ([], {".agents/skills"}),
    ],
)
def test_only_the_folders_of_the_chosen_agents_land(
    agents: list[str], folders: set[str], tmp_path: Path
) -> None:
    repo = land(make_kit(tmp_path / "kit"), tmp_path / "repo", agents=agents)
    found = {path for path in landed_files(repo) if path in skill_files()}
    assert {path.split("/plan-change")[0] for path in found if "plan-change" in path} == folders
    assert len(found) == len(folders) * len(NAMES)


def test_an_update_brings_new_text_and_keeps_local_lines(tmp_path: Path) -> None:
    import copier

    kit = make_kit(tmp_path / "kit")
    repo = tmp_path / "repo"
    git(tmp_path, "init", "--quiet", "--initial-branch=main", str(repo))
    land(kit, repo, agents=["claude-code"])
    mine = repo / ".claude/skills/next-step/SKILL.md"
    before = mine.read_text()
    mine.write_text(f"{before}\nIn this repo, say which ticket it is.\n")
    commit(repo, "Land")
    for folder in (".claude/skills", SHARED_FOLDER):
        source = kit / f"template/{folder}/next-step/SKILL.md"
        source.write_text(before.replace("# Do the next step", "# Carry out the next step"))
    release(kit, "v1.1.0")
    copier.run_update(
        repo,
        answers_file=".copier-answers.groundplan.yml",
        defaults=True,
        overwrite=True,
        quiet=True,
    )
    after = mine.read_text()
    assert "# Carry out the next step" in after
    assert after.endswith("\nIn this repo, say which ticket it is.\n")
    assert "<<<<<<<" not in after
