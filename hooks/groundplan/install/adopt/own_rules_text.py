"""The repo's own rules as text for agents: beside the kit's, in the rules file that every agent reads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from groundplan.core.transaction import Tree

COMPILED = ".groundplan/rules.local.json"
TABLE = ".groundplan/rules.json"


def own_rules_text(tree: Tree) -> str:
    """Return a section on what a repo adds, changes and switches off; "" where it does nothing."""
    local = _read(tree, COMPILED)
    titles = {rule.get("id"): rule.get("title", "") for rule in _rules(_read(tree, TABLE))}
    lines = []
    for rule in _rules(local):
        title = rule.get("title") or titles.get(rule.get("id")) or rule.get("id")
        lines.append(f"- **{_one_line(title)}.** {_one_line(rule.get('text', ''))}".rstrip())
    off = local.get("off")
    for name, reason in sorted(off.items()) if isinstance(off, dict) else ():
        title = _one_line(titles.get(name) or name)
        lines.append(f'- The rule "{title}" does not hold here: {_one_line(reason)}')
    if not lines:
        return ""
    head = "### Rules of this repo\n\nWhere they differ from the rules above, these hold.\n"
    return "\n".join([head, *lines])


def _one_line(text: object) -> str:
    return " ".join(str(text).split()).replace("<!--", "<! --")


def _rules(table: dict[str, Any]) -> list[dict[str, Any]]:
    rules = table.get("rules")
    return [rule for rule in rules if isinstance(rule, dict)] if isinstance(rules, list) else []


def _read(tree: Tree, path: str) -> dict[str, Any]:
    try:
        value = json.loads(tree.read(path) or b"{}")
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
