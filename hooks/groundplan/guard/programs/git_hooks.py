"""Whether a command of git skips its hooks, by a variable or by an option."""

from ..event import STAGED
from ..options import names, split, values
from ..shell.sentinel import HOLE, plain
from .git_files import pathspec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..event import Event
    from ..shell.interpreter import Shell

# Variables that make the hooks of pre-commit, husky, lefthook and others do less, and the values
# with which they do (None: any that is not empty). From the manual of each.
_SWITCHES: dict = {
    "SKIP": None,
    "HUSKY": ("0",),
    "HUSKY_SKIP_HOOKS": None,
    "LEFTHOOK": ("0", "false"),
    "LEFTHOOK_EXCLUDE": None,
    "PRE_COMMIT_ALLOW_NO_CONFIG": None,
    "OVERCOMMIT_DISABLE": None,
    "SKIP_SIMPLE_GIT_HOOKS": None,
}
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
    if command in _SECTION_SHORT:
        _skipped(shell, cwd, command, rest)


def _switched(event: "Event", environment: dict) -> None:
    """Look for variables that switch hooks off."""
    for name, wanted in _SWITCHES.items():
        value = environment.get(name)
        if value is None or value == "":
            continue
        if wanted is None or value in wanted:
            event.skips.append(f"{name}={plain(str(value))}".replace(HOLE, "..."))


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
