"""What is cut off, huge, deep or damaged: the configured direction, one line, never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from groundplan.guard import decide

GUARD = Path(__file__).parents[2] / "hooks/groundplan/guard"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repo with the guard in it and no table of rules."""
    folder = tmp_path / "repo"
    shutil.copytree(
        GUARD, folder / ".groundplan/guard", ignore=shutil.ignore_patterns("__pycache__")
    )
    return folder


def run(repo: Path, data: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-I", "-S", str(repo / ".groundplan/guard/main.py")],
        input=data,
        cwd=repo,
        env={"HOME": str(repo.parent), "PATH": os.defpath},
        capture_output=True,
        check=False,
    )


def shell_call(command: str) -> bytes:
    return json.dumps({"tool_name": "Bash", "tool_input": {"command": command}}).encode()


UNREADABLE = {
    "empty": b"",
    "blank": b" \n",
    "cut off": b'{"tool_name": "Bash", "tool_inp',
    "not JSON": b"docker-compose up",
    "a list": b"[1, 2]",
    "a number": b"1",
    "two values": b"{} {}",
    "not UTF-8": b'{"tool_name": "\xff\xfe"}',
    "deep": b"[" * 200_000,
    "deep objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "ten megabytes of brackets": b"[" * 10_000_000,
    "no tool": b"{}",
    "wrong types": b'{"tool_name": 7, "tool_input": [1], "cwd": {}, "session_id": 5}',
    "a shell without a command": b'{"tool_name": "Bash", "tool_input": {"command": null}}',
    "a shell without arguments": b'{"hook_event_name": "PreToolUse", "tool_name": "Bash"}',
    "a shell whose arguments are a number": b'{"tool_name": "run_shell_command", "tool_input": 5}',
    "a shell event of its own": b'{"hook_event_name": "beforeShellExecution", "conversation_id": "c"}',
    "an event of Windsurf's": b'{"agent_action_name": "pre_run_command", "tool_info": null}',
    "a huge command": shell_call("git status; " * 100_000),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_denied_with_one_sentence(repo: Path, name: str) -> None:
    done = run(repo, UNREADABLE[name])
    assert done.returncode == 2
    reply = json.loads(done.stdout)
    assert reply["decision"] == "deny"
    assert len(reply["reason"]) <= 500
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_repo_may_choose_to_let_it_through(repo: Path, name: str) -> None:
    (repo / ".groundplan/rules.local.json").write_text('{"on_unreadable": "allow"}')
    done = run(repo, UNREADABLE[name])
    assert done.returncode == 0
    assert b"was not checked" in done.stderr


STRANGE = {
    "unknown tool": {"tool_name": "Frobnicate", "tool_input": {"depth": 3}},
    "NUL in a path": {"tool_name": "Write", "tool_input": {"file_path": "a\x00b"}},
    "lone surrogate": {"tool_name": "Bash", "tool_input": {"command": "echo \ud800"}},
    "ten megabytes to write": {
        "tool_name": "Write",
        "tool_input": {"file_path": "a.txt", "content": "x" * 10_000_000},
    },
}


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_call_that_names_nothing_guarded_passes(repo: Path, name: str) -> None:
    done = run(repo, json.dumps(STRANGE[name]).encode())
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr


def test_an_unknown_tool_that_names_an_env_file_is_stopped(repo: Path) -> None:
    call = {"tool_name": "mcp__files__patch_it", "tool_input": {"where": {"path": "config/.env"}}}
    assert run(repo, json.dumps(call).encode()).returncode == 2


NESTED = {
    "substitutions": "echo " + "$(" * 500 + "true" + ")" * 500,
    "groups": "{ " * 500 + "true" + "; }" * 500,
    "shells": "bash -c " * 300 + "true",
    "quotes": "eval " * 2000 + "true",
    "braces": "echo " + "{a,b}" * 60,
    "a function that calls itself": "f() { f; f; }; f",
    "many loops": "for a in {1..9}; do " * 30 + "true" + "; done" * 30,
    "an endless alias": "alias a='a a'; a",
}


@pytest.mark.parametrize("name", NESTED)
def test_deep_nesting_ends_without_a_traceback(repo: Path, name: str) -> None:
    done = run(repo, shell_call(NESTED[name]))
    assert done.returncode in (0, 2)
    assert b"Traceback" not in done.stderr
    assert b"guard failed" not in done.stderr


WILD = [
    "find . -regex '.*\\(.*\\)*\\(.*\\)*\\(.*\\)*\\(.*\\)*x' -delete",
    "echo {}! | sed 's/\\(a*\\)*b/x/' | sh",
    "echo {}! | sed 's/a*a*a*a*a*a*a*a*b/x/' | sh",
    "echo {}! | grep -E '(a|a)*b' | xargs rm",
    "echo {}! | grep -P 'a*a*a*a*a*a*a*b' | xargs rm",
]


@pytest.mark.parametrize("command", WILD)
def test_an_expression_that_goes_back_over_its_choices_ends(repo: Path, command: str) -> None:
    started = time.process_time()
    data = shell_call(command.format("a" * 60) + "; docker-compose up")
    verdict = decide.judged(data, {}, str(repo))[1]
    assert verdict.decision == "deny"
    assert time.process_time() - started < 1


def test_an_expression_that_python_would_warn_about_is_no_second_line(repo: Path) -> None:
    for command in ("echo a | sed 's/[[a]/b/' | sh", "echo a | grep '[a--b]' | xargs rm"):
        done = run(repo, shell_call(command))
        assert done.stderr.count(b"\n") <= 1
        assert b"Warning" not in done.stderr


MANY: dict[str, dict[str, Any]] = {
    "one long name": {"file_path": "a" * 1_000_000},
    "many folders": {"file_path": "a/" * 300_000 + "x.py"},
    "many files": {"files": [f"src/f{number}.py" for number in range(30_000)]},
    "a deep folder": {"file_path": "x.py", "cwd": "/" + "a/" * 300_000},
}


@pytest.mark.parametrize("name", MANY)
def test_paths_without_end_take_no_time(repo: Path, name: str) -> None:
    data = json.dumps({"tool_name": "Write", "tool_input": MANY[name]}).encode()
    started = time.process_time()
    decide.judged(data, {}, str(repo))
    assert time.process_time() - started < 1


@pytest.mark.parametrize("name", ["rules.json", "rules.local.json", "facts.json"])
@pytest.mark.parametrize("text", ["", "{", "[]", '{"rules": 3}', "[" * 100_000])
def test_a_damaged_table_leaves_the_built_in_rules(repo: Path, name: str, text: str) -> None:
    (repo / ".groundplan" / name).write_text(text)
    for command in ("docker-compose up", "rm .env", "git commit --no-verify -m x"):
        done = run(repo, shell_call(command))
        assert done.returncode == 2
        assert done.stderr.count(b"\n") == 1
    assert run(repo, shell_call("git status")).returncode == 0


def test_a_guard_that_fails_stops_the_call_in_words_that_every_agent_reads(repo: Path) -> None:
    module = repo / ".groundplan/guard/decide.py"
    module.write_text(module.read_text() + "\nraise RuntimeError\n")
    done = run(repo, shell_call("ls"))
    assert done.returncode == 2
    reply = json.loads(done.stdout)
    assert (reply["cancel"], reply["decision"], reply["permission"]) == (True, "deny", "deny")
    assert done.stderr.count(b"\n") == 1


def test_a_module_that_does_not_compile_stops_the_call_too(repo: Path) -> None:
    (repo / ".groundplan/guard/decide.py").write_text("def run(:\n")
    done = run(repo, shell_call("ls"))
    assert done.returncode == 2
    assert json.loads(done.stdout)["decision"] == "deny"
    assert b"Traceback" not in done.stderr


def test_a_start_that_does_not_compile_prints_no_traceback(repo: Path) -> None:
    (repo / ".groundplan/guard/loader.py").write_text("def run(:\n")
    done = run(repo, shell_call("ls"))
    assert done.returncode not in (0, 1, 2)  # the launcher stops the call at any of these
    assert done.stderr == b""


@pytest.mark.parametrize("closing", ["<&-", ">&-", "2>&-"])
def test_a_closed_stream_is_no_way_through(repo: Path, closing: str) -> None:
    guard = f"'{sys.executable}' -I -S .groundplan/guard/main.py"
    done = subprocess.run(
        ["sh", "-c", f"{guard} {closing}"],
        input=shell_call("docker-compose up"),
        cwd=repo,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_a_folder_that_is_gone_changes_nothing(repo: Path) -> None:
    gone = repo / "gone"
    gone.mkdir()
    main = repo / ".groundplan/guard/main.py"
    for command, status in (("docker-compose up", 2), ("ls", 0)):
        done = subprocess.run(
            ["sh", "-c", f"rmdir ../gone; exec '{sys.executable}' -I -S '{main}'"],
            input=shell_call(command),
            cwd=gone,
            capture_output=True,
            check=False,
        )
        gone.mkdir()
        assert done.returncode == status


@pytest.mark.parametrize(
    "command",
    [
        "find . " + "-name a -o " * 10_000 + "-name b -delete",  # ten thousand tests
        "find . " + "! -newer x " * 5_000 + "-exec rm {} +",
        "(" * 1_000_000,
        "(" * 60_000,
        "$(" * 40_000 + ")" * 40_000,
        "echo " + "{a,b}" * 20_000,
        "a" * 1_000_000,
        "x=1; " * 20_000,
        "echo " + "'" * 100_001,
        "unknown " * 15_000 + "docker-compose up",
        "cat <<A\n" * 9_000,
        "for x in a; do " * 8_000,
        "[[ " * 30_000,
        "sed -i '" + "s/a/b/;" * 15_000 + "' x",
        "git add " + "src/*.py " * 12_000,
        "python3 -c '" + "(" * 100_000 + "'",
        "node -e '" + "{" * 100_000 + "'",
        "awk '" + "{" * 100_000 + "'",
        "jq '" + "[" * 100_000 + "'",
    ],
    ids=lambda command: command[:24],
)
def test_any_command_takes_less_than_a_second(repo: Path, command: str) -> None:
    started = time.process_time()
    decide.judged(shell_call(command), {}, str(repo))
    assert time.process_time() - started < 1


def test_an_input_that_stays_open_is_not_waited_for(repo: Path) -> None:
    guard = subprocess.Popen(
        [sys.executable, "-I", "-S", str(repo / ".groundplan/guard/main.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=repo,
    )
    assert guard.stdin is not None
    call = shell_call("git commit --no-verify -m x")
    guard.stdin.write(call[:40])  # in two parts, the second with a line's end
    guard.stdin.flush()
    time.sleep(0.2)
    guard.stdin.write(call[40:] + b"\n")
    guard.stdin.flush()
    assert guard.wait(timeout=20) == 2
    guard.stdin.close()
