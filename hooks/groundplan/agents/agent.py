"""What an agent is to the kit: a description as data, never a program."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from groundplan.agents.payload import Payload, Reply, Tools

if TYPE_CHECKING:
    from collections.abc import Mapping

LAUNCHER = ".groundplan/hook"
"""The launcher's path in a repo. An entry of a hook file that names it is the kit's own."""

TIMEOUT_SECONDS = 10
"""How long an agent waits for a verdict: a hundred times what the slowest one takes."""


SESSION_START = "start"
"""The launcher's argument at the start of a session."""


@dataclass(frozen=True)
class WithContainers:
    """An entry of a list or a mapping that stands only where the repo runs in containers."""

    value: object


@dataclass(frozen=True)
class AgentFile:
    """One file that lands for an agent.

    `content` is the whole value of a JSON file (mappings, lists, and entries that are
    `WithContainers`) or the text of any other file, in which `{%- if containers %}` may stand.
    """

    path: str
    content: Mapping[str, object] | str
    executable: bool = False


@dataclass(frozen=True)
class Calls:
    """What the agent hands to a hook before a tool runs: JSON in which names in braces are filled.

    `{command}` and `{path}` are what the call is about, `{cwd}` the folder, `{session}` the session.
    """

    shell: Mapping[str, object]
    write: Mapping[str, object]


@dataclass(frozen=True)
class Headless:
    """How its client does one job without a terminal, and ends."""

    program: str
    """Its name on the PATH."""
    arguments: tuple[str, ...]
    """`{prompt}` is what it is told, `{root}` the checkout as a JSON string."""
    message_key: str = ""
    """The key of the JSON object it prints that holds its last message; empty: it prints the message."""
    variables: Mapping[str, str] = field(default_factory=dict)


class Reach(StrEnum):
    """Whether the agent loads the repo's hooks when it is started in a subfolder."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Agent:
    """One coding agent: what it reads, what lands for it, and what it can be made to obey."""

    key: str
    title: str
    rules: str
    """How it comes to read the rules in AGENTS.md."""
    checked: str
    """The version and date of the facts, and whether they were measured or documented."""
    signs: tuple[str, ...]
    """Globs, from the repo's root, of files that show that the team uses this agent."""
    files: tuple[AgentFile, ...] = ()
    calls: Calls | None = None
    """The calls as its hook gets them; None where it has no hook."""
    denies: bool = True
    """A hook from the repo can stop a call."""
    asks: tuple[str, ...] = ()
    """The events for which the reply `ask` is honoured; elsewhere `ask` becomes `deny`."""
    trust: str = ""
    """What a person has to do before the repo's hooks run; empty where nothing is needed."""
    subfolder: Reach = Reach.UNKNOWN
    limits: tuple[str, ...] = ()
    """What it can't be made to obey, one sentence each."""
    rank: int = 1000
    """Its place in lists: agents that more people use come first."""
    payloads: tuple[Payload, ...] = ()
    """How the guard recognises and reads its calls."""
    replies: Mapping[str, Reply] = field(default_factory=dict)
    """What it reads as the answer, by the sender's name; nothing special for most."""
    tools: Tools = field(default_factory=Tools)
    """Names of its tools and arguments that do not tell what they are."""
    project_variable: str = ""
    """The variable in which it names the project's folder."""
    programs: tuple[str, ...] = ()
    """What its command line is called."""
    bypasses: tuple[str, ...] = ()
    """Options by which its command line asks nobody; a value is written `--option=value`."""
    reads_instead: Mapping[str, str] = field(default_factory=dict)
    """Files that it reads instead of AGENTS.md or before it -> the line that leads there."""
    rules_limit: int = 0
    """How many bytes of AGENTS.md it reads; 0 where there is no limit."""
    session_start: bool = False
    """Its hook, or our plugin, hands it the state of the plan when a session starts."""
    headless: Headless | None = None
    """None where no client is known that runs without a terminal."""
    command_variables: tuple[str, ...] = ()
    """Variables that it sets for every command that it runs: who sees one is run by an agent."""
    skills_folder: str = ""
    """Where it reads skills (`NAME/SKILL.md`); empty where it has none."""
    commands_folder: str = ""
    """Where it reads slash commands (`NAME.md`); named only where it has no skills."""
    command_input: str = ""
    """What it replaces, in a slash command, with the words typed after it."""


def pre_tool_use(shell: str, write: str, **more: object) -> Calls:
    """Return the calls of an agent that hands them over in Claude Code's layout.

    Args:
        shell: what it calls its shell tool.
        write: what it calls the tool that writes a file.
        more: keys of its own, by which it is told from the others.
    """
    head: dict[str, object] = {
        "session_id": "{session}",
        "cwd": "{cwd}",
        "hook_event_name": "PreToolUse",
        **more,
    }
    return Calls(
        {**head, "tool_name": shell, "tool_input": {"command": "{command}"}},
        {
            **head,
            "tool_name": write,
            "tool_input": {"file_path": "{path}", "content": "A=1\n"},
        },
    )


def command_hook(
    command: str,
    *,
    event: str = "PreToolUse",
    matcher: str | None = None,
    timeout: int = TIMEOUT_SECONDS,
    **more: object,
) -> dict[str, object]:
    """Return the entry of a hook file in Claude Code's layout: a command that runs before a tool.

    Args:
        command: what a shell runs.
        event: what the agent calls the moment.
        matcher: which tools; None where the agent wants no such key.
        timeout: in the agent's unit.
        more: keys of its own beside the command.
    """
    which = {} if matcher is None else {"matcher": matcher}
    entry = {"type": "command", "command": command, "timeout": timeout, **more}
    return {event: [{**which, "hooks": [entry]}]}


def session_start_hook(
    folder: str = '"$PWD"', *, timeout: int = TIMEOUT_SECONDS, **more: object
) -> dict[str, object]:
    """Return the entry of a hook file, in Claude Code's layout, for the moment a session starts.

    Args:
        folder: as in `start_launcher`.
        timeout: in the agent's unit.
        more: keys of its own beside the command.
    """
    command = start_launcher(folder, reply=SESSION_START)
    return command_hook(command, event="SessionStart", matcher=None, timeout=timeout, **more)


def starts_launcher(text: str) -> bool:
    """Say whether a file's text starts the launcher: by a shell's command, or as our plugins do."""
    # A list that denies names the launcher too, but neither in a folder nor with a word after it.
    marks = (f"/{LAUNCHER}", f"{LAUNCHER} ", '".groundplan", "hook"')
    return any(mark in text for mark in marks)


def start_launcher(folder: str = '"$PWD"', *, reply: str = "") -> str:
    """Return the shell command that starts the launcher.

    It looks upwards from a folder, because an agent's variable for the project can name the folder
    that the agent was started in. Where there is no launcher (a branch from before the kit, a repo
    that dropped it), the command says so on stderr and ends well: some agents take exit 127 of a
    missing program for a denial of every call.

    Args:
        folder: a shell word for where to begin.
        reply: the agent's name, for agents that need words to let a call through.
    """
    argument = f" {reply}" if reply else ""
    return (
        f"POSIXLY_CORRECT=1; unset -f '[' echo; "  # functions that bash takes from the environment
        f'd={folder}; until [ -x "$d/{LAUNCHER}" ]; do '
        "case $d in */*) d=${d%/*} ;; *) d=; break ;; esac; done; "
        f'if [ -n "$d" ]; then "$d/{LAUNCHER}"{argument}; '
        f"else echo 'groundplan: no {LAUNCHER} here, so nothing is checked' >&2; fi"
    )
