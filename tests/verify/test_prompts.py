"""At a terminal: what is shown before it runs, what is asked, and what the answers do."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pexpect
import pytest
from proofs import check as verification
from proofs import is_ticked, last, make_plan, manual, records, step

from groundplan.core.git import git

if TYPE_CHECKING:
    from pathlib import Path


def at_terminal(repo: Path, *arguments: str) -> pexpect.spawn:
    return pexpect.spawn(
        sys.executable,
        ["-m", "groundplan", "verify", *arguments],
        cwd=str(repo),
        env=os.environ
        | {"TERM": "dumb", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
        encoding="utf-8",
        timeout=30,
        dimensions=(24, 80),
    )


def ended(person: pexpect.spawn) -> int:
    person.expect(pexpect.EOF)
    person.close()
    assert person.exitstatus is not None
    return int(person.exitstatus)


def test_a_command_is_shown_before_it_is_asked_about_and_run(tmp_path: Path) -> None:
    repo = make_plan(tmp_path, step("S1", verification("S1.a", "echo run-$((1 + 1))")))
    person = at_terminal(repo)
    person.expect_exact("$ echo run-$((1 + 1))")
    person.expect("Run this block of S1.a")
    assert "run-2" not in person.before
    person.sendline("y")
    person.expect("run-2")
    assert ended(person) == 0
    assert is_ticked(repo, "S1.a")
    again = at_terminal(repo, "S1.a")
    assert ended(again) == 0  # it is not asked about a second time


@pytest.mark.parametrize("answer", ["n", "", "what?"])
def test_anything_but_yes_runs_nothing(tmp_path: Path, answer: str) -> None:
    repo = make_plan(tmp_path, step("S1", verification("S1.a", "touch ran")))
    person = at_terminal(repo)
    person.expect("Run this block")
    person.sendline(answer)
    assert ended(person) == 3
    assert not (repo / "ran").exists()
    assert records(repo).records == ()


def test_all_of_them_is_asked_once(tmp_path: Path) -> None:
    repo = make_plan(
        tmp_path, step("S1", verification("S1.a", "true"), verification("S1.b", "echo b"))
    )
    person = at_terminal(repo)
    person.expect("Run this block of S1.a")
    person.sendline("a")
    assert ended(person) == 0
    assert is_ticked(repo, "S1.b")


def test_a_block_has_no_terminal_though_there_is_one(tmp_path: Path) -> None:
    repo = make_plan(tmp_path, step("S1", verification("S1.a", "test ! -t 0; ! : < /dev/tty")))
    person = at_terminal(repo, "--yes")
    ended(person)
    assert "No such device" in last(repo, "S1.a").output.tail  # type: ignore[union-attr]


def test_a_person_signs_and_their_text_is_harmless(tmp_path: Path) -> None:
    repo = make_plan(tmp_path, step("S1", manual("S1.a")))
    person = at_terminal(repo)
    person.expect("Is it so")
    person.sendline("y")
    person.expect("Your name")
    person.sendline("Zoë | O'Brien")
    person.expect("note")
    person.sendline("``` <b> \u202e")
    assert ended(person) == 0
    assert last(repo, "S1.a").by == "Zoë | O'Brien"
    assert "\u202e" not in last(repo, "S1.a").note


def test_the_name_that_git_knows_is_proposed(tmp_path: Path) -> None:
    repo = make_plan(tmp_path, step("S1", manual("S1.a")))
    git("config", "user.name", "Ada Example", cwd=repo)
    person = at_terminal(repo)
    person.expect("Is it so")
    person.sendline("y")
    person.expect_exact("Your name (Enter = Ada Example):")
    person.send("\n\n")
    person.expect_exact("Next: groundplan next")
    assert ended(person) == 0
    assert last(repo, "S1.a").by == "Ada Example"


@pytest.mark.parametrize("keys", ["\x04", "\n", "y\n\n"])
def test_without_an_answer_or_a_name_it_stays_open(tmp_path: Path, keys: str) -> None:
    repo = make_plan(tmp_path, step("S1", manual("S1.a")))
    person = at_terminal(repo)
    person.expect("Is it so")
    person.send(keys)
    assert ended(person) == 3
    assert records(repo).records == ()


def test_ctrl_c_at_the_question_stops(tmp_path: Path) -> None:
    repo = make_plan(tmp_path, step("S1", manual("S1.a")))
    person = at_terminal(repo)
    person.expect("Is it so")
    person.sendintr()
    assert ended(person) == 130
    assert records(repo).records == ()


def test_a_terminal_that_hangs_up_ends_it_and_what_it_runs(tmp_path: Path) -> None:
    repo = make_plan(tmp_path, step("S1", verification("S1.a", "sleep 471.5")))
    person = at_terminal(repo, "--yes")
    person.expect_exact("sleep 471.5")
    person.close(force=True)
    for _ in range(100):
        if not pexpect.run("pgrep -f 'sleep 471[.]5'").strip():
            break
        pexpect.run("sleep 0.1")
    assert not pexpect.run("pgrep -f 'sleep 471[.]5'").strip()
    assert records(repo).records == ()
