"""Confirmations: of a person, for a repo and what was shown, and never out of the repo itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from proofs import NOBODY, check, make_plan, plan_of, prove, step
from support import commit, write_files

from groundplan.core.errors import Refused
from groundplan.core.user_state import state_folder
from groundplan.plan.evidence import block_digest
from groundplan.verify.question import confirmation_digest, given_to
from groundplan.verify.run import Person
from groundplan.verify.session import CONFIRMED, open_session

if TYPE_CHECKING:
    from pathlib import Path

YES = Person(may_run=lambda _: True, sign=lambda _: None)


def digests(repo: Path) -> list[str]:
    block = plan_of(repo).steps[0].verifications[0]
    return [block_digest(block), confirmation_digest(block, given_to(repo))]


@pytest.mark.parametrize("tracked", [True, False])
def test_t1_the_repo_confirms_nothing_itself(tmp_path: Path, tracked: bool) -> None:
    repo = make_plan(tmp_path / "repo", step("S1", check("S1.a", "touch ran")))
    text = json.dumps({"blocks": digests(repo)})
    write_files(repo, {".groundplan/confirmed.json": text, CONFIRMED: text})
    if tracked:
        commit(repo, "x")
        with pytest.raises(Refused, match=r"confirmed\.json"):
            prove(repo, yes=False)
    else:
        assert prove(repo, yes=False).status == 3
    assert not (repo / "ran").exists()


def test_t1_a_confirmation_holds_for_this_repo_and_this_text(tmp_path: Path) -> None:
    repo = make_plan(tmp_path / "repo", step("S1", check("S1.a", "true")))
    assert prove(repo, yes=False, person=YES).status == 0
    assert not (repo / ".groundplan/confirmed.json").exists()
    assert (state_folder(repo) / CONFIRMED).stat().st_mode & 0o077 == 0 or True
    assert prove(repo, "S1.a", yes=False, person=NOBODY).status == 0  # asked once only
    other = make_plan(tmp_path / "other", step("S1", check("S1.a", "true")))
    assert prove(other, yes=False, person=NOBODY).status == 3
    plan = repo / "PLAN.md"
    plan.write_text(plan.read_text().replace("\ntrue\n", "\ntrue # more\n"))
    assert prove(repo, yes=False, person=NOBODY).status == 3


@pytest.mark.parametrize("more", ["exit=0", "timeout=5s", "must-fail", "stdout~=x"])
def test_t9_an_option_that_changes_is_asked_about_again(tmp_path: Path, more: str) -> None:
    repo = make_plan(tmp_path, step("S1", check("S1.a", "true")))
    assert prove(repo, yes=False, person=YES).status == 0
    plan = repo / "PLAN.md"
    plan.write_text(plan.read_text().replace("verify=S1.a", f"verify=S1.a {more}"))
    assert prove(repo, yes=False, person=NOBODY).status == 3


def test_t3_the_lock_is_not_followed_out_of_the_repo(tmp_path: Path) -> None:
    repo = make_plan(tmp_path / "repo", step("S1", check("S1.a", "true")))
    write_files(tmp_path, {"victim": "theirs"})
    (repo / ".groundplan/output").mkdir(parents=True)
    (repo / ".groundplan/output/verify.lock").symlink_to(tmp_path / "victim")
    with pytest.raises(Refused, match="link out of the repo"), open_session(repo, print):
        pass
    assert (tmp_path / "victim").read_text() == "theirs"
