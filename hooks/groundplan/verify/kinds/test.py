"""`test`: a test runner ends well, and tests really ran."""

from __future__ import annotations

import shlex
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.core import io
from groundplan.core.errors import Refused
from groundplan.verify.kinds import pitfalls, shell
from groundplan.verify.kinds.counts import Counts, counts_in, junit_counts
from groundplan.verify.kinds.interface import (
    KIND,
    NAME,
    RETRY,
    TIMEOUT,
    Context,
    Judgement,
    Key,
    Verdict,
    Verifier,
    failed,
    number_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundplan.plan.model import CodeBlock, Verification
    from groundplan.verify.process.runner import Outcome

SECONDS = 600.0
PYTEST_OPTIONS = "PYTEST_ADDOPTS"

_Signature = tuple[int, int, int]


def run(verification: Verification, context: Context) -> Judgement:
    """Run the block and judge its exit status and the tests that it counted."""
    block = verification.block
    assert block is not None  # noqa: S101 - a block is what makes this kind
    if trouble := pitfalls.trouble_before(block, context.plan, "test"):
        return failed(trouble)
    shell.expected_exits(block)
    number_of(block, "min-tests", 1)  # both refuse before anything runs
    before = _reports(block, context.root)
    # Not beside the log: pytest writes into it what tests have printed, and nothing of that is masked.
    with tempfile.TemporaryDirectory(prefix="groundplan-") as folder:
        ours = Path(folder, "report.xml")
        outcome = shell.run_block(block, context, SECONDS, _pytest_report(context, ours))
        if reason := shell.unnatural_end(outcome, block, SECONDS):
            return shell.judged(outcome, reason, context)
        counts, uncounted = _counts(block, context.root, before, ours, outcome)
    judge = _judge_failing if block.has("must-fail") else _judge_passing
    reason = judge(block, outcome, counts, uncounted) or shell.missing_text(block, outcome)
    if reason or counts is None:
        return shell.judged(outcome, reason, context, counts=counts)
    facts = shell.facts_of(outcome, context)
    return Judgement(Verdict.PASSED, counts.sentence, counts=counts, **facts)  # type: ignore[arg-type]


def _judge_passing(
    block: CodeBlock, outcome: Outcome, counts: Counts | None, uncounted: str
) -> str:
    """Return why a run that had to pass did not, or an empty string."""
    status = shell.wrong_exit(block, outcome.number)
    if counts is None:
        return status or uncounted
    least = number_of(block, "min-tests", 1) or 1
    reason = counts.sentence if counts.failed else _too_few(counts, least)
    return "; ".join(part for part in (reason, status) if part)


def _judge_failing(
    block: CodeBlock, outcome: Outcome, counts: Counts | None, uncounted: str
) -> str:
    """Return why a run in which a test had to fail proves nothing, or an empty string."""
    return (
        shell.wrong_exit(block, outcome.number)
        or uncounted
        or ("" if counts and counts.failed else "no test failed")
    )


def _pytest_report(context: Context, path: Path) -> dict[str, str]:
    """Let pytest write a report for us; where it runs in a container, its last line has to do."""
    options = context.environment.get(PYTEST_OPTIONS, "")
    return {PYTEST_OPTIONS: f"{options} --junit-xml={shlex.quote(str(path))}".strip()}


def _reports(block: CodeBlock, root: Path) -> dict[Path, _Signature]:
    """Return the report files that `junit=` names, and what tells a new one from an old one."""
    pattern = block.get("junit")
    if pattern is None:
        return {}
    if pattern.startswith("/") or ".." in pattern.split("/"):
        raise Refused(f"junit={pattern} leads out of the repo.", "Name a path below its root.")
    files = [path for path in sorted(root.glob(pattern)) if path.is_file()]
    return {path: _signature(path) for path in files if io.is_inside(path, root)}


def _signature(path: Path) -> _Signature:
    stat = path.stat()
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


def _counts(
    block: CodeBlock,
    root: Path,
    before: Mapping[Path, _Signature],
    ours: Path,
    outcome: Outcome,
) -> tuple[Counts | None, str]:
    """Return the counts, and why they can't be had."""
    if pattern := block.get("junit"):
        reports = _reports(block, root)
        fresh = [path for path, sign in reports.items() if before.get(path) != sign]
        if not fresh:
            left = "is from an earlier run" if reports else "is not there"
            return None, f"the report {pattern} {left}"
        return _read(fresh, pattern)
    if ours.is_file() and (counts := junit_counts(io.read_bytes(ours))) is not None:
        return counts, ""
    text = (outcome.out + b"\n" + outcome.err).decode("utf-8", "replace")
    return counts_in(text), "" if counts_in(text) else (
        "nothing in its output says how many tests ran; name its report by junit=PATH"
    )


def _read(paths: list[Path], pattern: str) -> tuple[Counts | None, str]:
    total = Counts(0, source="junit")
    for path in paths:
        counts = junit_counts(io.read_bytes(path))
        if counts is None:
            return None, f"{path.name}, of junit={pattern}, is no JUnit XML that can be read"
        total += counts
    return total, ""


def _too_few(counts: Counts, least: int) -> str:
    if counts.passed is None:
        if least == 1:
            return ""
        return (
            f"it does not say how many tests ran, and min-tests is {least}; let it list them (-v)"
        )
    if counts.passed == 0 and counts.skipped:
        return f"no test ran: {counts.skipped} skipped"
    if counts.passed == 0:
        return "no test ran" + (f": {counts.deselected} deselected" if counts.deselected else "")
    return f"{counts.passed} passed, and min-tests is {least}" if counts.passed < least else ""


VERIFIER = Verifier(
    kind="test",
    title="A test run",
    help="A shell runs the block. It passes when it ends with 0 and the runner says that tests ran "
    "and passed: at least one, or `min-tests`. Nothing run, all skipped or all deselected is a "
    "failure. Counts are read from a JUnit XML report where there is one, else from the output of "
    "pytest, unittest, jest, vitest, mocha, node, playwright, go test, rspec, minitest, cargo, "
    "phpunit and Maven.",
    languages=shell.LANGUAGES,
    keys=(
        NAME,
        KIND,
        Key(
            "min-tests",
            ("=",),
            "number",
            "How many tests must pass at least; 1 where nothing is said.",
        ),
        Key(
            "junit",
            ("=",),
            "path",
            "The JUnit XML report that the run writes; a pattern may name several. A report that was "
            "not written by this run is a failure.",
        ),
        shell.EXIT,
        Key(
            "must-fail",
            ("",),
            "",
            "Tests must run and at least one must fail: the proof that a test sees what is not there "
            "yet. The run ends with 1, or with the status in exit=.",
        ),
        shell.STDOUT,
        shell.STDERR,
        TIMEOUT,
        RETRY,
    ),
    seconds=SECONDS,
    example="""```sh verify=S1.a kind=test min-tests=3
make docker-test-one T=tests/test_loans.py
```""",
    run=run,
)
