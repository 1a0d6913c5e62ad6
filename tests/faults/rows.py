"""Where the faults are tried that have their tests beside the code they belong to.

A row of the fault matrix is tried either in this folder, by a test with the row's name (`test_c1_…`),
or by the tests that are named here. `make faults` runs both.
"""

from __future__ import annotations

BESIDE_THE_CODE: dict[str, tuple[str, ...]] = {
    # P: a plan is checked and fixed
    "P1": ("checks/test_run.py::test_bad_input_ends_in_a_clear_line_soon_and_changes_nothing",),
    "P2": ("checks/test_every_check.py::test_its_bad_plan_has_it_and_no_other",),
    "P3": ("plan/test_parser.py::test_what_only_looks_like_a_heading_is_none",),
    "P4": ("plan/test_blocks.py::test_nesting_without_end_is_followed_to_a_depth_and_named",),
    "P5": ("checks/test_run.py::test_bad_input_ends_in_a_clear_line_soon_and_changes_nothing",),
    "P6": (
        "plan/test_parser.py::test_line_ends_and_a_byte_order_mark_change_nothing_of_what_is_read",
    ),
    "P7": ("plan/test_parser.py::test_front_matter_is_flat_and_bounded",),
    "P8": ("checks/test_run.py::test_text_of_a_plan_does_not_speak_to_the_terminal",),
    "P9": ("checks/test_run.py::test_a_link_out_of_the_repo_is_not_followed",),
    "P10": ("checks/test_run.py::test_fix_keeps_the_mode_and_refuses_a_file_that_is_read_only",),
    "P11": ("checks/test_every_check.py::test_its_fix_mends_it_and_a_second_one_changes_nothing",),
    "P12": ("plan/test_fixes.py::test_the_demo_plan_however_it_is_spoilt",),
    "P13": ("checks/test_run.py::test_fix_mends_what_is_mechanical_and_leaves_the_rest",),
    "P14": ("plan/test_parser.py::test_reading_never_raises",),
    # V: verifications are run
    "V7": (
        "verify/test_run.py::test_killed_at_any_moment_evidence_and_plan_are_whole_and_the_next_run_tells",
    ),
    "V12": ("verify/test_store.py::test_a_writer_that_is_killed_leaves_whole_lines",),
    # G: the guard
    "G1": ("guard/test_hostile.py::test_what_cannot_be_read_is_denied_with_one_sentence",),
    "G2": ("guard/test_hostile.py::test_deep_nesting_ends_without_a_traceback",),
    "G3": ("guard/test_hostile.py::test_a_strange_call_that_names_nothing_guarded_passes",),
    "G4": ("guard/test_hostile.py::test_a_damaged_table_leaves_the_built_in_rules",),
    "G5": ("guard/test_variants.py::test_a_path_may_take_any_detour",),
    "G6": ("guard/test_cases.py::test_a_case_is_decided_as_it_says",),
    "G7": ("guard/test_variants.py::test_a_denied_command_stays_stopped_in_any_wrapping",),
    "G8": ("guard/test_variants.py::test_a_denied_command_as_text_is_allowed",),
    "G9": (
        "guard/test_hostile.py::test_a_guard_that_fails_stops_the_call_in_words_that_every_agent_reads",
    ),
    "G10": ("guard/test_hard_cases.py::test_a_hard_case_is_decided_as_the_table_says",),
    "G11": ("guard/test_start.py::test_a_plain_call_reads_few_groups",),
    "G12": ("guard/test_payloads.py::test_the_reply_is_one_that_the_agent_obeys",),
    # K: the hooks at the commit and in CI
    "K1": (
        "review/test_hook_programs.py::test_the_staged_text_is_judged_and_not_the_working_tree",
    ),
    "K3": ("review/test_diff.py::test_a_name_is_never_taken_for_anything_else",),
    "K4": ("cli/test_main.py::test_the_version_is_one_string",),
    "K5": ("review/test_hook_programs.py::test_the_installed_hook_stops_a_commit",),
    "K6": ("review/test_run.py::test_merge_commits_and_removals_get_a_verdict",),
    "K7": ("review/test_ci_files.py::test_a_shallow_checkout_gets_its_history_and_then_a_verdict",),
}
"""Row -> the tests that try it, from the folder of the tests."""
