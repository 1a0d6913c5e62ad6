"""Settings that git is given: for one call, by variables, or by `git config`."""

from ..event import WRITTEN
from ..options import has, names, split, values
from ..shell.sentinel import has_hole, plain
from . import dispatch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..event import Event
    from ..shell.interpreter import Shell


_COMMANDS = frozenset(
    names(
        "core.pager core.editor core.sshcommand core.fsmonitor core.askpass sequence.editor"
        " diff.external credential.helper gpg.program interactive.difffilter"
    )
)
"""Settings whose text git gives to a shell (git-config(1))."""


def setting(event: "Event", text: str, aliases: dict) -> str:
    """Look at one `key=value` that git is given for this call; return the command that it names."""
    key, _, value = plain(text).partition("=")
    key = key.lower()
    if key == "core.hookspath":
        event.skips.append("core.hooksPath")
    elif key == "include.path" or key.startswith("includeif."):
        event.skips.append(f"{key} (settings of git that are not looked through)")
    elif key == "clean.requireforce":
        event.cleans = value.lower() in ("false", "no", "off", "0")
    elif key.startswith("alias."):
        aliases[key[6:]] = value
        if weakens(value):
            event.skips.append("an alias that skips the hooks")
    elif has_hole(key) and "hook" in key:
        event.doubt("skips", "a setting that cannot be read")
    elif key in _COMMANDS or key.startswith("pager.") or key.endswith((".cmd", ".textconv")):
        return value.lstrip("!")
    return ""


def from_environment(event: "Event", environment: dict, aliases: dict) -> list:
    """Look at settings that come by `GIT_CONFIG_*`; return the commands that they name."""
    commands: list = []
    for name, value in environment.items():
        if not name.startswith("GIT_CONFIG"):
            continue
        text = str(value)
        if name.startswith("GIT_CONFIG_KEY_"):
            other = environment.get("GIT_CONFIG_VALUE_" + name[15:], "")
            commands.append(setting(event, f"{text}={other}", aliases))
        elif "hookspath" in text.lower():
            event.skips.append("core.hooksPath")
    return commands


def weakens(text: str) -> bool:
    """Say whether an alias's text skips hooks when it runs."""
    from ..event import Event
    from ..paths import Place
    from ..shell.interpreter import Shell

    if (
        "no-veri" not in text
        and "hookspath" not in text.lower()
        and " -" not in text
        and "=" not in text
    ):
        return False
    event = Event(Place("/repo", (), False), True)
    line = text[1:] if text.startswith("!") else f"git {text}"
    Shell(event, dispatch, "/repo").run_text(line)
    return bool(event.skips)


def _config(shell: "Shell", rest: list, want: bool) -> None:
    options, operands = split(
        rest, "f", ("file", "blob", "type", "default", "comment", "value", "url")
    )
    event = shell.event
    reading = has(
        options,
        "get",
        "get-all",
        "get-regexp",
        "get-urlmatch",
        "l",
        "list",
        "get-color",
        "get-colorbool",
    )
    if operands[:1] in (["get"], ["list"], ["get-all"]):
        return
    verb = (
        operands[0]
        if operands[:1] in (["set"], ["unset"], ["rename-section"], ["remove-section"], ["edit"])
        else ""
    )
    if verb:
        operands = operands[1:]
    changes = (
        has(options, "add", "replace-all", "unset", "unset-all", "remove-section", "rename-section")
        or verb
        or len(operands) > 1
    )
    if reading or not changes:
        if has(options, "e", "edit"):
            for path in values(options, "f", "file"):
                event.touch(shell.cwd, path, WRITTEN)
        return
    for path in values(options, "f", "file"):
        event.touch(shell.cwd, path, WRITTEN)
    key = plain(operands[0]).lower() if operands else ""
    value = operands[1] if len(operands) > 1 else ""
    removes = has(options, "unset", "unset-all") or verb == "unset"
    if key == "include.path" or key.startswith("includeif."):
        if "hook" in value.lower() or "hookspath" in shell.content(value).lower():
            event.skips.append("core.hooksPath")
    elif key == "core.hookspath" or (
        key == "core"
        and (
            has(options, "remove-section", "rename-section")
            or verb in ("remove-section", "rename-section")
        )
    ):
        event.skips.append("core.hooksPath")
    elif key.startswith("alias.") and not removes:
        event.git_aliases[key[6:]] = plain(value)
        if weakens(value):
            event.skips.append("an alias that skips the hooks")


ACTIONS: dict = {"config": _config}
