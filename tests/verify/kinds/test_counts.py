"""What test runners print is read as what it says."""

from __future__ import annotations

import pytest

from groundplan.verify.kinds.counts import Counts, counts_in, junit_counts


@pytest.mark.parametrize(
    ("output", "name", "passed", "failed", "skipped"),
    [
        ("12 passed in 0.75s", "pytest", 12, 0, 0),
        (
            "=== 1 failed, 3 passed, 2 skipped, 4 deselected, 1 warning in 1.20s ===",
            "pytest",
            3,
            1,
            2,
        ),
        ("=== 2 errors in 0.10s ===", "pytest", 0, 2, 0),
        ("8 passed, 1 xfailed in 61.20s (0:01:01)", "pytest", 8, 0, 1),
        ("=== no tests ran in 0.01s ===", "pytest", 0, 0, 0),
        ("=== 5 deselected in 0.01s ===", "pytest", 0, 0, 0),
        ("3 passed in 1s\n2 passed, 1 skipped in 2.0s\n", "pytest", 5, 0, 1),  # two runs add up
        ("Tests:       1 failed, 2 skipped, 3 passed, 6 total\n", "jest", 3, 1, 2),
        ("      Tests  2 passed | 1 skipped (3)\n", "vitest", 2, 0, 1),
        ("12 examples, 1 failure, 2 pending\n", "rspec", 9, 1, 2),
        ("0 examples, 0 failures\n", "rspec", 0, 0, 0),
        ("Ran 5 tests in 0.001s\n\nOK (skipped=2)\n", "unittest", 3, 0, 2),
        ("Ran 3 tests in 0.1s\n\nFAILED (failures=1, errors=1)", "unittest", 1, 2, 0),
        ("Ran 0 tests in 0.000s\n\nNO TESTS RAN\n", "unittest", 0, 0, 0),
        (
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; ",
            "cargo",
            3,
            0,
            1,
        ),
        ("5 runs, 9 assertions, 1 failures, 0 errors, 1 skips\n", "minitest", 3, 1, 1),
        ("[INFO] Tests run: 5, Failures: 0, Errors: 0, Skipped: 1\n", "maven", 4, 0, 1),
        ("\n  12 passing (1s)\n  1 pending\n  2 failing\n", "mocha", 12, 2, 1),
        ("# tests 5\n# pass 4\n# fail 1\n# cancelled 0\n# skipped 0\n# todo 0\n", "node", 4, 1, 0),
        ("OK (5 tests, 9 assertions)\n", "phpunit", 5, 0, 0),
        ("Tests: 5, Assertions: 9, Failures: 1.\n", "phpunit", 4, 1, 0),
        ("--- PASS: TestA (0.00s)\n--- SKIP: TestB (0.00s)\nok  \tx\t0.1s", "go", 1, 0, 1),
        ("ok  \texample.com/x\t0.003s\n", "go", None, 0, 0),
        ("ok  \texample.com/x\t0.003s [no tests to run]\n", "go", 0, 0, 0),
        ("?   \texample.com/x\t[no test files]\n", "go", 0, 0, 0),
        ("FAIL\texample.com/x\t0.003s\n", "go", 0, 1, 0),
    ],
)
def test_a_runner_is_understood(
    output: str, name: str, passed: int | None, failed: int, skipped: int
) -> None:
    counts = counts_in(output)
    assert counts is not None
    assert (counts.source, counts.passed, counts.failed, counts.skipped) == (
        name,
        passed,
        failed,
        skipped,
    )


@pytest.mark.parametrize("output", ["", "done", "5 tests collected in 0.01s", "I passed 5 tests"])
def test_what_no_runner_prints_says_nothing(output: str) -> None:
    assert counts_in(output) is None


@pytest.mark.parametrize(
    ("report", "counts"),
    [
        ('<testsuite tests="9"><testcase/><testcase><skipped/></testcase></testsuite>', (1, 0, 1)),
        (
            (
                "<testsuites><testsuite><testcase><failure/></testcase>"
                "<testcase><error/></testcase></testsuite></testsuites>"
            ),
            (0, 2, 0),
        ),
        ("<testsuites/>", (0, 0, 0)),
    ],
)
def test_a_junit_report_is_counted_case_by_case(report: str, counts: tuple[int, int, int]) -> None:
    found = junit_counts(report.encode())
    assert found is not None
    assert (found.passed, found.failed, found.skipped) == counts


@pytest.mark.parametrize(
    "report",
    [
        b"",
        b"<html/>",
        b"<testsuite>",
        b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><testsuite name="&b;"/>',
    ],
)
def test_what_is_no_report_or_a_bomb_is_not_read(report: bytes) -> None:
    assert junit_counts(report) is None


def test_counts_say_themselves() -> None:
    assert Counts(2, 1, 3, 4).sentence == "2 passed, 1 failed, 3 skipped, 4 deselected"
