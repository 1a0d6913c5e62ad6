"""Git: nobody's configuration decides, and no program that a repo names is started."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from support import commit, make_repo, write_files

from groundplan.core import git

if TYPE_CHECKING:
    from pathlib import Path


def test_git_ignores_everybodys_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "gitconfig"
    settings.write_text("[init]\n\tdefaultBranch = odd\n[color]\n\tui = always\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    git.git("init", "--quiet", cwd=tmp_path)
    assert "odd" not in git.git("status", cwd=tmp_path).out
    assert git.repo_root(tmp_path) == tmp_path
    assert git.repo_root(tmp_path / "missing") is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to somebody else")
@pytest.mark.parametrize(
    ("trusted", "root_found"),
    [
        ("{repo}", True),  # what a CI job's checkout step writes
        ("*", True),
        ("/somewhere/else", False),  # nobody trusted this one
    ],
)
def test_a_repo_of_another_owner_is_read_where_the_user_trusts_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trusted: str, root_found: bool
) -> None:
    repo = tmp_path / "repo"
    repo.mkdir()
    git.git("init", "--quiet", cwd=repo)
    for path in (repo, repo / ".git"):
        os.chown(path, 12345, 12345)
    settings = tmp_path / "gitconfig"
    settings.write_text(f"[safe]\n\tdirectory = {trusted.format(repo=repo)}\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    git._trusted_folders.cache_clear()
    try:
        assert (git.git("status", cwd=repo).status == 0) is root_found
    finally:
        git._trusted_folders.cache_clear()


CALLS = [
    ("status", "--porcelain"),
    ("diff", "HEAD"),
    ("diff", "--cached"),
    ("log", "-p", "-1"),
    ("show", "HEAD"),
    ("add", "--all"),
    ("ls-files", "--others", "--exclude-standard"),
    ("hash-object", "-w", "a.txt"),
    ("commit", "--allow-empty", "-q", "-m", "x"),
    ("checkout", "-q", "--", "a.txt"),
    ("blame", "a.txt"),
    ("cat-file", "-p", "HEAD:lost.txt"),
    ("fetch", "origin"),
]
# Each is a whole configuration of a repo that names the program P.
CONFIGURATIONS = {
    "monitor": "[core]\n\tfsmonitor = P\n",
    "hooks": "[core]\n\thooksPath = HOOKS\n",
    "filter": '[filter "x"]\n\tclean = P\n\tsmudge = P\n\trequired = true\n',
    "process filter": '[filter "x"]\n\tprocess = P\n',
    "odd case": '[FILTER "x"]\n\tCLEAN = P\n\tSmudge = P\n',
    "old form": "[filter.x]\n\tclean = P\n\tsmudge = P\n",
    "external diff": "[diff]\n\texternal = P\n",
    "driver of diffs": '[diff "x"]\n\tcommand = P\n\ttextconv = P\n',
    "pager": "[core]\n\tpager = P\n[pager]\n\tlog = P\n\tdiff = P\n\tshow = P\n\tblame = P\n",
    "editor": "[core]\n\teditor = P\n[sequence]\n\teditor = P\n",
    "signatures": "[commit]\n\tgpgSign = true\n[gpg]\n\tprogram = P\n[log]\n\tshowSignature = true\n",
    "remote": '[core]\n\tsshCommand = P\n[remote "origin"]\n\turl = ssh://h/x\n\tuploadpack = P\n',
    "lazy": '[extensions]\n\tpartialClone = o\n[remote "o"]\n\turl = ext::P\n\tpromisor = true\n',
    "include": "[include]\n\tpath = MORE\n",
    "conditional include": '[includeIf "gitdir:**"]\n\tpath = MORE\n',
}


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_t13_no_call_starts_what_the_repos_configuration_names(name: str, tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "repo")
    write_files(repo, {"a.txt": "old\n", ".gitattributes": "*.txt filter=x diff=x merge=x\n"})
    commit(repo, "x")
    (repo / "a.txt").write_text("new\n")
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho started >>{tmp_path}/started\ncat\n")
    program.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for hook in ("pre-commit", "post-checkout", "post-index-change", "reference-transaction"):
        (hooks / hook).symlink_to(program)
        (repo / ".git/hooks").mkdir(exist_ok=True)
        (repo / ".git/hooks" / hook).symlink_to(program)
    more = tmp_path / "more"
    more.write_text(f'[filter "x"]\n\tclean = {program}\n\tsmudge = {program}\n')
    text = CONFIGURATIONS[name].replace("HOOKS", str(hooks)).replace("MORE", str(more))
    config = repo / ".git/config"
    config.write_text(config.read_text() + text.replace("P\n", f"{program}\n"))
    for call in CALLS:
        git.git(*call, cwd=repo)
        git.git_output(*call, cwd=repo)
        git.git_bytes(*call, cwd=repo)
    git.repo_root(repo / ".git")
    assert not (tmp_path / "started").exists()


def test_t13_the_configuration_of_a_linked_work_tree_is_read_too(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "repo")
    write_files(repo, {"a.txt": "old\n", ".gitattributes": "*.txt filter=x\n"})
    commit(repo, "x")
    git.git("worktree", "add", "-q", str(tmp_path / "tree"), cwd=repo)
    program = f"touch {tmp_path}/started; cat"
    git.git("config", "filter.x.clean", program, cwd=repo)
    (tmp_path / "tree/a.txt").write_text("new\n")
    git.git("add", "a.txt", cwd=tmp_path / "tree")
    (repo / "a.txt").write_text("new\n")
    (repo / "sub").mkdir()
    git.git("add", "--all", ":/", cwd=repo / "sub")
    assert not (tmp_path / "started").exists()


def test_only_what_starts_nothing_is_asked_with_the_repos_configuration(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="may start"):
        git.git_as_user("status", cwd=tmp_path)
