"""What a canary plants: the examples of a repo's rules, with its own names filled in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from groundplan.core.registry import PACKAGE, load_yaml
from groundplan.rules.local import SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

LOOK_FIRST = "docker ps"
"""What an example's session begins with, unless the example says what it begins with."""


@dataclass(frozen=True)
class Planted:
    """One example of a rule, with the repo's own names filled in."""

    rule: str
    is_denied: bool
    shell: str = ""
    paths: tuple[str, ...] = ()
    plan: str = "active"
    history: tuple[str, ...] = (LOOK_FIRST,)
    governed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Pattern documents that the example needs, and what they govern."""

    @property
    def shown(self) -> str:
        """What the example is, in one line."""
        return self.shell or ", ".join(self.paths)


def own_examples(root: Path) -> dict[str, Any]:
    """Return the examples of the repo's own rules, by the rule's id."""
    source = root / SOURCE
    told = load_yaml(source) if source.is_file() else None
    rules = told.get("rules") if isinstance(told, dict) else None
    return {rule["id"]: rule["examples"] for rule in rules or () if rule.get("examples")}


def examples_of(
    rule: str, own: Mapping[str, Any], facts: Mapping[str, object]
) -> Iterator[Planted]:
    """Yield the examples of a rule: the repo's own, else the kit's. Compiled tables have none."""
    shelf = PACKAGE / "rules" / f"{rule}.yml"
    told = own.get(rule) or (load_yaml(shelf).get("examples") if shelf.is_file() else None)
    for kind, examples in (told or {}).items():
        for example in examples:
            planted = _planted(rule, kind == "deny", example, facts)
            if planted.shell or planted.paths:
                yield planted


def _planted(
    rule: str, is_denied: bool, example: Mapping[str, Any], facts: Mapping[str, object]
) -> Planted:
    # A read can't be planted in a diff, and each agent reads by a tool of its own.
    paths = example.get("diff") or [example[key] for key in ("edit", "write") if key in example]
    return Planted(
        rule,
        is_denied,
        _filled(example.get("shell", ""), facts),
        tuple(_filled(path, facts) for path in paths),
        example.get("plan", "active"),
        tuple(example.get("history", (LOOK_FIRST,))),
        example.get("governed", {}),
    )


def _filled(text: str, facts: Mapping[str, object]) -> str:
    for key, value in facts.items():
        text = text.replace(f"{{{key}}}", str(value))
    return text
