"""The scripted model: asks in each interface's own form, and reads what came back."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from groundplan.doctor.live.dialects import Tool
from groundplan.doctor.live.stub import Script, Stub, Wish, answer, arguments_of, call_of

COMMAND = {"type": "object", "properties": {"command": {"type": "string"}}, "required": ["command"]}
FILE = {"type": "object", "properties": {"file_path": {}, "content": {}}, "required": ["file_path"]}
WISHES = (Wish("first", command="echo 1"), Wish("second", path="/r/a.txt", content="text"))

# (path, tools as the client offers them, a result as it reports it)
INTERFACES: dict[str, tuple[str, list[Any], Any]] = {
    "anthropic": (
        "/v1/messages?beta=true",
        [{"name": "Bash", "input_schema": COMMAND}, {"name": "Write", "input_schema": FILE}],
        lambda text: {
            "messages": [{"role": "user", "content": [{"type": "tool_result", "content": text}]}]
        },
    ),
    "chat": (
        "/v1/chat/completions",
        [
            {"type": "function", "function": {"name": "bash", "parameters": COMMAND}},
            {"type": "function", "function": {"name": "write", "parameters": FILE}},
        ],
        lambda text: {"messages": [{"role": "tool", "content": [{"type": "text", "text": text}]}]},
    ),
    "responses": (
        "/v1/responses",
        [
            {"type": "function", "name": "exec_command", "parameters": COMMAND},
            {"type": "custom", "name": "apply_patch"},
        ],
        lambda text: {"input": [{"type": "function_call_output", "output": text}]},
    ),
    "gemini": (
        "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
        [
            {
                "functionDeclarations": [
                    {"name": "run_shell_command", "parametersJsonSchema": COMMAND},
                    {"name": "write_file", "parameters": FILE},
                ]
            }
        ],
        lambda text: {
            "contents": [{"parts": [{"functionResponse": {"response": {"output": text}}}]}]
        },
    ),
}


@pytest.mark.parametrize("stream", [True, False])
@pytest.mark.parametrize("name", INTERFACES)
def test_it_asks_for_one_call_after_the_other_and_then_ends(name: str, stream: bool) -> None:
    path, tools, result = INTERFACES[name]
    if not stream:
        path = path.replace(":streamGenerateContent", ":generateContent")
    script = Script(WISHES)
    body = {"tools": tools, "stream": stream}
    kind, first = answer(path, body, script)
    assert kind == ("text/event-stream" if stream else "application/json")
    assert b"echo 1" in first
    _, second = answer(path, body | result("one came back"), script)
    assert b"/r/a.txt" in second
    assert script.result_of("first") == "one came back" or "one came back" in str(script.results)
    two = result("one came back")
    (key,) = two
    two[key] = two[key] * 2
    _, last = answer(path, body | two, script)
    assert b"done" in last
    assert list(script.asked) == ["first", "second"]


@pytest.mark.parametrize("name", INTERFACES)
def test_a_request_without_tools_gets_a_text(name: str) -> None:
    path, _, _ = INTERFACES[name]
    script = Script(WISHES)
    _, data = answer(path, {"stream": True}, script)
    assert b"A title" in data
    assert not script.asked


def test_anything_else_gets_something_harmless() -> None:
    kind, data = answer("/v1/messages/count_tokens", {}, Script(WISHES))
    assert kind == "application/json"
    assert json.loads(data)["input_tokens"] == 1


def test_a_wish_without_a_tool_is_passed_over() -> None:
    script = Script(WISHES)
    body = {"tools": [{"name": "Write", "input_schema": FILE}]}
    _, data = answer("/v1/messages", body, script)
    assert b"/r/a.txt" in data
    assert script.unmet == ["first"]
    assert script.result_of("first") is None


def test_a_client_whose_shell_takes_a_list_gets_one() -> None:
    schema = {
        "properties": {"command": {"type": "array"}, "why": {"type": "string"}},
        "required": ["why"],
    }
    found = arguments_of(Wish("x", command="ls"), Tool("shell", schema))
    assert found == {"command": ["bash", "-c", "ls"], "why": "live check"}


def test_a_patch_stands_for_a_file_where_the_client_has_only_that() -> None:
    call = call_of(WISHES[1], [Tool("apply_patch", {}, takes_text=True)], 0)
    assert call is not None
    assert "*** Add File: /r/a.txt" in call.arguments


def test_the_server_answers_on_the_loopback_address() -> None:
    with Stub(Script(WISHES)) as stub:
        assert stub.address.startswith("http://127.0.0.1:")
        body = {"tools": [{"name": "Bash", "input_schema": COMMAND}]}
        assert "echo 1" in httpx.post(f"{stub.address}/v1/messages", json=body).text
        assert httpx.post(f"{stub.address}/v1/messages", content=b"not JSON").status_code == 200
        assert httpx.get(f"{stub.address}/v1/models").json()["data"] == []
