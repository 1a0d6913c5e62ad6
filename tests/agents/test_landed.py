"""What lands for the agents: valid in both kinds of repo, fresh, and without anybody's machine in it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import jinja2
import pytest

from groundplan.agents import AGENTS, AgentFile, agent_files, starts_launcher
from groundplan.agents.agent import WithContainers
from groundplan.agents.landed import content_of, template_files, template_text

ROOT = Path(__file__).parents[2]
FILES = [file for agent in AGENTS for file in agent.files]
JSON_FILES = [file for file in FILES if not isinstance(file.content, str)]


def landed(file: AgentFile, containers: bool) -> str:
    """Render as copier does: its Jinja keeps the last newline."""
    environment = jinja2.Environment(keep_trailing_newline=True, autoescape=False)
    return environment.from_string(template_text(file)).render(containers=containers)


@pytest.mark.parametrize("path", sorted(template_files()))
def test_the_template_holds_what_the_descriptions_say(path: str) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == template_files()[path]


@pytest.mark.parametrize("containers", [True, False])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.path)
def test_a_landed_file_is_what_its_data_say(file: AgentFile, containers: bool) -> None:
    text = landed(file, containers)
    expected = content_of(file, containers)
    assert (text if isinstance(file.content, str) else json.loads(text)) == expected
    assert "{%" not in text
    assert "\n\n\n" not in text


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.path)
def test_a_repo_without_containers_reads_nothing_about_them(file: AgentFile) -> None:
    assert "docker" not in landed(file, containers=False)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.path)
def test_no_landed_file_names_a_place_on_somebodys_machine(file: AgentFile) -> None:
    assert not any(
        word in landed(file, containers=True) for word in ("/home/", "/root/", "/Users/")
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.path)
def test_the_run_bit_is_set_where_an_agent_runs_the_file(file: AgentFile) -> None:
    (path,) = [
        path for path in template_files() if path.removesuffix(".jinja") == f"template/{file.path}"
    ]
    assert os.access(ROOT / path, os.X_OK) == file.executable


def test_every_agent_that_can_deny_has_a_file_that_starts_the_launcher() -> None:
    for agent in AGENTS:
        texts = [landed(file, containers=True) for file in agent.files]
        starts = any(starts_launcher(text) for text in texts)
        assert starts == agent.denies, agent.key


def test_a_list_that_denies_starts_nothing() -> None:
    lists = (".cursor/cli.json", "opencode.json", ".devin/config.json")
    assert not any(starts_launcher(landed(f, containers=True)) for f in FILES if f.path in lists)


def test_keys_and_paths_are_said_once() -> None:
    keys = [agent.key for agent in AGENTS]
    assert len(keys) == len(set(keys))
    assert set(agent_files()) == {file.path for file in FILES}
    assert all(set(needed) <= set(keys) for needed in agent_files().values())


def test_an_entry_that_depends_on_containers_may_not_be_the_last() -> None:
    with pytest.raises(ValueError, match="last entry"):
        template_text(AgentFile("x.json", {"deny": ["a", WithContainers("b")]}))


def test_a_text_that_copier_would_render_is_refused() -> None:
    with pytest.raises(ValueError, match="would render"):
        template_text(AgentFile("x", "{%- if containers %}\na\n{%- endif %}\n{{ name }}\n"))
