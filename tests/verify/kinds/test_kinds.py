"""The kinds say themselves: their words, their examples, and what `check` knows of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from proofs import HEAD, manual, step

from groundplan.checks.steps.block_key import EVERY, OF_KIND, PREFIXES
from groundplan.checks.steps.block_language import LANGUAGES
from groundplan.dev import generate
from groundplan.plan.parser import parse_plan
from groundplan.verify.kinds import all_verifiers, block_troubles

if TYPE_CHECKING:
    from groundplan.verify.kinds.interface import Verifier

WITH_BLOCKS = [kind for kind in all_verifiers() if kind.languages]


@pytest.mark.parametrize("kind", WITH_BLOCKS, ids=lambda kind: kind.kind)
def test_an_example_is_a_block_that_can_run(kind: Verifier) -> None:
    text = HEAD + step(
        "S1", f"- [ ] {kind.example.split('verify=')[1][:4]} It holds\n{kind.example}\n"
    )
    (check,) = parse_plan(text, "PLAN.md").steps[0].verifications
    assert check.kind == kind.kind
    assert block_troubles(check) == []


def test_a_manual_one_has_no_block() -> None:
    plan = parse_plan(HEAD + step("S1", manual("S1.a")), "PLAN.md")
    assert block_troubles(plan.steps[0].verifications[0]) == []


@pytest.mark.parametrize("kind", WITH_BLOCKS, ids=lambda kind: kind.kind)
def test_check_and_verify_know_the_same_words(kind: Verifier) -> None:
    known = EVERY | OF_KIND[kind.kind]
    starts = PREFIXES.get(kind.kind, ())
    for key in kind.keys:
        assert key.name in known or key.name.startswith(starts), key.name
    for name in known:
        assert any(key.covers(name) for key in kind.keys), name


def test_check_and_verify_know_the_same_languages() -> None:
    assert {language for kind in WITH_BLOCKS for language in kind.languages} == LANGUAGES


def test_the_reference_page_is_fresh() -> None:
    target = "docs/reference/verifications.md"
    assert (generate.ROOT / target).read_text() == generate.generated_text(target)
