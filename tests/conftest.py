"""Where everything must run (`.ci/run`), a test that skips itself has failed."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

# `make test` starts this process: what it tells its own sub-makes is not for the makes of the tests.
for name in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS"):
    os.environ.pop(name, None)


@pytest.fixture(scope="session", autouse=True)
def private_state(tmp_path_factory: pytest.TempPathFactory) -> Generator[None]:
    """Keep what commands remember about repos out of the home of whoever runs the tests."""
    patch = pytest.MonkeyPatch()
    patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    yield
    patch.undo()


# What no machine can be asked for: interpreters that it lacks, checkouts of other projects, to be
# root, agent clients beyond those that must be tried.
MAY_SKIP = re.compile(
    r"Python \S+ is not on this machine|GROUNDPLAN_ASSESS_REPOS names no folder|only root can"
    r"|is tried only where it is"
)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport() -> Generator[None]:
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if (
        report.skipped
        and not hasattr(report, "wasxfail")
        and os.environ.get("GROUNDPLAN_REQUIRE_ALL")
    ):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if not MAY_SKIP.search(reason):
            report.outcome = "failed"
            report.longrepr = f"skipped, and here it must run: {reason}"
