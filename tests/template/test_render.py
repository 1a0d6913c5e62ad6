"""Every answer gives files that are right for it: the render matrix (S1-S8)."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from itertools import product
from typing import TYPE_CHECKING

import pytest
import yaml
from support import ANSWERS_FILE, land, landed_files, make_repo, run

from groundplan.core import registry
from groundplan.agents import AGENTS

if TYPE_CHECKING:
    from pathlib import Path

KINDS = {
    "api in containers": {"project_type": "api", "containers": True, "migration_tool": "alembic"},
    "api in containers, no database": {
        "project_type": "api",
        "containers": True,
        "migration_tool": "none",
    },
    "api with Django, no containers": {
        "project_type": "api",
        "containers": False,
        "migration_tool": "django",
        "test_command": "python manage.py test",
    },
    "front end": {"project_type": "frontend", "containers": False, "test_command": "npm test"},
    "front end in containers": {
        "project_type": "frontend",
        "containers": True,
        "test_command": "npm test",
    },
    "library": {"project_type": "library", "containers": False},
    "tool with its own migrations": {
        "project_type": "cli",
        "containers": False,
        "migration_tool": "other",
        "migrate_command": "./db up",
        "revision_command": "./db new {message}",
    },
    "something else": {"project_type": "other", "containers": False, "migration_tool": "none"},
}
EVERY_AGENT = [agent.key for agent in AGENTS]
TEAMS = [[], ["claude-code"], EVERY_AGENT, *([key] for key in EVERY_AGENT if key != "claude-code")]
PLANS = [
    {},
    {"first_change": True, "cr_change_summary": "Export loans"},
    {"first_change": True, "cr_lane": "small", "cr_change_summary": "Export loans"},
    {"first_change": True, "cr_lane": "high", "cr_files_primary": "a.py | new route\nb.py"},
]
# Each kind with nobody and with every agent, for each plan; and each agent alone, with and without containers.
MATRIX = [
    *product(KINDS, ([], EVERY_AGENT), PLANS),
    *(("api in containers", team, PLANS[0]) for team in TEAMS[3:]),
    *(("library", team, PLANS[0]) for team in TEAMS[3:]),
]

CONTAINER_WORDS = re.compile(r"\b(docker|containers?|compose)\b", re.IGNORECASE)
DATABASE_WORDS = re.compile(
    r"\b(migrations?|migrates?|alembic|databases?|psql|redis)\b", re.IGNORECASE
)


def name_of(case: tuple[str, list[str], dict[str, object]]) -> str:
    kind, team, plan = case
    who = team[0] if len(team) == 1 else f"{len(team)} agents"
    return f"{kind}, {who}, {plan.get('cr_lane', 'normal') + ' plan' if plan else 'no plan'}"


# The guard's engine is the same everywhere, the rules' table is what applies; and the two files
# that hold the answers themselves name each question ("containers: false").
DATA_FILES = (ANSWERS_FILE, ".groundplan/facts.json")


@pytest.fixture(params=MATRIX, ids=name_of, scope="module")
def landed(
    request: pytest.FixtureRequest, kit: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, object]]:
    kind, team, plan = request.param
    answers = {**KINDS[kind], "agents": team, **plan}
    target = make_repo(tmp_path_factory.mktemp("repo"))
    return land(kit, target, **answers), answers


def test_every_file_is_whole_and_parses(landed: tuple[Path, dict[str, object]]) -> None:
    folder, _ = landed
    files = landed_files(folder)
    assert {"PLAN.md", "AGENTS.md", "groundplan.mk", "Makefile", ANSWERS_FILE} <= set(files)
    for name, text in files.items():
        assert text.strip(), f"{name} is empty"
        assert text.endswith("\n"), f"{name} has no newline at its end"
        assert not text.endswith("\n\n"), f"{name} ends with empty lines"
        assert not re.search(r"[ \t]+$", text, re.MULTILINE), f"{name} has blanks at a line's end"
        assert_parses(name, text)
        assert_no_jinja(name, text)
        if name.endswith(".md"):
            assert_links_lead_somewhere(folder, name, text)


def assert_parses(name: str, text: str) -> None:
    if name.endswith((".json", ".jsonc")):
        json.loads(text)
    elif name.endswith((".yml", ".yaml")):
        assert yaml.safe_load(text)
    elif name.endswith(".toml"):
        tomllib.loads(text)
    elif name.endswith(".py"):
        compile(text, name, "exec")
    elif text.startswith("#!/bin/sh"):
        done = subprocess.run(["sh", "-n"], input=text, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{name}: {done.stderr}"
    if name.endswith(".md") and text.startswith("---\n"):
        assert yaml.safe_load(text.split("---\n")[1])


def assert_no_jinja(name: str, text: str) -> None:
    # What looks like Jinja and is not: Go templates of docker, expressions of a workflow.
    rest = re.sub(r"\{\{\.\w+\}\}|\$\{\{[^}]*\}\}", "", text)
    if not name.startswith(".groundplan/guard/"):
        assert not re.search(r"\{\{|\{%|%\}|\{#", rest), f"{name} has Jinja left in it"


def assert_links_lead_somewhere(folder: Path, name: str, text: str) -> None:
    prose = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    anchors = {
        re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    }
    for link in re.findall(r"\]\(([^)\s]+)\)", prose):
        if link.startswith("#"):
            assert link[1:] in anchors, f"{name}: {link} leads nowhere"
        elif "://" not in link:
            assert (folder / name).parent.joinpath(link).exists(), f"{name}: {link} leads nowhere"


def test_no_word_about_what_the_repo_does_not_have(landed: tuple[Path, dict[str, object]]) -> None:
    folder, answers = landed
    for name, text in landed_files(folder).items():
        if name.startswith(".groundplan/guard/") or name in DATA_FILES:
            continue
        if not answers["containers"]:
            assert not (found := CONTAINER_WORDS.search(text)), f"{name}: {found}"
        if not answers["containers"] and answers.get("migration_tool", "none") == "none":
            assert not (found := DATABASE_WORDS.search(text)), f"{name}: {found}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_target_can_be_read_by_make(kit: Path, tmp_path: Path, kind: str) -> None:
    answers = KINDS[kind]
    folder = land(kit, tmp_path / "repo", **answers)
    makefile = (folder / "groundplan.mk").read_text()
    targets = set(re.findall(r"^([a-z][a-z-]*):(?!=)", makefile, re.MULTILINE))
    migrates = answers.get("migration_tool", "none") != "none"
    assert targets == {
        *("help", "groundplan-help", "test-suite", "test-one", "env-names", "rules-sync"),
        *("plan", "plan-check", "plan-next", "plan-verify"),
        *(
            ("docker-test", "docker-test-one", "docker-ps", "docker-name")
            if answers["containers"]
            else ()
        ),
        *(("db-migrate", "db-revision") if migrates else ()),
        *(("docker-migrate", "docker-revision") if migrates and answers["containers"] else ()),
    }
    for target in targets:
        done = run("make", "-n", target, "T=a", "M=b", cwd=folder)
        assert done.returncode == 0, f"make -n {target}: {done.stderr}"


def test_the_plan_holds_the_ten_sections_in_order(landed: tuple[Path, dict[str, object]]) -> None:
    folder, answers = landed
    plan = (folder / "PLAN.md").read_text()
    headings = re.findall(r"^## (.+)$", plan, re.MULTILINE)
    assert headings == [
        "How to complete this plan",
        *(f"{section.number}. {section.title}" for section in registry.sections()),
        "Assessment",
        "General rules",
        "Steps",
        "Decisions",
    ]
    front = yaml.safe_load(plan.split("---\n")[1])
    assert front["status"] == ("draft" if answers.get("first_change") else "skeleton")


def test_the_landed_text_stays_in_its_budget(
    kit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One agent: at most 20 files and 3,500 words beside `.groundplan/` and the skills.

    The skills have a budget of their own: 1,200 words, in each folder in which an agent looks for them.
    """
    rows = []
    for agent in AGENTS:
        folder = land(kit, tmp_path / agent.key, **KINDS["api in containers"], agents=[agent.key])
        files = {
            name: text
            for name, text in landed_files(folder).items()
            if not name.startswith(".groundplan/")
            and not re.search(r"/(skills|commands|workflows)/", name)
        }
        words = sum(
            len(text.split()) for name, text in files.items() if name.endswith((".md", ".mdc"))
        )
        rows.append((agent.key, len(files), words))
    with capsys.disabled():
        print()
        for key, count, words in rows:
            print(f"  {key:<16} {count:>3} files {words:>5} words")
    assert all(count <= 20 and words <= 3500 for _, count, words in rows)


def test_kit_files_say_so_in_their_first_lines(kit: Path, tmp_path: Path) -> None:
    folder = land(kit, tmp_path / "repo", **KINDS["api in containers"], agents=["claude-code"])
    for name in (
        "AGENTS.md",
        "groundplan.mk",
        "docs/onboarding.md",
        "docs/patterns/README.md",
        "docs/patterns/_template.md",
        ".pre-commit-config.yaml",
        ".github/workflows/groundplan.yml",
    ):
        assert "ept by groundplan" in "".join((folder / name).read_text().split("\n")[:3]), name


def test_no_folder_lands_empty(landed: tuple[Path, dict[str, object]]) -> None:
    folder, _ = landed
    folders = [path for path in folder.rglob("*") if path.is_dir() and ".git" not in path.parts]
    assert [path for path in folders if not any(path.iterdir())] == []


def test_landing_twice_gives_the_same_bytes(kit: Path, tmp_path: Path) -> None:
    first = land(kit, tmp_path / "one", **KINDS["api in containers"], agents=EVERY_AGENT)
    second = land(kit, tmp_path / "two", **KINDS["api in containers"], agents=EVERY_AGENT)
    assert landed_files(first) == landed_files(second)
