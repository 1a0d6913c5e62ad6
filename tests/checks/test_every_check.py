"""Every diagnostic: its bad plan has it and no other, its good plan has none, and its fix mends it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from groundplan.checks import FAMILIES, MODULES, all_checks
from groundplan.checks.explain import diagnostics_page, explanation
from groundplan.checks.run import diagnose
from groundplan.checks.sample import PLAN, REPO, sample_surroundings, sample_text
from groundplan.plan.fixes import fixed
from groundplan.plan.parser import parse_plan

if TYPE_CHECKING:
    from groundplan.checks.interface import Check, Sample
    from groundplan.core.model import Diagnostic

CHECKS = all_checks()
CODES = [check.code for check in CHECKS]


def found_in(sample: Sample) -> list[Diagnostic]:
    return diagnose(parse_plan(sample_text(sample), "PLAN.md"), sample_surroundings(sample), CHECKS)


def test_the_sample_plan_has_nothing_wrong() -> None:
    assert diagnose(parse_plan(PLAN, "PLAN.md"), REPO, CHECKS) == []


@pytest.mark.parametrize("check", CHECKS, ids=CODES)
def test_its_bad_plan_has_it_and_no_other(check: Check) -> None:
    found = found_in(check.bad)
    assert {diagnostic.code for diagnostic in found} == {check.code}
    text = sample_text(check.bad).split("\n")
    assert all(1 <= one.line <= len(text) and one.column >= 1 for one in found)


@pytest.mark.parametrize("check", [c for c in CHECKS if c.good], ids=lambda check: check.code)
def test_its_good_plan_has_none(check: Check) -> None:
    assert check.good is not None
    assert found_in(check.good) == []


@pytest.mark.parametrize("check", CHECKS, ids=CODES)
def test_its_fix_mends_it_and_a_second_one_changes_nothing(check: Check) -> None:
    plan = parse_plan(sample_text(check.bad), "PLAN.md")
    seen = sample_surroundings(check.bad)
    was_fixable = [one for one in diagnose(plan, seen, CHECKS) if one.edits]
    find = partial(diagnose, seen=seen, chosen=CHECKS)
    mended = fixed(plan, find)
    assert (mended.text != plan.text) is bool(was_fixable)
    assert fixed(mended, find).text == mended.text
    left = {one.code for one in diagnose(mended, seen, CHECKS) if one.edits}
    assert not left


@pytest.mark.parametrize("check", CHECKS, ids=CODES)
def test_it_says_what_why_and_what_to_do(check: Check) -> None:
    assert check.help.endswith(".")
    assert check.why.endswith(".")
    assert check.code[2] in FAMILIES
    assert check.name in explanation(check.code) == explanation(check.name.upper().lower())
    assert f"### {check.code} {check.name}" in diagnostics_page()


def test_codes_and_names_are_used_once_and_stand_in_order() -> None:
    assert sorted(set(CODES)) == CODES
    assert len({check.name for check in CHECKS}) == len(CHECKS) >= 40


def test_the_registry_lists_every_module() -> None:
    folder = Path(__file__).parents[2] / "hooks/groundplan/checks"
    units = (path for path in folder.glob("*/*.py") if path.name != "__init__.py")
    assert {f"{path.parent.name}.{path.stem}" for path in units} == set(MODULES)


def test_a_skeleton_raises_nothing_but_what_is_never_right() -> None:
    text = PLAN.replace("status: active", "status: skeleton").replace("- **Goal:**", "- **Gaol:**")
    assert diagnose(parse_plan(text, "PLAN.md"), REPO, CHECKS) == []
    bad = text.replace("# Export", "# \x1b[2JExport", 1)
    assert {d.code for d in diagnose(parse_plan(bad, "PLAN.md"), REPO, CHECKS)} == {"PL703"}


def test_the_words_of_blocks_are_those_that_verify_knows() -> None:
    from groundplan.checks.steps.block_key import EVERY, OF_KIND, PREFIXES
    from groundplan.checks.steps.block_language import LANGUAGES
    from groundplan.verify.kinds import all_verifiers

    run = {verifier.kind: verifier for verifier in all_verifiers() if verifier.kind != "manual"}
    assert set(OF_KIND) == set(run)
    for kind, verifier in run.items():
        names = {key.name for key in verifier.keys}
        known = EVERY | OF_KIND[kind]
        assert {name for name in names if not name.startswith(PREFIXES.get(kind, ()))} <= known
        assert known <= names
    assert {language for verifier in run.values() for language in verifier.languages} == LANGUAGES
