"""The commands of the hook files, run by a shell as the agents run them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from groundplan.agents import AGENTS
from groundplan.agents.landed import content_of

if TYPE_CHECKING:
    from pathlib import Path

VARIABLES = (
    "CLAUDE_PROJECT_DIR",
    "COPILOT_PROJECT_DIR",
    "DEVIN_PROJECT_DIR",
    "FACTORY_PROJECT_DIR",
    "GEMINI_PROJECT_DIR",
    "QWEN_PROJECT_DIR",
)


def shell_commands(value: object) -> list[str]:
    """Return every command of a hook file that a POSIX shell runs."""
    if isinstance(value, dict):
        own = [value[key] for key in ("command", "bash") if isinstance(value.get(key), str)]
        return own + [found for item in value.values() for found in shell_commands(item)]
    if isinstance(value, list):
        return [found for item in value for found in shell_commands(item)]
    return []


COMMANDS = sorted(
    {
        (agent.key, command)
        for agent in AGENTS
        for file in agent.files
        for command in shell_commands(content_of(file, containers=True))
    }
)


def make_repo(folder: Path) -> Path:
    (folder / ".groundplan").mkdir(parents=True)
    hook = folder / ".groundplan/hook"
    hook.write_text("#!/bin/sh\nread -r line\ncase $line in *no*) exit 2 ;; esac\n")
    hook.chmod(0o755)
    return folder


def run(command: str, cwd: Path, root: Path, call: str) -> int:
    # Gemini CLI puts the quoted folder in itself, and sets the variable too.
    text = command.replace("$GEMINI_PROJECT_DIR", f"'{root}'")
    env = {"PATH": os.defpath} | dict.fromkeys(VARIABLES, str(root))
    done = subprocess.run(["sh", "-c", text], cwd=cwd, env=env, input=call, text=True, check=False)
    return done.returncode


def test_clines_program_is_the_same_command(tmp_path: Path) -> None:
    (script,) = [file.content for agent in AGENTS if agent.key == "cline" for file in agent.files]
    root = make_repo(tmp_path / "a repo")
    (root / "src/deep").mkdir(parents=True)
    assert run(str(script), root / "src/deep", root, "no\n") == 2
    assert run(str(script), tmp_path, root, "no\n") == 0


def test_a_folder_that_is_no_path_never_hangs(tmp_path: Path) -> None:
    for _, command in COMMANDS:
        env = {"PATH": os.defpath} | dict.fromkeys(VARIABLES, "relative")
        done = subprocess.run(["sh", "-c", command], cwd=tmp_path, env=env, timeout=5, check=False)
        assert done.returncode in (0, 127)  # 127: the two agents that run it from the root


def test_there_are_commands_to_test() -> None:
    assert len({key for key, _ in COMMANDS}) >= 10


@pytest.mark.parametrize(("key", "command"), COMMANDS)
def test_the_command_finds_the_launcher(tmp_path: Path, key: str, command: str) -> None:
    root = make_repo(tmp_path / "it's a repo")
    if "'" in str(root) and "$GEMINI_PROJECT_DIR" in command:
        root = make_repo(tmp_path / "a repo")
    assert run(command, root, root, "yes\n") == 0
    assert run(command, root, root, "no\n") == 2


@pytest.mark.parametrize(
    ("key", "command"), [entry for entry in COMMANDS if entry[0] not in ("cursor", "antigravity")]
)
def test_the_command_works_from_a_subfolder(tmp_path: Path, key: str, command: str) -> None:
    root = make_repo(tmp_path / "a repo")
    (root / "src/deep").mkdir(parents=True)
    assert run(command, root / "src/deep", root, "no\n") == 2


@pytest.mark.parametrize(
    ("key", "command"), [entry for entry in COMMANDS if entry[0] not in ("cursor", "antigravity")]
)
def test_a_missing_launcher_never_stops_a_call(tmp_path: Path, key: str, command: str) -> None:
    assert run(command, tmp_path, tmp_path, "no\n") == 0


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
@pytest.mark.parametrize("folder", [".", "src/deep"])
@pytest.mark.parametrize(("call", "thrown"), [("yes", ""), ("no", "the reason")])
def test_the_plugin_of_opencode_throws_what_the_guard_says(
    tmp_path: Path, folder: str, call: str, thrown: str
) -> None:
    root = make_repo(tmp_path)
    (root / "src/deep").mkdir(parents=True)
    hook = root / ".groundplan/hook"
    hook.write_text(
        '#!/bin/sh\nread -r line\ncase $line in *\'"no"\'*) echo "the reason" >&2; exit 2 ;; esac\n'
    )
    (plugin,) = [
        f for a in AGENTS if a.key == "opencode" for f in a.files if f.path.endswith(".js")
    ]
    (tmp_path / "plugin.mjs").write_text(str(plugin.content))
    script = f"""
import {{ Groundplan }} from {json.dumps(str(tmp_path / "plugin.mjs"))}
const hooks = await Groundplan({{ directory: {json.dumps(str(root / folder))}, worktree: "/" }})
try {{ await hooks["tool.execute.before"]({{ tool: "bash" }}, {{ args: {{ command: "{call}" }} }}) }}
catch (error) {{ console.log(error.message) }}
"""
    done = subprocess.run(
        ["node", "--input-type=module", "-e", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == thrown
