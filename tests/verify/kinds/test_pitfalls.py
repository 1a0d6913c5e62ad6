"""Forms of blocks that call something done that is not: each is caught, near misses are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from proofs import check as verification
from proofs import make_plan, prove, standings, step

from groundplan.plan.evidence import Standing

if TYPE_CHECKING:
    from pathlib import Path

FAILING = "raise SystemExit(1)\n"
PASSING_TEST = "def test_it():\n    assert True\n"


def reason(folder: Path, body: str, keys: str = "", language: str = "sh") -> str:
    """Run one block; return why it is not confirmed, or nothing where it is."""
    files = {"app.py": "old_name = 1\n", "fail.py": FAILING, "test_it.py": PASSING_TEST}
    repo = make_plan(folder, step("S1", verification("S1.a", body, keys, language)), files=files)
    judgement = prove(repo).results[0].judgement
    assert (standings(repo)["S1.a"] is Standing.FRESH) is judgement.has_passed
    return "" if judgement.has_passed else judgement.reason


@pytest.mark.parametrize(
    ("body", "keys"),
    [
        # absence judged by the exit status: the folder is not there at all
        ("! grep -rq old_name src/", ""),
        ("if grep -rq old_name src/; then exit 1; fi", ""),
        ('test -z "$(grep -r old_name src/)"', ""),
        ('[ "$(grep -r old_name src/ | wc -l)" -eq 0 ]', ""),
        ("! grep -rq old_name src/ 2>/dev/null", ""),
        ("! grep -rsq old_name src/", ""),
        ("! grep -rq old_name src/ > /dev/null 2>&1", ""),
        ("grep -rn old_name src/", "must-fail"),
        ("grpe -rn old_name app.py", "must-fail"),
        # `!` does not stop a block
        ("! grep -q old_name app.py\ntest -f app.py", ""),
        # a failure that is swallowed
        ("python3 fail.py || true", ""),
        ("python3 fail.py || :", ""),
        ("python3 fail.py || echo failed", ""),
        ("python3 fail.py || exit 0", ""),
        ("sh -c 'python3 fail.py || true'", ""),
        ('bash -ec "! grep -rq old_name src/ 2>/dev/null"', ""),
        ("set +e\npython3 fail.py\necho done", ""),
        ("python3 fail.py &", ""),
        ("python3 fail.py | tail -5", ""),
        ("python3 fail.py 2>&1 | tee log", ""),
        # a block that proves itself
        ("echo all tests passed", "stdout~=passed"),
        ("printf '%s' ok", "stdout~=ok"),
        ("echo '3 passed in 0.1s'", "kind=test"),
        ("cat log", "kind=test"),
        ("grep -q 'x' PLAN.md", ""),
        ("cat .groundplan/evidence/2026-11-24-a-change.jsonl", ""),
        ("# nothing", ""),
    ],
)
def test_a_block_that_proves_nothing_is_never_confirmed(
    tmp_path: Path, body: str, keys: str
) -> None:
    assert reason(tmp_path, body, keys)


@pytest.mark.parametrize(
    ("body", "keys", "language"),
    [
        ("! grep -rq gone app.py", "", "sh"),
        ("grep -rn gone app.py", "must-fail", "sh"),
        ('test -z "$(grep -r gone app.py)"', "", "sh"),
        ("if grep -q gone app.py; then exit 1; fi", "", "sh"),
        ("rm -f log || true\ntest ! -f log", "", "sh"),
        ("python3 -c 'print(1)' | tail -1", "stdout~=1", "sh"),
        ("python3 -c 'print(1)' | tail -1", "", "bash"),
        (
            "grep -q '! x || true' app.py || grep -q old_name app.py",
            "",
            "sh",
        ),  # in quotes it is text
        ("python3 -c 'print(1)'  # || true", "", "sh"),
        ("(sleep 0.1; echo late) & wait\ntest -f app.py", "", "sh"),
        ("cat app.py", "stdout~=old_name", "sh"),
    ],
)
def test_a_near_miss_is_confirmed(tmp_path: Path, body: str, keys: str, language: str) -> None:
    assert reason(tmp_path, body, keys, language) == ""
