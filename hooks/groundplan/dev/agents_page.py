"""The page that says what is enforced where: agent by rule by boundary, from the data and the tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundplan.agents import AGENTS, Agent, Reach
from groundplan.agents.landed import content_of
from groundplan.core.registry import PACKAGE, load_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RECORD = Path(__file__).parents[3] / "tests/data/agents/live.json"
"""What the live tests found, client by client; they fail when it is no longer so."""

WEAKENED = "no-bypass"
"""The rule of which a review finds a part by itself: see `groundplan.review.weakening`."""

HEAD = """\
<!-- Made by `python -m groundplan.dev gen` from hooks/groundplan/agents, hooks/groundplan/rules and
     tests/data/agents/live.json. Do not edit it by hand. -->

# What is enforced where

Each rule that a machine can decide is decided at up to three places: **before an agent's tool call**, by
the guard that the agent's own hook starts; **at the commit**, by the pre-commit hook; and **in CI**, by the
review of the whole change. An agent whose hook does not run still meets the other two.

## Before the tool call
"""

WORDS = """\
- **denied**: the call is stopped, and the agent is told what to do instead.
- **asked**: the person at the agent is asked; where nobody can be asked, the call is stopped.
- **list**: the agent's own list in the repo stops the plain form of it; the guard does not run there.
- **prose**: the agent reads the rule in AGENTS.md, and nothing stops it; the commit and CI may.
- **¹**: only after a person has done what stands in the column *Needs*.
"""


def agents_page() -> str:
    """Return the whole page."""
    rules = sorted(
        map(load_yaml, (PACKAGE / "rules").glob("*.yml")), key=lambda rule: rule["order"]
    )
    decided = [rule for rule in rules if set(rule["boundary"]) - {"prose"}]
    at_agent = [rule for rule in decided if "agent" in rule["boundary"]]
    return "\n".join(
        [
            HEAD,
            _agent_table(at_agent),
            "",
            WORDS,
            "## At the commit and in CI",
            "",
            _boundary_table(decided),
            "",
            "² A change that takes one of these checks away, or edits the kit's own files by hand.",
            "",
            "Where a command *runs* can't be told from a diff, so rules about that hold at the agent only.",
            "Everything else in AGENTS.md is prose: no machine can decide it.",
            "",
            "## What was tried in the real clients",
            "",
            _live_table(json.loads(RECORD.read_text(encoding="utf-8"))),
            "",
            "Each client ran without a person against a scripted model on the same machine, in a scratch",
            "repo in which everything had landed; what they ask about trust was answered with yes.",
            "Try it yourself: `groundplan doctor --live all`.",
            "",
            "## Agent by agent",
            "",
            *(_section(agent) for agent in sorted(AGENTS, key=lambda agent: agent.title.lower())),
        ]
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)


def _agent_table(rules: Sequence[Mapping[str, Any]]) -> str:
    head = ["Agent", *(f"`{rule['id']}`" for rule in rules), "Needs"]
    rows = [
        [agent.title, *(_cell(agent, rule) for rule in rules), _needs(agent)] for agent in AGENTS
    ]
    return _table(head, rows)


def _needs(agent: Agent) -> str:
    """Say what a person has to do before the repo's hook runs, as far as anybody has tried it."""
    if not agent.denies:
        return "-"
    unknown = "not confirmed" if agent.checked.startswith("documented") else "nothing"
    return agent.trust or unknown


def _cell(agent: Agent, rule: Mapping[str, Any]) -> str:
    """Say what happens to a call that breaks a rule."""
    if not agent.denies:
        return "list" if rule["id"] in _listed(agent) else "prose"
    mark = "¹" if agent.trust else ""
    words = ["denied"] if rule.get("deny") or not agent.asks else []
    words += ["asked"] if rule.get("ask") and agent.asks else []
    return f"{', '.join(words)}{mark}"


def _listed(agent: Agent) -> set[str]:
    """Return the rules of which the agent's own list holds the plain form."""
    texts = [json.dumps(content_of(file, containers=True)) for file in agent.files]
    words = {"compose-v2": "docker-compose", "env-readonly": ".env"}
    return {rule for rule, word in words.items() if any(word in text for text in texts)}


def _boundary_table(rules: Sequence[Mapping[str, Any]]) -> str:
    rows = []
    for rule in rules:
        cells = []
        for boundary in ("agent", "commit", "ci"):
            holds = boundary in rule["boundary"]
            # A commit can't ask: what an agent would be asked is a warning there.
            at_diff = "stopped" if rule.get("deny") else "warning"
            cells.append(("yes" if boundary == "agent" else at_diff) if holds else "-")
        if rule["id"] == WEAKENED:
            cells[1:] = ["stopped²", "stopped²"]
        rows.append([f"`{rule['id']}`", rule["title"], *cells])
    return _table(["Rule", "Title", "Agent", "Commit", "CI"], rows)


def _live_table(record: Mapping[str, Any]) -> str:
    titles = {agent.key: agent.title for agent in AGENTS}
    rows = [
        [titles[key], entry["version"], entry["root"], entry["subfolder"]]
        for key, entry in record.items()
    ]
    return _table(["Client", "Version", "Started in the root", "Started in a subfolder"], rows)


def _section(agent: Agent) -> str:
    reach = {Reach.YES: "yes", Reach.NO: "no", Reach.UNKNOWN: "not confirmed"}[agent.subfolder]
    lines = [f"### {agent.title}", "", f"- Reads: {agent.rules}"]
    if agent.files:
        lines.append("- Lands: " + ", ".join(f"`{file.path}`" for file in agent.files))
    if agent.denies:
        lines.append(f"- Loads the repo's hooks from a subfolder: {reach}")
        asks = (
            f"honoured at `{'`, `'.join(agent.asks)}`"
            if agent.asks
            else "denied, with who can do it"
        )
        lines.append(f"- A call that needs a person's yes: {asks}")
    lines += [f"- {limit}" for limit in agent.limits]
    return "\n".join([*lines, f"- Facts: {agent.checked}", ""])
