"""The published schemas accept what the product reads and writes, and refuse what it would refuse."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from groundplan.dev.schemas import schema_files, schemas
from groundplan.plan.evidence import Counts, Output, Record, record_line

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "examples" / "sample-api"


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schemas()[name])


def errors(name: str, value: Any) -> list[str]:
    return [error.message for error in validator(name).iter_errors(value)]


def printed(*arguments: str, cwd: Path) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "groundplan", *arguments],
        cwd=cwd,
        capture_output=True,
        check=False,
        text=True,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("text", schema_files().values(), ids=schema_files())
def test_each_is_a_schema(text: str) -> None:
    Draft202012Validator.check_schema(json.loads(text))


def test_a_record_of_evidence() -> None:
    record = Record(
        *("2026-01-02-x", "S1", "S1.a", "test", "0" * 64, "2026-01-02T03:04:05Z", True),
        exit=0,
        counts=Counts(3, 0, 0),
        output=Output("ok", "0" * 64, 2),
    )
    value = json.loads(record_line(record))
    assert errors("evidence", value) == []
    assert errors("evidence", {**value, "ok": "yes"}) != []
    del value["block"]
    assert errors("evidence", value) != []


def test_front_matter() -> None:
    value = {
        "id": "2026-01-02-x",
        "title": "X",
        "status": "draft",
        "lane": "normal",
        "base": "",
        "issue": "",
    }
    assert errors("plan-front-matter", value) == []
    assert errors("plan-front-matter", {**value, "status": "finished"}) != []
    assert errors("plan-front-matter", {**value, "own": ["a list"]}) != []


def test_an_assessment(tmp_path: Path) -> None:
    value = printed("assess", "--json", str(SAMPLE), cwd=tmp_path)
    assert value["routes"]
    assert errors("assessment", value) == []
    value["routes"][0]["line"] = 0
    assert errors("assessment", value) != []


def test_diagnostics(tmp_path: Path) -> None:
    (tmp_path / "PLAN.md").write_text("# No front matter\n\n## Steps\n")
    value = printed("check", "--json", "PLAN.md", cwd=tmp_path)
    assert value["diagnostics"]
    assert errors("diagnostics", value) == []
    del value["diagnostics"][0]["code"]
    assert errors("diagnostics", value) != []


@pytest.mark.parametrize(
    "file", sorted((ROOT / "hooks/groundplan/rules").glob("*.yml")), ids=lambda f: f.stem
)
def test_every_rule_of_the_template_has_the_form_that_a_local_rule_has(file: Path) -> None:
    assert errors("rules", {"rules": [yaml.safe_load(file.read_text())]}) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"rule": []},  # an unknown key
        {"off": {"env-readonly": ""}},  # no reason
        {"rules": [{"title": "no id"}]},
        {"rules": [{"id": "Big Letters"}]},
        {"rules": [{"id": "x", "deny": [{"runs": "not a list"}]}]},
        {"rules": [{"id": "x", "deny": [{"except": ["nothing to look for"]}]}]},
        {"rules": [{"id": "x", "boundary": ["merge"]}]},
    ],
)
def test_a_wrong_rule_is_refused(wrong: dict[str, Any]) -> None:
    assert errors("rules", wrong) != []
