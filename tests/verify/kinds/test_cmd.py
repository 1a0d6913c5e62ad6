"""A command is judged by its exit status and by what it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from proofs import check as verification
from proofs import last, make_plan, prove, prove_one, step

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("body", "keys"),
    [
        ("true", ""),
        ("exit 3", "exit=3"),
        ("exit 3", "exit=0,3"),
        ("grep -q nothing PLAN.txt", "must-fail"),
        ("ls /nowhere", "must-fail exit=2"),
        ("git --version", "stdout~=^git"),
        ("ls /nowhere", 'exit=2 stderr~="No such file"'),
        ("printf 'a\\nb\\n'; cat PLAN.txt", "stdout~=^b$ stdout~=text"),
        ("! grep -q nothing PLAN.txt", ""),
        ("grep -q text PLAN.txt || exit 7\ntest -f PLAN.txt", ""),
        ("mkdir x || true\ntest -d x", ""),  # only the end decides
    ],
)
def test_what_passes(tmp_path: Path, body: str, keys: str) -> None:
    repo = make_plan(
        tmp_path, step("S1", verification("S1.a", body, keys)), files={"PLAN.txt": "text\n"}
    )
    assert prove(repo).results[0].judgement.reason
    assert last(repo, "S1.a").ok, last(repo, "S1.a").note


@pytest.mark.parametrize(
    ("body", "keys", "said"),
    [
        ("false", "", "ended with 1, not with 0"),
        ("exit 3", "", "ended with 3, not with 0"),
        ("true", "must-fail", "succeeded, and had to fail"),
        ("false\ntrue", "", "ended with 1, not with 0"),
        ("git --version", "stdout~=^nothing", "stdout has nothing like '^nothing'"),
        ("no-such-program", "", "ended with 127: the program was not found, not with 0"),
        ("/etc/passwd", "", "ended with 126: the program may not be run, not with 0"),
        ("kill -9 $$", "", "was ended by SIGKILL"),
        ("sleep 30", "timeout=200ms", "timed out after 0.2 s"),
        ("sleep 30", "must-fail timeout=200ms", "timed out after 0.2 s"),
        ("kill -9 $$", "must-fail", "was ended by SIGKILL"),
    ],
)
def test_what_fails_and_why(tmp_path: Path, body: str, keys: str, said: str) -> None:
    assert prove_one(tmp_path, body, keys) == (False, said)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("exit=no", "exit=no is no exit status"),
        ("timeout=soon", "timeout=soon is no duration"),
        ("stauts=200", "stauts= means nothing"),
        ("stdout=x", "stdout= means nothing"),
        ("kind=magic", "kind=magic is none of"),
        ("stdout~=(", "is no regular expression"),
    ],
)
def test_a_block_that_can_not_be_judged_is_refused(tmp_path: Path, keys: str, said: str) -> None:
    repo = make_plan(tmp_path, step("S1", verification("S1.a", "git --version", keys)))
    ended = prove(repo)
    assert ended.status == 2
    assert ended.results[0].is_refused
    assert said in ended.results[0].judgement.reason


def test_a_regular_expression_that_never_ends_is_stopped(tmp_path: Path) -> None:
    body = "head -c 5000 /dev/zero | tr '\\0' a"
    passed, said = prove_one(tmp_path, body, "stdout~=(a+)+$b")
    assert not passed
    assert "did not end within" in said


def test_it_is_tried_again_as_long_as_the_block_allows(tmp_path: Path) -> None:
    body = 'n=$(cat n 2>/dev/null || echo 0)\necho $((n + 1)) > n\ntest "$n" -ge 2'
    assert prove_one(tmp_path, body, "retry=20s")[0]


def test_a_bash_block_fails_with_its_pipe(tmp_path: Path) -> None:
    assert not prove_one(tmp_path, "false | cat", language="bash")[0]


def test_of_a_console_block_the_lines_after_the_prompts_run(tmp_path: Path) -> None:
    body = "$ echo one\none\n$ test -d .git\nfalse"
    assert prove_one(tmp_path, body, "stdout~=^one$", "console") == (True, "ended with 0")
