"""PL025: a suppression names a diagnostic and a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL025",
    name="ignore-unknown",
    severity=WARNING,
    why="A suppression that silences nothing, or says no reason, hides the next mistake.",
    help="Write `<!-- groundplan: ignore CODE reason -->` with a code that `check --explain` knows.",
    bad=Sample(
        "### Security",
        "### Security\n\n<!-- groundplan: ignore PL999 why not -->\n\nOnly the member.\n",
    ),
    good=Sample(
        "### Security",
        "### Security\n\n<!-- groundplan: ignore PL018 a quote -->\n\nThe page says TODO.\n",
    ),
    in_skeleton=True,
)
def ignore_unknown(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for ignore in plan.ignores:
        if ignore.code not in seen.codes:
            yield Finding(ignore.line, f"There is no diagnostic {ignore.code!r}.")
        elif not ignore.reason:
            yield Finding(ignore.line, f"No reason is given for ignoring {ignore.code}.")
