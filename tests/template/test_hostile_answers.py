"""Answers are data: they appear as typed, run nothing, and leave every file parseable."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml
from support import ROOT, land, landed_files, run

from groundplan.core import registry
from groundplan.core.model import Kind

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = {
    "an expression": "{{ 7*7 }}",
    "a raw block": "{% raw %} {% endraw",
    "a comment": "{# gone? #}",
    "quotes": "\"double\" 'single' `tick` ```",
    "back-slashes": r"C:\new\table \\ \" \n \u0041 \ ".strip(),
    "colon and hash": "a: b # c, - d: e",
    "emoji": "🎉 👩‍👩‍👧 é e\u0301",
    "right to left": "שלום עולם مرحبا",
    "long": "word " * 2000,
    "no": "no",
    "a float": "1e3",
    "a date": "2026-01-01",
    "null": "null",
    "an anchor": "&a *b !c [d] {e} | > %",
    "html": "<!-- <script>alert(1)</script> ]]>",
    "shell": "$(touch pwned) `touch pwned` ; touch pwned | touch pwned & touch pwned",
    "format": "{0} {api_service} %s %(x)s $HOME ${HOME} $(HOME)",
}
COMMANDS = ("test_command", "test_one_command")
FIELDS = [(section, field) for section in registry.sections() for field in section.fields]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_an_answer_appears_as_typed_and_every_file_parses(
    kit: Path, tmp_path: Path, text: str
) -> None:
    answers = {f"cr_{section.id}_{field.id}": text for section, field in FIELDS}
    commands = dict.fromkeys(COMMANDS, text)
    folder = land(kit, tmp_path / "repo", first_change=True, cr_lane="high", **answers, **commands)
    for name, content in landed_files(folder).items():
        if name.endswith(".json"):
            json.loads(content)
        if name.endswith((".yml", ".yaml")):
            yaml.safe_load(content)
    plan = (folder / "PLAN.md").read_text(encoding="utf-8")
    front = yaml.safe_load(plan.split("---\n")[1])
    one_line = " ".join(text.split())
    assert front["title"] == one_line
    for section, field in FIELDS:
        body = plan[plan.index(f"\n## {section.number}. ") :].split("\n## ")[1]
        if field.kind is Kind.LINE:
            assert f"- **{field.label}:** {one_line}\n" in body
        else:
            value = body.split(f"\n### {field.label}\n")[1].split("\n### ")[0]
            shown = text.strip().replace("|", r"\|") if field.kind is Kind.TABLE else text.strip()
            assert any(part in value for part in (shown, text.strip())) or field.kind is Kind.TABLE
    assert list(re.findall(r"^## (.+)$", plan, re.MULTILINE))[1:11] == [
        f"{section.number}. {section.title}" for section in registry.sections()
    ]
    stored = yaml.safe_load((folder / ".copier-answers.groundplan.yml").read_text(encoding="utf-8"))
    assert all(stored[key] == text for key in COMMANDS)
    facts = json.loads((folder / ".groundplan/facts.json").read_text(encoding="utf-8"))
    assert all(facts[key] == text for key in COMMANDS)
    assert not any(key.startswith("cr_") for key in stored)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_command_reaches_the_shell_as_typed_and_make_runs_nothing_else(
    kit: Path, tmp_path: Path, text: str
) -> None:
    folder = land(
        kit, tmp_path / "repo", project_type="library", containers=False, test_command=text
    )
    done = subprocess.run(
        ["make", "-n", "test-suite"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert shlex.split(done.stdout)[:3] == ["sh", "-c", text]
    assert not (folder / "pwned").exists()


@pytest.mark.parametrize(
    "name", ["test_command", "test_one_command", "cr_change_summary", "cr_change_reason"]
)
@pytest.mark.parametrize("text", ["a\x1bb", "a\x07b", "a\x7fb", "a\u0085b"], ids=repr)
def test_control_characters_are_refused_by_name(
    kit: Path, tmp_path: Path, name: str, text: str
) -> None:
    data = tmp_path / "answers.yml"
    data.write_text(json.dumps({"first_change": True, name: text}), encoding="utf-8")
    done = run(
        sys.executable, "-m", "copier", "copy", "--defaults", "--data-file", data, kit, tmp_path / "repo",
        cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 1
    assert name in done.stderr
    assert "control character" in done.stderr
    assert not (tmp_path / "repo" / "AGENTS.md").exists()


def test_a_line_break_in_a_command_is_refused(kit: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="line break"):
        land(kit, tmp_path / "repo", test_command="pytest\nrm -rf x")


@pytest.mark.parametrize("service", ["a b", "$(x)", "'", "-x", "../x", ""])
def test_a_service_is_a_service_name(kit: Path, tmp_path: Path, service: str) -> None:
    with pytest.raises(ValueError, match="service"):
        land(kit, tmp_path / "repo", containers=True, api_service=service)


FORBIDDEN = re.compile(
    r"_tasks|_jinja_extensions|_migrations|_external_data|expandvars|env\[|lookup\("
)


def test_the_template_needs_no_trust() -> None:
    """Nothing that runs commands, loads code or reads outside the template (copier refuses those)."""
    parts = [
        ROOT / "copier.yml",
        *(ROOT / "copier").rglob("*"),
        *(ROOT / "template").rglob("*.jinja"),
    ]
    for path in parts:
        if path.is_file():
            assert not (found := FORBIDDEN.search(path.read_text(encoding="utf-8"))), (
                f"{path}: {found}"
            )
    assert "ask: false" not in (ROOT / "copier.yml").read_text(encoding="utf-8")
