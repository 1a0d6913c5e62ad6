"""What an agent sends before a tool call -> one call, whatever the agent's shape.

Facts: the vendors' pages and payloads seen from the programs, 2026-11. The first shape that fits
wins; what fits none is read as Claude Code's.
"""

from .marks import cleaned
from .paths import from_windows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_SHELLS = frozenset(
    [
        "bash",
        "shell",
        "powershell",
        "pwsh",
        "cmd",
        "runshellcommand",
        "runinterminal",
        "runcommand",
        "runcommands",
        "executecommand",
        "executebash",
        "execute",
        "exec",
        "execcommand",
        "terminal",
        "localshell",
        "shellcommand",
        "unifiedexec",
        "beforeshellexecution",
        "sh",
        "zsh",
        "container.exec",
        "runterminalcmd",
        "runterminalcommand",
        "developershell",
    ]
)
_READS = (
    "read",
    "view",
    "grep",
    "glob",
    "search",
    "list",
    "ls",
    "get",
    "find",
    "fetch",
    "web",
    "open",
    "task",
    "think",
    "todo",
    "codebase",
    "semantic",
    "fsread",
)
_PATH_KEYS = frozenset(
    [
        "filepath",
        "path",
        "notebookpath",
        "targetfile",
        "absolutepath",
        "file",
        "filename",
        "destination",
        "source",
        "newpath",
        "oldpath",
        "relativepath",
        "relativeworkspacepath",
        "targetpath",
        "uri",
        "paths",
        "files",
        "filepaths",
        "sourcepath",
        "destinationpath",
        "target",
        "directory",
        "dirpath",
    ]
)
_PATCH_KEYS = ("command", "input", "patch", "patchText", "patch_text", "diff")
_CONTENT_KEYS = (
    "content",
    "new_string",
    "newString",
    "new_str",
    "file_text",
    "CodeContent",
    "new_source",
    "new_text",
)
_VSCODE = frozenset(
    [
        "run_in_terminal",
        "replace_string_in_file",
        "create_file",
        "read_file",
        "apply_patch",
        "multi_replace_string_in_file",
        "editFiles",
    ]
)
_ROOT_VARIABLES = (
    "CLAUDE_PROJECT_DIR",
    "GEMINI_PROJECT_DIR",
    "QWEN_PROJECT_DIR",
    "FACTORY_PROJECT_DIR",
    "COPILOT_PROJECT_DIR",
    "DEVIN_PROJECT_DIR",
)
_DEPTH = 5


class Unreadable(Exception):
    """The payload is no call that can be read."""


class Call:
    """One tool call: who asks, what kind it is, and what it names."""

    __slots__ = (
        "agent",
        "commands",
        "content",
        "cwd",
        "dialect",
        "event",
        "kind",
        "paths",
        "root",
        "session",
        "tool",
    )

    def __init__(self) -> None:
        self.agent = "claude-code"
        self.event = "PreToolUse"
        self.kind = "other"
        self.tool = ""
        self.commands: list = []
        self.paths: list = []
        self.content = ""
        self.cwd = ""
        self.root = ""
        self.session = ""
        self.dialect = "bash"


def load(data: bytes) -> object:
    """Return the JSON value of some bytes.

    Raises:
        Unreadable: they are empty, no JSON, or nested too deeply.
    """
    try:
        text = data.decode("utf-8").lstrip("\ufeff").strip()
    except UnicodeDecodeError as problem:
        raise Unreadable("the call is not UTF-8") from problem
    if not text:
        raise Unreadable("the call is empty")
    try:
        value, end = scanner()(text, 0)
    except (ValueError, StopIteration, RecursionError, MemoryError, SystemError) as problem:
        # SystemError: what the C scanner raises where `json` is not imported yet.
        raise Unreadable("the call is not JSON") from problem
    if text[end:].strip():
        raise Unreadable("the call is more than one JSON value")
    return value


class _Context:
    """What the scanner of Python's own `json` wants to know."""

    strict = False
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = float
    memo: dict = {}  # the scanner's own scratch space


def scanner() -> "Any":
    """Return the C scanner of `json`: importing `json` itself costs as much as Python's start."""
    try:
        from _json import make_scanner
    except ImportError:
        from json import JSONDecoder

        return JSONDecoder().raw_decode
    context: Any = _Context()
    return make_scanner(context)


def read(value: object, environment: "Mapping[str, str]", here: str) -> Call:
    """Return the call that a payload describes.

    Args:
        value: the payload, as JSON.
        environment: the process's variables, for the project's folder.
        here: the process's folder, where the payload names none.

    Raises:
        Unreadable: it is no object, or its parts are not what every shape has in common.
    """
    if not isinstance(value, dict):
        raise Unreadable("the call is not a JSON object")
    call = Call()
    arguments = _shape(call, value)
    if isinstance(arguments, str):
        text = arguments
        try:
            arguments = load(text.encode("utf-8", "surrogatepass"))
        except Unreadable:
            arguments = {"command": text, "input": text}
    if not isinstance(arguments, dict):
        arguments = {}
    if call.tool == "tool_call" and isinstance(arguments.get("name"), str):
        call.tool = arguments["name"]
        inner = arguments.get("arguments")
        arguments = inner if isinstance(inner, dict) else {}
    _place(call, value, arguments, environment, here)
    _content(call, value, arguments)
    return call


def _shape(call: Call, value: dict) -> object:
    """Say which agent sent the payload; return the tool's arguments."""
    event = value.get("hook_event_name") or value.get("hookEventName") or ""
    event = event if isinstance(event, str) else ""
    call.event = event or "PreToolUse"
    if "clineVersion" in value and "hookName" in value:
        return _cline(call, value)
    if "toolName" in value and ("toolArgs" in value or not event):
        call.agent = "copilot-cli"
        call.event = "preToolUse"
        call.tool = _text(value.get("toolName"))
        return value.get("toolArgs")
    if isinstance(value.get("toolCall"), dict):
        call.agent = "antigravity"
        call.tool = _text(value["toolCall"].get("name"))
        return value["toolCall"].get("args")
    if "agent_action_name" in value:
        call.agent = "windsurf-cascade"
        call.event = _text(value["agent_action_name"])
        call.tool = {
            "pre_run_command": "shell",
            "pre_write_code": "write",
            "pre_read_code": "read",
        }.get(call.event, call.event)
        return value.get("tool_info")
    if "cursor_version" in value or (event[:1].islower() and "conversation_id" in value):
        return _cursor(call, value)
    if event == "BeforeTool":
        call.agent = "gemini-cli"
        call.tool = _text(value.get("tool_name"))
        return value.get("tool_input")
    name = value.get("event")
    if name in ("tool.execute.before", "tool.call"):
        call.event = name
        call.agent = "opencode" if name == "tool.execute.before" else "amp"
        given = value.get("input")
        if name == "tool.call":
            call.tool = _text(value.get("tool"))
            return given
        call.tool = _text(given.get("tool") if isinstance(given, dict) else value.get("tool"))
        output = value.get("output")
        return output.get("args") if isinstance(output, dict) else value.get("args")
    if isinstance(name, str) and ("matcher_context" in value or "working_dir" in value):
        call.agent = "goose"
        call.event = name
    else:
        call.agent = _claude_like(value, event)
    call.tool = _text(value.get("tool_name") or value.get("tool") or value.get("toolName"))
    return (
        value.get("tool_input")
        if "tool_input" in value
        else value.get("toolInput") or value.get("input")
    )


def _claude_like(value: dict, event: str) -> str:
    tool = _text(value.get("tool_name"))
    if "turn_id" in value:
        return "codex"
    if "tool_call_id" in value:
        return "qwen-code"
    if "prompt_id" in value:
        return "claude-code" if "cwd" in value else "devin-local"
    if tool in _VSCODE:
        return "copilot-vscode"
    if tool in ("Execute", "Create", "ApplyPatch"):
        return "factory-droid"
    if event == "preToolUse" or tool in ("execute_bash", "fs_write", "fs_read"):
        return "kiro"
    stamp = value.get("timestamp")
    if isinstance(stamp, str) and "T" in stamp and "transcript_path" not in value:
        return "copilot-cli"
    return "claude-code"


def _cline(call: Call, value: dict) -> object:
    call.agent = "cline"
    name = _text(value.get("hookName"))
    call.event = "PreToolUse" if name in ("tool_call", "PreToolUse") else name
    given = value.get("tool_call")
    if isinstance(given, dict) and isinstance(given.get("input"), dict):
        call.tool = _text(given.get("name"))
        return given["input"]
    inner = value.get("preToolUse")
    inner = inner if isinstance(inner, dict) else {}
    call.tool = _text(inner.get("toolName"))
    return inner.get("parameters")


def _cursor(call: Call, value: dict) -> object:
    call.agent = "cursor"
    event = call.event
    if event == "beforeShellExecution":
        call.tool = "shell"
        return {"command": value.get("command")}
    if event == "beforeReadFile" or event == "beforeTabFileRead":
        call.tool = "read"
        return {"file_path": value.get("file_path")}
    if event in ("beforeMCPExecution", "preToolUse"):
        call.tool = _text(value.get("tool_name"))
        if event == "beforeMCPExecution":
            call.tool = "mcp__" + call.tool
    return value.get("tool_input")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


# -- where --------------------------------------------------------------------------------------


def _place(
    call: Call, value: dict, arguments: dict, environment: "Mapping[str, str]", here: str
) -> None:
    root = ""
    for name in _ROOT_VARIABLES:
        root = environment.get(name) or ""
        if root:
            break
    if not root:
        for key in ("workspace_roots", "workspacePaths", "workspaceRoots", "worktree"):
            found = value.get(key)
            if isinstance(found, list) and found:
                found = found[0]
            if isinstance(found, str) and found:
                root = found
                break
    folder = ""
    for source in (arguments, value):
        for key in ("working_directory", "Cwd", "workdir", "cwd", "working_dir", "directory"):
            found = source.get(key)
            if (
                isinstance(found, str)
                and found
                and not (key == "directory" and source is arguments)
            ):
                folder = found
                break
        if folder:
            break
    call.cwd = slashed(folder or root or here)
    call.root = slashed(root)
    if call.root and not call.cwd.startswith(("/", "~")):
        call.cwd = f"{call.root}/{call.cwd}"
    for key in (
        "session_id",
        "sessionId",
        "conversation_id",
        "conversationId",
        "taskId",
        "trajectory_id",
    ):
        found = value.get(key)
        if isinstance(found, str) and found:
            call.session = found
            break


def slashed(path: str) -> str:
    """Return a folder's path with forward slashes, absolute on Windows too."""
    path = cleaned(path)
    if "\\" in path:
        path = path.replace("\\", "/")
    if len(path) > 1 and path[1] == ":" and path[0].isalpha():
        path = "/" + path
    return path.rstrip("/") or "/"


# -- what ---------------------------------------------------------------------------------------


def _content(call: Call, value: dict, arguments: dict) -> None:
    tool = call.tool.rpartition("__")[2] or call.tool
    simple = tool.replace("_", "").replace("-", "").lower()
    before = call.event.lower().replace("_", "")
    if not (
        before.startswith(("pre", "before", "tool."))
        and "prompt" not in before
        and before not in ("beforeagent", "beforemodel", "precompact")
    ):
        call.kind = "other"
        return
    if before in ("presession",):
        return
    if (
        simple in _SHELLS
        or (not call.tool and _commands(arguments))
        or _is_shell(call, arguments, simple)
    ):
        call.kind = "shell"
        call.commands = _commands(arguments)
        if "powershell" in simple or simple == "pwsh":
            call.dialect = "powershell"
        elif simple == "cmd":
            call.dialect = "cmd"
        told = arguments.get("shell") or value.get("shell")
        if told in ("powershell", "pwsh", "cmd"):
            call.dialect = "cmd" if told == "cmd" else "powershell"
        elif call.cwd[2:3] == ":" and simple != "bash":
            call.dialect = "windows"
        return
    found: list = []
    _collect(arguments, found, 0)
    patch = _patch(arguments)
    if patch:
        from . import patch as patches

        found.extend(patches.paths(patch))
    reads = simple.startswith(_READS) and not simple.startswith(
        (
            "openandedit",
            "searchandreplace",
            "searchreplace",
            "findandreplace",
            "findreplace",
            "taskedit",
        )
    )
    if simple.startswith("copy"):
        found = [
            path
            for path in found
            if path not in (arguments.get("source"), arguments.get("source_path"))
        ]
    call.kind = "read" if reads else "write"
    call.paths = [path_of(path) for path in found]
    call.content = "\n".join(
        str(arguments[key]) for key in _CONTENT_KEYS if isinstance(arguments.get(key), str)
    )[:65536]


def _is_shell(call: Call, arguments: dict, simple: str) -> bool:
    """Say whether an unknown tool runs a command: it has one and names no file."""
    if not isinstance(arguments.get("command"), str) or simple.startswith(
        ("fs", "edit", "apply", "str")
    ):
        return False
    text = arguments["command"]
    return "*** Begin Patch" not in text and not any(
        key.lower().replace("_", "") in _PATH_KEYS for key in arguments
    )


def _commands(arguments: dict) -> list:
    found: list = []
    for key in (
        "command",
        "CommandLine",
        "commands",
        "command_line",
        "cmd",
        "script",
        "commandLine",
        "chars",
        "text",
    ):
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


def _collect(value: object, found: list, depth: int) -> None:
    """Gather the paths that a tool's arguments name, however deep they stand."""
    if depth > _DEPTH:
        return
    if isinstance(value, dict):
        for key, item in value.items():
            name = str(key).replace("_", "").replace("-", "").lower()
            if name in _PATH_KEYS:
                if isinstance(item, str):
                    _add(item, found, depth)
                elif isinstance(item, list):
                    for one in item:
                        found.append(one) if isinstance(one, str) else _collect(
                            one, found, depth + 1
                        )
                else:
                    _collect(item, found, depth + 1)
            elif isinstance(item, (dict, list)):
                _collect(item, found, depth + 1)
            elif (
                isinstance(item, str)
                and name in ("replacements", "operations", "edits")
                and item[:1] in "[{"
            ):
                _add(item, found, depth)
    elif isinstance(value, list):
        for item in value:
            _collect(item, found, depth + 1)


def _add(text: str, found: list, depth: int) -> None:
    if text[:1] in ("[", "{"):
        try:
            inner = load(text.encode("utf-8", "surrogatepass"))
        except Unreadable:
            found.append(text)
            return
        if isinstance(inner, list) and all(isinstance(one, str) for one in inner):
            found.extend(inner)
        else:
            _collect(inner, found, depth + 1)
    else:
        found.append(text)


def _patch(arguments: dict) -> str:
    for key in _PATCH_KEYS:
        text = arguments.get(key)
        if isinstance(text, str) and (
            "*** " in text or "\n+++ " in text or text.startswith(("--- ", "+++ "))
        ):
            return text
    return ""


def path_of(path: str) -> str:
    """Return a path of a payload in one form: forward slashes, no scheme."""
    path = cleaned(path)
    if path.startswith("file://"):
        path = path[7:].replace("%2E", ".").replace("%2e", ".")
    if "\\" in path or path[1:2] == ":" or "::$" in path:
        path = from_windows(path)
        if path[1:2] == ":":
            path = "/" + path
    return path
