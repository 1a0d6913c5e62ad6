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
    "document.front_matter_missing",
    "document.front_matter_unreadable",
    "document.front_matter_key_missing",
    "document.front_matter_value_unknown",
    "document.plan_id_malformed",
    "document.title_missing",
    "document.title_differs",
    "document.section_missing",
    "document.section_renamed",
    "document.section_order",
    "document.section_duplicate",
    "document.section_empty",
    "document.field_missing",
    "document.field_empty",
    "document.answer_open",
    "document.placeholder_left",
    "document.heading_unknown",
    "document.field_duplicate",
    "document.part_missing",
    "document.fence_open",
    "document.nested_too_deep",
    "document.merge_conflict",
    "document.ignore_unknown",
    "document.assessment_empty",
    "document.plan_not_archived",
    "document.not_accepted",
    "document.base_unknown",
    # request
    "request.summary_several_lines",
    "request.summary_long",
    "request.must_have_missing",
    "request.before_after",
    "request.endpoint_form",
    "request.criteria_vague",
    "request.requirement_vague",
    "request.not_applicable_bare",
    "request.item_duplicate",
    "request.row_incomplete",
    "request.criteria_always",
    "request.endpoint_twice",
    "request.model_without_database",
    "request.dependency_without_version",
    "request.env_name_form",
    # code
    "code.file_missing",
    "code.file_exists",
    "code.path_outside",
    "code.related_missing",
    "code.env_unknown",
    "code.container_unknown",
    "code.touches_nothing",
    "code.path_case",
    "code.drift_unseen",
    # steps
    "steps.steps_missing",
    "steps.step_id",
    "steps.step_duplicate",
    "steps.step_goal",
    "steps.step_actions",
    "steps.step_verification",
    "steps.verification_expectation",
    "steps.code_without_tests",
    "steps.depends_unknown",
    "steps.depends_circle",
    "steps.touches_unnamed",
    "steps.step_too_big",
    "steps.step_draft",
    "steps.action_form",
    "steps.verification_form",
    "steps.block_loose",
    "steps.block_key",
    "steps.block_language",
    "steps.depends_later",
    "steps.step_touches",
    "steps.file_untouched",
    "steps.graph_stale",
    # rules
    "rules.rule_missing",
    "rules.rule_outdated",
    "rules.command_denied",
    # pattern
    "pattern.pattern_undecided",
    # evidence
    "evidence.tick_without_run",
    "evidence.evidence_stale",
    "evidence.evidence_failed",
    "evidence.decision_without_reason",
    "evidence.box_open",
    "evidence.evidence_unreadable",
    "evidence.done_too_early",
    "evidence.criterion_open",
    # hygiene
    "hygiene.secret",
    "hygiene.absolute_path",
    "hygiene.control_character",
    "hygiene.invisible_character",
    "hygiene.line_ends_mixed",
    "hygiene.byte_order_mark",
)


@cache
def all_checks() -> tuple[Check, ...]:
    """Return every check, in the order of the codes."""
    return tuple(
        getattr(importlib.import_module(f"groundplan.checks.{name}"), name.partition(".")[2])
        for name in MODULES
    )
