"""The form of a repo's own rules: which keys there are, and what is said of a line that does not keep to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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

Fault = tuple[int, str]
Lines = dict[tuple[object, ...], int]
"""The line of each part, by its path of keys and numbers."""


def faults_of(value: Mapping[str, Any], lines: Lines, kit: set[str]) -> Iterator[Fault]:
    """Yield what is wrong with a repo's own rules, each with its line.

    Args:
        value: what the source says.
        lines: the line of each part of it.
        kit: the ids of the kit's rules.
    """
    for key in value:
        if key not in TOP_KEYS:
            yield lines.get((key,), 1), f"there is no key {key!r}; there are {listed(TOP_KEYS)}."
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
            yield where, f"a rule has no {key!r}; it has {listed(RULE_KEYS)}."
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
                f"there is no boundary {place!r}; there are {listed(BOUNDARIES)}.",
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
        yield line, f"a matcher of {name} says nothing to look for: one of {listed(SUBJECTS)}."
    for key, item in matcher.items():
        form = MATCHERS.get(key)
        if form is None:
            yield line, f"there is no matcher {key!r}; there are {listed(MATCHERS)}."
        elif not isinstance(item, form):
            yield line, f"{key} has the wrong form: {_form(form)} is expected."
        elif isinstance(item, list) and not all(isinstance(one, str) for one in item):
            yield line, f"{key} is a list of texts; put quotes around the others."
        elif key in CHOICES and item not in CHOICES[key]:
            yield line, f"{key} is one of {listed(CHOICES[key])}."


def _form(kind: Any) -> str:
    return {str: "a text", int: "a number", list: "a list", dict: "a mapping"}.get(kind, "a text")


def listed(words: Iterable[str]) -> str:
    """Return words as a sentence names them."""
    return ", ".join(words)
