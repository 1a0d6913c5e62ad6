"""Who accepts a plan: a person, asked where an agent does not answer."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from groundplan.agents import AGENTS
from groundplan.core import terminal
from groundplan.core.errors import NeedsPerson

if TYPE_CHECKING:
    from collections.abc import Mapping

DRIVEN = "GROUNDPLAN_DRIVE"
"""`groundplan drive` sets it for all that its agent starts: nothing is accepted there."""
LETTERS = "abcdefghjkmnpqrstuvwxyz"
"""What a token is made of: letters that are not taken for each other."""
TOKEN_LENGTH = 4
WAY = "A person runs it, in a terminal that no agent controls: groundplan accept --plan"


def agent_around(environment: Mapping[str, str]) -> str:
    """Return the title of the agent that runs this process, or nothing where no agent shows.

    Args:
        environment: the process's variables; the names are those that each agent sets for the
            commands that it runs (`Agent.command_variables`).
    """
    if DRIVEN in environment:
        return "groundplan drive"
    found = (agent for agent in AGENTS if set(agent.command_variables) & set(environment))
    return next((agent.title for agent in found), "")


def ask_person(screen: str) -> bool:
    """Make sure that a person accepts: show the plan and have a token typed.

    Without a terminal nothing is asked; a script that a person wrote may accept, an agent may not.

    Args:
        screen: what the person agrees to.

    Returns:
        Whether a person was asked, and has seen the screen.

    Raises:
        NeedsPerson: an agent runs this, or the person did not type the token.
    """
    if agent := agent_around(os.environ):
        raise NeedsPerson(f"This runs in {agent}: an agent can't accept a plan.", WAY)
    if not terminal.is_terminal():
        return False
    token = "".join(secrets.choice(LETTERS) for _ in range(TOKEN_LENGTH))
    terminal.print_prose(screen)
    terminal.print_part(f"Type {token} to accept this plan; anything else leaves it as it is: ")
    try:
        typed = terminal.read_line().strip().lower()
    except EOFError:
        typed = ""
    if typed != token:
        raise NeedsPerson("The plan was not accepted.", "Run it again to accept it.")
    return True
