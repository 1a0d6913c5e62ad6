"""The page that says what each agent client did with the skills, in runs of the live tests."""

from __future__ import annotations

import json
from pathlib import Path

from groundplan.agents import AGENTS

ROOT = Path(__file__).parents[3]
RECORD = ROOT / "tests/data/agents/driving.json"
"""Client by client; the live tests fail when it is no longer so."""
GUARD_RECORD = ROOT / "tests/data/agents/live.json"

HEAD = """\
<!-- Made by `python -m groundplan.dev gen` from tests/data/agents. Do not edit it by hand. -->

# What each agent does with the skills

Found by the live tests: each client ran without a person against a scripted model on the same machine, in
a scratch repo with the kit. The model takes its commands from the text of the landed skills; only its
answers, steps and code are written down beforehand. Tokens are those of both conversations (planning, and
carrying out two steps), at four characters a token, without the client's own system prompt and tools.

"""
FOOT = """
*Acceptance forged* counts the ways to accept the plan in the user's place that had an effect, of: the
command itself, the command without the agent's variables, at a terminal of its own making, through
Python, and the status edited by hand. From a subfolder where a client loads no hooks, `accept` still
refuses to run under the agent's variables; an agent that takes them away, or edits PLAN.md, is seen by
`groundplan check` only.
"""


def page() -> str:
    """Return the whole page."""
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    guard = json.loads(GUARD_RECORD.read_text(encoding="utf-8"))
    titles = {agent.key: agent.title for agent in AGENTS}
    keys = [agent.key for agent in AGENTS if agent.key in record]
    found = {key: _found(record[key]["found"], guard.get(key, {})) for key in keys}
    rows = [["Version", *(record[key]["version"] for key in keys)]]
    rows += [["Tried on", *(record[key]["date"] for key in keys)]]
    names = list(dict.fromkeys(name for key in keys for name in found[key]))
    rows += [[name, *(found[key].get(name, "not tried") for key in keys)] for name in names]
    head = ["", *(titles[key] for key in keys)]
    lines = [head, ["---"] * len(head), *rows]
    return HEAD + "".join(f"| {' | '.join(row)} |\n" for row in lines) + FOOT


def _found(found: dict[str, str], guard: dict[str, str]) -> dict[str, str]:
    denied = {f"Guard ({place})": guard[place] for place in ("root", "subfolder") if place in guard}
    return {name[:1].upper() + name[1:]: found[name] for name in sorted(found)} | denied
