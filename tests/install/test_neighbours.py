"""What a repo has of its own for what the kit brings stays, is named, and is told apart."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from support import commit, make_kit, make_repo, run

from groundplan.cli import main
from groundplan.install.neighbours import neighbour_lines
from groundplan.plan.files import current_plan_path

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_kit(tmp_path_factory.mktemp("kit") / "kit")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("# Roadmap\n\n- a\n", "docs/plans/PLAN.md"),
        ("---\ntitle: Our year\n---\n# Year\n", "docs/plans/PLAN.md"),  # other front matter
        ("---\nid: x\nstatus: active\n---\n", "PLAN.md"),
        ("", "PLAN.md"),
    ],
)
def test_the_current_plan_is_never_somebodys_roadmap(text: str, place: str, tmp_path: Path) -> None:
    (tmp_path / "PLAN.md").write_text(text)
    assert current_plan_path(tmp_path) == place


@pytest.mark.slow
def test_a_repo_with_a_roadmap_plans_beside_it(
    kit: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    repo = make_repo(tmp_path / "r", {"PLAN.md": "# Roadmap\n", "app.py": "x = 1\n"})
    monkeypatch.chdir(repo)
    assert main.run(["init", "--defaults", "--from", str(kit)]) == 0
    assert "PLAN.md is your own file" in capsys.readouterr().out
    commit(repo, "Landed")
    assert main.run(["review", "--staged", "--with-plan"]) == 0
    assert main.run(["new", "--lane", "small", "--answer", "change.summary=Say more"]) in (0, 3)
    assert (repo / "PLAN.md").read_text() == "# Roadmap\n"
    assert "Say more" in (repo / "docs/plans/PLAN.md").read_text()
    capsys.readouterr()
    main.run(["check"])
    assert "PL005" not in capsys.readouterr().out  # its id is a date and a slug, as in PLAN.md
    call = {
        "hook_event_name": "PreToolUse",
        "session_id": "s",
        "cwd": str(repo),
        "tool_name": "Write",
        "tool_input": {"file_path": str(repo / "app.py"), "content": "x = 2"},
    }
    text = (repo / "docs/plans/PLAN.md").read_text()
    for status, asked in (("draft", True), ("active", False)):
        head, _, rest = text.partition("status:")
        (repo / "docs/plans/PLAN.md").write_text(
            f"{head}status: {status}\n{rest.partition(chr(10))[2]}"
        )
        done = run("sh", ".groundplan/hook", cwd=repo, stdin=json.dumps(call))
        assert ('"ask"' in done.stdout) is asked, (status, done.stdout)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (".specify/memory/constitution.md", "spec-kit"),
        ("openspec/project.md", "OpenSpec"),
        (".agent/PLANS.md", "ExecPlans"),
        (".bmad-core/core-config.yaml", "BMAD"),
    ],
)
def test_another_way_of_planning_is_named(path: str, name: str, tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "r", {path: "x\n"})
    assert name in " ".join(neighbour_lines(repo))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("files", "agents", "holder", "line"),
    [
        ({".junie/guidelines.md": "# Ours\n"}, "junie", "AGENTS.md", ".junie/guidelines.md"),
        ({"CLAUDE.md": "# Ours\n", "opencode.json": "{}\n"}, "opencode", "AGENTS.md", "CLAUDE.md"),
        ({".cursorrules": "ours\n"}, "zed", ".cursorrules", "AGENTS.md"),
    ],
)
def test_rules_that_would_be_switched_off_are_led_to(
    files: dict[str, str], agents: str, holder: str, line: str, kit: Path, tmp_path: Path
) -> None:
    repo = make_repo(tmp_path / "r", files)
    given = ["--defaults", "--from", str(kit), "--answer", f"agents={agents}"]
    assert main.run(["init", str(repo), *given]) == 0
    assert line in (repo / holder).read_text().split("\n")[-2]
    commit(repo, "Landed")
