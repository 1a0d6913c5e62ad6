"""What a tool call is: a command, files that are read or files that are written."""

from .json_text import Unreadable, load
from .options import names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .payload import Call

_SHELLS = frozenset(
    names(
        "bash shell powershell pwsh cmd runshellcommand runinterminal runcommand"
        " runcommands executecommand executebash execute exec execcommand terminal"
        " localshell shellcommand unifiedexec beforeshellexecution sh zsh container.exec"
        " runterminalcmd runterminalcommand developershell"
    )
)
_COMMAND_KEYS = names("command CommandLine commands command_line cmd script commandLine chars text")


def describe(call: "Call", value: dict, arguments: dict) -> None:
    """Note what a call is about; one that is no tool's stays `other`."""
    if not _is_before_tool(call.event.lower().replace("_", "")):
        return
    tool = call.tool.rpartition("__")[2] or call.tool
    simple = tool.replace("_", "").replace("-", "").lower()
    if (
        simple in _SHELLS
        or (not call.tool and _commands(arguments))
        or _is_shell(arguments, simple)
    ):
        call.kind = "shell"
        call.commands = _commands(arguments)
        call.dialect = _dialect(call, simple, arguments.get("shell") or value.get("shell"))
        return
    from . import tool_paths

    tool_paths.describe(call, arguments, simple)


def _is_before_tool(event: str) -> bool:
    """Say whether an event comes before a tool runs, and not before a prompt, a model or a session."""
    return (
        event.startswith(("pre", "before", "tool."))
        and "prompt" not in event
        and event not in ("beforeagent", "beforemodel", "precompact", "presession")
    )


def _dialect(call: "Call", simple: str, told: object) -> str:
    """Return the language of a command's shell; `windows` where it may be any of three."""
    if told in ("powershell", "pwsh"):
        return "powershell"
    if told == "cmd":
        return "cmd"
    if call.cwd[2:3] == ":" and simple != "bash":
        return "windows"
    if "powershell" in simple or simple == "pwsh":
        return "powershell"
    return "cmd" if simple == "cmd" else "bash"


def _is_shell(arguments: dict, simple: str) -> bool:
    """Say whether an unknown tool runs a command: it has one and names no file."""
    if not isinstance(arguments.get("command"), str) or simple.startswith(
        ("fs", "edit", "apply", "str")
    ):
        return False
    from .tool_paths import PATH_KEYS

    text = arguments["command"]
    return "*** Begin Patch" not in text and not any(
        key.lower().replace("_", "") in PATH_KEYS for key in arguments
    )


def _commands(arguments: dict) -> list:
    """Return the commands that a tool's arguments hold, under the first key that holds any."""
    found: list = []
    for key in _COMMAND_KEYS:
        item = arguments.get(key)
        if isinstance(item, str) and item[:1] == "[" and key == "commands":
            try:
                item = load(item.encode("utf-8", "surrogatepass"))
            except Unreadable:
                found.append(arguments[key])
        if isinstance(item, str) and item:
            found.append(item)
        elif isinstance(item, list) and item:
            if all(isinstance(word, str) for word in item):
                found.extend(item) if key == "commands" else found.append(_joined(item))
            else:
                found.extend(
                    word["command"]
                    for word in item
                    if isinstance(word, dict) and isinstance(word.get("command"), str)
                )
        if found:
            break
    return found


def _joined(words: list) -> str:
    """Return an argument list as a shell would have it typed."""
    from .shell import quoted

    return " ".join(quoted(word) for word in words)
