"""A result goes to the verification that ran, and a box is one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from proofs import check as verification
from proofs import make_plan, manual, plan_of, step

from groundplan.plan.evidence import block_digest
from groundplan.verify.checkbox import PlanFile, find_place

if TYPE_CHECKING:
    from pathlib import Path

STEPS = (
    step("S1", verification("S1.a", "make test"), manual("S1.b")),
    step("S2", verification("S2.a", "make test"), verification("S2.b", "make more")),
)


def test_setting_a_box_is_what_parsing_again_gives(tmp_path: Path) -> None:
    repo = make_plan(tmp_path, *STEPS)
    file = PlanFile(repo, plan_of(repo))
    for step_ in plan_of(repo).steps:
        for check in step_.verifications:
            for on in (True, True, False, True):
                place = file.set_box(step_, check, on=on)
                assert place.check == check.id
                assert file.now() == plan_of(repo)
    assert (repo / "PLAN.md").read_text().count("- [x] ") == 4


@pytest.mark.parametrize(
    ("old", "new", "ran", "belongs", "has_box"),
    [
        ("", "", "S2.b", "S2.b", True),
        ("S2", "S3", "S2.b", "S3.b", True),  # renumbered
        ("S2", "S3", "S2.a", "S2.a", False),  # renumbered, and S1.a is its twin: nobody can tell
        ("make more", "make less", "S2.b", "S2.b", False),  # edited
        ("looks right", "looks wrong", "S1.b", "S1.b", False),
        ("make test", "make it", "S1.a", "S1.a", False),
    ],
)
def test_where_a_result_belongs(
    tmp_path: Path, old: str, new: str, ran: str, belongs: str, has_box: bool
) -> None:
    repo = make_plan(tmp_path, *STEPS)
    before = plan_of(repo)
    path = repo / "PLAN.md"
    path.write_text(path.read_text().replace(old, new) if old else path.read_text())
    step_, check = next(
        (step_, check) for step_ in before.steps for check in step_.verifications if check.id == ran
    )
    place = find_place(before, plan_of(repo), step_, check)
    assert (place.check, bool(place.line)) == (belongs, has_box)
    assert place.block in {
        block_digest(check)
        for step_ in (*before.steps, *plan_of(repo).steps)
        for check in step_.verifications
    }
