"""Whether a rule does what its examples say, on a made-up repo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundplan.guard import decide
from groundplan.guard.event import WRITTEN, Event
from groundplan.guard.paths import Place, join
from groundplan.guard.payload.reader import Call
from groundplan.guard.policy.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def example_faults(
    rule: Mapping[str, Any], rules: Sequence[Mapping[str, Any]], facts: Mapping[str, Any]
) -> Iterator[str]:
    """Yield what a rule's examples say and the rule does not do.

    Args:
        rule: the rule with its `examples`.
        rules: all rules that hold, in their order; only the rule itself is asked.
        facts: the repo's facts, for the names in braces.
    """
    own = [dict(other) for other in rules if other["id"] == rule["id"]]
    for kind, examples in (rule.get("examples") or {}).items():
        for example in examples or []:
            if not isinstance(example, dict) or "diff" in example:
                continue  # over a diff: `groundplan review` judges these
            decision = example_decision(example, own, facts)
            if (decision == "allow") == (kind == "deny"):
                shown = next(iter(example.values()))
                yield f"the example {shown!r} should be {kind} and is {decision}."


def example_decision(
    example: Mapping[str, Any], rules: list[dict[str, Any]], facts: Mapping[str, Any]
) -> str:
    """Return the decision on one example, on a made-up repo."""
    plan = str(example.get("plan") or "active")
    table = Table(rules, dict(facts), lambda: plan)
    history = example.get("history")
    listed = history is None or any(
        "docker ps" in str(item) or "compose ps" in str(item) for item in history
    )
    event = Event(Place("/repo", (), is_real=False), listed)
    call = Call()
    call.cwd = "/repo"
    if "shell" in example:
        decide.follow(event, call, table.filled(str(example["shell"])))
    elif "read" in example:
        event.read.append((join("/repo", str(example["read"])), "read"))
    else:
        path = str(example.get("edit") or example.get("write") or "")
        event.touch("/repo", table.filled(path), WRITTEN)
    return table.verdict(event).decision
