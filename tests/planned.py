"""A repo with the sample plan under way: its files, its rules, and evidence for every verification."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from support import commit, git, make_repo, write_files

from groundplan.checks.sample import PLAN, REPO
from groundplan.plan.evidence import Record, block_digest, record_line
from groundplan.plan.parser import parse_plan
from groundplan.plan.touched import touched_digests

if TYPE_CHECKING:
    from pathlib import Path

    from groundplan.plan.model import Plan

PLAN_ID = "2026-11-24-export-loans"


def make_planned(folder: Path, text: str = PLAN, *, proven: bool = True) -> Path:
    """Make the repo, with the plan's `base` set to its commit."""
    rules = [
        {"id": rule.title.lower().replace(" ", "-"), "title": rule.title, "text": rule.text}
        for rule in REPO.rules or ()
    ]
    files = {path: f"# {path}\n" for path in REPO.files or ()}
    files[".groundplan/rules.json"] = json.dumps({"schema": "rules/1", "rules": rules})
    files[".groundplan/facts.json"] = json.dumps({"project_type": "api", "containers": True})
    files["compose.yaml"] = "services:\n  api: {image: x}\n  db: {image: y}\n"
    files[".env.example"] = "DATABASE_URL=postgresql://x\n"
    root = make_repo(folder, files)
    head = git(root, "rev-parse", "HEAD").strip()
    write_files(root, {"PLAN.md": text.replace("3f2c1ab0", head[:12])})
    if proven:
        prove(root)
    commit(root, "Plan")
    return root


def prove(root: Path) -> None:
    """Write evidence of a good run for every verification of the plan as it is now."""
    plan = parse_plan((root / "PLAN.md").read_text(), "PLAN.md")
    lines = [record_line(record) for record in good_runs(root, plan)]
    write_files(root, {f".groundplan/evidence/{plan.id}.jsonl": "".join(lines)})


def good_runs(root: Path, plan: Plan) -> list[Record]:
    """Return a record of a good run for every verification, on the files as they are."""
    touched = touched_digests(root, "PLAN.md", plan.steps)
    return [
        Record(
            plan=plan.id,
            step=step.id,
            check=proof.id,
            kind=proof.kind,
            block=block_digest(proof),
            at="2026-11-24T10:00:00Z",
            ok=True,
            exit=0,
            touched=touched[step.id],
            by="Ada",
        )
        for step in plan.steps
        for proof in step.verifications
    ]
