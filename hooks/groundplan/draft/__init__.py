"""First steps of a plan, drafted from answers and facts: one module a kind of step.

Each has `steps(ground)` and yields what its part of the request asks for, or nothing. They are
drafts: whoever completes the plan goes over them, and takes `(draft)` off their headings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.draft import (
    build_deploy,
    by_hand,
    code,
    data_model,
    dependencies,
    documentation,
    endpoints,
    env_vars,
    whole,
)
from groundplan.draft.step import steps_text

if TYPE_CHECKING:
    from groundplan.draft.ground import Ground
    from groundplan.draft.step import DraftStep

# In the order of the work: what others build on comes first.
FIRST = (env_vars, dependencies, data_model, endpoints)
LAST = (documentation, build_deploy, by_hand, whole)


def draft_steps(ground: Ground) -> tuple[DraftStep, ...]:
    """Return the steps that the request and the repo's facts ask for, in their order."""
    first = [step for kind in FIRST for step in kind.steps(ground)]
    taken = frozenset(path for step in first for path in step.touches)
    middle = list(code.steps(ground, taken))
    last = [step for kind in LAST for step in kind.steps(ground)]
    return (*first, *middle, *last)


def draft_text(ground: Ground) -> str:
    """Return the drafted steps as Markdown, as they stand below `## Steps`."""
    return steps_text(draft_steps(ground))
