"""What the tests of verify need: a repo with a plan, a run of it, and what it left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support import make_repo

from groundplan.verify.checkbox import load_plan
from groundplan.verify.evidence_status import state_of
from groundplan.verify.kinds.interface import Signed
from groundplan.verify.run import Ended, Options, Person, verify
from groundplan.verify.selection import Job, Wish
from groundplan.verify.store import read_evidence

if TYPE_CHECKING:
    from pathlib import Path

    from groundplan.plan.evidence import Record, Records, Standing
    from groundplan.plan.model import Plan, Verification

ID = "2026-11-24-a-change"
HEAD = f"""---
id: {ID}
title: "A change"
status: active
lane: normal
base: ""
issue: ""
---

# A change

## Steps
"""
NOBODY = Person(may_run=lambda _: None, sign=lambda _: None)


def check(name: str, body: str, keys: str = "", language: str = "sh", ticked: bool = False) -> str:
    """Return one verification as plan text."""
    words = f"{language} verify={name} {keys}".rstrip()
    return f"- [{'x' if ticked else ' '}] {name} It holds\n```{words}\n{body}\n```\n"


def manual(name: str, text: str = "It looks right") -> str:
    """Return one manual verification as plan text."""
    return f"- [ ] {name} (manual) {text}\n"


def step(name: str, *checks: str, depends: str = "", touches: str = "") -> str:
    """Return one step as plan text."""
    lines = [f"- **Goal:** The goal of {name}."]
    lines += [f"- **Depends:** {depends}"] if depends else []
    lines += [f"- **Touches:** {touches}"] if touches else []
    joined = "\n".join(lines)
    return f"\n### {name} - A step\n\n{joined}\n\n#### Actions\n\n- [ ] {name}.1 Do it.\n\n#### Verify\n\n{''.join(checks)}"


def make_plan(folder: Path, *steps: str, files: dict[str, str] | None = None) -> Path:
    """Make a repo whose plan has these steps."""
    return make_repo(folder, {"PLAN.md": HEAD + "".join(steps), **(files or {})})


def prove(
    repo: Path,
    *names: str,
    everything: bool = False,
    only_stale: bool = False,
    keep_going: bool = False,
    yes: bool = True,
    person: Person = NOBODY,
) -> Ended:
    """Run verify in this process."""
    wish = Wish(names, everything=everything, only_stale=only_stale)
    return verify(repo, "PLAN.md", Options(wish, yes=yes, keep_going=keep_going), person)


def prove_one(folder: Path, body: str, keys: str = "", language: str = "sh") -> tuple[bool, str]:
    """Run a plan of one verification; return whether it is confirmed, and why (not)."""
    repo = make_plan(folder, step("S1", check("S1.a", body, keys, language)))
    ended = prove(repo)
    judgement = ended.results[0].judgement
    assert is_ticked(repo, "S1.a") is judgement.has_passed
    return judgement.has_passed, judgement.reason


def plan_of(repo: Path) -> Plan:
    """Return the plan as it is now."""
    return load_plan(repo, "PLAN.md")


def is_ticked(repo: Path, name: str) -> bool:
    """Say whether the box of a verification is ticked."""
    checks = [check for step in plan_of(repo).steps for check in step.verifications]
    return next(check.ticked is True for check in checks if check.id == name)


def records(repo: Path) -> Records:
    """Return the plan's evidence."""
    return read_evidence(repo, ID)


def last(repo: Path, name: str) -> Record:
    """Return the latest record of a verification."""
    return records(repo).of(name)[-1]


def standings(repo: Path) -> dict[str, Standing]:
    """Return what the evidence says today."""
    plan = plan_of(repo)
    return dict(state_of(repo, plan, records(repo)).standings)


def verdicts(ended: Ended) -> dict[str, str]:
    """Return the verdict of each verification that was looked at."""
    return {result.check: result.judgement.verdict.value for result in ended.results}


def signs(name: str = "Ada", confirmed: bool = True, note: str = "") -> Person:
    """Return a person who allows everything and signs."""

    def sign(_check: Verification) -> Signed:
        return Signed(name, confirmed, note)

    return Person(may_run=lambda _job: True, sign=sign)


def asked() -> tuple[Person, list[str]]:
    """Return a person who allows everything, and the list of what they were asked about."""
    seen: list[str] = []

    def may_run(job: Job) -> bool:
        seen.append(job.verification.id)
        return True

    return Person(may_run, sign=lambda _: None), seen
