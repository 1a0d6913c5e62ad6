"""The reference page of the rules, made from the rules themselves."""

from __future__ import annotations

from typing import Any

from groundplan.core import registry

BOUNDARIES = {
    "agent": "before the tool call",
    "commit": "at the commit",
    "ci": "in CI",
    "prose": "prose",
}


def page() -> str:
    """Return `docs/reference/rules.md`: every rule with its reason, where it holds, and examples."""
    rules = sorted(registry.rules(), key=lambda rule: rule["order"])
    head = [
        "# Rules",
        "",
        "<!-- Generated from hooks/groundplan/rules; run: python -m groundplan.dev gen -->",
        "",
        (
            "What lands in a repo are the rules that apply to it, with its own names in the braces. "
            "A repo adds, changes and switches off rules in `.groundplan/rules.local.yml` (see [the guard](../guard.md))."
        ),
        "",
        "| rule | where it holds | covers |",
        "| --- | --- | --- |",
        *(
            f"| [`{rule['id']}`](#{rule['id']}) | {_where(rule)} | {', '.join(rule['covers'])} |"
            for rule in rules
        ),
    ]
    return "\n".join([*head, *(line for rule in rules for line in _section(rule))]) + "\n"


def _where(rule: dict[str, Any]) -> str:
    return ", ".join(BOUNDARIES[name] for name in rule["boundary"])


def _section(rule: dict[str, Any]) -> list[str]:
    lines = ["", f"## {rule['id']}", "", f"**{rule['title']}.** {rule['text'].strip()}", ""]
    lines += [f"Why: {rule['why'].strip()}", ""]
    if rule.get("applies"):
        wanted = "; ".join(
            f"`{fact}` is {_values(value)}" for fact, value in rule["applies"].items()
        )
        lines += [f"Applies where {wanted}.", ""]
    if rule.get("instead"):
        lines += [f"Instead: {rule['instead'].strip()}", ""]
    for verdict, examples in rule.get("examples", {}).items():
        lines += [f"- {verdict}: {_example(example)}" for example in examples]
    return lines if lines[-1] else lines[:-1]


def _values(value: object) -> str:
    values = value if isinstance(value, list) else [value]
    return " or ".join(f"`{str(one).lower()}`" for one in values)


def _example(example: dict[str, Any]) -> str:
    return ", ".join(f"{kind} `` {_one_line(value)} ``" for kind, value in example.items())


def _one_line(value: object) -> str:
    text = ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)
    return text.replace("\n", "\\n")
