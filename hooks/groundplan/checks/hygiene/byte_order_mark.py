"""PL706: no byte-order mark stands first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.core.model import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL706",
    name="byte-order-mark",
    severity=WARNING,
    why="Hosts do not see front matter behind a byte-order mark, and show it as text.",
    help="Save the file as UTF-8 without a byte-order mark; --fix does.",
    bad=Sample(
        "---",
        '\ufeff---\nid: 2026-11-24-export-loans\ntitle: "Export a member\'s loans as CSV"\nstatus: active\nlane: high\nbase: ""\nissue: ""\naccepted: "Ada, 2026-11-24"\n---',
    ),
    in_skeleton=True,
)
def byte_order_mark(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    if plan.text.startswith("\ufeff"):
        first = plan.lines[0].lstrip("\ufeff").rstrip("\r")
        yield Finding(
            1, "The file starts with a byte-order mark.", edits=(Edit(1, 1, f"{first}\n"),)
        )
