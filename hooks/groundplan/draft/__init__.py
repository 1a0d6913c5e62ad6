"""First steps of a plan, drafted from answers and facts: one module a kind of step.

Each has `steps(ground)` and yields what its part of the request asks for, or nothing. They are
drafts: whoever completes the plan goes over them, and takes `(draft)` off their headings.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from groundplan.draft import (
    build_deploy,
    code,
    data_model,
    dependencies,
    documentation,
    endpoints,
    env_vars,
    manual,
    whole,
)
from groundplan.draft.step import MOST_ACTIONS, steps_text
from groundplan.draft.step import code as code_span

if TYPE_CHECKING:
    from groundplan.draft.context import Ground
    from groundplan.draft.step import DraftStep

# In the order of the work: what others build on comes first.
FIRST = (env_vars, dependencies, data_model, endpoints)
LAST = (documentation, build_deploy, manual, whole)


def draft_steps(ground: Ground) -> tuple[DraftStep, ...]:
    """Return the steps that the request and the repo's facts ask for, in their order."""
    first = [step for kind in FIRST for step in kind.steps(ground)]
    taken = frozenset(path for step in first for path in step.touches)
    middle = list(code.steps(ground, taken))
    last = [step for kind in LAST for step in kind.steps(ground)]
    return tuple(_with_patterns(step, ground) for step in (*first, *middle, *last))


def _with_patterns(step: DraftStep, ground: Ground) -> DraftStep:
    """Return a step that says first which patterns govern what it touches."""
    from groundplan.plan.evidence import glob_matcher

    reads = tuple(
        f"Read {code_span(path)}, which governs what is touched here: keep the pattern, or change its "
        "document first and write the decision and its reason under Decisions."
        for path, globs in ground.patterns
        if path not in step.touches
        and any(
            matches(touched) for matches in map(glob_matcher, globs) for touched in step.touches
        )
    )
    return replace(step, actions=_fitting((*reads, *step.actions)))


def _fitting(actions: tuple[str, ...]) -> tuple[str, ...]:
    """Return actions that a step may have; those beyond stand together in the last one."""
    if len(actions) <= MOST_ACTIONS:
        return actions
    return (*actions[: MOST_ACTIONS - 1], " ".join(actions[MOST_ACTIONS - 1 :]))


def draft_text(ground: Ground) -> str:
    """Return the drafted steps as Markdown, as they stand below `## Steps`."""
    return steps_text(draft_steps(ground))
