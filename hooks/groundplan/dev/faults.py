"""`make faults`: break everything on purpose, and count how it ended.

A fault is one case of the tests in `tests/faults`, of the tests that `tests/faults/rows.py` names, and
of the tests that are named after a threat (`test_t1_…`) or after a kind of fault (`test_k1_…`). One
that passes ended clean. One that fails is counted by what its report shows: a traceback of the
product, a hang, or else something lost or wrong.
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from groundplan.core import io, terminal
from groundplan.core.errors import EnvironmentTrouble

ROOT = Path(__file__).parents[3]
TESTS = ROOT / "tests"
NAMED = re.compile(r"^def (test_[tk]\d+_\w+)\(", re.MULTILINE)
"""Tests that are named after a threat or a kind of fault."""

_HANG = re.compile(r"TimeoutExpired|TimeoutError|timed out", re.IGNORECASE)
_TRACEBACK = re.compile(r"Traceback \(most recent call last\)|assert \"?'?Traceback")


@dataclass(frozen=True)
class Count:
    """How many faults were tried, and how they ended."""

    faults: int
    clean: int
    lost: int
    tracebacks: int
    hangs: int

    def __str__(self) -> str:
        """Return the one line that `make faults` ends with."""
        return (
            f"{self.faults} faults, {self.clean} clean, {self.lost} lost or wrong, "
            f"{self.tracebacks} tracebacks, {self.hangs} hangs"
        )


def faults() -> bool:
    """Run every fault and print the count; return whether all ended clean.

    Raises:
        EnvironmentTrouble: the tests could not be run at all.
    """
    with tempfile.TemporaryDirectory(prefix="groundplan-faults-") as scratch:
        report = Path(scratch) / "report.xml"
        done = subprocess.run(
            [
                *(sys.executable, "-m", "pytest", "-q", "-n", "auto", "--dist", "worksteal"),
                *("-p", "no:cacheprovider", f"--junit-xml={report}", *targets()),
            ],
            cwd=ROOT,
            check=False,
        )
        if not report.is_file():
            raise EnvironmentTrouble(
                f"pytest exited {done.returncode} without a report.", "Run: make test"
            )
        count = counted(report.read_text(encoding="utf-8"))
    terminal.print_line(str(count))
    return count.clean == count.faults


def targets() -> list[str]:
    """Return the tests that try a fault, as pytest names them."""
    spec = importlib.util.spec_from_file_location("rows", TESTS / "faults" / "rows.py")
    assert spec is not None  # noqa: S101 - the file is part of the checkout
    assert spec.loader is not None  # noqa: S101
    rows = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(rows)
    found = {f"tests/{test}" for tests in rows.BESIDE_THE_CODE.values() for test in tests}
    for file in TESTS.rglob("test_*.py"):
        path = file.relative_to(ROOT).as_posix()
        if path.startswith(("tests/faults/", "tests/data/")):
            continue
        found.update(f"{path}::{name}" for name in NAMED.findall(io.read_text(file)))
    return ["tests/faults", *sorted(found)]


def counted(report: str) -> Count:
    """Return the count of a JUnit report; a case that was skipped was not tried.

    Args:
        report: the XML that pytest wrote.
    """
    clean = lost = tracebacks = hangs = 0
    for case in ET.fromstring(report).iter("testcase"):  # noqa: S314 - our own pytest wrote it
        failed = case.find("failure")
        failed = failed if failed is not None else case.find("error")
        if failed is None:
            clean += case.find("skipped") is None
            continue
        text = f"{failed.get('message', '')}\n{failed.text or ''}"
        if _HANG.search(text):
            hangs += 1
        elif _TRACEBACK.search(text):
            tracebacks += 1
        else:
            lost += 1
    return Count(clean + lost + tracebacks + hangs, clean, lost, tracebacks, hangs)
