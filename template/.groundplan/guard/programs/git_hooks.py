"""Whether a command of git skips its hooks, by a variable or by an option."""

from ..event import STAGED
from ..options import names, split, values
from ..paths import join
from ..shell.sentinel import HOLE, has_hole, plain
from .git_files import pathspec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..event import Event
    from ..shell.interpreter import Shell

_MANAGERS = names(
    "PRE_COMMIT PREK HUSKY LEFTHOOK OVERCOMMIT SIMPLE_GIT_HOOKS GIT_HOOKS GITHOOKS GIT_HOOK YORKIE"
    " GHOOKS CAPTAINHOOK CAPTAIN_HOOK RUSTY_HOOK PREPUSH PRE_PUSH HOOKS HOOK VERIFY PRECOMMIT"
)
"""Managers of git hooks, and words for hooks, as they stand in the names of variables."""
_SWITCHES = names(
    "SKIP DISABLE DISABLED NO ALLOW_NO_CONFIG EXCLUDE BYPASS OFF IGNORE DONT_RUN CONFIG"
)
"""What says in the name of a variable that less is checked."""
_OFF = ("0", "false", "no", "off")
_COMMIT = names(
    "message file author date reuse-message reedit-message fixup squash template cleanup"
    " trailer pathspec-from-file"
)
_SECTION_SHORT = {
    "commit": "mFCctS?u?",
    "merge": "mFsXS?",
    "rebase": "xsXCS?",
    "push": "o",
    "pull": "sXjS?",
    "am": "CpS?",
}
_SECTION_LONG = {
    "commit": _COMMIT,
    "merge": ("message", "file", "strategy", "strategy-option", "cleanup", "into-name"),
    "rebase": ("exec", "strategy", "strategy-option", "onto", "whitespace", "empty"),
    "push": ("repo", "receive-pack", "exec", "push-option", "recurse-submodules"),
    "pull": ("strategy", "strategy-option", "depth", "upload-pack"),
    "am": ("directory", "exclude", "include", "patch-format", "whitespace"),
}


def look(shell: "Shell", cwd: str, command: str, rest: list, environment: dict) -> None:
    """Look at a command that runs hooks."""
    _switched(shell.event, environment)
    _elsewhere(shell, cwd, command, rest)
    if command in _SECTION_SHORT:
        _skipped(shell, cwd, command, rest)


def _elsewhere(shell: "Shell", cwd: str, command: str, rest: list) -> None:
    """Note a commit in a copy of the repo, where no hook of ours runs, that comes back from there."""
    event = shell.event
    root = event.place.root
    is_copy = cwd != root and not cwd.startswith(root + "/") and not has_hole(cwd)
    if command in ("commit", "ci", "cherry-pick", "revert", "am") and is_copy:
        event.clones.append(cwd)
    elif command == "push" and cwd in event.clones:
        event.skips.append("a commit in a copy of the repo, pushed from there")
    elif command == "pull":
        comes_back(shell, cwd, rest)


def comes_back(shell: "Shell", cwd: str, rest: list) -> None:
    """Note that a commit is fetched which this call made in a copy of the repo."""
    event = shell.event
    for word in rest:
        path = join(cwd, word.removeprefix("file://"))
        if any(path == clone or clone.startswith(path + "/") for clone in event.clones):
            event.skips.append("a commit in a copy of the repo, fetched from there")


def _switched(event: "Event", environment: dict) -> None:
    """Look for variables that switch hooks off."""
    for name, value in environment.items():
        if value is None or value == "":
            continue
        if switches_off(name.upper(), str(value).lower()):
            event.skips.append(f"{name}={plain(str(value))}".replace(HOLE, "..."))


def switches_off(name: str, value: str) -> bool:
    """Whether a variable makes hooks do less: by its name, or because it is a manager's own set to 0.

    The manuals of the managers name such variables in one way: `SKIP` alone, the manager with `0`,
    or a word for skipping beside the manager (`PREK_SKIP`, `HUSKY_SKIP_HOOKS`, `NO_VERIFY`).
    """
    if name == "SKIP":
        return True
    if name in _MANAGERS:
        return value in _OFF
    padded = f"_{name}_"
    return (
        value not in _OFF
        and any(f"_{manager}_" in padded for manager in _MANAGERS)
        and any(f"_{word}_" in padded for word in _SWITCHES)
    )


def _skipped(shell: "Shell", cwd: str, command: str, rest: list) -> None:
    """Look for options by which a command does not run the hooks."""
    options, operands = split(rest, _SECTION_SHORT[command], _SECTION_LONG[command])
    off = False
    for name, _ in options:
        if name in ("no-verify", "no-verif", "no-veri") or (
            name == "n" and command in ("commit", "am")
        ):
            off = True
        elif name == "verify":
            off = False
    if off:
        shell.event.skips.append("--no-verify")
    if command == "commit":
        for path in operands:
            pathspec(shell, cwd, path, STAGED)
        for path in values(options, "pathspec-from-file"):
            for line in shell.content(path).split():
                pathspec(shell, cwd, line, STAGED)
    if command == "rebase":
        for text in values(options, "x", "exec"):
            shell.fresh(cwd=cwd).run_text(text)
