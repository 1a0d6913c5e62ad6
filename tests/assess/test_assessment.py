"""The small repos score full marks, nothing is invented, and the format holds."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from assess_repos import make_repo
from click.testing import CliRunner

from groundplan.assess.assessment import assess
from groundplan.assess.proposals import found_in_repo
from groundplan.assess.report import KINDS, as_data, as_json, as_markdown, explained, with_code
from groundplan.assess.stacks import stacks
from groundplan.cli.assess import command

DATA = Path(__file__).parents[1] / "data/assess"
MINIATURES = sorted(path.name for path in (DATA / "mini-repos").iterdir())
REPOS = os.environ.get("GROUNDPLAN_ASSESS_REPOS", "")
"""A folder of checkouts, each beside its truth: NAME/ and NAME.json."""


def scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score_assess", DATA / "score_assess.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def checkout(name: str, folder: Path) -> Path:
    target = folder / name
    shutil.copytree(DATA / "mini-repos" / name, target)
    subprocess.run(["git", "init", "-q"], cwd=target, check=True)
    subprocess.run(["git", "add", "-A", "-f"], cwd=target, check=True)
    return target


def scores(truth: Path, repo: Path) -> dict[str, Any]:
    found: dict[str, Any] = scorer().score(
        json.loads(truth.read_text()), json.loads(as_json(assess(repo)))
    )
    return found


@pytest.mark.parametrize("name", MINIATURES)
def test_a_small_repo_is_told_whole_and_nothing_is_invented(name: str, tmp_path: Path) -> None:
    found = scores(DATA / "mini-truth" / f"{name}.json", checkout(name, tmp_path))
    wrong = {
        field: (score["fp"], score["fn"])
        for field, score in found.items()
        if score["fp"] or score["fn"]
    }
    assert wrong == {}
    assert all(score["attempted"] for score in found.values())
    assert sum(score["f1"] for score in found.values()) / len(found) >= 0.97


@pytest.mark.skipif(not REPOS, reason="GROUNDPLAN_ASSESS_REPOS names no folder of checkouts")
def test_public_repos_score_well_and_little_is_invented() -> None:
    for truth in sorted(Path(REPOS).glob("*.json")):
        found = scores(truth, truth.with_suffix(""))
        assert sum(score["f1"] for score in found.values()) / len(found) >= 0.85, truth.name


def test_every_fact_has_a_kind_that_the_format_knows_and_a_place_that_exists(
    tmp_path: Path,
) -> None:
    for name in MINIATURES:
        repo = checkout(name, tmp_path)
        found = assess(repo)
        for fact in found.facts:
            assert fact.kind in KINDS, fact
            lines = (repo / fact.path).read_text().split("\n")
            assert 1 <= fact.line <= len(lines), fact
        assert found.unreadable == ()


def test_what_was_not_looked_for_is_left_out_of_the_format(tmp_path: Path) -> None:
    repo = checkout("none-of-it", tmp_path)
    assert set(as_data(assess(repo, only=("ci",)))) == {
        "schema",
        "ci",
        "contradictions",
        "not_followed",
        "not_looked",
        "unreadable",
    }
    whole = as_data(assess(repo))
    assert whole["routes"] == []
    assert whole["api_service"] is None
    assert set(KINDS) <= set(whole)


def test_stacks_say_what_they_are() -> None:
    assert len({stack.key for stack in stacks()}) == len(stacks())
    for stack in stacks():
        assert set(stack.finds) <= set(KINDS), stack.key
        assert {package.kind for package in stack.packages} <= set(KINDS), stack.key


ANSWERS = {
    "fastapi-nested-routers": {
        "project_type": "api",
        "containers": "false",  # the image leaves the tools of the tests out
        "migration_tool": "alembic",
        "migrate_command": "poetry run alembic upgrade head",
        "revision_command": "poetry run alembic revision --autogenerate -m {message}",
        "test_one_command": "poetry run pytest",
        "test_command": "poetry run ./scripts/check",
        "env_files": ".env",
        "forge": "github",
    },
    "django-apis-package": {
        "project_type": "api",
        "containers": "true",
        "api_service": "server",
        "migration_tool": "django",
        "test_command": "pytest",
        "test_one_command": "pytest",
        "data_services": "sql rabbit",
        "env_files": ".env",
        "forge": "github",
    },
    "flask-blueprints": {
        "project_type": "api",
        "containers": "false",
        "migration_tool": "flask",
        "test_command": "python tests.py",
        "test_one_command": "python -m unittest",
    },
    "none-of-it": {"project_type": "library", "containers": "false", "migration_tool": "none"},
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_to_the_set_up_questions_follow(name: str, tmp_path: Path) -> None:
    proposed = found_in_repo(checkout(name, tmp_path)).answers
    assert {question: fact.name for question, fact in proposed.items()} == ANSWERS[name]
    absent = [fact for fact in proposed.values() if not fact.path]
    assert {fact.name for fact in absent} <= {"false", "none"}  # nothing shows what is not there


def test_one_test_is_started_as_the_whole_suite_is(tmp_path: Path) -> None:
    files = {
        "pyproject.toml": "[project]\nname = 'x'\ndependencies = ['fastapi']\n[dependency-groups]\ndev = ['pytest']\n",
        "README.md": "## Tests\n\n```sh\nuv run pytest -n auto\n```\n",
        "compose.yaml": "services:\n  web:\n    build: .\n",
        "tests/test_x.py": "import pytest\ndef test_x(): ...\n",
        "uv.lock": "version = 1\n",
    }
    proposed = found_in_repo(make_repo(tmp_path, files)).answers
    assert proposed["test_command"].name == "uv run pytest -n auto"
    assert proposed["test_one_command"].name == "uv run pytest"


def test_contradictions_are_shown_with_their_places(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("```sh\nmake everything\nnpm run gone\nmake build\n```\n")
    (tmp_path / "Makefile").write_text("build:\n\techo x\n")
    (tmp_path / "package.json").write_text('{"scripts": {"here": "x"}}\n')
    (tmp_path / "compose.yml").write_text(
        "services:\n  api:\n    image: x\n    ports: ['8000:8000']\n"
    )
    (tmp_path / "compose.dev.yml").write_text("services:\n  api:\n    ports: ['8000:9000']\n")
    (tmp_path / "yarn.lock").write_text("")
    (tmp_path / "package-lock.json").write_text("{}")
    found = assess(tmp_path)
    assert [
        (one.sentence, [(fact.path, fact.line) for fact in one.facts])
        for one in found.contradictions
    ] == [
        ("README.md says `make everything`, but no Makefile has this target.", [("README.md", 2)]),
        ("README.md says `npm run gone`, but no package.json has this script.", [("README.md", 3)]),
        ("Service api listens on different ports.", [("compose.dev.yml", 3), ("compose.yml", 4)]),
        ("The root has lock files of npm and yarn.", [("package-lock.json", 1), ("yarn.lock", 1)]),
    ]
    assert "- **Contradiction:** README.md says `make everything`, but no" in as_markdown(found)


@pytest.mark.parametrize(
    ("sentence", "markdown"),
    [
        ("a.md says `make x_y`, but *no* target.", r"a.md says `make x_y`, but \*no\* target."),
        ("`a` and `b`", "`a` and `b`"),
        # A backtick without a partner is a letter like any other.
        ("a.md says `make x.", r"a.md says \`make x."),
        ("`a` <b> `c` `", r"\`a\` \<b\> \`c\` \`"),
    ],
)
def test_code_in_a_sentence_stays_code(sentence: str, markdown: str) -> None:
    assert with_code(sentence) == markdown


def test_explain_names_each_place(tmp_path: Path) -> None:
    found = assess(checkout("django-apis-package", tmp_path))
    assert explained(found, "DJANGO_SETTINGS_MODULE") == [
        "Environment variables: DJANGO_SETTINGS_MODULE - ferry/jobs/celery.py:5",
        "Environment variables: DJANGO_SETTINGS_MODULE - manage.py:6",
    ]
    assert explained(found, "get /api/people/") == [
        "Routes: /api/people/ (GET) - ferry/people/urls.py:6"
    ]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ([], 0, "GET /api/people/"),
        (["--json"], 0, '"schema": "assess/1"'),
        (["--markdown"], 0, "## Assessment"),
        (["--only", "ci"], 0, "github-actions"),
        (["--explain", "pytest"], 0, "pytest.ini:1"),
        (["--explain", "nothing like this"], 1, ""),
    ],
)
def test_the_command_prints_what_was_asked(
    arguments: list[str], status: int, said: str, tmp_path: Path
) -> None:
    repo = checkout("django-apis-package", tmp_path)
    done = CliRunner().invoke(command, [str(repo), *arguments], standalone_mode=False)
    assert done.return_value == status
    assert said in done.output


@pytest.mark.parametrize("width", [40, 80, 160])
def test_the_summary_is_never_wider_than_the_terminal(width: int, tmp_path: Path) -> None:
    from groundplan.assess.view import summary

    (tmp_path / ("a" * 90 + ".py")).write_text(
        "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/"
        + "ü漢" * 60
        + "')\ndef f(): ...\n"
    )
    text = summary(assess(tmp_path), width)
    from rich.cells import cell_len

    assert max(cell_len(line) for line in text.split("\n")) <= width
