"""A scripted model on the loopback address: it asks for one tool call after the other, then ends."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from groundplan.doctor.live.dialects import (
    AnthropicMessages,
    Dialect,
    GeminiContent,
    OpenAIChat,
    OpenAIResponses,
    Tool,
    ToolCall,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

# What the clients call their tools, most telling first (names seen in requests, 2026-11).
SHELL_TOOLS = (
    "Bash",
    "bash",
    "run_shell_command",
    "shell_command",
    "exec_command",
    "shell",
    "Execute",
)
WRITE_TOOLS = ("Write", "write", "write_file", "Create", "create")
COMMAND_KEYS = ("command", "cmd")
PATH_KEYS = ("file_path", "filePath", "path")
CONTENT_KEYS = ("content", "file_text")


@dataclass(frozen=True)
class Wish:
    """One thing that the model tries: a shell command, or a file written by the client's own tool."""

    name: str
    command: str = ""
    path: str = ""
    content: str = ""


@dataclass
class Script:
    """What the model tries in order, and what came back."""

    wishes: Sequence[Wish]
    asked: dict[str, str] = field(default_factory=dict)
    """The name of a wish -> the tool by which it was asked for."""
    results: list[str] = field(default_factory=list)
    """The text of the tool results so far, in the wishes' order."""
    unmet: list[str] = field(default_factory=list)
    """Wishes for which the client offers no tool."""
    closing: str = "done"
    """What the model says last."""

    def next_call(self, tools: Sequence[Tool]) -> ToolCall | None:
        """Return the next call that the client has a tool for, or None after the last."""
        todo = [wish for wish in self.wishes if wish.name not in self.unmet]
        for number, wish in enumerate(todo):
            if number < len(self.results):
                continue
            call = call_of(wish, tools, number)
            if call is not None:
                self.asked[wish.name] = call.tool.name
                return call
            self.unmet.append(wish.name)
            return self.next_call(tools)
        return None

    def result_of(self, name: str) -> str | None:
        """Return what the client reported for a wish; None when it reported nothing."""
        order = [wish.name for wish in self.wishes if wish.name not in self.unmet]
        place = order.index(name) if name in order else len(self.results)
        return self.results[place] if place < len(self.results) else None


def call_of(wish: Wish, tools: Sequence[Tool], number: int) -> ToolCall | None:
    """Return the call of a client's own tool that does what is wished, or None without such a tool."""
    by_name = {tool.name: tool for tool in tools}
    names = SHELL_TOOLS if wish.command else WRITE_TOOLS
    tool = next((by_name[name] for name in names if name in by_name), None)
    if tool is not None:
        return ToolCall(number, tool, arguments_of(wish, tool))
    if not wish.command and (patch := by_name.get("apply_patch")) is not None:
        lines = "".join(f"+{line}\n" for line in wish.content.removesuffix("\n").split("\n"))
        text = f"*** Begin Patch\n*** Add File: {wish.path}\n{lines}*** End Patch\n"
        return ToolCall(number, patch, text if patch.takes_text else {"input": text})
    return None


def arguments_of(wish: Wish, tool: Tool) -> dict[str, Any]:
    """Fill the arguments that a tool's schema asks for, whatever it calls them."""
    properties: Mapping[str, Any] = tool.schema.get("properties", {})
    arguments: dict[str, Any] = {}
    for key, value in properties.items():
        if key in COMMAND_KEYS:
            is_list = value.get("type") == "array"
            arguments[key] = ["bash", "-c", wish.command] if is_list else wish.command
        elif key in PATH_KEYS:
            arguments[key] = wish.path
        elif key in CONTENT_KEYS:
            arguments[key] = wish.content
        elif key in tool.schema.get("required", ()):
            arguments[key] = _filler(value)
    return arguments


def _filler(schema: Mapping[str, Any]) -> object:
    if schema.get("enum"):
        return schema["enum"][0]
    kind = schema.get("type")
    fillers = {"boolean": False, "integer": 1, "number": 1, "array": [], "object": {}}
    return fillers.get(str(kind), "live check")


def dialect_of(path: str) -> Dialect | None:
    """Return the interface that a request's path belongs to, or None for anything else."""
    plain = path.partition("?")[0]
    if plain.endswith("/messages"):
        return AnthropicMessages()
    if plain.endswith("/chat/completions"):
        return OpenAIChat()
    if plain.endswith("/responses"):
        return OpenAIResponses()
    if plain.endswith((":streamGenerateContent", ":generateContent")):
        return GeminiContent()
    return None


def answer(path: str, body: Mapping[str, Any], script: Script) -> tuple[str, bytes]:
    """Return the content type and the bytes that the scripted model answers with."""
    dialect = dialect_of(path)
    if dialect is None:
        # Counting tokens, listing models, telemetry: something harmless of each one's shape.
        return "application/json", b'{"data": [], "input_tokens": 1, "totalTokens": 1}'
    stream = bool(body.get("stream")) or ":stream" in path
    kind = "text/event-stream" if stream else "application/json"
    tools = dialect.tools(body)
    if not tools:
        return kind, dialect.say("A title", stream)
    results = dialect.results(body)
    if len(results) > len(script.results):
        script.results = results
    call = script.next_call(tools)
    return kind, dialect.call(call, stream) if call else dialect.say(script.closing, stream)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when a client hangs up in the middle: it has ended, or was ended."""


class Stub:
    """The server, for as long as a `with` block lasts. `address` is where it listens."""

    def __init__(self, script: Script) -> None:
        lock = threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                try:
                    body = json.loads(self.rfile.read(length) or b"{}")
                except ValueError:
                    body = {}
                with lock:
                    kind, data = answer(self.path, body if isinstance(body, dict) else {}, script)
                self._send(kind, data)

            def do_GET(self) -> None:
                self._send("application/json", b'{"data": [], "models": []}')

            def _send(self, kind: str, data: bytes) -> None:
                self.send_response(200)
                self.send_header("content-type", kind)
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
                """Say nothing: what matters stands in the script."""

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Stub:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
