"""The agents' descriptions -> the tables by which the guard reads and answers their calls."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from groundplan.agents import AGENTS
from groundplan.agents.payload import Payload, Reply

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundplan.agents import Agent

HEAD = '"""Generated from the agents\' descriptions (`make gen`): {what}"""\n\n# fmt: off'


def agent_table(agents: Iterable[Agent] = AGENTS) -> str:
    """Return the text of `guard/payload/agent_table.py`."""
    agents = tuple(agents)
    shapes = sorted(
        ((shape.order, _shape(agent, shape)) for agent in agents for shape in agent.payloads),
        key=lambda pair: pair[0],
    )
    replies: dict[str, object] = {
        name: _row(reply, Reply()) for agent in agents for name, reply in agent.replies.items()
    }
    variables = tuple(agent.project_variable for agent in agents if agent.project_variable)
    parts = [
        HEAD.format(what="how their calls are read and answered."),
        _assigned("SHAPES", [row for _, row in shapes]),
        _assigned("REPLIES", replies),
        f"ROOT_VARIABLES = {variables!r}\n",
    ]
    return "\n".join(parts)


def agent_programs(agents: Iterable[Agent] = AGENTS) -> str:
    """Return the text of `guard/programs/agent_programs.py`."""
    bypasses: dict[str, object] = {
        name: agent.bypasses for agent in agents for name in agent.programs
    }
    return "\n".join(
        [
            HEAD.format(what="how each is started without its checks."),
            _assigned("BYPASSES", bypasses),
        ]
    )


def _shape(agent: Agent, shape: Payload) -> dict[str, object]:
    row = _row(shape, Payload(0))
    row.pop("order", None)
    row["name"] = shape.name or agent.key
    for key, value in (
        ("shells", tuple(_simple(name) for name in agent.tools.shells)),
        ("reads", tuple(_simple(name) for name in agent.tools.reads)),
        ("renamed", dict(agent.tools.arguments)),
    ):
        if value:
            row[key] = value
    return row


def _simple(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()


def _row(value: Payload | Reply, usual: Payload | Reply) -> dict[str, object]:
    """Return what differs from the usual: the guard reads this table at every call."""
    found: dict[str, object] = {}
    for item in fields(value):
        given = getattr(value, item.name)
        if given != getattr(usual, item.name):
            found[item.name] = dict(given) if hasattr(given, "items") else given
    return found


def _assigned(name: str, value: dict[str, object] | list[dict[str, object]]) -> str:
    """Return an assignment, one entry a line."""
    if isinstance(value, dict):
        rows = "".join(f"    {key!r}: {item!r},\n" for key, item in value.items())
        return f"{name}: dict = {{\n{rows}}}\n"
    rows = "".join(f"    {item!r},\n" for item in value)
    return f"{name}: tuple = (\n{rows})\n"
