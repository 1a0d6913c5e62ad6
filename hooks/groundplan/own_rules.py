"""A repo's own rules: `.groundplan/rules.local.yml` -> `.groundplan/rules.local.json`.

The file adds rules, changes the kit's, and switches them off with a reason:

    on_missing: deny            # allow (the default) or deny: there is no Python for the guard
    on_unreadable: allow        # deny (the default) or allow: a call that can't be read
    off:
      docker-ps-first: We have one container, and its name never changes.
    rules:
      - id: env-readonly        # a rule of the kit's: what is said here takes its place
        text: Ask Kim for env files.
      - id: no-terraform        # a rule of our own
        title: Terraform runs in CI
        text: Never run terraform here.
        boundary: [agent]
        deny:
          - runs: [terraform apply|destroy]
        instead: Open a merge request; CI applies it.

Examples:
          deny:
            - shell: terraform apply
          allow:
            - shell: terraform plan

Examples are run when the file is compiled: a rule that does not do what they say is refused.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from groundplan import shelf, world
from groundplan.errors import Refused
from groundplan.guard import decide
from groundplan.guard.event import WRITTEN, Event
from groundplan.guard.paths import Place, join
from groundplan.guard.payload import Call
from groundplan.guard.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

FOLDER = ".groundplan"
SOURCE = f"{FOLDER}/rules.local.yml"
COMPILED = f"{FOLDER}/rules.local.json"
TABLE = f"{FOLDER}/rules.json"
LIMIT = 1_000_000  # bytes; a repo's own rules have some thousand

BOUNDARIES = ("agent", "commit", "ci", "prose")
DIRECTIONS = ("allow", "deny")
TOP_KEYS = ("off", "on_missing", "on_unreadable", "rules")
RULE_KEYS = {
    "id": str,
    "order": int,
    "covers": list,
    "title": str,
    "text": str,
    "why": str,
    "applies": dict,
    "boundary": list,
    "deny": list,
    "ask": list,
    "instead": str,
    "examples": dict,
}
MATCHERS: dict[str, type | tuple[type, ...]] = {
    "runs": list,
    "where": str,
    "with": list,
    "without": str,
    "unless": list,
    "changes": list,
    "except": list,
    "reads": list,
    "plan": list,
    "skips": str,
    "docker": list,
    "unless_before": list,
    "together_with": list,
    "governed_by": str,
}
"""The vocabulary of matchers; docs/guard.md says what each means."""
SUBJECTS = ("runs", "changes", "reads", "skips", "docker")
CHOICES = {"where": ("host", "container", "api"), "without": ("path",), "skips": ("hooks",)}


@dataclass(frozen=True)
class Shown:
    """A rule as `groundplan rules` shows it."""

    rule: Mapping[str, Any]
    state: str
    """`kit`, `changed`, `own` or `off`."""
    reason: str = ""


# -- compiling -----------------------------------------------------------------------------------


def compile_own(root: Path) -> bool:
    """Compile the repo's own rules; say whether the compiled file changed.

    Without a source there is nothing to do, and a compiled file left over is removed.

    Raises:
        Refused: the source has a fault; the message names its line. Nothing was changed.
        EnvironmentTrouble: a file can't be read or written.
    """
    source, target = root / SOURCE, root / COMPILED
    if not source.is_file():
        if target.is_file():
            target.unlink()
            return True
        return False
    text = world.read_text(source, limit=LIMIT)
    compiled = compiled_text(text, root)
    if target.is_file() and world.read_text(target) == compiled:
        return False
    world.write_text(target, compiled)
    return True


def compiled_text(text: str, root: Path) -> str:
    """Return what the source compiles to.

    Raises:
        Refused: it has a fault; the message names its line.
    """
    value, lines = _loaded(text)
    kit = kit_rules(root)
    faults = list(_faults(value, lines, {str(rule["id"]) for rule in kit}))
    if faults:
        line, sentence = min(faults)
        raise Refused(
            f"{SOURCE}:{line}: {sentence}", "Mend the line, then: groundplan rules compile"
        )
    compiled = {
        "schema": "rules/1",
        "source": source_mark(text.encode()),
        "on_missing": value.get("on_missing", "allow"),
        "on_unreadable": value.get("on_unreadable", "deny"),
        "off": value.get("off") or {},
        "rules": [_kept(rule) for rule in value.get("rules") or []],
    }
    _run_examples(value, decide.merged(kit, compiled), facts_of(root))
    return json.dumps(compiled, indent=1, ensure_ascii=False) + "\n"


def _kept(rule: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in rule.items() if key not in ("examples", "applies")}
    if "text" in kept:
        kept["text"] = " ".join(str(kept["text"]).split())
    return kept


def source_mark(data: bytes) -> str:
    """Return what tells one text of the source from another."""
    return decide.source_mark(data)


def kit_rules(root: Path) -> list[dict[str, Any]]:
    """Return the kit's rules of a repo, or all of the kit's where it has not landed."""
    path = root / TABLE
    if not path.is_file():
        return [dict(rule) for rule in shelf.rules()]
    try:
        rules = json.loads(world.read_text(path, limit=LIMIT * 4))["rules"]
    except (ValueError, KeyError, TypeError) as problem:
        raise Refused(f"{TABLE} can't be read.", "Get it back: groundplan sync") from problem
    return [dict(rule) for rule in rules]


def facts_of(root: Path) -> dict[str, Any]:
    """Return the repo's facts; usual ones where the kit has not landed."""
    value = decide.read_json(str(root / FOLDER / "facts.json"))
    if isinstance(value, dict):
        return value
    return {
        "api_service": "api",
        "containers": True,
        "env_file": ".env",
        "migrate_command": "alembic upgrade head",
        "one_command": "make docker-test-one T=NAME",
        "revision_command": "alembic revision -m {message}",
        "suite_command": "make docker-test",
        "test_command": "pytest",
        "test_one_command": "pytest",
    }


# -- faults, with their lines --------------------------------------------------------------------


def _loaded(text: str) -> tuple[dict[str, Any], dict[tuple[object, ...], int]]:
    """Return the source's value and the line of each part, by its path of keys and numbers."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(text, Loader=loader)
        value = yaml.load(text, Loader=loader)  # noqa: S506 - both are safe loaders
    except (yaml.YAMLError, RecursionError, ValueError) as problem:
        mark = getattr(problem, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        what = getattr(problem, "problem", None) or "it is no YAML"
        raise Refused(f"{SOURCE}:{line}: {what}.", "Mend the line's YAML.") from problem
    if value is None:
        return {}, {}
    if not isinstance(value, dict):
        raise Refused(
            f"{SOURCE}:1: the file is no mapping.", f"Begin with one of: {_list(TOP_KEYS)}."
        )
    # YAML 1.1 reads a bare `off` as the boolean.
    value = {"off" if key is False else key: item for key, item in value.items()}
    return value, dict(_lines(node, ()))


def _lines(node: Any, path: tuple[object, ...]) -> Iterator[tuple[tuple[object, ...], int]]:
    import yaml

    yield path, node.start_mark.line + 1
    if len(path) > 6:
        return
    if isinstance(node, yaml.MappingNode):
        for key, item in node.value:
            here = (*path, key.value)
            yield from _lines(item, here)
            yield here, key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _lines(item, (*path, number))


Fault = tuple[int, str]
Lines = dict[tuple[object, ...], int]


def _faults(value: Mapping[str, Any], lines: Lines, kit: set[str]) -> Iterator[Fault]:
    for key in value:
        if key not in TOP_KEYS:
            yield lines.get((key,), 1), f"there is no key {key!r}; there are {_list(TOP_KEYS)}."
    for key in ("on_missing", "on_unreadable"):
        if key in value and value[key] not in DIRECTIONS:
            yield lines.get((key,), 1), f"{key} is allow or deny."
    yield from _off_faults(value.get("off"), lines, kit)
    rules = value.get("rules")
    if rules is not None and not isinstance(rules, list):
        yield lines.get(("rules",), 1), "rules is a list; begin each rule with `- id:`."
        return
    seen: set[str] = set()
    for number, rule in enumerate(rules or []):
        yield from _rule_faults(rule, number, lines, kit, seen)


def _off_faults(off: object, lines: Lines, kit: set[str]) -> Iterator[Fault]:
    if off is None:
        return
    if not isinstance(off, dict):
        yield lines.get(("off",), 1), "off is a mapping: the rule's id, a colon, the reason."
        return
    for name, reason in off.items():
        line = lines.get(("off", name), 1)
        if name not in kit:
            yield line, f"the kit has no rule {name!r} here; `groundplan rules list` shows them."
        if not isinstance(reason, str) or not reason.strip():
            yield line, f"{name} is switched off without a reason; write one behind the colon."


def _rule_faults(
    rule: object, number: int, lines: Lines, kit: set[str], seen: set[str]
) -> Iterator[Fault]:
    here = ("rules", number)
    line = lines.get(here, 1)
    if not isinstance(rule, dict) or not isinstance(rule.get("id"), str):
        yield line, "a rule is a mapping with an id."
        return
    name = rule["id"]
    if not name.replace("-", "").isalnum() or name != name.lower():
        yield line, f"the id {name!r} has other signs than small letters, digits and dashes."
    if name in seen:
        yield line, f"there are two rules {name!r}."
    seen.add(name)
    for key, item in rule.items():
        where = lines.get((*here, key), line)
        if key not in RULE_KEYS:
            yield where, f"a rule has no {key!r}; it has {_list(RULE_KEYS)}."
        elif not isinstance(item, RULE_KEYS[key]):
            yield where, f"{key} of {name} has the wrong form: {_form(RULE_KEYS[key])} is expected."
    if name not in kit:
        for key in ("title", "text", "boundary"):
            if key not in rule:
                yield line, f"the rule {name} is new, so it needs a {key}."
    boundary = rule.get("boundary")
    for place in boundary if isinstance(boundary, list) else []:
        if place not in BOUNDARIES:
            yield (
                lines.get((*here, "boundary"), line),
                f"there is no boundary {place!r}; there are {_list(BOUNDARIES)}.",
            )
    for kind in ("deny", "ask"):
        matchers = rule.get(kind)
        for place, matcher in enumerate(matchers if isinstance(matchers, list) else []):
            yield from _matcher_faults(matcher, lines.get((*here, kind, place), line), name)


def _matcher_faults(matcher: object, line: int, name: str) -> Iterator[Fault]:
    if not isinstance(matcher, dict):
        yield line, f"a matcher of {name} is a mapping, such as `- runs: [terraform apply]`."
        return
    if not any(key in matcher for key in SUBJECTS):
        yield line, f"a matcher of {name} says nothing to look for: one of {_list(SUBJECTS)}."
    for key, item in matcher.items():
        form = MATCHERS.get(key)
        if form is None:
            yield line, f"there is no matcher {key!r}; there are {_list(MATCHERS)}."
        elif not isinstance(item, form):
            yield line, f"{key} has the wrong form: {_form(form)} is expected."
        elif isinstance(item, list) and not all(isinstance(one, str) for one in item):
            yield line, f"{key} is a list of texts; put quotes around the others."
        elif key in CHOICES and item not in CHOICES[key]:
            yield line, f"{key} is one of {_list(CHOICES[key])}."


def _form(kind: Any) -> str:
    return {str: "a text", int: "a number", list: "a list", dict: "a mapping"}.get(kind, "a text")


def _list(words: Any) -> str:
    return ", ".join(words)


# -- examples ------------------------------------------------------------------------------------


def _run_examples(
    value: Mapping[str, Any], rules: list[dict[str, Any]], facts: Mapping[str, Any]
) -> None:
    for rule in value.get("rules") or []:
        for sentence in example_faults(rule, rules, facts):
            raise Refused(
                f"{SOURCE}: {rule['id']}: {sentence}",
                "Change the rule's matchers or the example, then: groundplan rules compile",
            )


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


# -- showing -------------------------------------------------------------------------------------


def shown_rules(root: Path) -> list[Shown]:
    """Return all rules of a repo in their order: the kit's, the changed, the own, the off.

    Raises:
        Refused: a table can't be read.
    """
    kit = kit_rules(root)
    local = decide.read_json(str(root / COMPILED))
    local = local if isinstance(local, dict) else {}
    off = local.get("off") or {}
    changed = {rule["id"] for rule in local.get("rules") or []}
    names = {str(rule["id"]) for rule in kit}
    found = [Shown(rule, "off", str(off[rule["id"]])) for rule in kit if rule["id"] in off]
    for rule in decide.merged(kit, local):
        state = "own" if rule["id"] not in names else "changed" if rule["id"] in changed else "kit"
        found.append(Shown(rule, state))
    return sorted(found, key=lambda item: (item.rule.get("order", 1000), str(item.rule["id"])))


def is_stale(root: Path) -> bool:
    """Say whether the source changed since it was compiled."""
    return bool(decide.stale_warning(str(root)))
