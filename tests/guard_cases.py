"""The guard's cases: a table of calls in the project that `facts.yml` describes."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from groundplan.rules import decide as judge

DATA = Path(__file__).parent / "data" / "guard"


@cache
def facts() -> judge.Facts:
    """The rules of the project that the cases assume."""
    return judge.facts_from((DATA / "facts.yml").read_text())


def lines(name: str) -> list[dict[str, Any]]:
    """The cases of one file, one JSON object a line."""
    text = (DATA / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def payload_of(case: dict[str, Any]) -> bytes:
    """A case as Claude Code would send it."""
    tool = case.get("tool", "shell")
    if tool == "shell":
        name = {"powershell": "PowerShell", "cmd": "Cmd"}.get(case.get("shell", ""), "Bash")
        arguments = {"command": case["command"]}
    else:
        name = tool.capitalize()
        arguments = {"file_path": case["path"], "content": case.get("content") or ""}
    value = {"session_id": "s", "hook_event_name": "PreToolUse", "cwd": case.get("cwd", "/repo")}
    return json.dumps({**value, "tool_name": name, "tool_input": arguments}).encode()


def decide(command: str, history: list[str] | None = None, cwd: str = "/repo") -> str:
    """The decision on one shell command."""
    return decide_case({"command": command, "history": history, "cwd": cwd})[0]


def decide_case(case: dict[str, Any]) -> tuple[str, str]:
    """The decision on a case, and the rule that made it."""
    verdict = judge.verdict_on(payload_of(case), facts(), case.get("history")).verdict
    return verdict.decision, verdict.rule


def typed(text: str) -> str:
    r"""A command as it was typed: in the table `\n`, `\t` and `\\` stand for one character."""
    return (
        text.replace("\\\\", "\x00").replace("\\n", "\n").replace("\\t", "\t").replace("\x00", "\\")
    )
