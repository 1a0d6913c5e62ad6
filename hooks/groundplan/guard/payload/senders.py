"""Which agent sent a payload, told by its shape, and where the tool's arguments stand in it.

Facts: the vendors' pages and payloads seen from the programs, 2026-11. The first shape that fits
wins; what fits none is read as Claude Code's.
"""

from ..options import names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .reader import Call

_VSCODE = frozenset(
    names(
        "run_in_terminal replace_string_in_file create_file read_file apply_patch"
        " multi_replace_string_in_file editFiles"
    )
)


def shape(call: "Call", value: dict) -> object:
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


def _cline(call: "Call", value: dict) -> object:
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


def _cursor(call: "Call", value: dict) -> object:
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
