"""git: its global options, its settings for one call, its aliases and its commands."""

from ..options import by_name, names
from ..paths import join
from ..shell.sentinel import is_all_hole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell

_HOOKED = frozenset(
    [
        "commit",
        "merge",
        "push",
        "rebase",
        "pull",
        "am",
        "cherry-pick",
        "revert",
        "citool",
        "gui",
        "ci",
    ]
)
"""Commands that run hooks."""
_READING = frozenset(
    names(
        "log status diff show rev-parse rev-list ls-files ls-tree blame grep describe shortlog"
        " reflog cat-file for-each-ref check-ignore help version var"
    )
)
"""Commands that run no hook, so that it does not matter where hooks would be looked for."""
_GLOBAL = names("git-dir work-tree namespace super-prefix config-env exec-path attr-source")
_STARTED = (
    "GIT_EDITOR",
    "GIT_SEQUENCE_EDITOR",
    "GIT_PAGER",
    "GIT_SSH_COMMAND",
    "GIT_EXTERNAL_DIFF",
    "GIT_ASKPASS",
    "PAGER",
    "EDITOR",
    "VISUAL",
)
"""Variables whose text git gives to a shell (git(1), ENVIRONMENT VARIABLES)."""
_COMMANDS: dict = by_name(
    {
        "git_files": (
            "add stage checkout restore reset rm mv clean stash apply am submodule bisect difftool"
            " filter-branch update-index commit-tree checkout-index bundle"
        ),
        "git_output": (
            "rev-parse ls-files check-ignore status archive diff log show range-diff format-patch"
        ),
        "git_config": "config",
    }
)


def start(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow one git command."""
    environment = shell.environment(prefix)
    aliases: dict = dict(shell.event.git_aliases)
    before = len(shell.event.skips)
    cwd, words = _after_options(shell, given[1:], aliases)
    if environment:
        _from_environment(shell, cwd, environment, aliases)
    if not words:
        return None
    if words[0] in _READING:
        del shell.event.skips[before:]
    if words[0] in aliases:
        alias = aliases[words[0]]
        if alias.startswith("!"):
            shell.inner(cwd=cwd).run_text(alias[1:] + " " + " ".join(words[1:]))
            return None
        words = (alias.split() or words[:1]) + words[1:]
    return _command(shell, cwd, words[0], words[1:], environment, want)


def _after_options(shell: "Shell", arguments: list, aliases: dict) -> "tuple[str, list]":
    """Return git's folder and what follows its global options; settings among them are noted."""
    cwd = shell.cwd
    number = 0
    while number < len(arguments) and arguments[number][:1] == "-":
        word = arguments[number]
        number += 1
        key, equals, value = word.partition("=")
        is_global = key == "--config-env" or key[2:] in _GLOBAL
        if word in ("-C", "-c") or (is_global and not equals):
            value = arguments[number] if number < len(arguments) else ""
            number += 1
        if word == "-C" or key == "--work-tree":
            cwd = join(cwd, value)
        elif word == "-c" or key == "--config-env":
            from . import git_config

            text = git_config.setting(shell.event, value, aliases)
            if text:
                shell.fresh(cwd=cwd).run_text(text)
    return cwd, arguments[number:]


def _from_environment(shell: "Shell", cwd: str, environment: dict, aliases: dict) -> None:
    """Note the settings, and follow the commands, that variables hold."""
    from . import git_config

    for text in git_config.from_environment(shell.event, environment, aliases):
        if text:
            shell.fresh(cwd=cwd).run_text(text)
    for key in _STARTED:
        if isinstance(environment.get(key), str) and not is_all_hole(environment[key]):
            shell.fresh(cwd=cwd).run_text(environment[key])


def _command(
    shell: "Shell", cwd: str, command: str, rest: list, environment: dict, want: bool
) -> "str | None":
    if command in _HOOKED:
        from . import git_hooks

        git_hooks.look(shell, cwd, command, rest, environment)
    if shell.event.clones and command in ("fetch", "remote"):
        from . import git_hooks

        git_hooks.comes_back(shell, cwd, rest)
    module = _COMMANDS.get(command)
    if module is None:
        return None
    inner = shell if cwd == shell.cwd else shell.inner(cwd=cwd)
    actions = __import__(f"{__package__}.{module}", None, None, ["ACTIONS"]).ACTIONS
    result: str | None = actions[command](inner, rest, want)
    return result
