"""What runs, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from proofs import HEAD, manual, step
from proofs import check as verification

from groundplan.core.errors import Refused
from groundplan.plan.evidence import Standing
from groundplan.plan.parser import parse_plan
from groundplan.verify.selection import Wish, select

if TYPE_CHECKING:
    from groundplan.plan.model import Plan


def plan(*steps: str) -> Plan:
    return parse_plan(HEAD + "".join(steps), "PLAN.md")


CHAIN = plan(
    step("S3", verification("S3.a", "true"), depends="S2"),
    step("S1", verification("S1.a", "true"), verification("S1.b", "true")),
    step("S2", manual("S2.a"), depends="S1"),
)
NONE: dict[str, Standing] = {}
DONE = dict.fromkeys(("S1.a", "S1.b", "S2.a", "S3.a"), Standing.FRESH)


def names(wish: Wish, standings: dict[str, Standing], of: Plan = CHAIN) -> list[str]:
    return [job.verification.id for job in select(of, wish, standings)]


@pytest.mark.parametrize(
    ("wish", "standings", "expected"),
    [
        (Wish(), NONE, ["S1.a", "S1.b", "S2.a", "S3.a"]),
        (Wish(), DONE, []),
        (Wish(everything=True), DONE, ["S1.a", "S1.b", "S2.a", "S3.a"]),
        (Wish(), DONE | {"S1.b": Standing.STALE_FILES}, ["S1.b"]),
        (Wish(), DONE | {"S2.a": Standing.FAILED}, ["S2.a"]),
        (
            Wish(only_stale=True),
            DONE | {"S2.a": Standing.STALE_BLOCK, "S3.a": Standing.FAILED},
            ["S2.a"],
        ),
        (Wish(("S1",)), DONE, ["S1.a", "S1.b"]),
        (Wish(("S1.b",)), NONE, ["S1.b"]),
        (Wish(("S2",)), DONE, ["S2.a"]),
        (Wish(("S3",), everything=True), NONE, ["S1.a", "S1.b", "S2.a", "S3.a"]),
        (Wish(("S3",), everything=True), DONE, ["S3.a"]),
        (Wish(("S3", "S2", "S1")), NONE, ["S1.a", "S1.b", "S2.a", "S3.a"]),
    ],
)
def test_what_runs(wish: Wish, standings: dict[str, Standing], expected: list[str]) -> None:
    assert names(wish, standings) == expected


@pytest.mark.parametrize(
    "standing", [Standing.MISSING, Standing.FAILED, Standing.STALE_BLOCK, Standing.STALE_FILES]
)
def test_a_step_whose_dependency_is_not_confirmed_is_refused(standing: Standing) -> None:
    with pytest.raises(Refused, match=r"S2 depends on S1, which is not confirmed: S1\.b"):
        names(Wish(("S2",)), DONE | {"S1.b": standing})


@pytest.mark.parametrize(
    ("of", "wish", "said"),
    [
        (CHAIN, Wish(("S9",)), "has no 'S9'"),
        (CHAIN, Wish(("S1.z",)), "has no 'S1.z'"),
        (plan(step("S1", manual("S1.a"), depends="S7")), Wish(), "depends on S7, which is no step"),
        (
            plan(
                step("S1", manual("S1.a"), depends="S2"), step("S2", manual("S2.a"), depends="S1")
            ),
            Wish(),
            "S1, S2 depend on each other",
        ),
        (plan(step("S1", manual("S1.a"), depends="S1")), Wish(), "S1 depend on each other"),
        (plan(step("S1", manual("S1.a")), step("S1", manual("S1.b"))), Wish(), "an id of its own"),
        (
            plan(step("S1"), step("S2", manual("S2.a"), depends="S1")),
            Wish(("S2",)),
            "S1, which is not",
        ),
        (plan(step("S1")), Wish(("S1",)), "has nothing that confirms it"),
    ],
)
def test_an_impossible_wish_is_a_sentence(of: Plan, wish: Wish, said: str) -> None:
    with pytest.raises(Refused, match=said):
        names(wish, NONE, of)
