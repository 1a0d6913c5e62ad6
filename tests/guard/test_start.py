"""The guard's start: fast by what it keeps compiled, and never by running anything else."""

from __future__ import annotations

import ast
import json
import marshal
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from bundles import put_bundle

from groundplan.dev import bundle
from groundplan.guard import loader

GUARD = Path(__file__).parents[2] / "hooks/groundplan/guard"
GROUPS = tuple(group for group in bundle.groups(tuple(bundle.sources())) if len(group) > 1)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repo with the guard in it and no table of rules; its parent is the home folder."""
    return landed(tmp_path / "repo")


def landed(folder: Path) -> Path:
    put_bundle(folder)
    return folder


def run(repo: Path, command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return call(repo, {"tool_name": "Bash", "tool_input": {"command": command}}, **variables)


def call(repo: Path, value: object, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-S", str(repo / ".groundplan/loader")],
        input=json.dumps(value),
        text=True,
        cwd=repo,
        env={"HOME": str(repo.parent), "PATH": os.defpath} | variables,
        capture_output=True,
        check=False,
    )


def kept(repo: Path) -> dict[str, int]:
    """What is in the cache: file -> when it was written."""
    folder = repo.parent / ".cache/groundplan"
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


# -- what is edited is what runs -----------------------------------------------------------------

EDITED = {
    "guard.loader": "ls",
    "guard.decide": "ls",  # of what every call needs
    "guard.shell.lexer": "ls",  # of what every command needs
    "guard.programs.git": "git status",
    "guard.programs.file_effects": "cp a b",  # of a group that few commands need
    "guard.programs.docker": "docker ps",  # alone
}


@pytest.mark.parametrize("name", EDITED)
def test_an_edit_of_the_same_size_and_time_is_seen_at_once(repo: Path, name: str) -> None:
    for _ in range(2):  # compiled, then from what is kept
        assert run(repo, EDITED[name]).returncode == 0
    file = repo / ".groundplan/bundle"
    before = file.stat()
    put_bundle(repo, **{name.replace(".", "__"): "1 / 0\n"})
    text = file.read_bytes()
    file.write_bytes(text.ljust(before.st_size, b"0")[: before.st_size])
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    done = run(repo, EDITED[name])
    assert done.returncode == (70 if name == "guard.loader" else 2)
    assert name == "guard.loader" or "ZeroDivisionError" in done.stderr


def test_a_bundle_with_the_line_ends_of_windows_works_the_same(repo: Path) -> None:
    for name in ("bundle", "loader"):
        file = repo / ".groundplan" / name
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    for _ in range(2):
        assert run(repo, "git status").returncode == 0
        assert run(repo, "docker-compose up").returncode == 2


@pytest.mark.parametrize("cut", [0, 10, 3000, 40_000])
def test_a_bundle_that_is_cut_off_lets_nothing_through(repo: Path, cut: int) -> None:
    file = repo / ".groundplan/bundle"
    file.write_bytes(file.read_bytes()[:cut])
    done = run(repo, "docker-compose up")
    assert done.returncode in (2, 70)
    assert "Traceback" not in done.stderr


def test_nothing_beside_the_modules_is_run_in_their_place(repo: Path) -> None:
    """Neither byte code in the usual folder nor a module of a name that Python's own have."""
    guard = repo / ".groundplan"
    planted = "import posix\nposix._exit(0)\n"
    for name in ("_json", "json", "codecs", "typing"):
        (guard / f"{name}.py").write_text(planted)
        (repo / f"{name}.py").write_text(planted)
    (guard / "__pycache__").mkdir()
    code = marshal.dumps(compile(planted, "x", "exec"))
    for name in ("decide", "loader", "lexer"):
        tag = sys.implementation.cache_tag
        (guard / f"__pycache__/{name}.{tag}.pyc").write_bytes(b"\0" * 16 + code)
    assert run(repo, "docker-compose up").returncode == 2


# -- what is kept belongs to the user -------------------------------------------------------------


def plant(repo: Path, mode: int) -> None:
    """Put code that lets everything through in the place of all that is kept."""
    for path in (repo.parent / ".cache/groundplan").iterdir():
        codes = marshal.loads(path.read_bytes())
        planted = compile("import posix\nposix._exit(0)", "x", "exec")
        path.write_bytes(marshal.dumps(tuple((name, planted) for name, _ in codes)))
        path.chmod(mode)


@pytest.mark.parametrize(
    ("mode", "status"),
    [
        (0o600, 0),  # the user's own: what the test plants does run
        (0o620, 2),  # the group could have written it
        (0o602, 2),  # anybody could have
    ],
)
def test_what_others_could_have_written_is_not_run(repo: Path, mode: int, status: int) -> None:
    assert run(repo, "docker-compose up").returncode == 2
    plant(repo, mode)
    assert run(repo, "docker-compose up").returncode == status


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="needs another user")
def test_what_another_user_owns_is_not_run(repo: Path) -> None:
    run(repo, "docker-compose up")
    plant(repo, 0o600)
    for path in (repo.parent / ".cache/groundplan").iterdir():
        os.chown(path, 12345, -1)
    assert run(repo, "docker-compose up").returncode == 2


@pytest.mark.parametrize("damage", [b"", b"garbage", marshal.dumps(5), marshal.dumps(())])
def test_what_is_damaged_is_made_anew(repo: Path, damage: bytes) -> None:
    run(repo, "docker-compose up")
    for path in (repo.parent / ".cache/groundplan").iterdir():
        path.write_bytes(damage)
    assert run(repo, "docker-compose up").returncode == 2
    assert run(repo, "git status").returncode == 0


def test_without_a_home_the_guard_works_and_writes_nothing(repo: Path) -> None:
    assert run(repo, "docker-compose up", HOME="").returncode == 2
    assert run(repo, "docker-compose up", HOME="relative").returncode == 2
    assert not list(repo.parent.rglob("*.guard"))


# -- only what is needed, and once ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "groups"),
    [
        ({"tool_name": "TodoWrite", "tool_input": {"todos": []}}, 2),
        ({"tool_name": "Read", "tool_input": {"file_path": "a.py"}}, 2),
        ({"tool_name": "Edit", "tool_input": {"file_path": "src/x.py", "new_string": "x"}}, 2),
        ({"tool_name": "Bash", "tool_input": {"command": "git status --short"}}, 2),
        ({"tool_name": "Bash", "tool_input": {"command": "ls -la src tests"}}, 2),
        ({"tool_name": "Bash", "tool_input": {"command": "pytest -q tests"}}, 2),
        ({"tool_name": "Bash", "tool_input": {"command": "npm test"}}, 3),  # npm may start others
    ],
)
def test_a_plain_call_reads_few_groups(repo: Path, value: object, groups: int) -> None:
    (repo / ".groundplan/rules.json").write_text('{"rules": []}')
    assert call(repo, value).returncode == 0
    assert len(kept(repo)) == groups


def test_repos_with_the_same_guard_share_what_is_kept_and_others_do_not_push_it_out(
    tmp_path: Path,
) -> None:
    one, same, other = (landed(tmp_path / name) for name in ("one", "same", "other"))
    put_bundle(other, guard__decide=bundle.sources()["guard.decide"] + "\nANOTHER = 1\n")
    run(one, "git status")
    first = kept(one)
    run(same, "git status")
    assert kept(one) == first
    run(other, "git status")
    before = kept(one)
    assert len(before) == len(first) + 1  # the group of the module that differs
    for repo in (one, other, same):
        run(repo, "git status")
    assert kept(one) == before


def test_the_oldest_go_where_too_many_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loader, "KEPT", 8)
    for number in range(9):
        path = tmp_path / f"{number}.guard"
        path.write_text("")
        os.utime(path, (number, number))
    loader.forget(str(tmp_path), str(tmp_path / "0.guard"))
    assert sorted(path.name[0] for path in tmp_path.iterdir()) == list("02345678")


# -- the groups -----------------------------------------------------------------------------------


def test_every_module_of_a_group_is_there_and_in_one_group_only() -> None:
    names = [name for group in GROUPS for name in group]
    assert len(names) == len(set(names))
    assert set(names) <= set(bundle.sources())


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: str(group[0]))
def test_what_a_module_needs_stands_before_it(group: tuple[str, ...]) -> None:
    """Else Python's own slow search would look for it."""
    first = GROUPS[0]
    before = set(first) if group != first else set()
    for name in group:
        same = set(group) & needed(name)
        assert same <= before, name
        if group == first:
            assert needed(name) <= before, name
        before.add(name)


def needed(name: str) -> set[str]:
    """The guard's modules that a module imports as soon as it is run."""
    found: set[str] = set()
    for node in ast.parse(bundle.sources()[name]).body:
        if isinstance(node, ast.ImportFrom) and node.level:
            parts = name.split(".")[: -node.level]
            base = ".".join([*parts, *([node.module] if node.module else [])])
            each = [f"{base}.{item.name}" for item in node.names]
            found |= {base} if base in bundle.sources() else set(each)
    return found


def test_no_module_imports_what_is_slow() -> None:
    """Such an import costs as much as the whole guard; some stand where nothing else will do."""
    slow = re.compile(r"^(?:import|from) (?:re|os|json|typing|pathlib|subprocess)\b", re.MULTILINE)
    assert [path.name for path in GUARD.rglob("*.py") if slow.search(path.read_text())] == []
