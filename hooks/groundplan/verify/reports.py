"""What verify leaves for others: the table, JSON, JUnit XML, the HTML page."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundplan import __version__
from groundplan.core.errors import DONE, EnvironmentTrouble, NeedsPerson
from groundplan.core.write import write_text
from groundplan.verify import console, junit, page
from groundplan.verify.checkbox import load_plan
from groundplan.verify.evidence_status import state_of
from groundplan.verify.process.repo_mask import RepoMask
from groundplan.verify.store import read_evidence

if TYPE_CHECKING:
    from groundplan.verify.console import Result
    from groundplan.verify.run import Ended


@dataclass(frozen=True)
class Outputs:
    """Files to write; None for those that nobody asked for."""

    junit: Path | None
    page: Path | None


def check_outputs(junit_path: str | None, page_path: str | None) -> Outputs:
    """Return the files to write, after looking that they can be written.

    Raises:
        EnvironmentTrouble: a folder is missing or may not be written.
    """
    found = [Path(path).resolve() if path else None for path in (junit_path, page_path)]
    for path in found:
        if path and not (path.parent.is_dir() and os.access(path.parent, os.W_OK)):
            raise EnvironmentTrouble(f"{path.parent} can't be written.", "Name another folder.")
    return Outputs(found[0], found[1])


def write(root: Path, ended: Ended, outputs: Outputs, *, as_json: bool) -> None:
    """Write everything that was asked for, and show the table or the JSON."""
    mask = RepoMask(root, os.environ)
    if outputs.junit:
        write_text(outputs.junit, junit.document(ended.plan, ended.results, mask))
    if outputs.page:
        plan = load_plan(root, ended.plan.path)
        state = state_of(root, plan, read_evidence(root, plan.id))
        write_text(outputs.page, page.document(plan, state, mask))
    if as_json:
        console.show_line(json.dumps(as_data(ended), ensure_ascii=False, indent=2))
    elif ended.results:
        console.table(ended.results)
    else:
        console.show_line("Everything that was asked for is confirmed. Nothing to run.")
    if not as_json:
        console.show_line(f"Next: {next_command(ended)}")


def next_command(ended: Ended) -> str:
    """Return what comes after a run of verify: the next step, a correction, or a person."""
    if ended.status == DONE:
        return "groundplan next"
    steps = dict.fromkeys(r.job.step.id for r in ended.results if not r.judgement.has_passed)
    again = " ".join(["groundplan verify", *steps])
    is_open = ended.status == NeedsPerson.status
    return f"{again} (by a person, in a terminal)" if is_open else f"correct the code, then {again}"


def as_data(ended: Ended) -> dict[str, Any]:
    """Return the results as `--json` prints them."""
    return {
        "version": 1,
        "tool": __version__,
        "plan": ended.plan.path,
        "id": ended.plan.id,
        "status": ended.status,
        "next": next_command(ended),
        "results": [_result_data(result) for result in ended.results],
    }


def _result_data(result: Result) -> dict[str, Any]:
    judgement = result.judgement
    counts = judgement.counts
    return {
        "step": result.job.step.id,
        "check": result.check,
        "kind": result.job.verification.kind,
        "verdict": judgement.verdict.value,
        "refused": result.is_refused,
        "run": result.was_run,
        "reason": judgement.reason,
        "exit": judgement.exit,
        "seconds": round(judgement.seconds, 3),
        "counts": {"passed": counts.passed, "failed": counts.failed, "skipped": counts.skipped}
        if counts
        else None,
        "tail": judgement.tail,
        "by": judgement.by,
        "notes": [*judgement.notes, *result.notes],
    }
