"""The rules of the base: a change is judged by the rules that it found, and a change of them is said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from groundplan.core import git
from groundplan.guard import decide

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


FOLDER = ".groundplan"
RULES = f"{FOLDER}/rules.json"
LOCAL = f"{FOLDER}/rules.local.json"
SOURCE = f"{FOLDER}/rules.local.yml"
FACTS = f"{FOLDER}/facts.json"
RULE_FILES = frozenset({"rules.json", "rules.local.json", "rules.local.yml"})


class State(NamedTuple):
    """The rules and facts of one state of the repo, as it is committed or staged."""

    rules: tuple[Mapping[str, Any], ...]
    facts: Mapping[str, Any]
    off: Mapping[str, str]
    """Rules that the repo's own file switches off, with the reason."""


def state_at(root: Path, name: str) -> State | None:
    """Return the rules of a state; None where the kit is not installed in it, or can't be read.

    Args:
        root: the repo's root.
        name: how git calls the state: a commit or a tree, or nothing for the index.
    """
    kit = _json(root, name, RULES)
    rules = kit.get("rules") if isinstance(kit, dict) else None
    if not isinstance(rules, list):
        return None
    known = [rule for rule in rules if isinstance(rule, dict) and isinstance(rule.get("id"), str)]
    local, facts = _json(root, name, LOCAL), _json(root, name, FACTS)
    local = local if isinstance(local, dict) else {}
    off = local.get("off")
    return State(
        tuple(decide.merged(known, local)),
        facts if isinstance(facts, dict) else {},
        {str(key): str(why) for key, why in off.items()} if isinstance(off, dict) else {},
    )


def _json(root: Path, name: str, path: str) -> Any:
    data = git.git_bytes("cat-file", "blob", f"{name}:{path}", cwd=root)
    try:
        return json.loads(data) if data is not None else None
    except (ValueError, RecursionError):
        return None


def both(base: State | None, head: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the rules that judge a change: those of its base, and those that it adds."""
    if base is None:
        return list(head)
    known = {rule["id"] for rule in base.rules}
    return [*base.rules, *(rule for rule in head if rule["id"] not in known)]


def switched_off(base: State, new: State | None) -> Iterator[tuple[str, str]]:
    """Yield each rule of the base by which less is decided after a change, and what is less."""
    if new is None:
        yield "", "no rules can be read any more"
        return
    now = {rule["id"]: rule for rule in new.rules}
    for rule in base.rules:
        name = str(rule["id"])
        after = now.get(name)
        if after is None:
            why = new.off.get(name)
            yield name, f"{name} is switched off" + (f" ({why})" if why else "")
            continue
        yield from ((name, sentence) for sentence in _less(name, rule, after))


def _less(name: str, rule: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for key in ("deny", "ask"):
        then, now = _matchers(rule.get(key)), _matchers(after.get(key))
        gone = len(then - now)
        if gone:
            yield f"{name}: {gone} of {len(then)} matchers under `{key}` are gone or changed"
    places = set(rule.get("boundary") or ("agent", "commit", "ci"))
    fewer = places - set(after.get("boundary") or ("agent", "commit", "ci"))
    if fewer:
        yield f"{name} no longer holds at: {', '.join(sorted(fewer))}"


def _matchers(entries: Any) -> set[str]:
    return {json.dumps(entry, sort_keys=True) for entry in entries or ()}
