"""What the guard has to know of an agent's calls, as data: the guard's own table is made of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


READ_FIRST = "Read `AGENTS.md` in the root of the repo first."
"""The line that leads from a file that an agent reads instead to the rules."""


@dataclass(frozen=True)
class Payload:
    """One shape of what an agent sends before a tool runs: how it is recognised, and how it is read.

    A payload is the agent's where all conditions hold; the shape of the lowest `order` wins. Paths
    such as `tool_call.name` lead into nested objects.
    """

    order: int
    keys: tuple[str, ...] = ()
    """Keys that all stand in it."""
    any_key: tuple[str, ...] = ()
    """Keys of which one stands in it."""
    without: tuple[str, ...] = ()
    """Keys that do not stand in it."""
    objects: tuple[str, ...] = ()
    """Keys whose value is an object."""
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Keys that hold one of these texts; an empty text stands for a key that is not there."""
    events: tuple[str, ...] = ()
    """Names of the event, of which it has one; an empty name stands for none."""
    lower_event: bool = False
    """The event's name begins with a small letter."""
    tools: tuple[str, ...] = ()
    """Names of tools, of which it has one."""
    iso_timestamp: bool = False
    """Its `timestamp` is a date as text."""
    name: str = ""
    """What replies call the sender, where one agent has several; else the agent's key."""
    event: str = ""
    """The event's name, where none is sent or the sent one is not used."""
    event_from: str = ""
    """The key that holds the event's name, where it is not `hook_event_name`."""
    event_names: Mapping[str, str] = field(default_factory=dict)
    """Names of the event -> the name that it has here."""
    tool: str = ""
    """The tool, where the event itself says what runs."""
    tool_from: tuple[str, ...] = ("tool_name", "tool", "toolName")
    """Where the tool's name stands; the first that holds a text counts."""
    tool_names: Mapping[str, str] = field(default_factory=dict)
    """Names of the tool as sent -> what the guard calls it."""
    tool_prefix: str = ""
    """What is put before the tool's name."""
    arguments_from: tuple[str, ...] = ("tool_input", "toolInput", "input")
    """Where the tool's arguments stand; the first that is there counts."""
    takes: tuple[str, ...] = ()
    """Keys of the payload itself that are the arguments."""


@dataclass(frozen=True)
class Tools:
    """What an agent's tools and their arguments are called, where the name does not tell."""

    shells: tuple[str, ...] = ()
    """Tools that run a command."""
    reads: tuple[str, ...] = ()
    """Tools that only read."""
    arguments: Mapping[str, str] = field(default_factory=dict)
    """Its own names of arguments -> `command`, `file_path`, `content` or `cwd`."""


@dataclass(frozen=True)
class Reply:
    """What an agent reads as the answer. In texts, `"R"` stands for the reason as JSON."""

    asks: tuple[str, ...] = ()
    """Events at which it puts a question to a person; elsewhere a question is a denial."""
    ask: str = ""
    """The reply that asks; Claude Code's where it is empty."""
    allow: str = ""
    """What it waits for to let a call run; nothing for most."""
    allow_at: tuple[str, ...] = ()
    """Events at which it waits for that; all where it is empty."""
    deny: str = ""
    """The reply that denies; the one that most agents obey where it is empty."""
    deny_status: int = 2
    """The exit status of a denial."""
