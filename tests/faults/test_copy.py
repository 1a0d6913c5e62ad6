"""The fault matrix, family C: `groundplan init`, and the cookiecutter door where it is a door."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest
from support import ANSWERS_FILE, commit, git, make_repo, run, write_files

from faults.conftest import (
    HOLD_THE_LOCK,
    PROGRAM,
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
    Program = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.slow

OWN = {
    "AGENTS.md": "# Our agents\n",
    "Makefile": "all:\n\t@echo ours\n",
    ".pre-commit-config.yaml": "repos:\n  - repo: local\n    hooks: []\n",
    ".github/workflows/ci.yml": "on: push\n",
    ".claude/settings.json": '{"permissions": {"allow": ["Bash(ls)"]}}\n',
}


@pytest.fixture
def init(kit: Path, groundplan: Call) -> Call:
    """Land the first release without questions."""

    def call(*arguments: str | Path, cwd: Path) -> Ended:
        given = ("--defaults", "--from", kit, "--ref", "v1.0.0", *arguments)
        return groundplan("init", *given, cwd=cwd)

    return call


def is_whole(folder: Path) -> bool:
    names = ("AGENTS.md", "PLAN.md", "groundplan.mk", ANSWERS_FILE, ".groundplan/rules.json")
    return all((folder / name).is_file() for name in names)


def test_c1_a_fresh_folder_is_complete_and_told_that_updates_need_git(
    tmp_path: Path, init: Call
) -> None:
    ended = init("new", cwd=tmp_path)
    assert ended.status == 0, ended.said
    assert is_whole(tmp_path / "new")
    assert "git init" in ended.out


def test_c2_files_of_the_repo_are_kept_and_extended_and_listed(tmp_path: Path, init: Call) -> None:
    repo = make_repo(tmp_path / "repo", OWN)
    ended = init(cwd=repo)
    assert ended.status == 0, ended.said
    for path in ("AGENTS.md", "Makefile", ".pre-commit-config.yaml", ".claude/settings.json"):
        assert f"~ {path}" in ended.out
    assert (repo / "AGENTS.md").read_text().startswith(OWN["AGENTS.md"])
    assert (repo / "Makefile").read_text().startswith(OWN["Makefile"])
    assert (repo / ".github/workflows/ci.yml").read_text() == "on: push\n"
    settings = json.loads((repo / ".claude/settings.json").read_text())
    assert settings["permissions"]["allow"] == ["Bash(ls)"]
    assert ".groundplan/hook" in json.dumps(settings["hooks"])
    assert run("make", cwd=repo).stdout == "ours\n"


def test_c3_a_file_that_git_does_not_have_is_never_replaced(tmp_path: Path, init: Call) -> None:
    repo = make_repo(tmp_path / "repo", {"a": ""})
    write_files(repo, {".groundplan/rules.json": "mine\n", "AGENTS.md": "mine\n"})
    before = snapshot(repo)
    ended = init("--answer", "own_files=[]", cwd=repo)
    assert ended.status == 2
    assert "AGENTS.md" in ended.err
    assert ".groundplan/rules.json" in ended.err
    assert snapshot(repo) == before


def test_c4_a_dirty_repo_is_refused_unless_told_and_keeps_its_dirt(
    tmp_path: Path, init: Call
) -> None:
    repo = make_repo(tmp_path / "repo", {"app.py": "x = 1\n"})
    write_files(repo, {"app.py": "dirt\n", "untracked": "dirt\n"})
    ended = init(cwd=repo)
    assert ended.status == 2
    assert "app.py" in ended.err
    assert init("--dirty", cwd=repo).status == 0
    assert (repo / "app.py").read_text() == "dirt\n"
    assert (repo / "untracked").read_text() == "dirt\n"
    assert is_whole(repo)


def test_c5_two_subfolders_of_a_monorepo(tmp_path: Path, init: Call) -> None:
    top = make_repo(tmp_path / "mono", {"a/x": "", "b/x": ""})
    for name in ("a", "b"):
        assert init("--dirty", cwd=top / name).status == 0
        assert is_whole(top / name)
    assert not (top / ANSWERS_FILE).exists()


def test_c6_a_folder_without_git(tmp_path: Path, init: Call) -> None:
    write_files(tmp_path / "plain", {"app.py": "", "AGENTS.md": "mine\n"})
    ended = init(cwd=tmp_path / "plain")
    assert ended.status == 0
    assert "git init" in ended.out
    assert "mine\n" in (tmp_path / "plain/AGENTS.md").read_text()


def test_c7_the_destination_is_a_file(tmp_path: Path, init: Call) -> None:
    write_files(tmp_path, {"file": "x"})
    ended = init("file", cwd=tmp_path)
    assert ended.status == 2
    assert "is a file" in ended.err


@pytest.mark.parametrize(
    "name", ["a b", 'it\'s "so"', "ünï 🚀", "two\nlines", "[x]*?", "-dash/deep/deeper", "{{ 7*7 }}"]
)
def test_c7_the_destination_has_any_name(name: str, tmp_path: Path, init: Call) -> None:
    ended = init(tmp_path / name, cwd=tmp_path)
    assert ended.status == 0, ended.said
    assert is_whole(tmp_path / name)


def test_c8_a_read_only_destination(tmp_path: Path, kit: Path, program: Program) -> None:
    repo = make_repo(tmp_path / "repo", {"a": ""})
    repo.chmod(0o555)
    given = ("init", "--defaults", "--from", kit)
    ended = program(*given, cwd=repo, before=WITHOUT_ROOT_POWERS)
    repo.chmod(0o755)
    assert ended.returncode == 4, ended.stderr
    assert "permission" in ended.stderr.lower()
    assert sorted(path.name for path in repo.iterdir()) == [".git", "a"]


def test_c9_a_rules_file_that_links_out_of_the_repo(tmp_path: Path, init: Call) -> None:
    repo = make_repo(tmp_path / "repo", {"a": ""})
    write_files(tmp_path, {"outside.md": "theirs\n"})
    (repo / "AGENTS.md").symlink_to(tmp_path / "outside.md")
    commit(repo, "Link")
    ended = init(cwd=repo)
    assert ended.status == 3
    assert "AGENTS.md" in ended.out
    assert (tmp_path / "outside.md").read_text() == "theirs\n"
    assert (repo / "AGENTS.md").is_symlink()


def test_c9_a_folder_that_links_out_of_the_repo(tmp_path: Path, init: Call) -> None:
    repo = make_repo(tmp_path / "repo", {"a": ""})
    (tmp_path / "outside").mkdir()
    (repo / "docs").symlink_to(tmp_path / "outside")
    commit(repo, "Link")
    ended = init(cwd=repo)
    assert ended.status == 2
    assert "docs is a link out of the repo" in ended.err
    assert list((tmp_path / "outside").iterdir()) == []
    assert not (repo / "AGENTS.md").exists()


def test_c9_a_folder_where_a_file_has_to_be(tmp_path: Path, init: Call) -> None:
    repo = make_repo(tmp_path / "repo", {"groundplan.mk/x": ""})
    before = snapshot(repo)
    ended = init(cwd=repo)
    assert ended.status == 2
    assert "groundplan.mk: a folder is in the way" in ended.err
    assert snapshot(repo) == before


def test_c10_a_full_disk(tmp_path: Path, kit: Path, full_disk: Path, program: Program) -> None:
    write_files(full_disk, {"AGENTS.md": "mine\n"})
    fill(full_disk, 32768)
    before = snapshot(full_disk)
    ended = program("init", "--defaults", "--from", kit, cwd=full_disk)
    assert ended.returncode == 4, ended.stderr
    assert "Traceback" not in ended.stderr
    assert snapshot(full_disk) == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("after", [0.3, 0.7, 1.0, 1.3])
def test_c11_c12_stopped_midway_then_run_again(
    number: int, after: float, tmp_path: Path, kit: Path, init: Call
) -> None:
    repo = make_repo(tmp_path / "repo", OWN)
    before = snapshot(repo)
    arguments = ("init", "--defaults", "--from", kit, "--ref", "v1.0.0")
    status = status_when_stopped(*arguments, cwd=repo, number=number, after=after)
    if status != 0 and number != signal.SIGKILL:
        assert snapshot(repo) == before
    if not (repo / ANSWERS_FILE).exists() or (repo / ".groundplan-stage").exists():
        assert init(cwd=repo).status == 0
    assert is_whole(repo)
    assert (repo / "AGENTS.md").read_text().count("groundplan:begin") == 1


def test_c13_two_landings_at_once(tmp_path: Path, init: Call) -> None:
    repo = make_repo(tmp_path / "repo", {"a": ""})
    holder = subprocess.Popen(
        [*PROGRAM[:1], "-c", HOLD_THE_LOCK],
        cwd=repo,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    ended = init(cwd=repo)
    holder.communicate()
    assert ended.status == 2
    assert "Another groundplan" in ended.err
    assert not (repo / "AGENTS.md").exists()


JINJA = "pytest -k '{{ 7*7 }} {% raw %} ${HOME} `id`'"


def test_c14_an_answer_with_jinja_stays_text_also_after_an_update(
    tmp_path: Path, init: Call, groundplan: Call
) -> None:
    repo = make_repo(tmp_path / "repo", {"a": ""})
    assert init("--answer", f"test_command={JINJA}", cwd=repo).status == 0
    assert JINJA in json.loads((repo / ".groundplan/facts.json").read_text())["test_command"]
    commit(repo, "Landed")
    assert groundplan("sync", cwd=repo).status == 0
    assert json.loads((repo / ".groundplan/facts.json").read_text())["test_command"] == JINJA


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\x7f", "\x9b", "\udcff"])
def test_c15_a_control_character_is_refused_with_the_questions_name(
    char: str, tmp_path: Path, init: Call
) -> None:
    repo = make_repo(tmp_path / "repo", {"a": ""})
    ended = init("--answer", f"test_command=pytest {char}", cwd=repo)
    assert ended.status == 2
    assert "test_command" in ended.err
    assert not (repo / "AGENTS.md").exists()


def test_c16_an_answer_of_two_megabytes_meets_a_named_limit(tmp_path: Path, init: Call) -> None:
    repo = make_repo(tmp_path / "repo", {"a": ""})
    ended = init("--answer", f"test_command={'x' * 2_000_000}", cwd=repo)
    assert ended.status == 2
    assert "test_command" in ended.err
    assert "65,536" in ended.err


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("project_type=nonsense", "'api', 'frontend'"),
        ("agents=claude-code,nobody", "'claude-code'"),
        ("nonsense=1", "There is no question nonsense"),
        ("test_command=", "A command is needed"),
        ("api_service=a b", "letters, digits"),
        ("containers=perhaps", "containers"),
        ("noequals", "has no ="),
    ],
)
def test_c17_a_wrong_answer_is_a_sentence(
    answer: str, said: str, tmp_path: Path, init: Call
) -> None:
    repo = make_repo(tmp_path / "repo", {"compose.yaml": "services: {}\n"})
    before = snapshot(repo)
    ended = init("--answer", answer, cwd=repo)
    assert ended.status == 2, ended.said
    assert said in ended.err
    assert snapshot(repo) == before


def test_c18_without_a_terminal_there_are_no_questions(
    tmp_path: Path, kit: Path, groundplan: Call
) -> None:
    ended = groundplan("init", "--from", kit, cwd=tmp_path)
    assert ended.status == 2
    assert "--defaults" in ended.err


@pytest.mark.parametrize("what", ["no HOME", "LC_ALL=C", "unwritable cache", "ascii"])
def test_c19_a_bare_environment(what: str, tmp_path: Path, kit: Path, program: Program) -> None:
    repo = make_repo(tmp_path / "repo", {"ünï.py": ""})
    env = {
        "no HOME": {"HOME": ""},
        "LC_ALL=C": {"LC_ALL": "C", "LANG": "C"},
        "unwritable cache": {"XDG_CACHE_HOME": "/proc/nowhere", "COPIER_CACHE_DIR": "/proc/x"},
        "ascii": {"PYTHONIOENCODING": "ascii", "TERM": "dumb"},
    }[what]
    ended = program("init", "--defaults", "--from", kit, cwd=repo, **env)
    assert ended.returncode == 0, ended.stderr
    assert is_whole(repo)


def test_c19_without_git(tmp_path: Path, kit: Path, program: Program) -> None:
    (tmp_path / "repo").mkdir()
    ended = program("init", "--defaults", "--from", kit, cwd=tmp_path / "repo", PATH="/nowhere")
    assert ended.returncode == 4, ended.stderr
    assert "git" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert list((tmp_path / "repo").iterdir()) == []


def test_c20_a_repo_of_many_files_lands(tmp_path: Path, init: Call) -> None:
    repo = tmp_path / "big"
    for number in range(200):
        write_files(repo, {f"d{number}/f{n}.txt": "" for n in range(100)})
    git(repo, "init", "--quiet", "--initial-branch=main")
    commit(repo, "Many")
    assert init(cwd=repo).status == 0
    assert is_whole(repo)


def test_c21_the_files_that_run_commands_are_listed(tmp_path: Path, init: Call) -> None:
    repo = make_repo(tmp_path / "repo", {"a": ""})
    out = init("--answer", "agents=claude-code,cursor", cwd=repo).out
    listed = out.partition("make programs run")[2]
    for path in (
        ".claude/settings.json",
        ".cursor/hooks.json",
        "Makefile",
        ".pre-commit-config.yaml",
    ):
        assert path in listed


def test_c22_a_dry_run_writes_nothing(tmp_path: Path, init: Call) -> None:
    repo = make_repo(tmp_path / "repo", OWN)
    before = snapshot(repo)
    ended = init("--dry-run", cwd=repo)
    assert ended.status == 0
    assert "+include groundplan.mk" in ended.out
    assert snapshot(repo) == before


def test_a_second_landing_is_refused(tmp_path: Path, init: Call) -> None:
    repo = make_repo(tmp_path / "repo", {"a": ""})
    assert init(cwd=repo).status == 0
    commit(repo, "Landed")
    ended = init(cwd=repo)
    assert ended.status == 2
    assert "groundplan sync" in ended.err


def test_another_template_lives_beside_it(tmp_path: Path, init: Call) -> None:
    other = {".copier-answers.yml": "_commit: v9\n_src_path: gh:other/template\nproject_type: x\n"}
    repo = make_repo(tmp_path / "repo", other)
    assert init(cwd=repo).status == 0
    assert (repo / ".copier-answers.yml").read_text() == other[".copier-answers.yml"]


def test_a_repo_without_commits_and_one_with_a_submodule(tmp_path: Path, init: Call) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    git(bare, "init", "--quiet")
    write_files(bare, OWN)
    assert init(cwd=bare).status == 0
    inner = make_repo(tmp_path / "inner", {"x": ""})
    repo = make_repo(tmp_path / "repo", {"a": ""})
    git(repo, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner), "sub")
    commit(repo, "Submodule")
    assert init(cwd=repo).status == 0
    assert sorted(os.listdir(repo / "sub")) == [".git", "x"]  # noqa: PTH208


def test_remove_takes_out_what_nobody_edited(tmp_path: Path, init: Call, groundplan: Call) -> None:
    repo = make_repo(tmp_path / "repo", OWN)
    before = snapshot(repo)
    assert init(cwd=repo).status == 0
    (repo / "groundplan.mk").write_text((repo / "groundplan.mk").read_text() + "# ours\n")
    ended = groundplan("remove", cwd=repo)
    assert ended.status == 0
    assert "groundplan.mk" in ended.out
    left = {
        path: value
        for path, value in snapshot(repo).items()
        if not path.startswith(("PLAN.md", "docs")) and path != "groundplan.mk"
    }
    assert left == before
