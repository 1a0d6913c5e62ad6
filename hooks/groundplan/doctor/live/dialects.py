"""How clients talk to their models: four interfaces, read and answered as far as a script needs.

Each dialect reads the tools and the tool results out of a request, and writes an answer that calls
one tool or says one text. The forms are those of the vendors' public references.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Tool:
    """A tool that a client offers: its name, the schema of its arguments, or free text."""

    name: str
    schema: Json
    takes_text: bool = False


@dataclass(frozen=True)
class ToolCall:
    """What the scripted model wants: a tool and its arguments, or the text that it takes."""

    number: int
    tool: Tool
    arguments: Json | str


class Dialect:
    """One interface."""

    def tools(self, body: Json) -> list[Tool]:
        """Return the tools that the request offers."""
        raise NotImplementedError

    def results(self, body: Json) -> list[str]:
        """Return the text of every tool result in the request, in order."""
        raise NotImplementedError

    def call(self, call: ToolCall, stream: bool) -> bytes:
        """Return an answer that calls a tool."""
        raise NotImplementedError

    def say(self, text: str, stream: bool) -> bytes:
        """Return an answer that is one text and ends the turn."""
        raise NotImplementedError


def text_of(value: object) -> str:
    """Return all text in a result, whatever lists and mappings it is wrapped in."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return "\n".join(filter(None, (text_of(item) for item in value.values())))
    if isinstance(value, list):
        return "\n".join(filter(None, (text_of(item) for item in value)))
    return ""


def _events(parts: Iterable[Json], *, named: bool) -> bytes:
    """Frame server-sent events; `named` repeats each part's type as the event's name."""
    lines = []
    for part in parts:
        name = f"event: {part['type']}\n" if named else ""
        lines.append(f"{name}data: {json.dumps(part)}\n\n")
    return "".join(lines).encode()


class AnthropicMessages(Dialect):
    """`POST …/messages`."""

    def tools(self, body: Json) -> list[Tool]:
        """See `Dialect.tools`."""
        return [Tool(tool["name"], tool.get("input_schema", {})) for tool in body.get("tools", ())]

    def results(self, body: Json) -> list[str]:
        """See `Dialect.results`."""
        return [
            text_of(part.get("content", ""))
            for message in body.get("messages", ())
            if isinstance(message.get("content"), list)
            for part in message["content"]
            if part.get("type") == "tool_result"
        ]

    def call(self, call: ToolCall, stream: bool) -> bytes:
        """See `Dialect.call`."""
        block = {"type": "tool_use", "id": f"toolu_{call.number}", "name": call.tool.name}
        if not stream:
            return self._whole([{**block, "input": call.arguments}], "tool_use")
        delta = {"type": "input_json_delta", "partial_json": json.dumps(call.arguments)}
        return self._stream({**block, "input": {}}, delta, "tool_use")

    def say(self, text: str, stream: bool) -> bytes:
        """See `Dialect.say`."""
        if not stream:
            return self._whole([{"type": "text", "text": text}], "end_turn")
        delta = {"type": "text_delta", "text": text}
        return self._stream({"type": "text", "text": ""}, delta, "end_turn")

    def _message(self, content: list[Json], reason: str | None) -> Json:
        return {
            "id": "msg_stub",
            "type": "message",
            "role": "assistant",
            "model": "stub",
            "content": content,
            "stop_reason": reason,
            "stop_sequence": None,
            "usage": {"input_tokens": 1, "output_tokens": 1},
        }

    def _whole(self, content: list[Json], reason: str) -> bytes:
        return json.dumps(self._message(content, reason)).encode()

    def _stream(self, block: Json, delta: Json, reason: str) -> bytes:
        return _events(
            [
                {"type": "message_start", "message": self._message([], None)},
                {"type": "content_block_start", "index": 0, "content_block": block},
                {"type": "content_block_delta", "index": 0, "delta": delta},
                {"type": "content_block_stop", "index": 0},
                {
                    "type": "message_delta",
                    "delta": {"stop_reason": reason, "stop_sequence": None},
                    "usage": {"output_tokens": 1},
                },
                {"type": "message_stop"},
            ],
            named=True,
        )


class OpenAIChat(Dialect):
    """`POST …/chat/completions`."""

    def tools(self, body: Json) -> list[Tool]:
        """See `Dialect.tools`."""
        functions = [tool["function"] for tool in body.get("tools", ()) if "function" in tool]
        return [Tool(item["name"], item.get("parameters", {})) for item in functions]

    def results(self, body: Json) -> list[str]:
        """See `Dialect.results`."""
        messages = body.get("messages", ())
        return [text_of(item.get("content", "")) for item in messages if item.get("role") == "tool"]

    def call(self, call: ToolCall, stream: bool) -> bytes:
        """See `Dialect.call`."""
        function = {"name": call.tool.name, "arguments": json.dumps(call.arguments)}
        entry = {"index": 0, "id": f"call_{call.number}", "type": "function", "function": function}
        return self._answer({"role": "assistant", "tool_calls": [entry]}, "tool_calls", stream)

    def say(self, text: str, stream: bool) -> bytes:
        """See `Dialect.say`."""
        return self._answer({"role": "assistant", "content": text}, "stop", stream)

    def _answer(self, message: Json, reason: str, stream: bool) -> bytes:
        base = {"id": "stub", "created": 0, "model": "stub"}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        if not stream:
            choice = {"index": 0, "message": message, "finish_reason": reason}
            whole = {**base, "object": "chat.completion", "choices": [choice], "usage": usage}
            return json.dumps(whole).encode()
        chunk = {**base, "object": "chat.completion.chunk"}
        first = {**chunk, "choices": [{"index": 0, "delta": message, "finish_reason": None}]}
        last = {**chunk, "choices": [{"index": 0, "delta": {}, "finish_reason": reason}]}
        return _events([first, {**last, "usage": usage}], named=False) + b"data: [DONE]\n\n"


class OpenAIResponses(Dialect):
    """`POST …/responses`."""

    def tools(self, body: Json) -> list[Tool]:
        """See `Dialect.tools`."""
        return [
            Tool(tool["name"], tool.get("parameters") or {}, tool.get("type") == "custom")
            for tool in body.get("tools", ())
            if tool.get("type") in ("function", "custom")
        ]

    def results(self, body: Json) -> list[str]:
        """See `Dialect.results`."""
        kinds = ("function_call_output", "custom_tool_call_output")
        items = [item for item in body.get("input", ()) if isinstance(item, Mapping)]
        return [text_of(item.get("output", "")) for item in items if item.get("type") in kinds]

    def call(self, call: ToolCall, stream: bool) -> bytes:
        """See `Dialect.call`."""
        item: dict[str, object] = {
            "type": "custom_tool_call" if call.tool.takes_text else "function_call",
            "id": f"item_{call.number}",
            "call_id": f"call_{call.number}",
            "name": call.tool.name,
        }
        if isinstance(call.arguments, str):
            item["input"] = call.arguments
        else:
            item["arguments"] = json.dumps(call.arguments)
        return self._answer(item, stream)

    def say(self, text: str, stream: bool) -> bytes:
        """See `Dialect.say`."""
        content = [{"type": "output_text", "text": text, "annotations": []}]
        item = {"type": "message", "id": "msg_stub", "role": "assistant", "content": content}
        return self._answer(item, stream)

    def _answer(self, item: Json, stream: bool) -> bytes:
        usage = {
            "input_tokens": 1,
            "input_tokens_details": None,
            "output_tokens": 1,
            "output_tokens_details": None,
            "total_tokens": 2,
        }
        response = {"id": "resp_stub", "object": "response", "status": "completed", "usage": usage}
        if not stream:
            return json.dumps({**response, "output": [item]}).encode()
        return _events(
            [
                {"type": "response.created", "response": {"id": "resp_stub"}},
                {"type": "response.output_item.done", "output_index": 0, "item": item},
                {"type": "response.completed", "response": {**response, "output": [item]}},
            ],
            named=True,
        )


class GeminiContent(Dialect):
    """`POST …:streamGenerateContent` and `…:generateContent`."""

    def tools(self, body: Json) -> list[Tool]:
        """See `Dialect.tools`."""
        return [
            Tool(item["name"], item.get("parametersJsonSchema") or item.get("parameters") or {})
            for tool in body.get("tools", ())
            for item in tool.get("functionDeclarations", ())
        ]

    def results(self, body: Json) -> list[str]:
        """See `Dialect.results`."""
        return [
            text_of(part["functionResponse"].get("response", {}))
            for content in body.get("contents", ())
            for part in content.get("parts", ())
            if "functionResponse" in part
        ]

    def call(self, call: ToolCall, stream: bool) -> bytes:
        """See `Dialect.call`."""
        function = {"name": call.tool.name, "args": call.arguments}
        return self._answer({"functionCall": function}, stream)

    def say(self, text: str, stream: bool) -> bytes:
        """See `Dialect.say`."""
        return self._answer({"text": text}, stream)

    def _answer(self, part: Json, stream: bool) -> bytes:
        content = {"role": "model", "parts": [part]}
        usage = {"promptTokenCount": 1, "candidatesTokenCount": 1, "totalTokenCount": 2}
        candidate = {"content": content, "finishReason": "STOP", "index": 0}
        whole = {"candidates": [candidate], "usageMetadata": usage, "modelVersion": "stub"}
        return _events([whole], named=False) if stream else json.dumps(whole).encode()
