"""`verify --again`: what is recorded is run once more and compared; nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proofs import ID, check, make_plan, manual, prove, step

from groundplan.plan.evidence import Record, record_line
from groundplan.verify.run import Options, verify
from groundplan.verify.selection import Wish
from groundplan.verify.store import evidence_file

from proofs import NOBODY, plan_of  # isort: skip

if TYPE_CHECKING:
    from pathlib import Path

    from groundplan.verify.run import Ended

AGAIN = Options(Wish(everything=True), yes=True, keep_going=True, again=True)


def again(repo: Path) -> Ended:
    return verify(repo, "PLAN.md", AGAIN, NOBODY)


def test_t12_a_record_by_hand_does_not_stand(tmp_path: Path) -> None:
    repo = make_plan(
        tmp_path, step("S1", check("S1.a", "false", ticked=True), check("S1.b", "true"))
    )
    from groundplan.plan.evidence import block_digest

    digest = block_digest(plan_of(repo).steps[0].verifications[0])
    file = evidence_file(repo, ID)
    file.parent.mkdir(parents=True)
    forged = Record(ID, "S1", "S1.a", "cmd", digest, "2026-11-24T10:00:00Z", ok=True)
    file.write_text(record_line(forged))
    before = file.read_text(), (repo / "PLAN.md").read_text()
    ended = again(repo)
    assert ended.status == 1
    assert [result.notes for result in ended.results] == [("the evidence says: passed",), ()]
    assert (file.read_text(), (repo / "PLAN.md").read_text()) == before


def test_what_holds_is_confirmed_and_a_persons_word_is_left_alone(tmp_path: Path) -> None:
    repo = make_plan(tmp_path, step("S1", check("S1.a", "true"), manual("S1.b")))
    prove(repo)
    ended = again(repo)
    assert ended.status == 0
    assert [result.check for result in ended.results] == ["S1.a"]
    assert not any(result.notes for result in ended.results)
