"""The checks of a plan: one module each, listed here by family."""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundplan.checks.interface import Check

# The first digit of a code is its family; a family's modules are listed in the order of their codes.
FAMILIES: dict[str, str] = {
    "0": "document",
    "1": "request",
    "2": "code",
    "3": "steps",
    "4": "rules",
    "5": "pattern",
    "6": "evidence",
    "7": "hygiene",
}
MODULES: tuple[str, ...] = (
    # document
    "front_matter_missing",
    "front_matter_unreadable",
    "front_matter_key_missing",
    "front_matter_value_unknown",
    "plan_id_malformed",
    "title_missing",
    "title_differs",
    "section_missing",
    "section_renamed",
    "section_order",
    "section_duplicate",
    "section_empty",
    "field_missing",
    "field_empty",
    "answer_open",
    "placeholder_left",
    "heading_unknown",
    "field_duplicate",
    "part_missing",
    "fence_open",
    "nested_too_deep",
    "merge_conflict",
    "ignore_unknown",
    "assessment_empty",
    "plan_not_archived",
    "not_accepted",
    "base_unknown",
    # request
    "summary_several_lines",
    "summary_long",
    "must_have_missing",
    "before_after",
    "endpoint_form",
    "criteria_vague",
    "requirement_vague",
    "not_applicable_bare",
    "item_duplicate",
    "row_incomplete",
    "criteria_always",
    "endpoint_twice",
    "model_without_database",
    "dependency_without_version",
    "env_name_form",
    # code
    "file_missing",
    "file_exists",
    "path_outside",
    "related_missing",
    "env_unknown",
    "container_unknown",
    "touches_nothing",
    "path_case",
    "drift_unseen",
    # steps
    "steps_missing",
    "step_id",
    "step_duplicate",
    "step_goal",
    "step_actions",
    "step_verification",
    "verification_expectation",
    "code_without_tests",
    "depends_unknown",
    "depends_circle",
    "touches_unnamed",
    "step_too_big",
    "step_draft",
    "action_form",
    "verification_form",
    "block_loose",
    "block_key",
    "block_language",
    "depends_later",
    "step_touches",
    "file_untouched",
    "graph_stale",
    # rules
    "rule_missing",
    "rule_outdated",
    "command_denied",
    # pattern
    "pattern_undecided",
    # evidence
    "tick_without_run",
    "evidence_stale",
    "evidence_failed",
    "decision_without_reason",
    "box_open",
    "evidence_unreadable",
    "done_too_early",
    "criterion_open",
    # hygiene
    "secret",
    "absolute_path",
    "control_character",
    "invisible_character",
    "line_ends_mixed",
    "byte_order_mark",
)


@cache
def all_checks() -> tuple[Check, ...]:
    """Return every check, in the order of the codes."""
    return tuple(
        getattr(importlib.import_module(f"groundplan.checks.{name}"), name) for name in MODULES
    )
