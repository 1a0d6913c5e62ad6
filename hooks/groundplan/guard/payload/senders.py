"""Which agent sent a payload, told by its shape, and where the tool's arguments are in it.

All that differs between agents is in the generated table; what fits no shape is read as Claude Code's.
"""

from .agent_table import SHAPES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .reader import Call

_TOOL_FROM = ("tool_name", "tool", "toolName")
_ARGUMENTS_FROM = ("tool_input", "toolInput", "input")


def shape(call: "Call", value: dict) -> object:
    """Note which agent sent the payload, the event and the tool; return the tool's arguments."""
    event = value.get("hook_event_name") or value.get("hookEventName") or ""
    event = event if isinstance(event, str) else ""
    row = next(row for row in SHAPES if _fits(row, value, event))
    call.agent = row["name"]
    call.shape = row
    call.event = _event(row, value, event)
    call.tool = row.get("tool") or _tool(row, value)
    takes = row.get("takes")
    if takes:
        return {key: value.get(key) for key in takes}
    return next(
        (
            found
            for found in (_at(value, path) for path in row.get("arguments_from", _ARGUMENTS_FROM))
            if found is not None
        ),
        None,
    )


def _fits(row: dict, value: dict, event: str) -> bool:
    """Whether a payload has the shape that a row describes."""
    for key in row.get("keys", ()):
        if key not in value:
            return False
    for key in row.get("without", ()):
        if key in value:
            return False
    any_key = row.get("any_key")
    if any_key and not any(key in value for key in any_key):
        return False
    if "events" in row and event not in row["events"]:
        return False
    if "lower_event" in row and not event[:1].islower():
        return False
    if "tools" in row and value.get("tool_name") not in row["tools"]:
        return False
    for key, texts in row.get("values", {}).items():
        if value.get(key, "") not in texts:
            return False
    for key in row.get("objects", ()):
        if not isinstance(value.get(key), dict):
            return False
    if "iso_timestamp" in row:
        stamp = value.get("timestamp")
        return isinstance(stamp, str) and "T" in stamp
    return True


def _event(row: dict, value: dict, event: str) -> str:
    found = row.get("event") or _text(value.get(row.get("event_from", ""))) or event or "PreToolUse"
    return str(row.get("event_names", {}).get(found, found))


def _tool(row: dict, value: dict) -> str:
    for path in row.get("tool_from", _TOOL_FROM):
        found = _text(_at(value, path))
        if found:
            return str(row.get("tool_prefix", "") + row.get("tool_names", {}).get(found, found))
    return ""


def _at(value: dict, path: str) -> object:
    """Return what a path leads to; None where it leads nowhere."""
    found: object = value
    for key in path.split("."):
        found = found.get(key) if isinstance(found, dict) else None
    return found


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
