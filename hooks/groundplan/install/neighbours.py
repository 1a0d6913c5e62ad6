"""What a repo has of its own for what the kit brings: another PLAN.md, another way of planning.

Sources (2026-11): the documentation of each: github.com/github/spec-kit, github.com/Fission-AI/OpenSpec,
developers.openai.com (ExecPlans in PLANS.md), docs.bmad-method.org, kiro.dev/docs/specs,
github.com/eyaltoledano/claude-task-master, buildermethods.com/agent-os.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.plan.files import BESIDE, CURRENT, current_plan_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REGIMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("spec-kit", (".specify", "memory/constitution.md")),
    ("OpenSpec", ("openspec",)),
    ("ExecPlans", ("PLANS.md", ".agent/PLANS.md", ".codex/PLANS.md")),
    ("BMAD", (".bmad-core", "_bmad", ".bmad", "bmad")),
    ("Kiro specs", (".kiro/specs",)),
    ("Task Master", (".taskmaster",)),
    ("Agent OS", (".agent-os",)),
)
"""Another way of planning with agents, and the files or folders by which it is known."""


def neighbour_lines(root: Path) -> Iterator[str]:
    """Yield what a person should know before two ways of planning stand side by side."""
    if current_plan_path(root) != CURRENT:
        yield f"{CURRENT} is your own file and stays as it is. The current plan of groundplan is"
        yield f"{BESIDE}; to have it in {CURRENT}, rename yours: git mv {CURRENT} ROADMAP.md"
    for name, marks in REGIMES:
        found = next((mark for mark in marks if (root / mark).exists()), "")
        if found:
            yield f"{name} plans here, too ({found}): both would ask agents for a plan. Decide"
            yield "for one, and tell agents in AGENTS.md; docs/migrating.md of groundplan shows how."
