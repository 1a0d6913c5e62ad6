"""The launcher: finds a real Python, from any folder, and its status is 0 or 2 whatever happens."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from groundplan.rules.local import compile_own

LAUNCHER = Path(__file__).parents[2] / "template/.groundplan/hook"
SYSTEM_FOLDERS = "/usr/bin /usr/local/bin /opt/homebrew/bin"

GUARD = """\
import os, sys
call = sys.stdin.buffer.read().decode()
if call == "where":
    print(os.getcwd(), sys.flags.isolated, sys.flags.no_site, sys.executable)
if call.startswith("exit "):
    os._exit(int(call.split()[1]))
sys.exit(2 if "docker-compose" in call else 0)
"""


def make_repo(folder: Path, *, guard: str | None = GUARD, local: str | None = None) -> Path:
    kit = folder / ".groundplan"
    (kit / "guard").mkdir(parents=True)
    shutil.copy(LAUNCHER, kit / "hook")
    if guard is not None:
        (kit / "guard/main.py").write_text(guard)
    if local is not None:
        (kit / "rules.local.json").write_text(local)
    return folder


def hide_system_python(repo: Path) -> None:
    """Let the launcher look for Python on the PATH only, as on a machine without the system's."""
    hook = repo / ".groundplan/hook"
    text = hook.read_text()
    assert SYSTEM_FOLDERS in text
    hook.write_text(text.replace(SYSTEM_FOLDERS, "/nowhere"))


def run(
    repo: Path, call: str, *arguments: str, cwd: Path | None = None, **env: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(repo / ".groundplan/hook"), *arguments],
        input=call,
        cwd=cwd or repo,
        env={"PATH": os.defpath, "HOME": str(repo / "no-home"), **env},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("call", "status"), [("ls", 0), ("docker-compose up", 2)])
def test_the_guards_own_status_comes_out(tmp_path: Path, call: str, status: int) -> None:
    repo = make_repo(tmp_path / "a repo")
    assert run(repo, call).returncode == status


@pytest.mark.parametrize("start", ["{repo}/.groundplan/hook", "../../.groundplan/hook"])
def test_it_works_from_a_subfolder_and_leaves_the_folder_as_it_is(
    tmp_path: Path, start: str
) -> None:
    repo = make_repo(tmp_path / "a repo")
    (sub := repo / "src/deep").mkdir(parents=True)
    done = subprocess.run(
        [start.format(repo=repo)],
        input="where",
        cwd=sub,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith(f"{sub} 1 1 /")


@pytest.mark.parametrize(
    "shell", [name for name in ("dash", "bash", "busybox") if shutil.which(name)]
)
def test_it_runs_in_every_shell_at_hand(tmp_path: Path, shell: str) -> None:
    repo = make_repo(tmp_path)
    applet = ["sh"] if shell == "busybox" else []
    done = subprocess.run(
        [shell, *applet, ".groundplan/hook"],
        input="docker-compose",
        cwd=repo,
        text=True,
        check=False,
    )
    assert done.returncode == 2


@pytest.mark.parametrize("status", [1, 3, 70, 139])
def test_a_guard_that_breaks_stops_the_call_with_a_reason(tmp_path: Path, status: int) -> None:
    done = run(make_repo(tmp_path), f"exit {status}")
    assert done.returncode == 2
    assert json.loads(done.stdout)["hookSpecificOutput"]["permissionDecision"] == "deny"
    assert f"status {status}" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("local", [None, "{}", '{"settings":{"on_missing":"allow"}}'])
def test_a_missing_guard_lets_through_with_one_line(tmp_path: Path, local: str | None) -> None:
    done = run(make_repo(tmp_path, guard=None, local=local), "docker-compose up")
    assert done.returncode == 0
    assert done.stderr.count("\n") == 1
    assert "main.py is missing" in json.loads(done.stdout)["systemMessage"]


@pytest.mark.parametrize(
    "local",
    [
        '{"settings":{"on_missing":"deny"}}',
        '{\n  "settings": {\n    "on_missing": "deny"\n  }\n}\n',
    ],
)
def test_a_strict_repo_stops_every_call_when_the_guard_is_missing(
    tmp_path: Path, local: str
) -> None:
    done = run(make_repo(tmp_path, guard=None, local=local), "ls")
    assert done.returncode == 2
    assert json.loads(done.stdout)["permission"] == "deny"
    assert done.stderr.count("\n") == 1


def test_a_repo_is_strict_by_its_compiled_rules(tmp_path: Path) -> None:
    repo = make_repo(tmp_path, guard=None)
    (repo / ".groundplan/rules.local.yml").write_text("on_missing: deny\n")
    compile_own(repo)
    assert run(repo, "ls").returncode == 2


@pytest.mark.parametrize(
    ("agent", "key", "word"),
    [("cursor", "permission", "allow"), ("antigravity", "decision", "allow")],
)
def test_agents_that_need_a_word_get_it(tmp_path: Path, agent: str, key: str, word: str) -> None:
    done = run(make_repo(tmp_path, guard=None), "ls", agent)
    assert json.loads(done.stdout)[key] == word


def test_no_python_lets_through_with_one_line(tmp_path: Path) -> None:
    hide_system_python(repo := make_repo(tmp_path))
    done = run(repo, "docker-compose up", PATH="/nowhere:relative")
    assert (done.returncode, done.stderr.count("\n")) == (0, 1)
    assert "no Python 3.9" in done.stderr


def make_fake(path: Path, minor: int = 11) -> None:
    """Put a program there that says that it was chosen, and is Python otherwise."""
    path.mkdir(parents=True, exist_ok=True)
    fake = path / f"python3.{minor}"
    fake.write_text(f'#!/bin/sh\necho "chosen {path.name}" >&2\nexec {sys.executable} "$@"\n')
    fake.chmod(0o755)


def test_shims_and_the_repos_own_folders_are_passed_over(tmp_path: Path) -> None:
    hide_system_python(repo := make_repo(tmp_path / "repo"))
    unfit = [repo / ".venv/bin", repo / "node_modules/.bin", tmp_path / "pyenv/shims"]
    for folder in (*unfit, tmp_path / "real"):
        make_fake(folder)
    path = ":".join(str(folder) for folder in (*unfit, tmp_path / "real"))
    assert run(repo, "ls", PATH=path).stderr == "chosen real\n"


def test_an_old_python_is_passed_over_for_a_newer_one(tmp_path: Path) -> None:
    hide_system_python(repo := make_repo(tmp_path / "repo"))
    make_fake(tmp_path / "old", minor=8)
    make_fake(tmp_path / "new", minor=9)
    assert run(repo, "ls", PATH=f"{tmp_path}/old:{tmp_path}/new").stderr == "chosen new\n"


def test_a_shim_is_better_than_nothing(tmp_path: Path) -> None:
    hide_system_python(repo := make_repo(tmp_path / "repo"))
    (shims := tmp_path / "shims").mkdir()
    (shims / "python3").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    (shims / "python3").chmod(0o755)
    assert run(repo, "docker-compose up", PATH=str(shims)).returncode == 2


def test_a_folder_named_like_python_is_no_python(tmp_path: Path) -> None:
    hide_system_python(repo := make_repo(tmp_path / "repo"))
    (tmp_path / "odd/python3.13").mkdir(parents=True)
    make_fake(tmp_path / "real")
    assert run(repo, "ls", PATH=f"{tmp_path}/odd:{tmp_path}/real").stderr == "chosen real\n"


def test_a_guard_that_nobody_can_read_is_missing_not_a_denial(tmp_path: Path) -> None:
    repo = make_repo(tmp_path, guard=None)
    (repo / ".groundplan/guard/main.py").mkdir()
    assert run(repo, "docker-compose").returncode == 0


def test_ten_megabytes_reach_the_guard(tmp_path: Path) -> None:
    assert run(make_repo(tmp_path), "x" * 10_000_000 + "docker-compose").returncode == 2


# -- where sh is bash -----------------------------------------------------------------------------

HOSTILE = {
    "functions": {
        f"BASH_FUNC_{name}%%": "() { return 1; }"
        for name in ("[", "echo", "exit", "unset", "set", "command", "read", "test", "return")
    },
    "a function that lets through": {"BASH_FUNC_[%%": "() { builtin exit 0; }"},
    "no globs, no unset variables": {"SHELLOPTS": "noglob:nounset:errexit"},
    "a file to read first": {"BASH_ENV": "{planted}", "ENV": "{planted}"},
    "a search path for cd": {"CDPATH": "/tmp"},
}


def with_bash(repo: Path, script: str, posix: bool) -> list[str]:
    """How a script starts where sh is bash: as the first line says, or named as a program."""
    bash = shutil.which("bash")
    assert bash
    return [bash, *(["--posix"] if posix else []), str(repo / ".groundplan" / script)]


@pytest.mark.parametrize("posix", [True, False])
@pytest.mark.parametrize("name", HOSTILE)
def test_the_environment_does_not_switch_the_guard_off(
    tmp_path: Path, name: str, posix: bool
) -> None:
    repo = make_repo(tmp_path / "repo")
    planted = tmp_path / "planted"
    planted.write_text("[() { return 1; }\n")
    variables = {
        key: value.format(planted=planted) if "{planted}" in value else value
        for key, value in HOSTILE[name].items()
    }
    for call, status in (("docker-compose up", 2), ("ls", 0)):
        done = subprocess.run(
            with_bash(repo, "hook", posix),
            input=call,
            cwd=repo,
            env={"PATH": os.defpath, "HOME": str(repo), **variables},
            capture_output=True,
            text=True,
            check=False,
        )
        # In POSIX mode bash itself ends with 2 at a function named as a special builtin.
        assert done.returncode == status or (posix and done.returncode == 2), done.stderr
