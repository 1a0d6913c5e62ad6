"""Which client does the job, and one run of it: started, bounded in time, its last message read."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING, NamedTuple

from groundplan.agents import AGENTS
from groundplan.core.errors import EnvironmentTrouble, Refused
from groundplan.verify.consent import DRIVEN
from groundplan.verify.process.repo_mask import RepoMask
from groundplan.verify.process.runner import End, run_command

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from groundplan.agents import Agent
    from groundplan.agents.agent import Headless

LONGEST_MESSAGE = 4000
"""Characters of a last message that are kept; the whole output is in the log's raw file."""


class Client(NamedTuple):
    """A client that is installed here."""

    agent: Agent
    headless: Headless
    program: str


class Answer(NamedTuple):
    """What came of one run of a client."""

    has_ended_well: bool
    ending: str
    """How it ended, for a person."""
    ran_out: bool
    """Its time was up."""
    message: str
    """Its last message, without secrets."""


def find_client(key: str) -> Client:
    """Return the client of an agent, or of the first agent whose client is installed.

    Args:
        key: the agent's key, its client's program, or the first part of the key (`claude`); empty
            for any.

    Raises:
        Refused: there is no such agent, or it can't be started without a terminal.
        EnvironmentTrouble: the client is not installed.
    """
    drivable = [agent for agent in AGENTS if agent.headless is not None]
    chosen = [agent for agent in drivable if not key or _is_called(agent, key)]
    keys = ", ".join(agent.key for agent in drivable)
    if not chosen:
        raise Refused(f"{key!r} is not an agent that can be driven.", f"One of: {keys}")
    for agent in chosen:
        headless = agent.headless
        program = shutil.which(headless.program) if headless else None
        if headless is not None and program is not None:
            return Client(agent, headless, program)
    programs = ", ".join(agent.headless.program for agent in chosen if agent.headless)
    raise EnvironmentTrouble(
        f"No client was found on the PATH ({programs}).", "Install one of them."
    )


def _is_called(agent: Agent, key: str) -> bool:
    program = agent.headless.program if agent.headless else ""
    return key in (agent.key, program) or agent.key.startswith(f"{key}-")


def command_of(client: Client, prompt: str, root: Path, more: Sequence[str]) -> list[str]:
    """Return the command that does one job.

    Args:
        client: the client.
        prompt: what it is to do.
        root: where.
        more: arguments of the user's own.
    """
    fillers = {"{prompt}": prompt, "{root}": json.dumps(str(root))}
    words = [_filled(word, fillers) for word in client.headless.arguments]
    return [client.program, *words, *more]


def _filled(word: str, fillers: dict[str, str]) -> str:
    if word in fillers:
        return fillers[word]
    return word.replace("{root}", fillers["{root}"])


def run_client(
    client: Client,
    command: Sequence[str],
    root: Path,
    seconds: float,
    raw: Path,
    show: Callable[[str], None],
) -> Answer:
    """Run a client once and wait for it and for all that it started.

    Args:
        client: the client.
        command: from `command_of`.
        root: where it works.
        seconds: how long it may take.
        raw: where its whole output is kept, without secrets.
        show: is given the output as it comes.
    """
    environment = {**os.environ, **client.headless.variables, DRIVEN: client.agent.key}
    mask = RepoMask(root, environment)
    outcome = run_command(
        command, cwd=root, environment=environment, seconds=seconds, mask=mask, log=raw, show=show
    )
    out = mask.apply(outcome.out).decode("utf-8", "replace")
    err = mask.apply(outcome.err).decode("utf-8", "replace")
    return Answer(
        outcome.end is End.EXIT and outcome.number == 0,
        outcome.sentence,
        outcome.end is End.TIMEOUT,
        last_message(out, client.headless.message_key) or err.strip()[-LONGEST_MESSAGE:],
    )


def last_message(output: str, key: str) -> str:
    """Return the last message in what a client printed.

    Args:
        output: its standard output.
        key: the key of a JSON object that holds it; empty where all output is the message.
    """
    if key:
        start = output.find("{")
        try:
            data = json.JSONDecoder().raw_decode(output[start:])[0] if start >= 0 else {}
        except ValueError:
            data = {}
        said = data.get(key) if isinstance(data, dict) else None
        if isinstance(said, str):
            return said.strip()[-LONGEST_MESSAGE:]
    return output.strip()[-LONGEST_MESSAGE:]
