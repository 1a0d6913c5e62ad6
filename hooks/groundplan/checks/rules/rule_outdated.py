"""PL402: the plan's rules are those of the repo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.checks.looking import rule_text
from groundplan.core.model import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL402",
    name="rule-outdated",
    severity=WARNING,
    why="After an update of the kit a plan can say an older rule than the one that is enforced.",
    help="Take the repo's text of the rule; --fix does.",
    bad=Sample(
        "- **Invent nothing.** Every decision carries its reason.",
        "- **Invent nothing.** Be careful.",
    ),
)
def rule_outdated(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    texts = {rule.title.casefold().rstrip("."): rule for rule in seen.rules or ()}
    for rule in plan.rules:
        kit = texts.get(rule.title.casefold().rstrip("."))
        if kit is None or " ".join(rule.text.split()) in (rule_text(plan, kit), kit.text):
            continue
        is_one_line = (
            not plan.lines[rule.line].startswith("  ") if rule.line < len(plan.lines) else True
        )
        edits = (Edit(rule.line, rule.line, f"- **{kit.title}.** {rule_text(plan, kit)}\n"),)
        message = f"The rule {rule.title!r} reads otherwise in this repo."
        yield Finding(rule.line, message, edits=edits if is_one_line else ())
