"""PL401: the plan repeats the general rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.checks.looking import rule_text
from groundplan.plan.edits import insert_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL401",
    name="rule-missing",
    severity=ERROR,
    why="An agent that reads only the plan must know the rules.",
    help="Put the rule back under General rules; --fix does.",
    bad=Sample("- **Invent nothing.** Every decision carries its reason.", ""),
)
def rule_missing(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    if plan.rules_heading is None or seen.rules is None:
        return
    said = {rule.title.casefold().rstrip(".") for rule in plan.rules}
    missing = [rule for rule in seen.rules if rule.title.casefold().rstrip(".") not in said]
    at = plan.rules[-1].line + 1 if plan.rules else plan.rules_heading.line + 1
    while plan.rules and plan.lines[at - 1].startswith("  "):
        at += 1
    new = [f"- **{rule.title}.** {rule_text(plan, rule)}" for rule in missing]
    edits = (insert_before(at, new if plan.rules else ["", *new]),) if new else ()
    for index, rule in enumerate(missing):
        message = f"The rule {rule.title!r} is missing."
        yield Finding(plan.rules_heading.line, message, edits=edits if index == 0 else ())
