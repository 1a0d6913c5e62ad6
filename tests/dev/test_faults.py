from __future__ import annotations

from pathlib import Path

from groundplan.dev.faults import Count, counted, targets

ROOT = Path(__file__).parents[2]

REPORT = """<?xml version="1.0"?><testsuites><testsuite>
<testcase name="a"/>
<testcase name="b"><failure message="assert 'x' == 'y'">a line of the user's went</failure></testcase>
<testcase name="c"><failure message="AssertionError">Traceback (most recent call last):</failure></testcase>
<testcase name="d"><error message="subprocess.TimeoutExpired: 30 seconds"/></testcase>
<testcase name="e"><skipped message="not here"/></testcase>
</testsuite></testsuites>"""


def test_a_fault_is_counted_by_how_it_ended() -> None:
    assert counted(REPORT) == Count(faults=4, clean=1, lost=1, tracebacks=1, hangs=1)
    assert str(counted(REPORT)) == "4 faults, 1 clean, 1 lost or wrong, 1 tracebacks, 1 hangs"


def test_every_test_that_is_named_for_a_fault_is_there() -> None:
    for target in targets()[1:]:
        path, _, name = target.partition("::")
        assert f"def {name}(" in (ROOT / path).read_text(), target
