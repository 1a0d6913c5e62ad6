"""PL322: the graph of steps shows the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


from groundplan.plan.graph import graph_edit


@check(
    code="PL322",
    name="graph-stale",
    severity=WARNING,
    why="A picture of another plan misleads.",
    help="Let --fix draw it again; what stands between the two comments is kept by it.",
    bad=Sample(
        "## Steps",
        "## Steps\n\n<!-- groundplan: graph -->\n```mermaid\nflowchart TD\n```\n<!-- /groundplan: graph -->\n\n### S1 - Column\n\n- **Goal:** It is there.\n- **Touches:** `app/models.py`, `app/routes/loans.py`, `app/services/export.py`, `tests/**`\n\n#### Actions\n\n- [x] S1.1 Do it.\n\n#### Verify\n\n- [x] S1.a (manual) Look at it.\n",
    ),
)
def graph_stale(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    edit = graph_edit(plan)
    if edit is not None:
        yield Finding(edit.first, "The graph does not show the steps as they are.", edits=(edit,))
