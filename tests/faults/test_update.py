"""The fault matrix, family U: `groundplan sync`. One test a row, named after it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from support import ANSWERS_FILE, IDENTITY, commit, git, make_repo, release, run, write_files

from faults.conftest import (
    HOLD_THE_LOCK,
    WITHOUT_ROOT_POWERS,
    fill,
    snapshot,
    status_when_stopped,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from faults.conftest import Ended

    Call = Callable[..., Ended]

pytestmark = pytest.mark.slow


def append(path: Path, text: str) -> None:
    path.write_bytes(path.read_bytes() + text.encode())


def lines_of(folder: Path, path: str) -> str:
    return (folder / path).read_bytes().decode()


def test_u1_an_untouched_project_gets_all_changes_once(landed: Path, groundplan: Call) -> None:
    first = groundplan("sync", cwd=landed)
    assert first.status == 0, first.said
    assert "# Welcome here" in lines_of(landed, "docs/onboarding.md")
    assert "new-target" in lines_of(landed, "groundplan.mk")
    assert (landed / "docs/new.md").is_file()
    assert not (landed / "docs/dropped.md").exists()
    commit(landed, "Synced")
    second = groundplan("sync", cwd=landed)
    assert second.status == 0
    assert "Nothing to do" in second.out
    assert git(landed, "status", "--porcelain") == ""


def test_u2_lines_far_from_the_change_stay(landed: Path, groundplan: Call) -> None:
    append(landed / "docs/onboarding.md", "Ours.\n")
    append(landed / "AGENTS.md", "\nUse tabs.\n")
    commit(landed, "Ours")
    assert groundplan("sync", cwd=landed).status == 0
    assert lines_of(landed, "docs/onboarding.md").endswith("Ours.\n")
    assert "# Welcome here" in lines_of(landed, "docs/onboarding.md")
    assert lines_of(landed, "AGENTS.md").endswith("\nUse tabs.\n")


def test_u3_a_line_beside_the_change_merges(landed: Path, groundplan: Call) -> None:
    path = landed / "docs/onboarding.md"
    path.write_text(path.read_text().replace("# Welcome\n", "# Welcome\nBeside it.\n"))
    commit(landed, "Ours")
    assert groundplan("sync", cwd=landed).status == 0
    assert "# Welcome here\nBeside it.\n" in path.read_text()


def test_u3_the_same_line_needs_a_person_and_nothing_is_written(
    landed: Path, groundplan: Call
) -> None:
    path = landed / "docs/onboarding.md"
    path.write_text(path.read_text().replace("# Welcome\n", "# Hello\n"))
    commit(landed, "Ours")
    before = snapshot(landed)
    line = path.read_text().split("\n").index("# Hello") + 1
    ended = groundplan("sync", cwd=landed)
    assert ended.status == 3
    assert f"docs/onboarding.md:{line}" in ended.out
    assert "# Hello" in ended.out
    assert "# Welcome here" in ended.out
    assert snapshot(landed) == before
    mine = groundplan("sync", "--take", "mine", "docs/onboarding.md", cwd=landed)
    assert mine.status == 0
    assert "# Hello" in path.read_text()
    assert "new-target" in lines_of(landed, "groundplan.mk")
    assert groundplan("sync", "--abort", cwd=landed).status == 0
    assert snapshot(landed) == before
    theirs = groundplan("sync", "--take", "theirs", "docs/onboarding.md", cwd=landed)
    assert theirs.status == 0
    assert "# Welcome here" in path.read_text()


@pytest.mark.parametrize("path", ["docs/onboarding.md", "docs/patterns/_template.md", "AGENTS.md"])
def test_u4_a_deleted_file_stays_deleted_and_is_said(
    path: str, landed: Path, groundplan: Call
) -> None:
    (landed / path).unlink()
    commit(landed, "Without it")
    ended = groundplan("sync", cwd=landed)
    assert ended.status == 0
    assert not (landed / path).exists()
    assert not (landed / "docs/patterns/_form.md").exists() or path != "docs/patterns/_template.md"
    if path != "AGENTS.md":
        assert "Removed here, so not brought" in ended.out


def test_u5_edits_go_along_with_a_renamed_file(landed: Path, groundplan: Call) -> None:
    append(landed / "docs/patterns/_template.md", "Our line.\n")
    commit(landed, "Ours")
    ended = groundplan("sync", cwd=landed)
    assert ended.status == 0
    assert not (landed / "docs/patterns/_template.md").exists()
    assert "Our line." in lines_of(landed, "docs/patterns/_form.md")
    assert "docs/patterns/_template.md -> docs/patterns/_form.md" in ended.out


def test_u5_a_dropped_file_with_edits_is_kept_and_said(landed: Path, groundplan: Call) -> None:
    append(landed / "docs/dropped.md", "Our line.\n")
    commit(landed, "Ours")
    ended = groundplan("sync", cwd=landed)
    assert ended.status == 0
    assert "Our line." in lines_of(landed, "docs/dropped.md")
    assert "docs/dropped.md" in ended.out


@pytest.mark.parametrize("how", ["file", "core.autocrlf", "eol=crlf"])
def test_u6_windows_line_ends_stay_and_do_not_conflict(
    how: str, landed: Path, groundplan: Call
) -> None:
    path = landed / "docs/onboarding.md"
    if how == "core.autocrlf":
        git(landed, "config", "core.autocrlf", "true")
    if how == "eol=crlf":
        write_files(landed, {".gitattributes": "*.md text eol=crlf\n"})
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n") + b"Ours.\r\n")
    commit(landed, "Windows")
    assert groundplan("sync", cwd=landed).status == 0
    data = path.read_bytes()
    assert b"# Welcome here\r\n" in data
    assert data.endswith(b"Ours.\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_u7_a_last_line_without_an_end_stays(landed: Path, groundplan: Call) -> None:
    append(landed / "docs/onboarding.md", "Ours, no end")
    commit(landed, "Ours")
    assert groundplan("sync", cwd=landed).status == 0
    assert lines_of(landed, "docs/onboarding.md").endswith("\nOurs, no end")


def test_u8_a_unicode_name_merges(landed: Path, groundplan: Call) -> None:
    path = landed / "docs/naïve ünï 🚀.md"
    path.write_text(f"Ours.\n{path.read_text()}")
    commit(landed, "Ours")
    assert groundplan("sync", cwd=landed).status == 0
    assert path.read_text() == "Ours.\n# Name\n\none\ntwo\nthree\nfour\n"


def test_u9_an_ignored_plan_is_untouched(landed: Path, groundplan: Call) -> None:
    write_files(landed, {".gitignore": "PLAN.md\n"})
    git(landed, "rm", "--cached", "--quiet", "PLAN.md")
    (landed / "PLAN.md").write_text("# My plan\n")
    commit(landed, "Ignore it")
    assert groundplan("sync", cwd=landed).status == 0
    assert (landed / "PLAN.md").read_text() == "# My plan\n"


def test_u10_an_untracked_file_in_the_way_is_refused_by_name(
    landed: Path, groundplan: Call
) -> None:
    (landed / "docs/new.md").write_text("mine\n")
    before = snapshot(landed)
    ended = groundplan("sync", cwd=landed)
    assert ended.status == 2
    assert "docs/new.md" in ended.err
    assert snapshot(landed) == before


def test_u11_a_committed_file_in_the_way_stays_meanwhile(landed: Path, groundplan: Call) -> None:
    (landed / "docs/new.md").write_text("mine\n")
    commit(landed, "Mine")
    ended = groundplan("sync", cwd=landed)
    assert ended.status == 3
    assert "docs/new.md" in ended.out
    assert (landed / "docs/new.md").read_text() == "mine\n"
    assert "# Welcome here" in lines_of(landed, "docs/onboarding.md")
    commit(landed, "Synced")
    assert groundplan("sync", cwd=landed).status == 0
    assert (landed / "docs/new.md").read_text() == "mine\n"


def test_u12_a_binary_changed_on_both_sides_needs_a_person(landed: Path, groundplan: Call) -> None:
    (landed / "docs/drawing.bin").write_bytes(b"\0mine")
    commit(landed, "Mine")
    ended = groundplan("sync", cwd=landed)
    assert ended.status == 3
    assert "docs/drawing.bin" in ended.out
    assert (landed / "docs/drawing.bin").read_bytes() == b"\0mine"


def test_u13_an_exec_bit_of_the_user_stays(landed: Path, groundplan: Call) -> None:
    (landed / "docs/onboarding.md").chmod(0o755)
    commit(landed, "Run it")
    assert groundplan("sync", cwd=landed).status == 0
    assert (landed / "docs/onboarding.md").stat().st_mode & 0o777 == 0o755


def test_u14_white_space_and_underlines_stay(landed: Path, groundplan: Call) -> None:
    text = "Title\n=======\n\ttabbed  \n\n\n-----\n   \n"
    append(landed / "docs/onboarding.md", text)
    commit(landed, "Ours")
    assert groundplan("sync", cwd=landed).status == 0
    assert lines_of(landed, "docs/onboarding.md").endswith(text)


def test_u15_a_dirty_repo_is_refused(landed: Path, groundplan: Call) -> None:
    append(landed / "app.py", "y = 2\n")
    ended = groundplan("sync", cwd=landed)
    assert ended.status == 2
    assert "app.py" in ended.err


def test_u15_the_middle_of_a_merge_is_refused(landed: Path, groundplan: Call) -> None:
    git(landed, "checkout", "--quiet", "-b", "other")
    (landed / "app.py").write_text("x = 2\n")
    commit(landed, "Two")
    git(landed, "checkout", "--quiet", "main")
    (landed / "app.py").write_text("x = 3\n")
    commit(landed, "Three")
    run("git", *IDENTITY, "merge", "other", cwd=landed)
    ended = groundplan("sync", cwd=landed)
    assert ended.status == 2
    assert "a merge" in ended.err


def test_u15_markers_from_last_time_are_refused(landed: Path, groundplan: Call) -> None:
    append(landed / "AGENTS.md", "<<<<<<< before\na\n=======\nb\n>>>>>>> after\n")
    commit(landed, "Unresolved")
    ended = groundplan("sync", cwd=landed)
    assert ended.status == 2
    assert "AGENTS.md" in ended.err


@pytest.mark.parametrize("kind", ["detached", "worktree", "separate git dir", "shallow"])
def test_u16_any_kind_of_checkout_works(
    kind: str, landed: Path, tmp_path: Path, groundplan: Call
) -> None:
    repo = landed
    if kind == "detached":
        git(landed, "checkout", "--quiet", "--detach")
    elif kind == "worktree":
        repo = tmp_path / "tree"
        git(landed, "worktree", "add", "--quiet", str(repo))
    elif kind == "separate git dir":
        git(landed, "init", "--quiet", "--separate-git-dir", str(tmp_path / "elsewhere"))
    else:
        repo = tmp_path / "shallow"
        git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{landed}", str(repo))
    assert groundplan("sync", cwd=repo).status == 0
    assert (repo / "docs/new.md").is_file()


def test_u17_a_subfolder_of_a_monorepo_with_dirt_elsewhere(
    kit: Path, tmp_path: Path, groundplan: Call
) -> None:
    top = make_repo(tmp_path / "mono", {"a/app.py": "", "b/app.py": ""})
    for name in ("a", "b"):
        ended = groundplan("init", "--defaults", "--from", kit, "--ref", "v1.0.0", cwd=top / name)
        assert ended.status == 0, ended.said
        commit(top, name)
    (top / "b/app.py").write_text("dirt\n")
    assert groundplan("sync", cwd=top / "a").status == 0
    assert (top / "a/docs/new.md").is_file()
    assert not (top / "b/docs/new.md").exists()
    assert (top / "b/app.py").read_text() == "dirt\n"


def test_u18_a_project_without_git_is_refused(landed: Path, groundplan: Call) -> None:
    (landed / ".git").rename(landed.parent / "gone.git")
    ended = groundplan("sync", cwd=landed)
    assert ended.status == 2
    assert "git init" in ended.err


def test_u19_the_users_configuration_changes_nothing(
    landed: Path, tmp_path: Path, groundplan: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = tmp_path / "plain"
    run("cp", "-a", landed, plain, cwd=tmp_path)
    config = tmp_path / "gitconfig"
    config.write_text(
        "[commit]\n\tgpgsign = true\n[diff]\n\tnoprefix = true\n\texternal = /bin/false\n"
        "[color]\n\tui = always\n[core]\n\tautocrlf = true\n\thooksPath = /nonexistent\n"
        "[merge]\n\tconflictStyle = diff3\n[user]\n\tuseConfigOnly = true\n"
    )
    hook = landed / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    assert groundplan("sync", cwd=plain).status == 0
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "/bin/false")
    assert groundplan("sync", cwd=landed).status == 0
    assert snapshot(landed) == snapshot(plain)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "groundplan init"),
        ("a: [\n", "can't be read as YAML"),
        ("- a\n", "not what copier writes"),
        ("<<<<<<< ours\n_commit: v1.0.0\n=======\n_commit: v1.1.0\n>>>>>>> theirs\n", "unresolved"),
        ("_src_path: {kit}\n_commit: v0.0.9\n", "v0.0.9"),
        ("_commit: v1.0.0\n", "_src_path"),
        ("a: &a [x]\nb: [*a, *a]\n", "aliases"),
    ],
)
def test_u20_a_broken_answers_file_is_a_sentence(
    text: str | None, said: str, kit: Path, landed: Path, groundplan: Call
) -> None:
    path = landed / ANSWERS_FILE
    if text is None:
        path.unlink()
    else:
        path.write_text(text.format(kit=kit))
    (landed / ".groundplan/landed.json").unlink()
    commit(landed, "Broken")
    before = snapshot(landed)
    ended = groundplan("sync", cwd=landed)
    assert ended.status == 2
    assert said in ended.said
    assert snapshot(landed) == before


@pytest.mark.parametrize(
    ("source", "status"),
    [("/nowhere/kit", 2), ("https://127.0.0.1:9/kit.git", 4), ("../kit that was relative", 2)],
)
def test_u21_a_template_that_is_gone_is_a_sentence(
    source: str, status: int, kit: Path, landed: Path, groundplan: Call
) -> None:
    path = landed / ANSWERS_FILE
    path.write_text(path.read_text().replace(f"_src_path: {kit}", f"_src_path: {source}"))
    (landed / ".groundplan/landed.json").unlink()
    commit(landed, "Moved")
    ended = groundplan("sync", cwd=landed)
    assert ended.status == status, ended.said
    assert "--from" in ended.err
    assert groundplan("sync", "--from", kit, cwd=landed).status == 0


def test_u21_a_source_that_was_changed_by_hand_is_asked_about(
    kit: Path, landed: Path, tmp_path: Path, groundplan: Call
) -> None:
    other = tmp_path / "other"
    git(tmp_path, "clone", "--quiet", str(kit), str(other))
    path = landed / ANSWERS_FILE
    path.write_text(path.read_text().replace(str(kit), str(other)))
    commit(landed, "Moved")
    ended = groundplan("sync", cwd=landed)
    assert ended.status == 3
    assert str(other) in ended.err
    assert groundplan("sync", "--from", other, cwd=landed).status == 0


def test_u21_a_version_that_was_changed_by_hand_is_asked_about(
    landed: Path, kit: Path, groundplan: Call
) -> None:
    path = landed / ANSWERS_FILE
    path.write_text(path.read_text().replace("_commit: v1.0.0", "_commit: v1.1.0"))
    commit(landed, "By hand")
    git(kit, "tag", "v1.1.1")
    try:
        ended = groundplan("sync", cwd=landed)
    finally:
        git(kit, "tag", "--delete", "v1.1.1")
    assert ended.status == 3
    assert "v1.0.0" in ended.err


def test_u22_a_downgrade_is_refused(landed: Path, groundplan: Call) -> None:
    assert groundplan("sync", cwd=landed).status == 0
    commit(landed, "Synced")
    ended = groundplan("sync", "--ref", "v1.0.0", cwd=landed)
    assert ended.status == 2
    assert "older" in ended.err


@pytest.fixture
def kit_with_other_questions(kit: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "kit2"
    git(tmp_path, "clone", "--quiet", str(kit), str(folder))
    path = folder / "copier.yml"
    text = path.read_text()
    assert "\ntest_one_command:" in text
    text = text.replace(
        "\ntest_one_command:",
        "\nteam_name:\n  type: str\n  help: Which team?\n\ntest_one_command:",
        1,
    )
    path.write_text(text)
    release(folder, "v1.2.0")
    return folder


def test_u23_a_new_required_question_is_named(
    kit_with_other_questions: Path, landed: Path, groundplan: Call
) -> None:
    before = snapshot(landed)
    ended = groundplan("sync", "--from", kit_with_other_questions, cwd=landed)
    assert ended.status == 2
    assert "team_name" in ended.err
    assert snapshot(landed) == before
    answered = ("sync", "--from", kit_with_other_questions, "--answer", "team_name=core")
    assert groundplan(*answered, cwd=landed).status == 0
    assert "team_name: core" in lines_of(landed, ANSWERS_FILE)


def test_u24_an_answer_that_is_asked_no_more_is_said(landed: Path, groundplan: Call) -> None:
    append(landed / ANSWERS_FILE, "\nold_question: our value\n")
    commit(landed, "Answered once")
    ended = groundplan("sync", cwd=landed)
    assert ended.status == 0
    assert "old_question: our value" in ended.out


def test_u25_a_full_disk_leaves_everything_as_it_was(
    landed: Path, full_disk: Path, program: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    repo = full_disk / "repo"
    git(full_disk, "clone", "--quiet", "--depth", "1", f"file://{landed}", str(repo))
    fill(full_disk, 8192)
    before = snapshot(repo)
    ended = program("sync", cwd=repo)
    assert ended.returncode == 4, ended.stderr
    assert "Traceback" not in ended.stderr
    assert snapshot(repo) == before


def test_u25_a_read_only_folder_leaves_everything_as_it_was(
    landed: Path, program: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    (landed / "docs").chmod(0o555)
    before = snapshot(landed)
    ended = program("sync", cwd=landed, before=WITHOUT_ROOT_POWERS)
    (landed / "docs").chmod(0o755)
    assert ended.returncode == 4, ended.stderr
    assert "docs" in ended.stderr
    (landed / "docs").chmod(0o555)
    assert snapshot(landed) == before
    (landed / "docs").chmod(0o755)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("after", [0.2, 0.6, 1.0, 1.4, 1.8])
def test_u26_a_stop_at_any_moment_leaves_it_as_before_or_complete(
    number: int, after: float, landed: Path, tmp_path: Path
) -> None:
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    before = snapshot(landed)
    status_when_stopped("sync", cwd=landed, number=number, after=after, TMPDIR=str(scratch))
    if snapshot(landed) != before:
        assert "# Welcome here" in lines_of(landed, "docs/onboarding.md")
        assert "_commit: v1.1.0" in lines_of(landed, ANSWERS_FILE)
    assert not [path for path in scratch.iterdir() if not path.name.endswith(".lock")]
    assert not (landed / ".groundplan-stage").exists()


def test_u27_a_second_sync_at_once_is_refused(landed: Path, groundplan: Call) -> None:
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            HOLD_THE_LOCK,
        ],
        cwd=landed,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    ended = groundplan("sync", cwd=landed)
    holder.communicate()
    assert ended.status == 2
    assert "Another groundplan" in ended.err
    assert groundplan("sync", cwd=landed).status == 0


def test_the_experiment_that_others_fail_edit_then_upgrade(
    kit: Path, landed: Path, groundplan: Call
) -> None:
    """Edit a rules file, a form and the hook configuration; the edits and the new text are there."""
    append(landed / "AGENTS.md", "\nOur rule.\n")
    append(landed / "docs/patterns/_template.md", "Our heading\n")
    append(landed / ".pre-commit-config.yaml", "  - repo: local\n    hooks: []\n")
    commit(landed, "Ours")
    assert groundplan("sync", cwd=landed).status == 0
    assert "Our rule." in lines_of(landed, "AGENTS.md")
    assert "Our heading" in lines_of(landed, "docs/patterns/_form.md")
    config = lines_of(landed, ".pre-commit-config.yaml")
    assert "v1.1.0" in config
    assert "repo: local" in config


def test_a_bots_bump_of_the_hooks_rev_does_not_conflict(landed: Path, groundplan: Call) -> None:
    path = landed / ".pre-commit-config.yaml"
    path.write_text(path.read_text().replace("v1.0.0", "v1.1.0"))
    commit(landed, "Bump")
    assert groundplan("sync", cwd=landed).status == 0
    assert "v1.1.0" in path.read_text()


def test_json_says_what_happened(landed: Path, groundplan: Call) -> None:
    data = json.loads(groundplan("sync", "--json", cwd=landed).out)
    assert (data["old"], data["new"]) == ("v1.0.0", "v1.1.0")
    assert {"path": "docs/new.md", "change": "+"} in data["files"]
    assert "groundplan.mk" in data["runs_commands"]


def test_check_says_behind_and_writes_nothing(landed: Path, groundplan: Call) -> None:
    before = snapshot(landed)
    assert groundplan("sync", "--check", cwd=landed).status == 1
    assert groundplan("sync", "--dry-run", cwd=landed).status == 0
    assert snapshot(landed) == before
    assert groundplan("sync", cwd=landed).status == 0
    assert groundplan("sync", "--check", cwd=landed).status == 0


def test_u5_a_rename_that_is_listed_carries_edits_also_where_little_is_alike(
    kit: Path, landed: Path, tmp_path: Path, groundplan: Call
) -> None:
    folder = tmp_path / "kit2"
    git(tmp_path, "clone", "--quiet", str(kit), str(folder))
    (folder / "template/docs/onboarding.md.jinja").unlink()
    write_files(
        folder,
        {
            "template/docs/start.md": "# All new\n\nNothing is as it was.\n",
            "copier/moved.yml": "- {from: docs/onboarding.md, to: docs/start.md}\n",
        },
    )
    release(folder, "v1.2.0")
    ended = groundplan("sync", "--from", folder, cwd=landed)
    assert ended.status == 0, ended.said
    assert (landed / "docs/start.md").read_text().startswith("# All new")
    assert not (landed / "docs/onboarding.md").exists()
    assert groundplan("sync", "--abort", cwd=landed).status == 0
    append(landed / "docs/onboarding.md", "Ours.\n")
    commit(landed, "Ours")
    ended = groundplan("sync", "--from", folder, cwd=landed)
    assert ended.status == 0, ended.said
    assert (landed / "docs/start.md").read_text().endswith("Nothing is as it was.\nOurs.\n")
    assert not (landed / "docs/onboarding.md").exists()


def test_an_answer_can_be_given_anew(landed: Path, groundplan: Call) -> None:
    ended = groundplan("sync", "--ref", "v1.0.0", "--answer", "agents=cursor", cwd=landed)
    assert ended.status == 0, ended.said
    assert (landed / ".cursor/hooks.json").is_file()
    assert not (landed / ".claude/settings.json").exists()
    assert "docs/new.md" not in ended.out


def test_adoption_is_brought_along(kit: Path, tmp_path: Path, groundplan: Call) -> None:
    """The block in the repo's own AGENTS.md gets the new text; the lines around it stay."""
    repo = make_repo(tmp_path / "repo", {"AGENTS.md": "# Ours\n", "Makefile": "all:\n\ttrue\n"})
    assert groundplan("init", "--defaults", "--from", kit, "--ref", "v1.0.0", cwd=repo).status == 0
    append(repo / "AGENTS.md", "\nOur last line.\n")
    commit(repo, "Landed")
    folder = tmp_path / "kit2"
    git(tmp_path, "clone", "--quiet", str(kit), str(folder))
    block = folder / "copier/agents_block.jinja"
    text = block.read_text()
    assert "No change without a plan." in text
    block.write_text(text.replace("No change without a plan.", "No change at all without a plan."))
    release(folder, "v1.2.0")
    ended = groundplan("sync", "--from", folder, cwd=repo)
    assert ended.status == 0, ended.said
    text = (repo / "AGENTS.md").read_text()
    assert text.startswith("# Ours\n")
    assert text.endswith("\nOur last line.\n")
    assert "No change at all without a plan." in text
    assert "No change without a plan." not in text
    assert (repo / "Makefile").read_text() == "all:\n\ttrue\n\ninclude groundplan.mk\n"


def test_what_lands_is_what_the_kept_answers_render(
    kit: Path, tmp_path: Path, groundplan: Call
) -> None:
    """Else the next update would take the difference for edits of the user."""
    from groundplan.core.answers_file import read_answers
    from groundplan.install.render import render

    compose = (
        "services:\n  web:\n    build: .\n    command: flask run\n  db:\n    image: postgres\n"
    )
    files = {
        "compose.yaml": compose,
        "requirements.txt": "flask\nalembic\npytest\n",
        "alembic.ini": "",
    }
    repo = make_repo(tmp_path / "repo", files)
    assert groundplan("init", "--defaults", "--from", kit, cwd=repo).status == 0
    answers = read_answers(repo)
    again = render(answers.source, answers.commit, answers.values, repo)
    for path, data in again.files.items():
        assert (repo / path).read_bytes() == data, path


def test_deciding_for_a_file_that_is_none_of_the_kits_is_refused(
    landed: Path, groundplan: Call
) -> None:
    ended = groundplan("sync", "--take", "mine", "AGENT.md", cwd=landed)
    assert ended.status == 2
    assert "AGENT.md is no file of the kit" in ended.err


def test_what_plain_copier_landed_is_brought_up_to_date(
    kit: Path, tmp_path: Path, groundplan: Call
) -> None:
    repo = make_repo(tmp_path / "repo", {"Makefile": "all:\n\ttrue\n"})
    command = ("copier", "copy", "--defaults", "--quiet", "--vcs-ref", "v1.0.0", kit, repo)
    assert run(sys.executable, "-m", *command, cwd=tmp_path).returncode == 0
    append(repo / "AGENTS.md", "Ours.\n")
    commit(repo, "Landed")
    ended = groundplan("sync", cwd=repo)
    assert ended.status == 0, ended.said
    assert lines_of(repo, "AGENTS.md").endswith("Ours.\n")
    assert "new-target" in lines_of(repo, "groundplan.mk")
    assert "include groundplan.mk" in lines_of(repo, "Makefile")
    commit(repo, "Synced")
    assert "Nothing to do" in groundplan("sync", cwd=repo).out
