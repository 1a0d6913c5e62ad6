"""Rules as text for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundplan.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from groundplan.rules.local import Shown


def table_text(shown: Sequence[Shown]) -> str:
    """Return one line a rule: id, where it is enforced, whose it is, title."""
    rows = [
        (str(item.rule["id"]), _where(item), item.state, str(item.rule.get("title", "")))
        for item in shown
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    return "\n".join(
        "  ".join([*(row[at].ljust(widths[at]) for at in range(3)), row[3]]).rstrip()
        for row in rows
    )


def _where(item: Shown) -> str:
    return "-" if item.state == "off" else ", ".join(item.rule.get("boundary") or ["prose"])


def named(shown: Sequence[Shown], name: str) -> Shown:
    """Return the rule of that name.

    Raises:
        Refused: there is none; the near ones are named.
    """
    import difflib

    for item in shown:
        if item.rule["id"] == name:
            return item
    near = difflib.get_close_matches(name, [str(item.rule["id"]) for item in shown], n=3)
    hint = f"Did you mean {', '.join(near)}?" if near else "`groundplan rules list` shows them."
    raise Refused(f"There is no rule {name!r}.", hint)


def rule_text(item: Shown, facts: Mapping[str, Any]) -> str:
    """Return a rule whole: what it says, why, where it is enforced and what it stops.

    Args:
        item: the rule.
        facts: the repo's, for the words in braces; those that only a call can fill stay.
    """
    rule = item.rule
    parts = [f"{rule['id']}: {rule.get('title', '')}", "", str(rule.get("text", "")).strip()]
    if rule.get("why"):
        parts += ["", f"Why: {str(rule['why']).strip()}"]
    parts += ["", f"Enforced: {_where(item)}"]
    if item.state == "off":
        parts.append(f"Switched off here: {item.reason}")
    elif item.state != "kit":
        parts.append(
            {"own": "A rule of this repo.", "changed": "Changed in this repo."}[item.state]
        )
    for kind in ("deny", "ask"):
        parts += [
            f"{kind}: {_filled(_matcher(matcher), facts)}" for matcher in rule.get(kind) or ()
        ]
    if rule.get("instead"):
        parts.append(f"Instead: {_filled(str(rule['instead']).strip(), facts)}")
    return "\n".join(parts)


def _filled(text: str, facts: Mapping[str, Any]) -> str:
    """Return text with a repo's facts in the place of their names in braces."""
    for name, value in facts.items():
        if isinstance(value, str) and value:
            text = text.replace(f"{{{name}}}", value)
    return text


def _matcher(matcher: Mapping[str, Any]) -> str:
    pieces = []
    for key, value in matcher.items():
        words = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        pieces.append(f"{key.replace('_', ' ')} {words}")
    return "; ".join(pieces)
