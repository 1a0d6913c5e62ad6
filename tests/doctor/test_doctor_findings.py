"""The doctor names what is missing, with the command that mends it, and mends what harms nothing."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from support import commit, git, make_kit, make_repo, write_files

from groundplan.cli import main
from groundplan.core.answers_file import read_answers
from groundplan.doctor.finding import Finding, Fix
from groundplan.doctor.health import look, mend

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
SECRET = "s3cret-value-that-stays-here"
FILES = {
    "Makefile": "all:\n\ttrue\n",
    ".env.example": "API_KEY=\nexport DB_URL=x\n",
    ".env": f"API_KEY={SECRET}\n",
    ".gitignore": ".env\n",
}


@pytest.fixture(scope="module")
def landed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kit = make_kit(tmp_path_factory.mktemp("kit") / "kit", "v0.1.0")
    repo = make_repo(tmp_path_factory.mktemp("landed") / "repo", FILES)
    agents = "agents=claude-code,codex,windsurf"
    assert main.run(["init", str(repo), "--defaults", "--from", str(kit), "--answer", agents]) == 0
    commit(repo, "Landed")
    return repo


@pytest.fixture
def repo(landed_once: Path, tmp_path: Path) -> Path:
    shutil.copytree(landed_once, tmp_path / "repo")
    return tmp_path / "repo"


def wrong(repo: Path) -> list[Finding]:
    return [finding for finding in look(repo, read_answers(repo)) if not finding.is_well]


def said(repo: Path) -> str:
    return "\n".join(f"{finding.sentence} -> {finding.mend}" for finding in wrong(repo))


def test_names_that_the_env_file_lacks_are_said_and_no_value(
    repo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ".env lacks DB_URL" in said(repo)
    monkeypatch.chdir(repo)
    monkeypatch.setenv("COLUMNS", "80")
    assert main.run(["doctor"]) == 1
    out = capsys.readouterr().out
    assert max(map(len, out.split("\n"))) <= 80
    assert main.run(["doctor", "--json"]) == 1
    out += capsys.readouterr().out
    assert SECRET not in out
    assert json.loads(out[out.index("{") :])["findings"]


def test_hooks_that_are_not_active_are_said(repo: Path) -> None:
    assert "the commit hooks are not active" in said(repo)
    hook = repo / ".git/hooks/pre-commit"
    write_files(repo, {".git/hooks/pre-commit": "#!/bin/sh\nexec pre-commit hook-impl\n"})
    assert "the commit hooks are not active" not in said(repo)
    hook.write_text("#!/bin/sh\nmake lint\n")
    assert "another program's commit hook" in said(repo)


def test_the_users_hooks_path_counts(repo: Path, tmp_path: Path) -> None:
    write_files(tmp_path, {"hooks/pre-commit": "#!/bin/sh\nexec prek hook-impl\n"})
    git(repo, "config", "core.hooksPath", str(tmp_path / "hooks"))
    assert "commit hooks are not active" not in said(repo)


def test_versions_that_disagree_are_said(repo: Path) -> None:
    path = repo / ".pre-commit-config.yaml"
    path.write_text(path.read_text().replace("v0.1.0", "v0.0.9"))
    assert "runs v0.0.9, the repo is on v0.1.0" in said(repo)


def test_edits_of_the_kits_own_files_are_said_and_edits_of_shared_ones_are_not(repo: Path) -> None:
    (repo / "docs/onboarding.md").write_text("ours\n")
    assert "onboarding" not in said(repo)
    (repo / ".groundplan/rules.json").write_text("{}")
    (repo / ".groundplan/run").unlink()
    assert ".groundplan/rules.json" in said(repo)
    assert "missing: .groundplan/run" in said(repo)


def test_what_is_not_connected_or_not_executable_is_mended(repo: Path) -> None:
    (repo / "Makefile").write_text("all:\n\ttrue\n")
    (repo / ".groundplan/hook").chmod(0o644)
    assert {finding.fix for finding in wrong(repo)} >= {Fix.ADOPT, Fix.RUN_BITS}
    for fix in (Fix.ADOPT, Fix.RUN_BITS):
        mend(repo, read_answers(repo), fix)
    assert {finding.fix for finding in wrong(repo)} & {Fix.ADOPT, Fix.RUN_BITS} == set()
    assert "include groundplan.mk" in (repo / "Makefile").read_text()
    assert (repo / ".groundplan/hook").stat().st_mode & 0o111


def test_rules_that_an_agent_reads_twice_or_not_at_all_are_said(repo: Path) -> None:
    agents = repo / "AGENTS.md"
    shutil.copy(agents, repo / "CLAUDE.md")
    assert "agents read them twice" in said(repo)
    agents.write_text(agents.read_text() + "x" * 40_000)
    assert "codex reads 32,768" in said(repo)
    assert "windsurf reads 12,000" in said(repo)


def test_files_of_the_kit_that_git_ignores_are_said(repo: Path) -> None:
    write_files(repo, {".gitignore": ".env\n.claude/\n"})
    git(repo, "rm", "--cached", "--quiet", "-r", ".claude")
    assert "git ignores .claude/settings.json" in said(repo)


def test_where_nothing_landed_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main.run(["doctor"]) == 2
    assert "groundplan init" in capsys.readouterr().err
