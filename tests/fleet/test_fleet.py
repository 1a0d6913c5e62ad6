"""Many repos: what is shown of each, and sync in all of them."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from support import commit, git, make_kit, make_repo, release, write_files

from groundplan.cli import main
from groundplan.fleet.page import page
from groundplan.fleet.row import local_rules, plan_of, row_of

if TYPE_CHECKING:
    from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")

PLAN = """---
status: active
title: Export <b>loans</b>
---
# Plan

#### Actions
- [x] S1.1 an action is no verification

#### Verify
- [x] S1.a it ran
```sh verify=S1.a
- [ ] S9.z in a fence
```
- [ ] S1.b (manual) look
"""


def test_a_plans_progress_is_that_of_its_verifications(tmp_path: Path) -> None:
    write_files(tmp_path, {"PLAN.md": PLAN})
    assert plan_of(tmp_path / "PLAN.md") == ("active", "Export <b>loans</b>", 1, 2)
    assert plan_of(tmp_path / "none.md") == ("", "", 0, 0)


def test_rules_of_the_repos_own_are_named(tmp_path: Path) -> None:
    assert local_rules(tmp_path) == ""
    write_files(tmp_path, {".groundplan/rules.local.yml": "off: {}\n"})
    assert local_rules(tmp_path) == "not compiled"
    compiled = {"off": {"env-readonly": "why"}, "rules": [{"id": "our-rule"}], "version": 1}
    write_files(tmp_path, {".groundplan/rules.local.json": json.dumps(compiled)})
    assert local_rules(tmp_path) == "off: env-readonly; rules: our-rule"


@pytest.mark.parametrize("text", ["a: [\n", "<<<<<<< a\n", "", "- x\n"])
def test_a_broken_repo_is_a_row_with_its_trouble(text: str, tmp_path: Path) -> None:
    write_files(tmp_path, {".copier-answers.groundplan.yml": text})
    assert row_of(tmp_path).trouble


def test_the_page_escapes_what_repos_say() -> None:
    text = page(["repo"], [[("<script>alert(1)</script>\x1b", True)]])
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text
    assert "\x1b" not in text
    assert "http" not in text.replace("http-equiv", "")


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the PATH")
def test_the_page_sorts_and_filters_in_a_real_browser(tmp_path: Path) -> None:
    rows = [[(f"repo{n}", False), (f"v{n}", n == 2)] for n in (10, 2, 1)]
    probe = """<script>
document.querySelector("th button").click();
const sorted = [...document.querySelectorAll("tbody tr")].map(r => r.cells[0].textContent).join();
const box = document.querySelector("input");
box.value = "v2"; box.dispatchEvent(new Event("input"));
const shown = [...document.querySelectorAll("tbody tr")].filter(r => !r.hidden).length;
document.title = sorted + " " + shown;
</script>"""
    write_files(tmp_path, {"f.html": page(["repo", "version"], rows).replace("</html>", probe)})
    done = subprocess.run(
        [
            *(str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"),
            *(f"--user-data-dir={tmp_path / 'profile'}", f"file://{tmp_path}/f.html"),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "<title>repo1,repo2,repo10 1</title>" in done.stdout


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four repos a version behind: clean, dirty, in conflict, with a broken answers file."""
    folder = tmp_path_factory.mktemp("fleet")
    kit = make_kit(folder / "kit")
    first = make_repo(folder / "clones/clean", {"a": ""})
    assert main.run(["init", str(first), "--defaults", "--from", str(kit)]) == 0
    commit(first, "Landed")
    git(first, "config", "user.name", "Test")
    git(first, "config", "user.email", "test@example.invalid")
    for name in ("dirty", "conflict", "broken"):
        shutil.copytree(first, folder / "clones" / name)
    page = kit / "template/docs/onboarding.md.jinja"
    page.write_text(page.read_text().replace("# Welcome", "# Welcome here"))
    release(kit, "v1.1.0")
    conflict = folder / "clones/conflict/docs/onboarding.md"
    conflict.write_text(conflict.read_text().replace("# Welcome", "# Hello"))
    commit(folder / "clones/conflict", "Ours")
    write_files(folder / "clones/broken", {".copier-answers.groundplan.yml": "a: [\n"})
    commit(folder / "clones/broken", "Broken")
    write_files(folder / "clones/dirty", {"a": "dirt"})
    return folder


@pytest.mark.slow
def test_status_shows_version_drift_plan_hooks_and_ci(
    fleet: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main.run(["fleet", "status", str(fleet / "clones"), "--json"]) == 1
    rows = {row["path"].rsplit("/", 1)[1]: row for row in json.loads(capsys.readouterr().out)}
    assert list(rows) == ["broken", "clean", "conflict", "dirty"]
    assert (rows["clean"]["version"], rows["clean"]["newest"]) == ("v1.0.0", "v1.1.0")
    assert rows["clean"]["edited"] == []
    assert rows["conflict"]["edited"] == ["docs/onboarding.md"]
    assert rows["broken"]["trouble"]
    assert rows["clean"]["ci"]
    assert not rows["clean"]["hooks"]
    write_files(tmp_path, {"list.txt": f"# ours\n{fleet / 'clones/clean'}\n"})
    listing = str(tmp_path / "list.txt")
    html = tmp_path / "fleet.html"
    assert main.run(["fleet", "status", "--file", listing, "--html", str(html)]) == 1
    assert "clones/clean" in html.read_text()
    assert "clones/dirty" not in html.read_text()


@pytest.mark.slow
@pytest.mark.parametrize("how", ["--branch=up", "--patches"])
def test_sync_leaves_checkouts_alone_and_gives_branches_or_patches(
    how: str, fleet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clones = tmp_path / "clones"
    shutil.copytree(fleet / "clones", clones)
    patches = tmp_path / "patches"
    option = [how] if how != "--patches" else [how, str(patches)]
    assert main.run(["fleet", "sync", str(clones), "--json", *option]) == 3
    ended = {r["path"].rsplit("/", 1)[1]: r for r in json.loads(capsys.readouterr().out)}
    assert ended["clean"]["ended"] == "v1.0.0 -> v1.1.0"
    assert ended["dirty"]["ended"] == "dirty, not touched"
    assert "docs/onboarding.md" in ended["conflict"]["advice"]
    assert "YAML" in ended["broken"]["advice"]
    clean = clones / "clean"
    assert git(clean, "status", "--porcelain") == ""
    assert len(git(clean, "worktree", "list").strip().split("\n")) == 1
    if how == "--patches":
        git(clean, "apply", str(patches / "clean.patch"))
        text = (clean / "docs/onboarding.md").read_text()
    else:
        text = git(clean, "show", "up:docs/onboarding.md")
        assert git(clones / "conflict", "branch", "--list", "up") == ""
    assert "# Welcome here" in text


@pytest.mark.slow
def test_u28_a_broken_repo_stops_no_other(
    fleet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clones = tmp_path / "clones"
    for number in range(5):
        shutil.copytree(fleet / "clones/clean", clones / f"r{number}")
    shutil.copytree(fleet / "clones/broken", clones / "broken")
    assert main.run(["fleet", "sync", str(clones)]) == 3
    assert "5 of 6 done." in capsys.readouterr().out
    for number in range(5):
        assert "# Welcome here" in (clones / f"r{number}/docs/onboarding.md").read_text()
