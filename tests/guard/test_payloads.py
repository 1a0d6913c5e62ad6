"""Each agent's payload gets the right verdict, in words that this agent obeys."""

from __future__ import annotations

import json
from typing import Any

import pytest
from guard_cases import DATA

from groundplan.guard import decide

MANIFEST = json.loads((DATA / "payloads/manifest.json").read_text())
REPLIES = json.loads((DATA / "payloads/replies.json").read_text())["agents"]


@pytest.mark.parametrize("case", MANIFEST["cases"], ids=lambda case: case["file"])
def test_a_payload_gets_its_verdict(case: dict[str, Any]) -> None:
    data = (DATA / "payloads" / case["file"]).read_bytes()
    call, verdict, _ = decide.judged(data, case.get("env") or {}, case.get("cwd") or "/nowhere")
    assert verdict.decision == case["verdict"]
    if case["kind"] not in ("session", "prompt", "stop", "post"):
        assert call.agent == case["agent"]


@pytest.mark.parametrize("case", MANIFEST["cases"], ids=lambda case: case["file"])
def test_the_reply_is_one_that_the_agent_obeys(case: dict[str, Any]) -> None:
    data = (DATA / "payloads" / case["file"]).read_bytes()
    status, out, said = decide.run(data, case.get("env") or {}, case.get("cwd") or "/nowhere")
    if case["verdict"] == "deny":
        assert obeys_denial(case["agent"], status, json.loads(out), said)
    else:
        assert obeys_permission(case["agent"], case["event"], status, out)


def obeys_denial(agent: str, status: int, out: dict[str, Any], said: str) -> bool:
    """Whether the agent stops the call, by what is known of it."""
    if agent in ("opencode", "kilo", "amp"):
        return status != 0 and bool(said.strip())  # its plugin reads these two
    known = REPLIES[agent]
    forms = [known[key] for key in ("deny", "deny_json") if isinstance(known.get(key), dict)]
    return any(fits(form, status, out, said) for form in forms)


def fits(form: dict[str, Any], status: int, out: dict[str, Any], said: str) -> bool:
    wanted = form.get("stdout")
    if not wanted:
        return status == form["exit"] and bool(said)
    keys = {key: value for key, value in wanted.items() if isinstance(value, (str, bool))}
    return all(
        out.get(key) == value or (value == "reason" and out.get(key)) for key, value in keys.items()
    ) and (status == form["exit"] or agent_reads_any_status(form))


def agent_reads_any_status(form: dict[str, Any]) -> bool:
    """Cline and Copilot CLI read the reply whatever the status, or deny by the status alone."""
    return "cancel" in form["stdout"] or "permissionDecision" in form["stdout"]


def obeys_permission(agent: str, event: str, status: int, out: str) -> bool:
    """Whether the agent lets the call through."""
    if agent == "antigravity":
        return status == 0 and json.loads(out)["decision"] == "allow"
    if agent == "cursor" and event in (
        "beforeShellExecution",
        "beforeMCPExecution",
        "beforeReadFile",
        "preToolUse",
    ):
        return status == 0 and json.loads(out) == {"permission": "allow"}
    return status == 0 and out == ""
