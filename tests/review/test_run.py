"""`groundplan review`: a diff judged by the rules, at the lines that it adds."""

from __future__ import annotations

import json
import sys
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from made_repos import LIBRARY, write_landed
from support import IDENTITY, commit, git, make_repo, run, write_files

from groundplan.cli.main import run as groundplan
from groundplan.review.run import compile_rules, found_in, rules_of

if TYPE_CHECKING:
    from pathlib import Path

TEST = {"tests/test_x.py": "def test_x() -> None: ...\n"}


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    repo = make_repo(tmp_path / "repo", {"README.md": "# A repo\n"})
    write_landed(repo)
    commit(repo, "Land")
    return repo


def staged(repo: Path, files: dict[str, str]) -> list[tuple[str, str, int]]:
    """Stage files and return (code, path, line) of what is found."""
    write_files(repo, files)
    git(repo, "add", "--force", "--all")
    return [(f.code, f.path, f.line) for f in found_in(repo, rules_of(repo), is_staged=True)]


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("up.sh", "#!/bin/sh\necho a\ndocker-compose up -d\n", 3),
        ("up.sh", "#!/bin/sh\nif true; then\n  docker-compose up\nfi\n", 3),
        ("up.sh", "C=docker-compose\n$C up\n", 1),
        ("bin/up", "#!/usr/bin/env bash\n\nsudo docker-compose up\n", 3),
        ("Makefile", "up:\n\t@docker-compose up\n", 2),
        ("Makefile", "C := docker-compose\n\nup:\n\t$(C) up\n", 4),
        (
            ".github/workflows/x.yml",
            "jobs:\n  a:\n    steps:\n      - run: |\n          ls\n          docker-compose up\n",
            6,
        ),
        (".gitlab-ci.yml", "a:\n  script:\n    - ls\n    - docker-compose up\n", 4),
        ("Dockerfile", "FROM x\nRUN ls && \\\n    docker-compose version\n", 3),
        ("up.sh", "if true; then\nls )\ndocker-compose up\n", 3),  # no shell reads this as a whole
        ("package.json", '{\n "scripts": {\n  "a": "ls",\n  "up": "docker-compose up"\n }\n}\n', 4),
        ("up.ps1", "ls\ndocker-compose up\n", 2),
        ("up.bat", "@echo off\ndocker-compose up\n", 2),
    ],
)
def test_a_command_on_an_added_line_is_judged_where_it_stands(
    repo: Path, path: str, text: str, line: int
) -> None:
    assert staged(repo, {path: text}) == [("compose-v2", path, line)]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("docs/run.md", "```sh\ndocker-compose up\n```\n"),
        ("up.sh", "# docker-compose up\necho 'docker-compose up'\n"),
        ("up.sh", "cat > x <<'EOF'\ndocker-compose up\nEOF\n"),
        ("up.sh", "docker compose -f docker-compose.yml up\n"),
        ("docker-compose.yml", "services:\n  api:\n    command: docker-compose up\n"),
        ("up.sh", "pytest -q\nalembic upgrade head\npsql shop\n"),  # where: at the agent only
        ("Makefile", "# docker-compose\nhelp:\n\t@echo use docker compose\n"),
        ("package.json", '{"description": "docker-compose up", "scripts": {"a": "ls"}}\n'),
    ],
)
def test_what_only_speaks_of_a_command_is_let_through(repo: Path, path: str, text: str) -> None:
    assert staged(repo, {path: text}) == []


def test_what_stood_there_before_is_not_the_changes_fault(repo: Path) -> None:
    write_files(repo, {"up.sh": "docker-compose up\nls\n", "Makefile": "a:\n\tdocker-compose ps\n"})
    commit(repo, "Old")
    assert staged(repo, {"up.sh": "docker-compose up\nls -l\n"}) == []
    assert staged(repo, {"up.sh": "ls\ndocker-compose up\nls -l\n"}) == []  # it only moved
    assert staged(repo, {"up.sh": "docker-compose up\ndocker-compose down\n"}) == [
        ("compose-v2", "up.sh", 2)
    ]
    git(repo, "reset", "--quiet", "--hard")
    git(repo, "mv", "up.sh", "start.sh")
    assert staged(repo, {}) == []


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({".env": "A=1\n"}, [("env-readonly", ".env", 1)]),
        ({"config/.env.local": "A=1\n"}, [("env-readonly", "config/.env.local", 1)]),
        ({".env.example": "A=\n"}, []),
        ({"setup.sh": "echo A=1 >> .env\n"}, [("env-readonly", "setup.sh", 1)]),
        ({"app/a.py": "x = 1\n"}, [("code-with-tests", "app/a.py", 1)]),
        ({"app/a.py": "x = 1\n"} | TEST, []),
    ],
)
def test_paths_are_judged(repo: Path, files: dict[str, str], expected: list[object]) -> None:
    assert staged(repo, files) == expected


def test_a_removed_env_file_is_found_by_its_path(repo: Path) -> None:
    write_files(repo, {".env": "A=1\n"})
    git(repo, "add", "--force", ".env")
    commit(repo, "A mistake")
    git(repo, "rm", "--quiet", "--cached", ".env")
    found = found_in(repo, rules_of(repo), is_staged=True)
    assert [item.code for item in found] == ["env-readonly"]


def test_a_governed_file_without_its_document_is_a_warning(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = "---\npattern: Routes\ngoverns: [app/routes/*.py]\n---\n\n# Routes\n"
    write_files(repo, {"docs/patterns/routes.md": document})
    commit(repo, "A pattern")
    monkeypatch.chdir(repo)
    assert staged(repo, {"app/routes/a.py": "x = 1\n"} | TEST) == [
        ("pattern-with-document", "app/routes/a.py", 1)
    ]
    assert groundplan(["review", "--staged"]) == 0
    assert groundplan(["review", "--staged", "--strict"]) == 1
    assert staged(repo, {"docs/patterns/routes.md": document + "New.\n"}) == []


def test_a_repo_without_containers_has_no_rule_about_them(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "repo", {"a": "1\n"})
    write_landed(repo, LIBRARY)
    rules = json.loads((repo / ".groundplan/rules.json").read_text())
    rules["rules"] = [
        rule for rule in rules["rules"] if "containers" not in rule.get("applies", {})
    ]
    (repo / ".groundplan/rules.json").write_text(json.dumps(rules))
    commit(repo, "Land")
    assert staged(repo, {"up.sh": "docker-compose up\n"}) == []


@pytest.mark.parametrize("style", ["text", "json", "github", "sarif", "junit"])
def test_each_format_is_what_its_readers_read(
    style: str, repo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    staged(repo, {"up.sh": "docker-compose up\n", "we\nird.sh": "docker-compose ps\n"})
    monkeypatch.chdir(repo)
    assert groundplan(["review", "--staged", "--format", style]) == 1
    out = capsys.readouterr().out
    if style == "json":
        assert {item["code"] for item in json.loads(out)["diagnostics"]} == {"compose-v2"}
    elif style == "sarif":
        (only,) = json.loads(out)["runs"]
        assert only["tool"]["driver"]["rules"][0]["name"]
    elif style == "junit":
        assert len(ET.fromstring(out).findall(".//failure")) == 2
    else:
        assert out.count("compose-v2") == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--base", "origin/main"], "is not in this clone"),
        ([], "Nothing says what the change is compared with"),
        (["--staged", "--base", "main"], "two different changes"),
    ],
)
def test_what_can_not_be_compared_is_named(
    arguments: list[str],
    said: str,
    repo: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(repo)
    for name in ("GITHUB_BASE_REF", "GITHUB_EVENT_PATH", "CI_COMMIT_BEFORE_SHA"):
        monkeypatch.delenv(name, raising=False)
    assert groundplan(["review", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_the_base_is_taken_from_ci(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(repo, "update-ref", "refs/remotes/origin/main", "HEAD")
    write_files(repo, {"up.sh": "docker-compose up\n"})
    commit(repo, "Change")
    monkeypatch.chdir(repo)
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    assert groundplan(["review"]) == 1


def test_a_first_push_is_named_and_passes(
    repo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repo)
    monkeypatch.setenv("CI_COMMIT_BEFORE_SHA", "0" * 40)
    assert groundplan(["review"]) == 0
    assert "first push" in capsys.readouterr().err


def test_a_repo_without_the_kit_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(make_repo(tmp_path / "repo"))
    assert groundplan(["review", "--staged"]) == 2
    assert "groundplan init" in capsys.readouterr().err


def test_merge_commits_and_removals_get_a_verdict(repo: Path) -> None:
    write_files(repo, {"gone.sh": "docker-compose up\n"})
    commit(repo, "Old")
    git(repo, "rm", "--quiet", "gone.sh")
    assert staged(repo, {}) == []


def test_a_commit_of_some_files_is_judged_by_those(repo: Path) -> None:
    """`git commit FILE` hands its hooks an index of its own."""
    hook = repo / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec {sys.executable} -m groundplan review --staged\n")
    hook.chmod(0o755)
    write_files(repo, {"bad.sh": "ls\n", "good.sh": "ls\n"})
    commit(repo, "Both")
    write_files(repo, {"bad.sh": "docker-compose up\n", "good.sh": "pwd\n"})
    some = ("git", *IDENTITY, "commit", "--quiet", "--message", "Some")
    assert run(*some, "good.sh", cwd=repo).returncode == 0
    done = run(*some, "bad.sh", cwd=repo)
    assert done.returncode != 0
    assert "bad.sh:1" in done.stdout + done.stderr
    git(repo, "add", "bad.sh")
    write_files(repo, {"good.sh": "ls -l\n"})
    assert run(*some, "--only", "good.sh", cwd=repo).returncode == 0


@pytest.mark.parametrize(
    "line", ["git commit --no-verify -m x", "git -c core.hooksPath=/dev/null commit"]
)
def test_a_script_that_skips_hooks_is_a_warning(repo: Path, line: str) -> None:
    write_files(repo, {"release.sh": f"#!/bin/sh\n{line}\n"})
    git(repo, "add", "--all")
    (found,) = found_in(repo, rules_of(repo), is_staged=True)
    assert (found.code, found.severity, found.line) == ("no-bypass", "warning", 2)


OWN = """\
on_missing: deny
off: {code-with-tests: We write them later.}
rules:
  - id: no-tabs
    title: No release by hand
    boundary: [agent, commit, ci]
    text: Releases are made by CI.
    deny: [{runs: [twine upload]}]
    instead: Push a tag.
    examples: {deny: [{shell: twine upload dist/x}], allow: [{shell: twine check dist/x}]}
"""


def test_the_repos_own_rules_count(
    repo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repo)
    write_files(repo, {".groundplan/rules.local.yml": OWN})
    assert groundplan(["review", "--staged", "--with-plan"]) == 1
    assert "Stage it as well" in capsys.readouterr().err
    assert staged(repo, {"app/a.py": "x = 1\n", "up.sh": "twine upload dist/x\n"}) == [
        ("no-tabs", "up.sh", 1)
    ]


def test_rules_that_are_not_compiled_yet_are_a_warning(
    repo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repo)
    write_files(repo, {".groundplan/rules.local.yml": OWN})
    compile_rules(repo)
    write_files(repo, {".groundplan/rules.local.yml": OWN + "# more\n"})
    capsys.readouterr()
    assert groundplan(["review", "--staged"]) == 0
    assert "groundplan rules compile" in capsys.readouterr().err
