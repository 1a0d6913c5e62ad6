"""What a tool call is: a command, files that are read or files that are written, or several of them."""

from ..json_text import Unreadable
from ..options import names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .reader import Call

_SHELLS = frozenset(
    names(
        "bash shell powershell pwsh cmd runshellcommand runinterminal runcommand"
        " runcommands executecommand executebash execute exec execcommand terminal"
        " localshell shellcommand unifiedexec beforeshellexecution sh zsh container.exec"
        " runterminalcmd runterminalcommand developershell"
    )
)
_NO_TOOL = names(
    "post after session stop subagent user notif permission error file config instructions task"
    " team worktree setup elicitation beforeagent beforemodel precompact presession"
)


def describe(call: "Call", value: dict, arguments: dict) -> None:
    """Note what a call is about; one that is no tool's stays `other`."""
    if not _is_before_tool(call.event.lower().replace("_", ""), call.tool):
        return
    tool = call.tool.rpartition("__")[2] or call.tool
    simple = tool.replace("_", "").replace("-", "").lower()
    is_shell = simple in _SHELLS or simple in call.shape.get("shells", ())
    if is_shell or not call.tool or _may_run(simple):
        from . import tool_commands

        call.commands = tool_commands.gathered(arguments, words(call.tool), is_shell)
        call.dialect = _dialect(call, simple, arguments.get("shell") or value.get("shell"))
    if is_shell and not call.commands:
        raise Unreadable("the call of a shell holds no command")
    if is_shell or (call.commands and not call.tool):
        call.kind = "shell"
        return
    if not (call.tool or arguments or call.session):
        raise Unreadable("the call names no tool")
    from . import tool_paths

    tool_paths.describe(call, arguments, simple)
    if call.commands and not call.paths:
        call.kind = "shell"


def words(tool: str) -> list:
    """Return the words of a tool's name, in small letters: `mcp__a__readFile` -> mcp, a, read, file."""
    found = ""
    for number, letter in enumerate(tool):
        if not letter.isalnum():
            found += " "
        else:
            before = tool[number - 1 : number]
            found += f" {letter}" if letter.isupper() and before.islower() else letter
    return found.lower().split()


def _is_before_tool(event: str, tool: str) -> bool:
    """Say whether an event comes before a tool runs, and not before a prompt, a model or a session."""
    if event.startswith(_NO_TOOL) or "prompt" in event:
        return False
    return event.startswith(("pre", "before", "tool.")) or bool(tool)


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


def _may_run(simple: str) -> bool:
    """Say whether a tool that is no shell may run commands: one that edits calls its own verbs so."""
    return not simple.startswith(("fs", "edit", "apply", "str", "notebook", "skill", "slash"))
