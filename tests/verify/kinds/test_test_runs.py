"""A test run is confirmed only when tests ran, enough of them, and in this run."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from proofs import check as verification
from proofs import last, make_plan, prove, step

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
PYTEST = f"{sys.executable} -m pytest -p no:cacheprovider"
FILES = {
    "test_good.py": "def test_one():\n    assert True\n\ndef test_two():\n    assert True\n",
    "test_bad.py": "def test_bad():\n    assert False\n",
    "test_skip.py": "import pytest\n\n@pytest.mark.skip\ndef test_skipped():\n    pass\n",
    "test_xfail.py": "import pytest\n\n@pytest.mark.xfail\ndef test_x():\n    assert False\n",
    "test_broken.py": "import nothing_like_it\n",
    "empty/__init__.py": "",
    "old.xml": "<testsuite><testcase name='old'/></testsuite>",
}


def run(folder: Path, body: str, keys: str = "") -> tuple[bool, str]:
    repo = make_plan(
        folder, step("S1", verification("S1.a", body, f"kind=test {keys}")), files=FILES
    )
    judgement = prove(repo).results[0].judgement
    return judgement.has_passed, judgement.reason


@pytest.mark.parametrize(
    ("body", "keys", "said"),
    [
        (f"{PYTEST} -q test_good.py", "", "2 passed"),
        (f"{PYTEST} -q test_good.py", "min-tests=2", "2 passed"),
        (
            f"{PYTEST} -qq --no-header --no-summary test_good.py",
            "",
            "2 passed",
        ),  # by our own report
        (f"{PYTEST} -q test_good.py test_skip.py", "", "2 passed, 1 skipped"),
        (f"{PYTEST} -q test_good.py --junit-xml=new.xml", "junit=new.xml", "2 passed"),
        (f"{PYTEST} -q test_good.py > /dev/null", "", "2 passed"),
        (f"{sys.executable} -m unittest -v ut", "", "1 passed"),
        (f"{PYTEST} -q test_bad.py", "must-fail", "0 passed, 1 failed"),
        (f"{PYTEST} -q test_good.py; exit 3", "exit=3", "2 passed"),
    ],
)
def test_a_run_in_which_tests_passed_is_confirmed(
    tmp_path: Path, body: str, keys: str, said: str
) -> None:
    (tmp_path / "ut.py").write_text(
        "import unittest\nclass T(unittest.TestCase):\n    def test_a(self): pass\n"
    )
    assert run(tmp_path, body, keys) == (True, said)


@pytest.mark.parametrize(
    ("body", "keys", "said"),
    [
        (f"{PYTEST} -q test_bad.py", "", "1 failed"),
        (f"{PYTEST} -q test_bad.py test_good.py", "", "2 passed, 1 failed"),
        (f"{PYTEST} -q test_skip.py", "", "no test ran: 1 skipped"),
        (f"{PYTEST} -q test_xfail.py", "", "no test ran: 1 skipped"),
        (f"{PYTEST} -q empty", "", "no test ran"),
        (f"{PYTEST} -q empty || test $? -eq 5", "", "no test ran"),
        (f"{PYTEST} -q test_good.py -k nothing || test $? -eq 5", "", "no test ran"),
        (f"{PYTEST} -q test_good.py --collect-only", "", "no test ran"),
        (f"{PYTEST} -q test_broken.py", "", "1 failed"),
        (f"{PYTEST} -q test_good.py", "min-tests=3", "2 passed, and min-tests is 3"),
        (f"{PYTEST} -q test_good.py test_skip.py", "min-tests=3", "min-tests is 3"),
        (f"{PYTEST} -q test_good.py", "junit=old.xml", "old.xml is from an earlier run"),
        (f"{PYTEST} -q test_good.py", "junit=none.xml", "none.xml is not there"),
        (f"{PYTEST} -q test_good.py; cp test_bad.py new.xml", "junit=new.xml", "no JUnit XML"),
        (f"{PYTEST} -q no_such_file.py", "", "ended with 4"),
        ("python3 -c 'print(1)'", "", "nothing in its output says how many tests ran"),
        ("no-such-runner", "", "ended with 127"),
        (f"{PYTEST} -q test_good.py", "must-fail", "succeeded, and had to fail"),
        (f"{PYTEST} -q test_good.py; exit 1", "must-fail", "no test failed"),
        (f"{PYTEST} -q test_broken.py", "must-fail", "ended with 2: an error"),
        ("exit 1", "must-fail", "says how many tests ran"),
        ("sleep 20", "timeout=200ms", "timed out after 0.2 s"),
    ],
)
def test_a_run_that_proves_nothing_is_a_failure(
    tmp_path: Path, body: str, keys: str, said: str
) -> None:
    passed, reason = run(tmp_path, body, keys)
    assert not passed
    assert said in reason


def test_the_counts_are_kept(tmp_path: Path) -> None:
    run(tmp_path, f"{PYTEST} -q test_good.py test_skip.py")
    counts = last(tmp_path, "S1.a").counts
    assert counts is not None
    assert (counts.passed, counts.failed, counts.skipped) == (2, 0, 1)


@pytest.mark.parametrize("pattern", ["/etc/*.xml", "../*.xml"])
def test_a_report_outside_of_the_repo_is_refused(tmp_path: Path, pattern: str) -> None:
    passed, reason = run(tmp_path, f"{PYTEST} -q test_good.py", f"junit={pattern}")
    assert not passed
    assert "leads out of the repo" in reason
