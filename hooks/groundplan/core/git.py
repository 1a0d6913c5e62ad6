"""The only caller of git: independent of anybody's configuration, and of the repo's own programs.

A repo's configuration can name programs that git starts by itself: a file system monitor, hooks,
filters, drivers of diffs and merges, an editor, a pager, helpers for credentials. Whoever hands over
a folder chooses them. Each call of ours switches all of them off.
"""

from __future__ import annotations

import functools
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.core.errors import EnvironmentTrouble
from groundplan.core.process import Finished, run_program

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CONFIG_LIMIT = 1 << 20  # bytes; a configuration that is larger is asked of git itself

# What git reads of these starts a program (git-config(1)); each gets a value that starts none.
OFF = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.gitProxy": "none",
    "core.alternateRefsCommand": "",
    "credential.helper": "",
    "commit.gpgSign": "false",
    "tag.gpgSign": "false",
    "log.showSignature": "false",
    "gpg.program": "false",
    "submodule.recurse": "false",
    "protocol.ext.allow": "never",
}
# The same for names that the repo chooses: the last part of the setting, and what switches it off.
_NAMED_OFF = {
    "filter": {"clean": "", "smudge": "", "process": "", "required": "false"},
    "diff": {"command": "false", "textconv": "cat"},
    "merge": {"driver": "false"},
    "credential": {"helper": ""},
    "gpg": {"program": "false", "defaultkeycommand": "false"},
    "remote": {"uploadpack": "false", "receivepack": "false", "vcs": "none", "promisor": "false"},
    "submodule": {"update": "none"},
    "trailer": {"command": "false", "cmd": "false"},
    "pager": {"": "false"},
}
_SECTION = re.compile(
    rb"(?i)\[\s*(?:include|includeif|" + "|".join(_NAMED_OFF).encode() + rb")\b(?!\s*\])"
    rb"|\[\s*include\s*\]|\[\s*pager\s*\]"
)
# Flags that no configuration overrides, for the commands that know them.
_FLAGS = dict.fromkeys(
    ("diff", "diff-tree", "diff-index", "diff-files", "log", "show", "whatchanged"),
    ("--no-ext-diff", "--no-textconv"),
) | {"blame": ("--no-textconv",)}
# Commands that only report and start nothing, whatever the configuration names (git-config(1)).
_STARTS_NOTHING = ("config", "rev-parse")


def git_environment(
    cwd: Path, *, network: bool = False, settings: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return an environment in which git ignores all configuration that could start a program.

    One setting of the user is kept: which repos of other owners are trusted. Without it git would
    refuse the checkout of a CI job whose container runs as somebody else.

    Args:
        cwd: where git is to run.
        network: whether it may speak to another machine.
        settings: more configuration for this call.
    """
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    trusted = () if _is_own(cwd) else _trusted_folders()
    # Only the command line and these variables count for `safe.directory`, not a repo's own file.
    pairs = [("safe.directory", folder) for folder in trusted]
    pairs += [*OFF.items(), *_repo_programs(cwd), *(settings or {}).items()]
    numbered = {f"GIT_CONFIG_KEY_{place}": key for place, (key, _) in enumerate(pairs)}
    numbered |= {f"GIT_CONFIG_VALUE_{place}": value for place, (_, value) in enumerate(pairs)}
    ssh = os.environ.get("GIT_SSH_COMMAND", "ssh") if network else "false"
    return (
        kept
        | numbered
        | {
            "GIT_CONFIG_COUNT": str(len(pairs)),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_EDITOR": "false",
            "GIT_SEQUENCE_EDITOR": "false",
            "GIT_PAGER": "cat",
            "GIT_ASKPASS": "",
            "GIT_SSH_COMMAND": ssh,
            "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh" if network else "file",
            "LC_ALL": "C.UTF-8",
        }
    )


def _repo_programs(cwd: Path) -> list[tuple[str, str]]:
    """Return what switches off the programs that a repo's configuration names by names of its own."""
    files = _config_files(cwd)
    if not any(_may_name_programs(file) for file in files):
        return []
    asked = run_program(
        ["git", "-C", str(cwd), "config", "--includes", "--null", "--name-only", "--list"],
        env=_bare_environment(),
    )
    return [pair for name in asked.out.split("\0") if (pair := _off(name))]


def _off(name: str) -> tuple[str, str] | None:
    section, _, rest = name.partition(".")
    last = rest.rpartition(".")[2].lower()
    values = _NAMED_OFF.get(section.lower())
    if values is None or (section.lower() != "pager" and "." not in rest):
        return None
    value = values.get("" if "" in values else last)
    return None if value is None else (name, value)


def _config_files(cwd: Path) -> list[Path]:
    """Return the configuration files of the repo that git finds from a folder."""
    here = cwd.absolute()
    for folder in (here, *here.parents):
        own = folder / ".git"
        if own.is_file():
            own = _pointed_at(own, "gitdir:")
        elif not own.is_dir():
            if not ((folder / "HEAD").is_file() and (folder / "objects").is_dir()):
                continue
            own = folder
        shared = own / "commondir"
        common = _pointed_at(shared, "") if shared.is_file() else own
        return [common / "config", own / "config.worktree"]
    return []


def _pointed_at(file: Path, prefix: str) -> Path:
    try:
        text = file.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return file.parent
    return file.parent / text.strip().removeprefix(prefix).strip()


def _may_name_programs(file: Path) -> bool:
    try:
        if not file.is_file():
            return False
        data = file.read_bytes()
    except OSError:
        return True
    return len(data) > CONFIG_LIMIT or bool(_SECTION.search(data))


def _bare_environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return kept | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"}


def _is_own(cwd: Path) -> bool:
    # What git looks at: the owner of the work tree and of its `.git`.
    if not hasattr(os, "geteuid"):
        return True
    here = cwd.absolute()
    top = next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)
    try:
        return {path.stat().st_uid for path in (top, top / ".git")} <= {os.geteuid()}
    except OSError:
        return True  # there is no repo to be trusted


@functools.cache
def _trusted_folders() -> tuple[str, ...]:
    """Return the user's and the machine's values of `safe.directory`, in their order."""
    asked = (
        run_program(["git", "config", scope, "--null", "--get-all", "safe.directory"])
        for scope in ("--system", "--global")
    )
    return tuple(value for answer in asked for value in answer.out.split("\0")[:-1])


def git_command(arguments: Sequence[str]) -> list[str]:
    """Return a command of git with the flags that keep its output free of programs."""
    place = 0
    while place < len(arguments) and arguments[place].startswith("-"):
        place += 2 if arguments[place] in ("-c", "-C") else 1
    name = arguments[place] if place < len(arguments) else ""
    if name == "diff" and "--no-index" in arguments:
        return ["git", *arguments]
    return ["git", *arguments[: place + 1], *_FLAGS.get(name, ()), *arguments[place + 1 :]]


def git(
    *arguments: str,
    cwd: Path,
    stdin: str | None = None,
    settings: Mapping[str, str] | None = None,
    decode_errors: str = "replace",
) -> Finished:
    """Run git in `cwd`, independent of anybody's configuration.

    Args:
        arguments: what git is to do.
        cwd: where.
        stdin: what it reads; nothing when None.
        settings: configuration for this call.
        decode_errors: as in `run_program`.

    Raises:
        EnvironmentTrouble: there is no git.
    """
    return run_program(
        git_command(arguments),
        cwd=cwd,
        env=git_environment(cwd, settings=settings),
        stdin=stdin,
        decode_errors=decode_errors,
    )


def git_network(
    *arguments: str, cwd: Path, settings: Mapping[str, str] | None = None, timeout: float
) -> Finished:
    """Run git where it may speak to another machine; `settings` is configuration for this call.

    Raises:
        EnvironmentTrouble: there is no git, or it ran out of time.
    """
    env = git_environment(cwd, network=True, settings=settings)
    return run_program(git_command(arguments), cwd=cwd, env=env, timeout=timeout)


def git_output(*arguments: str, cwd: Path) -> str | None:
    """Return what git prints in `cwd`, independent of anybody's configuration; None where it says no.

    Started by the system's own call where there is one: importing `subprocess` costs more than git.

    Raises:
        EnvironmentTrouble: there is no git.
    """
    if not hasattr(os, "posix_spawnp"):
        done = git(*arguments, cwd=cwd)
        return done.out if done.status == 0 else None
    ours, its = os.pipe()
    nothing = os.open(os.devnull, os.O_RDWR)
    ends = [
        (os.POSIX_SPAWN_DUP2, end, number) for number, end in enumerate((nothing, its, nothing))
    ]
    command = ["git", "-C", os.fspath(cwd), *git_command(arguments)[1:]]
    try:
        child = os.posix_spawnp("git", command, git_environment(cwd), file_actions=ends)
    except OSError as problem:
        os.close(ours)
        raise EnvironmentTrouble(
            "git can't be started.", "Install git and put it on the PATH."
        ) from problem
    finally:
        os.close(its)
        os.close(nothing)
    with open(ours, "rb") as stream:  # noqa: PTH123 - a pipe has no path
        out = stream.read()
    return out.decode("utf-8", "replace") if os.waitpid(child, 0)[1] == 0 else None


def git_bytes(*arguments: str, cwd: Path, stdin: bytes = b"") -> bytes | None:
    """Run git and return its output byte for byte, or None where git said no.

    File names are bytes that need not be UTF-8, so they can't go through text. The index of a
    commit that is being made is kept: git names it to its hooks, and it may be a temporary one.

    Raises:
        EnvironmentTrouble: there is no git.
    """
    env = git_environment(cwd) | {"GIT_LITERAL_PATHSPECS": "1"}
    if "GIT_INDEX_FILE" in os.environ:
        env["GIT_INDEX_FILE"] = os.environ["GIT_INDEX_FILE"]
    import subprocess

    try:
        done = subprocess.run(
            git_command(arguments), cwd=cwd, env=env, input=stdin, capture_output=True, check=False
        )
    except FileNotFoundError as problem:
        raise EnvironmentTrouble(
            "git was not found.", "Install git and put it on the PATH."
        ) from problem
    return done.stdout if done.returncode == 0 else None


def git_as_user(*arguments: str, cwd: Path) -> Finished:
    """Ask git what it is set to, with the configuration of the user and of the repo.

    Args:
        arguments: a command that starts no program: `config` or `rev-parse`.
        cwd: where.

    Raises:
        EnvironmentTrouble: there is no git.
        ValueError: another command.
    """
    if arguments[0] not in _STARTS_NOTHING:
        raise ValueError(f"git {arguments[0]} may start a program")
    return run_program(["git", *arguments], cwd=cwd)


def user_identity() -> dict[str, str]:
    """Return who the user is, as git is set to for this folder: `user.name` and `user.email`."""
    asked = {
        name: git_as_user("config", name, cwd=Path.cwd()).out.strip()
        for name in ("user.name", "user.email")
    }
    return {name: value for name, value in asked.items() if value}


def git_with_hooks(*arguments: str, cwd: Path) -> Finished:
    """Run git in a scratch repo of our own, whose hooks are what is tried.

    Raises:
        EnvironmentTrouble: there is no git.
    """
    hooks = {"core.hooksPath": str(cwd / ".git/hooks")}
    env = git_environment(cwd, settings=hooks)
    return run_program(git_command(arguments), cwd=cwd, env=env)


def repo_root(start: Path) -> Path | None:
    """Return the top folder of the git work tree around `start`, or None where there is none."""
    if not start.is_dir():
        return None
    here = start.resolve()
    for folder in (here, *here.parents):
        # An ordinary work tree; asking git would cost as much as checking a plan.
        if (folder / ".git" / "HEAD").is_file():
            return folder
        if (folder / ".git").exists():
            break
    answer = git("rev-parse", "--show-toplevel", cwd=start)
    return Path(answer.out.rstrip("\n")) if answer.status == 0 else None
