"""The ten sections are said once: whatever lists them lists the same, in the same order."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from made_repos import API, landed
from terminals import Terminal

from groundplan.core import registry
from groundplan.core.model import Lane
from groundplan.plan.parser import parse_plan
from groundplan.plan.render import asked_fields, skeleton
from groundplan.request import read_request
from groundplan.request.form import own_elements
from groundplan.request.issue_forms import github_form, gitlab_template
from groundplan.request.questions import questions_of

ROOT = Path(__file__).parents[2]
LABELS = [field.label for section in registry.sections() for field in section.fields]
KEYS = [f"{section.id}.{field.id}" for section in registry.sections() for field in section.fields]


def test_copiers_questions() -> None:
    asked = yaml.safe_load((ROOT / "copier" / "change_request.yml").read_text())
    assert [name for name in asked if name != "cr_lane"] == [
        f"cr_{k.replace('.', '_', 1)}" for k in KEYS
    ]


def test_the_issue_forms() -> None:
    body = yaml.safe_load(github_form())["body"]
    asked = [element for element in body if element["type"] != "markdown"]
    assert [element["id"] for element in asked] == [
        "lane",
        *(key.replace(".", "-") for key in KEYS),
    ]
    assert [element["attributes"]["label"] for element in asked][1:] == LABELS
    assert re.findall(r"^### (.+)$", gitlab_template(), re.MULTILINE) == LABELS


def test_the_readers_of_requests() -> None:
    assert [element.place for element in own_elements()] == ["lane", *KEYS]
    text = "\n".join(f"## {label}\n\nan | answer - here: 1\n" for label in LABELS)
    assert list(read_request(text).answers) == KEYS
    flat = "\n".join(f"{key}: x" for key in KEYS)
    assert list(read_request(flat).answers) == KEYS


def test_the_skeleton_and_its_reader() -> None:
    plan = parse_plan(skeleton(landed(API)), "PLAN.md")
    assert [(s.number, s.title) for s in plan.sections] == [
        (s.number, s.title) for s in registry.sections()
    ]
    assert [f"{f.section}.{f.id}" for s in plan.sections for f in s.fields] == KEYS
    assert not any(section.unknown for section in plan.sections)


def test_the_interview(tmp_path: Path) -> None:
    assert [question.key for question in questions_of(Lane.HIGH, landed(API))] == KEYS
    assert [f"{s.id}.{f.id}" for s, f in asked_fields(Lane.HIGH, landed(API).facts)] == KEYS
    from made_repos import write_landed

    write_landed(tmp_path, API)
    person = Terminal(tmp_path, "--lane", "high", width=200)
    for section in registry.sections():
        for field in section.fields:
            person.sees(f"[{section.number}/10] {section.title},")
            person.asked(f"{field.label}: {field.question}")
            person.answer(":skip")
    person.asked("Enter writes the plan")
    person.child.close(force=True)
