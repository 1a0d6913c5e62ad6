"""`copier update` brings new text in and loses no local line (U2), on each supported copier."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
import yaml
from support import ANSWERS_FILE, commit, git, landed_files, make_kit, make_repo, release, run

if TYPE_CHECKING:
    from pathlib import Path

ANSWERS = (
    *("-d", "project_type=api", "-d", "containers=true", "-d", "migration_tool=alembic"),
    *("-d", "agents=[claude-code, codex, cursor, gemini-cli, opencode]"),
)
# JSON has no comments and its readers want one value, so a local edit of it is a key of its own.
COMMENT = {
    ".md": "<!-- local: {} -->",
    ".mdc": "<!-- local: {} -->",
    ".js": "// local: {}",
    ".ts": "// local: {}",
}


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    return make_kit(tmp_path / "kit")


@pytest.fixture
def repo(tmp_path: Path, kit: Path, copier: list[str]) -> Path:
    folder = make_repo(
        tmp_path / "repo", {"README.md": "# Mine\n", "compose.yaml": "services: {}\n"}
    )
    done = run(*copier, "copy", "--defaults", *ANSWERS, kit, folder, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    commit(folder, "Land the kit")
    return folder


def second_version(kit: Path) -> None:
    """A changed rule, a new rule, a changed target, a new file."""
    rule = kit / "hooks/groundplan/rules/invent-nothing.yml"
    rule.write_text(
        re.sub(r"^text: .*$", "text: Second wording of this rule.", rule.read_text(), flags=re.M)
    )
    (kit / "hooks/groundplan/rules/be-kind.yml").write_text(
        "id: be-kind\norder: 55\ncovers: [R3]\ntitle: Be kind\ntext: A rule that is new.\n"
        "why: It is.\nboundary: [prose]\n"
    )
    targets = kit / "template/groundplan.mk.jinja"
    targets.write_text(
        targets.read_text().replace(
            "List the names of environment", "Show the names of environment"
        )
    )
    (kit / "template/docs/new-page.md").write_text("# A page that is new\n")
    release(kit, "v2.0.0")


def edit_every_file(folder: Path) -> dict[str, str]:
    """Give each landed file a local edit; return path -> the line that was added."""
    added = {}
    for name, text in landed_files(folder).items():
        if name in (ANSWERS_FILE, "README.md", "compose.yaml"):
            continue
        if name.endswith(".json"):
            line = f'"local": "{name}",'
            text = text.replace("{\n", "{\n" + line + "\n", 1)
        else:
            line = COMMENT.get(
                name[name.rindex(".") :] if "." in name else "", "# local: {}"
            ).format(name)
            text = f"{text}{line}\n"
        (folder / name).write_bytes(text.encode())
        added[name] = line
    commit(folder, "Local edits")
    return added


def update(copier: list[str], folder: Path) -> str:
    done = run(*copier, "update", "--defaults", "-a", ANSWERS_FILE, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_every_local_line_and_every_new_line_is_there(
    kit: Path, repo: Path, copier: list[str]
) -> None:
    added = edit_every_file(repo)
    assert len(added) > 15
    plan = (repo / "PLAN.md").read_bytes()
    second_version(kit)
    update(copier, repo)
    after = landed_files(repo)
    for name, line in added.items():
        assert line in after[name].split("\n"), f"{name} lost its local line"
        assert "<<<<<<<" not in after[name], f"{name} has a conflict"
        if name.endswith(".json"):
            json.loads(after[name])
    assert (repo / "PLAN.md").read_bytes() == plan
    assert not [name for name in after if name.endswith((".rej", ".orig"))]
    assert git(repo, "ls-files", "--unmerged") == ""
    assert "Second wording of this rule." in after["AGENTS.md"]
    assert "**Be kind.** A rule that is new." in after["AGENTS.md"]
    assert {"be-kind", "invent-nothing"} <= {
        rule["id"] for rule in json.loads(after[".groundplan/rules.json"])["rules"]
    }
    assert "Show the names of environment" in after["groundplan.mk"]
    assert after["docs/new-page.md"] == "# A page that is new\n"
    assert yaml.safe_load(after[ANSWERS_FILE])["_commit"] == "v2.0.0"


def test_an_updated_repo_is_what_a_fresh_copy_gives(
    kit: Path, repo: Path, copier: list[str], tmp_path: Path
) -> None:
    second_version(kit)
    update(copier, repo)
    fresh = make_repo(
        tmp_path / "fresh", {"README.md": "# Mine\n", "compose.yaml": "services: {}\n"}
    )
    assert run(*copier, "copy", "--defaults", *ANSWERS, kit, fresh, cwd=tmp_path).returncode == 0
    updated, wanted = landed_files(repo), landed_files(fresh)
    # The plan is the user's from the first copy on: the rules in it are those that it began with.
    assert updated.pop("PLAN.md") != wanted.pop("PLAN.md")
    assert updated == wanted


def test_a_second_update_changes_nothing(kit: Path, repo: Path, copier: list[str]) -> None:
    second_version(kit)
    update(copier, repo)
    commit(repo, "Update")
    update(copier, repo)
    assert git(repo, "status", "--porcelain") == ""


@pytest.mark.parametrize("state", ["ignored", "deleted", "filled"])
def test_the_plan_is_never_touched(kit: Path, repo: Path, copier: list[str], state: str) -> None:
    if state == "ignored":
        git(repo, "rm", "--quiet", "--cached", "PLAN.md")
        (repo / ".gitignore").write_text("PLAN.md\n")
        (repo / "PLAN.md").write_text("mine, known to nobody else\n")
    elif state == "deleted":
        (repo / "PLAN.md").unlink()
    else:
        (repo / "PLAN.md").write_text("mine\n")
    commit(repo, "The plan")
    before = (repo / "PLAN.md").read_bytes() if state != "deleted" else None
    template = kit / "template/PLAN.md.jinja"
    template.write_text(template.read_text().replace("## Decisions", "## Decided"))
    second_version(kit)
    update(copier, repo)
    assert ((repo / "PLAN.md").read_bytes() if (repo / "PLAN.md").exists() else None) == before


def test_files_that_were_the_users_stay_so(kit: Path, tmp_path: Path, copier: list[str]) -> None:
    own = {"Makefile": "all:\n", "AGENTS.md": "# Mine\n", ".pre-commit-config.yaml": "repos: []\n"}
    folder = make_repo(tmp_path / "repo", own)
    assert run(*copier, "copy", "--defaults", *ANSWERS, kit, folder, cwd=tmp_path).returncode == 0
    commit(folder, "Land the kit")
    (kit / "template/Makefile").write_text("include groundplan.mk  # second\n")
    second_version(kit)
    update(copier, folder)
    after = landed_files(folder)
    assert {name: after[name] for name in own} == own
    assert "Second wording of this rule." in after[".groundplan/AGENTS.block.md"]
    assert sorted(yaml.safe_load(after[ANSWERS_FILE])["own_files"]) == sorted(own)


def test_an_agent_that_joins_the_team_brings_its_files(
    kit: Path, repo: Path, copier: list[str]
) -> None:
    second_version(kit)
    data = ("-d", "agents=[claude-code, codex, cursor, gemini-cli, opencode, qwen-code]")
    done = run(*copier, "update", "--defaults", "-a", ANSWERS_FILE, *data, cwd=repo)
    assert done.returncode == 0, done.stderr
    assert (repo / ".qwen/settings.json").is_file()
    assert (repo / ".claude/settings.json").is_file()
