"""A verdict -> what an agent reads: exit status, standard output, standard error.

Facts: the vendors' pages and replies tried with the programs, 2026-11. The one merged object
denies on every agent whose hooks are commands; each reads its own keys.
"""

# Agents and the events at which they put a question to a person; elsewhere a question is a denial.
_ASKS: dict = {
    "claude-code": ("PreToolUse",),
    "copilot-cli": ("preToolUse", "PreToolUse"),
    "copilot-vscode": ("PreToolUse",),
    "cursor": ("beforeShellExecution", "beforeMCPExecution"),
    "antigravity": ("PreToolUse",),
}

# Agents that need words to let a call through: the object that they wait for.
_ALLOW: dict = {
    "cursor": '{"permission": "allow"}',
    "antigravity": '{"decision": "allow"}',
}
_CURSOR_PERMISSION = frozenset(
    (
        "beforeShellExecution",
        "beforeMCPExecution",
        "beforeReadFile",
        "beforeTabFileRead",
        "preToolUse",
        "subagentStart",
    )
)

_HOW = "Only a person can allow this: ask the user to run it."


def asks(agent: str, event: str) -> bool:
    """Say whether an agent puts a question to a person at this event."""
    return event in _ASKS.get(agent, ())


def allow(agent: str, event: str) -> "tuple[int, str, str]":
    """Return the reply that lets a call through."""
    if agent == "cursor" and event not in _CURSOR_PERMISSION:
        return 0, "", ""
    return 0, _ALLOW.get(agent, ""), ""


def ask(agent: str, event: str, reason: str) -> "tuple[int, str, str]":
    """Return the reply that puts a question to a person; a denial where the agent has none."""
    if not asks(agent, event):
        return deny(agent, event, f"{reason[:440]} {_HOW}")
    text = quoted(reason)
    if agent == "cursor":
        return 0, f'{{"permission": "ask", "user_message": {text}, "agent_message": {text}}}', ""
    if agent == "antigravity":
        return 0, f'{{"decision": "ask", "reason": {text}}}', ""
    top = (
        f'"permissionDecision": "ask", "permissionDecisionReason": {text}, '
        if agent == "copilot-cli"
        else ""
    )
    return (
        0,
        (
            f'{{{top}"hookSpecificOutput": {{"hookEventName": "PreToolUse", "permissionDecision": "ask", '
            f'"permissionDecisionReason": {text}}}}}'
        ),
        "",
    )


def deny(agent: str, event: str, reason: str) -> "tuple[int, str, str]":
    """Return the reply that stops a call."""
    text = quoted(reason)
    if agent == "antigravity":
        return 0, f'{{"decision": "deny", "reason": {text}}}', reason
    return (
        2,
        (
            f'{{"cancel": true, "errorMessage": {text}, "decision": "deny", "reason": {text}, '
            f'"permission": "deny", "user_message": {text}, "agent_message": {text}, '
            f'"permissionDecision": "deny", "permissionDecisionReason": {text}, '
            '"hookSpecificOutput": {"hookEventName": "PreToolUse", "permissionDecision": "deny", '
            f'"permissionDecisionReason": {text}}}}}'
        ),
        reason,
    )


def quoted(text: str) -> str:
    """Return text as a JSON string."""
    try:
        from _json import encode_basestring_ascii
    except ImportError:
        from json import dumps

        return dumps(text)
    return encode_basestring_ascii(text)
