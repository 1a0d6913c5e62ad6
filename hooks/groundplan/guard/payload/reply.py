"""A verdict -> what an agent reads: exit status, standard output, standard error.

What an agent reads differently from the others is in the generated table. The merged object denies
on every agent whose hooks are commands; each reads its own keys.
"""

from .agent_table import REPLIES

_HOW = "Only a person can allow this: ask the user to run it."
_NOTHING: dict = {}
_ASK = (
    '{"hookSpecificOutput": {"hookEventName": "PreToolUse", "permissionDecision": "ask",'
    ' "permissionDecisionReason": "R"}}'
)
_DENY = (
    '{"cancel": true, "errorMessage": "R", "decision": "deny", "reason": "R", "permission": "deny",'
    ' "user_message": "R", "agent_message": "R", "permissionDecision": "deny",'
    ' "permissionDecisionReason": "R", "hookSpecificOutput": {"hookEventName": "PreToolUse",'
    ' "permissionDecision": "deny", "permissionDecisionReason": "R"}}'
)


def asks(agent: str, event: str) -> bool:
    """Return whether an agent puts a question to a person at this event."""
    return event in REPLIES.get(agent, _NOTHING).get("asks", ())


def allow(agent: str, event: str) -> "tuple[int, str, str]":
    """Return the reply that lets a call through."""
    reply = REPLIES.get(agent, _NOTHING)
    events = reply.get("allow_at")
    if events and event not in events:
        return 0, "", ""
    return 0, reply.get("allow", ""), ""


def ask(agent: str, event: str, reason: str) -> "tuple[int, str, str]":
    """Return the reply that puts a question to a person; a denial where the agent has none."""
    if not asks(agent, event):
        return deny(agent, event, f"{reason[:440]} {_HOW}")
    return 0, filled(REPLIES[agent].get("ask", _ASK), reason), ""


def deny(agent: str, event: str, reason: str) -> "tuple[int, str, str]":
    """Return the reply that stops a call."""
    reply = REPLIES.get(agent, _NOTHING)
    return reply.get("deny_status", 2), filled(reply.get("deny", _DENY), reason), reason


def filled(template: str, reason: str) -> str:
    """Return a reply with the reason in the places of `"R"`."""
    return template.replace('"R"', quoted(reason))


def quoted(text: str) -> str:
    """Return text as a JSON string."""
    try:
        from _json import encode_basestring_ascii
    except ImportError:
        from json import dumps

        return dumps(text)
    return encode_basestring_ascii(text)
