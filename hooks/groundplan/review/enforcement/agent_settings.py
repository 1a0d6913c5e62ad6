"""Agents' settings: whether their hooks still start the guard, and what their lists still deny."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from groundplan.agents import AGENTS, LAUNCHER, agent_files, starts_launcher

if TYPE_CHECKING:
    from collections.abc import Iterator

_SUFFIXES = (".json", ".jsonc", ".toml", ".yml", ".yaml")
# Keys in small letters without - and _ -> the values by which an agent's hooks or questions go.
_SWITCHES: dict[str, frozenset[str]] = {
    "disableallhooks": frozenset({"true", "1", "yes", "on"}),
    "disablehooks": frozenset({"true", "1", "yes", "on"}),
    "allowmanagedhooksonly": frozenset({"true", "1"}),
    "enablehooks": frozenset({"false", "0", "no", "off"}),
    "hooksenabled": frozenset({"false", "0", "no", "off"}),
    "codexhooks": frozenset({"false", "0"}),
    "hooks": frozenset({"false", "0", "off"}),
    "defaultmode": frozenset({"bypasspermissions", "dontask", "yolo"}),
    "permissionmode": frozenset({"bypasspermissions", "dontask", "yolo"}),
    "approvalmode": frozenset({"yolo", "never"}),
    "approvalpolicy": frozenset({"never"}),
    "sandboxmode": frozenset({"dangerfullaccess"}),
    "dangerouslyskippermissions": frozenset({"true", "1"}),
    "yolo": frozenset({"true", "1", "yes", "on"}),
    "gitcommitverify": frozenset({"false", "no", "off"}),
}
_DENY = re.compile(
    r"(?:deny|denied|denylist|denycommands|blocked|blocklist|commanddenylist|exclude)$"
)
_PAIR = re.compile(r"""^\s*["']?([\w.-]+)["']?\s*[=:]\s*["']?([\w-]+)["']?\s*(?:#.*)?$""")
# What stands around a launcher whose reply counts for nothing.
_DROPS_REPLY = re.compile(
    rf"(?:^|[;&|]\s*)(?:true|:|echo|printf|exit)\b[^;&|]*{re.escape(LAUNCHER)}"
    rf"|#[^\n]*{re.escape(LAUNCHER)}|{re.escape(LAUNCHER)}[^;\n]*\|\||\|\|\s*(?:true|:)"
    rf"|;\s*(?:true|:|exit(?:\s+0)?)\s*$|&\s*$|{re.escape(LAUNCHER)}[^;|&\n]*\|(?!\|)"
)


def is_settings(path: str) -> bool:
    """Say whether a file may be one of an agent's settings: in a folder of its own, read as data."""
    parts = PurePosixPath(path).parts
    return path.endswith(_SUFFIXES) and (
        (len(parts) > 1 and parts[0] in _folders()) or path in _top_files()
    )


@lru_cache(maxsize=1)
def _folders() -> frozenset[str]:
    named = [*agent_files(), *(sign for agent in AGENTS for sign in agent.signs)]
    folders = {PurePosixPath(path).parts[0] for path in named if "/" in path}
    return frozenset(name for name in folders if name.startswith(".")) - {".github", ".groundplan"}


@lru_cache(maxsize=1)
def _top_files() -> frozenset[str]:
    return frozenset(path for path in agent_files() if "/" not in path and path.endswith(_SUFFIXES))


def has_launcher(text: str) -> bool:
    """Say whether a file starts the guard: by an entry where it is JSON, else by its text."""
    data = _json(text)
    return starts_launcher(text) if data is None else any(True for _ in _launchers(data, ()))


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def limits(path: str, text: str) -> list[str]:
    """Return where an agent's settings keep its hooks from deciding."""
    data = _json(text)
    if data is None:
        return list(dict.fromkeys(_switches_in_lines(text)))
    found = list(_switches(data))
    for keys, command, around in _launchers(data, ()):
        found += _launcher_limits(command, around, ".".join(keys[:2]))
    if path in agent_files() and not found and not isinstance(data, dict):
        found.append("is not an object, so the agent reads no settings from it")
    return list(dict.fromkeys(found))


def _switches_in_lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        pair = _PAIR.match(line)
        if pair and _is_off(pair[1], pair[2]):
            yield f"switches hooks or questions off ({pair[1]} = {pair[2]})"


def _is_off(key: str, value: object) -> bool:
    plain = re.sub(r"[-_]", "", key.rpartition(".")[2]).lower()
    said = re.sub(r"[-_]", "", str(value)).lower()
    return said in _SWITCHES.get(plain, ())


def _switches(data: Any, keys: tuple[str, ...] = ()) -> Iterator[str]:
    if isinstance(data, list):
        for item in data:
            yield from _switches(item, keys)
    if not isinstance(data, dict):
        return
    for key, value in data.items():
        if _is_off(str(key), value) and not isinstance(value, (dict, list)):
            yield f"switches hooks or questions off ({key}: {json.dumps(value)})"
        in_hooks = any("hook" in part.lower() for part in keys)
        if in_hooks and key in ("enabled", "disabled") and value is (key == "disabled"):
            yield f"switches hooks off ({'.'.join((*keys, key))[-60:]})"
        if in_hooks and key == "disabled" and isinstance(value, list) and value:
            yield f"switches hooks off by name ({', '.join(map(str, value))[:60]})"
        yield from _switches(value, (*keys, str(key)))


def _launchers(
    data: Any, around: tuple[dict[str, Any], ...], keys: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], str, tuple[dict[str, Any], ...]]]:
    """Yield each command that starts the launcher, with its place and the objects around it."""
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str) and starts_launcher(value) and "deny" not in keys:
                yield keys, value, (*around, data)
            else:
                yield from _launchers(value, (*around, data), (*keys, str(key)))
    elif isinstance(data, list):
        for item in data:
            if isinstance(item, str) and starts_launcher(item) and "deny" not in keys:
                yield keys, item, around
            else:
                yield from _launchers(item, around, keys)


def _launcher_limits(command: str, around: tuple[dict[str, Any], ...], place: str) -> Iterator[str]:
    if command not in _known_commands() and _DROPS_REPLY.search(command):
        yield f"starts the guard and drops its reply ({place})"
    for part in around:
        matcher = part.get("matcher", part.get("toolName", ""))
        if isinstance(matcher, str) and not _matches_a_tool(matcher):
            yield f"starts the guard for no tool at all ({place}, matcher {matcher[:40]!r})"
        if part.get("async") is True or part.get("background") is True:
            yield f"does not wait for the guard ({place})"
        timeout = part.get("timeout")
        if isinstance(timeout, (int, float)) and timeout <= 0:
            yield f"gives the guard no time ({place})"


def _matches_a_tool(matcher: str) -> bool:
    return any(_names(matcher, name) for name in _tools())


@lru_cache(maxsize=1)
def _landed() -> tuple[Any, ...]:
    contents = [file.content for agent in AGENTS for file in agent.files]
    return tuple(content for content in contents if not isinstance(content, str))


@lru_cache(maxsize=1)
def _known_commands() -> frozenset[str]:
    return frozenset(command for data in _landed() for _, command, _ in _launchers(data, ()))


@lru_cache(maxsize=1)
def _tools() -> frozenset[str]:
    """Return what agents call their tools: in the calls that are known, and in landed matchers."""
    found = {
        "Bash",
        "Write",
        "Edit",
        "MultiEdit",
        "Read",
        "Shell",
        "Delete",
        "run_shell_command",
        "write_file",
    }
    for agent in AGENTS:
        for call in (agent.calls.shell, agent.calls.write) if agent.calls else ():
            found |= {value for value in call.values() if isinstance(value, str)}
    for data in _landed():
        for _, _, around in _launchers(data, ()):
            for part in around:
                found |= set(re.findall(r"\w+", str(part.get("matcher", ""))))
    return frozenset(name for name in found if re.fullmatch(r"\w+", name))


def _denied(data: Any, key: str = "") -> set[str]:
    """Return the entries of all lists and mappings that deny."""
    found: set[str] = set()
    if isinstance(data, dict):
        for name, value in data.items():
            if value == "deny":
                found.add(str(name))
            found |= _denied(value, str(name))
    elif isinstance(data, list):
        is_deny = _DENY.search(re.sub(r"[-_]", "", key).lower()) is not None
        for item in data:
            if isinstance(item, str) and is_deny:
                found.add(item)
            found |= _denied(item, key)
    return found


def lost(path: str, old: str, new: str) -> list[str]:
    """Return what settings enforced at the base and do not any more."""
    before, after = _json(old), _json(new)
    if before is None:
        is_plugin = path in agent_files() and starts_launcher(old)
        return ["starts the guard, and was changed by hand"] if is_plugin and old != new else []
    if after is None:
        return ["is not JSON any more, so the agent reads no settings from it"] if new else []
    found = []
    gone = _denied(before) - _denied(after)
    if gone:
        listed = ", ".join(sorted(gone)[:3]) + (
            f" and {len(gone) - 3} more" if len(gone) > 3 else ""
        )
        found.append(f"no longer denies {listed}")
    return [*found, *_lost_launchers(before, after)]


def _lost_launchers(before: Any, after: Any) -> Iterator[str]:
    then = {keys: around for keys, _, around in _launchers(before, ())}
    now: dict[tuple[str, ...], set[str]] = {}
    for keys, _, around in _launchers(after, ()):
        now.setdefault(keys, set()).update(_matchers(around))
    for keys, around in then.items():
        if keys not in now and now:
            yield f"no longer starts the guard for {'.'.join(keys[:2])}"
        for matcher in _matchers(around):
            fewer = {name for name in _tools() if _names(matcher, name)} - {
                name for name in _tools() if any(_names(other, name) for other in now.get(keys, ()))
            }
            if keys in now and fewer:
                yield f"starts the guard for fewer tools ({'.'.join(keys[:2])})"


def _matchers(around: tuple[dict[str, Any], ...]) -> set[str]:
    found = {str(part["matcher"]) for part in around if "matcher" in part}
    return found or {""}


def _names(matcher: str, tool: str) -> bool:
    if matcher in ("", "*"):
        return True
    try:
        return re.search(f"^(?:{matcher})$", tool) is not None
    except re.error:
        return False
