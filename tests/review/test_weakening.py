"""What enforces the rules may not quietly stop doing so."""

from __future__ import annotations

import pytest

from groundplan.review.diff import Change
from groundplan.review.update import ANSWERS_FILE
from groundplan.review.weakening import weakenings

SETTINGS = ".claude/settings.json"
HOOKS = "repos:\n- repo: https://x\n  rev: v1\n  hooks:\n  - id: groundplan\n"
WITH, WITHOUT = '{"hooks": "x/.groundplan/hook groundplan"}', "{}"


def change(path: str, old: str = "a", new: str = "b", status: str = "M") -> Change:
    return Change(status, path, path, "100644", "b", "a", text=new, old_text=old)


@pytest.mark.parametrize(
    "changes",
    [
        [change(SETTINGS, WITH, WITHOUT)],
        [change(SETTINGS, WITH, "", "D")],
        [Change("R", "elsewhere.json", SETTINGS, "100644", "a", "a", text=WITH, old_text=WITH)],
        [change(".pre-commit-config.yaml", HOOKS, "repos: []\n")],
        [change(".opencode/plugins/groundplan.js", 'join(".groundplan", "hook")', "", "D")],
        [change(".groundplan/guard/main.py")],
        [change(".groundplan/guard/main.py", status="D")],
        [change(".groundplan/hook")],
        [change(".groundplan/rules.json")],
    ],
)
def test_what_weakens_is_found(changes: list[Change]) -> None:
    assert len(list(weakenings(changes))) == 1
    # A change of the answers file alone explains nothing.
    assert len(list(weakenings([*changes, change(ANSWERS_FILE)]))) == 1


def test_what_the_version_installs_is_not_changed_by_hand() -> None:
    changes = [change(".groundplan/guard/main.py"), change(".groundplan/hook", status="D")]
    assert not list(weakenings(changes, lambda _: True))


@pytest.mark.parametrize(
    "changes",
    [
        [change(SETTINGS, WITH, WITH + " ")],
        [change(SETTINGS, WITHOUT, WITHOUT + " ")],
        [change(".groundplan/guard/main.py", status="A")],
        [change(".groundplan/rules.local.yml")],
        [change(".groundplan/evidence/x.jsonl")],
        [change("app.py", "groundplan", "")],
    ],
)
def test_what_does_not_weaken_is_left_alone(changes: list[Change]) -> None:
    assert not list(weakenings(changes))
