"""Verify runs steps, keeps what they say, and ticks only what is proven."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from proofs import (
    HEAD,
    ID,
    asked,
    is_ticked,
    last,
    make_plan,
    manual,
    plan_of,
    prove,
    records,
    signs,
    standings,
    step,
    verdicts,
)
from proofs import check as verification
from support import commit, git, run

from groundplan.core.errors import Refused
from groundplan.plan.evidence import Standing, block_digest
from groundplan.verify.store import evidence_file

if TYPE_CHECKING:
    from pathlib import Path

GROUNDPLAN = (sys.executable, "-m", "groundplan")


# -- what was never proven is never ticked ----------------------------------------------------------


def test_a_box_ticked_by_hand_is_no_proof(tmp_path: Path) -> None:
    repo = make_plan(tmp_path, step("S1", verification("S1.a", "false", ticked=True)))
    assert standings(repo)["S1.a"] is Standing.MISSING
    assert verdicts(prove(repo)) == {"S1.a": "failed"}
    assert not is_ticked(repo, "S1.a")


def test_a_block_that_was_edited_after_it_passed_is_not_confirmed(tmp_path: Path) -> None:
    repo = make_plan(tmp_path, step("S1", verification("S1.a", "true")))
    prove(repo)
    edit(repo, "\ntrue\n", "\nexit 0 # easier\n")
    assert standings(repo)["S1.a"] is Standing.STALE_BLOCK
    assert is_ticked(repo, "S1.a")  # the box still claims it
    assert verdicts(prove(repo)) == {"S1.a": "passed"}


@pytest.mark.parametrize("new", ["exit=1", "timeout=5", "stdout~=x"])
def test_an_edited_info_string_is_an_edited_block(tmp_path: Path, new: str) -> None:
    repo = make_plan(tmp_path, step("S1", verification("S1.a", "true")))
    prove(repo)
    edit(repo, "verify=S1.a", f"verify=S1.a {new}")
    assert standings(repo)["S1.a"] is Standing.STALE_BLOCK


def test_code_that_changed_after_the_proof_makes_it_stale(tmp_path: Path) -> None:
    repo = make_plan(
        tmp_path,
        step("S1", verification("S1.a", "true"), touches="`app/**`"),
        step("S2", verification("S2.a", "true")),
        files={"app/a.py": "1\n"},
    )
    prove(repo)
    (repo / "app/a.py").write_text("2\n")
    assert standings(repo) == {"S1.a": Standing.STALE_FILES, "S2.a": Standing.FRESH}
    assert verdicts(prove(repo, only_stale=True)) == {"S1.a": "passed"}
    assert standings(repo)["S1.a"] is Standing.FRESH


def test_a_file_that_is_removed_after_the_proof_makes_it_stale(tmp_path: Path) -> None:
    repo = make_plan(
        tmp_path,
        step("S1", verification("S1.a", "true"), touches="app/a.py"),
        files={"app/a.py": "1\n"},
    )
    prove(repo)
    (repo / "app/a.py").unlink()
    assert standings(repo)["S1.a"] is Standing.STALE_FILES


def test_files_that_change_while_it_runs_leave_it_stale(tmp_path: Path) -> None:
    repo = make_plan(
        tmp_path,
        step("S1", verification("S1.a", "date +%N > app/a.py"), touches="app/**"),
        files={"app/a.py": "1\n"},
    )
    ended = prove(repo)
    assert "changed while it ran" in ended.results[0].notes[0]
    assert standings(repo)["S1.a"] is Standing.STALE_FILES


def test_a_step_does_not_run_before_what_it_depends_on(tmp_path: Path) -> None:
    repo = make_plan(
        tmp_path,
        step("S2", verification("S2.a", "test -f made"), depends="S1"),
        step("S1", verification("S1.a", "touch made")),
    )
    with pytest.raises(Refused, match="S2 depends on S1"):
        prove(repo, "S2")
    assert records(repo).records == ()
    assert list(verdicts(prove(repo, "S2", everything=True))) == ["S1.a", "S2.a"]
    assert is_ticked(repo, "S2.a")


def test_after_a_failure_only_what_does_not_depend_on_it_goes_on(tmp_path: Path) -> None:
    repo = make_plan(
        tmp_path,
        step("S1", verification("S1.a", "false")),
        step("S2", verification("S2.a", "true"), depends="S1"),
        step("S3", verification("S3.a", "true"), depends="S2"),
        step("S4", verification("S4.a", "true")),
    )
    assert verdicts(prove(repo)) == {
        "S1.a": "failed",
        "S2.a": "open",
        "S3.a": "open",
        "S4.a": "open",
    }
    ended = prove(repo, keep_going=True)
    assert verdicts(ended) == {"S1.a": "failed", "S2.a": "open", "S3.a": "open", "S4.a": "passed"}
    assert ended.status == 1


def test_a_verify_inside_of_a_verify_is_refused(tmp_path: Path) -> None:
    repo = make_plan(
        tmp_path, step("S1", verification("S1.a", f"{' '.join(GROUNDPLAN)} verify --yes S1.a"))
    )
    assert verdicts(prove(repo)) == {"S1.a": "failed"}
    assert "it would prove itself" in last(repo, "S1.a").output.tail  # type: ignore[union-attr]


def test_a_proof_that_fails_later_takes_its_tick_back(tmp_path: Path) -> None:
    repo = make_plan(tmp_path, step("S1", verification("S1.a", "test ! -f broken")))
    prove(repo)
    assert is_ticked(repo, "S1.a")
    (repo / "broken").touch()
    prove(repo, "S1.a")
    assert not is_ticked(repo, "S1.a")
    assert [record.ok for record in records(repo).records] == [True, False]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("status: active", "status: skeleton", "has no steps yet"),
        ("status: active", "status: done", "its evidence is final"),
        (f"id: {ID}", "id: a/b", "no id that can name a file"),
    ],
)
def test_a_plan_that_can_not_be_proven_is_refused(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    repo = make_plan(tmp_path, step("S1", verification("S1.a", "true")))
    edit(repo, old, new)
    with pytest.raises(Refused, match=said):
        prove(repo)


# -- people ---------------------------------------------------------------------------------------


def test_a_person_signs_with_name_and_note(tmp_path: Path) -> None:
    repo = make_plan(tmp_path, step("S1", manual("S1.a")))
    assert prove(repo, person=signs("Ada", note="seen")).status == 0
    assert (last(repo, "S1.a").by, last(repo, "S1.a").ok) == ("Ada", True)
    assert "seen" in last(repo, "S1.a").note
    assert is_ticked(repo, "S1.a")


def test_a_person_who_says_no_fails_it(tmp_path: Path) -> None:
    repo = make_plan(tmp_path, step("S1", manual("S1.a")))
    assert prove(repo, person=signs("Ada", confirmed=False)).status == 1
    assert not is_ticked(repo, "S1.a")


def test_nobody_there_leaves_it_open(tmp_path: Path) -> None:
    repo = make_plan(tmp_path, step("S1", manual("S1.a")))
    assert prove(repo).status == 3
    assert records(repo).records == ()


def test_what_a_person_looked_at_is_what_they_signed(tmp_path: Path) -> None:
    repo = make_plan(tmp_path, step("S1", manual("S1.a")))
    prove(repo, person=signs())
    edit(repo, "It looks right", "It looks different")
    assert standings(repo)["S1.a"] is Standing.STALE_BLOCK


def test_a_block_is_asked_about_until_it_was_seen_and_again_when_it_changed(tmp_path: Path) -> None:
    repo = make_plan(
        tmp_path, step("S1", verification("S1.a", "true"), verification("S1.b", "echo b"))
    )
    person, seen = asked()
    prove(repo, everything=True, yes=False, person=person)
    prove(repo, everything=True, yes=False, person=person)
    assert seen == ["S1.a", "S1.b"]
    edit(repo, "echo b", "echo c")
    prove(repo, everything=True, yes=False, person=person)
    assert seen == ["S1.a", "S1.b", "S1.b"]


def test_a_block_that_nobody_has_seen_does_not_run(tmp_path: Path) -> None:
    repo = make_plan(tmp_path, step("S1", verification("S1.a", "touch ran")))
    assert prove(repo, yes=False).status == 3
    assert not (repo / "ran").exists()
    assert records(repo).records == ()


# -- the plan changes meanwhile -------------------------------------------------------------------


def edit(repo: Path, old: str, new: str) -> None:
    path = repo / "PLAN.md"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def meanwhile(folder: Path, script: str) -> Path:
    """Make a plan whose S2.a edits the plan while it runs, by a Python script over `text`."""
    code = (
        "import pathlib\np = pathlib.Path('PLAN.md')\ntext = p.read_bytes().decode()\n"
        f"{script}\np.write_bytes(text.encode())\n"
    )
    body = f"{sys.executable} change.py"
    return make_plan(
        folder,
        step("S1", verification("S1.a", "true")),
        step("S2", verification("S2.a", body)),
        files={"change.py": code},
    )


def test_what_is_typed_while_it_runs_stays(tmp_path: Path) -> None:
    repo = meanwhile(tmp_path, "text = text.replace('## Steps', 'Typed meanwhile.\\n\\n## Steps')")
    prove(repo)
    assert "Typed meanwhile." in (repo / "PLAN.md").read_text()
    assert is_ticked(repo, "S2.a")


def test_a_step_that_is_renumbered_while_it_runs_gets_its_evidence(tmp_path: Path) -> None:
    repo = meanwhile(tmp_path, "text = text.replace('S2', 'S7')")
    ended = prove(repo)
    assert verdicts(ended) == {"S1.a": "passed", "S7.a": "passed"}
    assert "S2.a is called S7.a now" in ended.results[1].notes
    assert last(repo, "S7.a").step == "S7"
    assert standings(repo)["S7.a"] is Standing.FRESH
    assert is_ticked(repo, "S7.a")


def test_a_block_that_is_edited_while_it_runs_does_not_get_the_old_ones_evidence(
    tmp_path: Path,
) -> None:
    repo = meanwhile(tmp_path, "text = text.replace('change.py', 'other.py')")
    ended = prove(repo)
    assert "was edited while it ran" in ended.results[1].notes[0]
    assert last(repo, "S2.a").ok
    assert standings(repo)["S2.a"] is Standing.STALE_BLOCK
    assert not is_ticked(repo, "S2.a")


def test_a_step_that_is_removed_while_it_runs_drops_nothing(tmp_path: Path) -> None:
    repo = meanwhile(tmp_path, "text = text[: text.index('### S2')]")
    ended = prove(repo)
    assert "is not in the plan any more" in ended.results[1].notes[0]
    assert last(repo, "S2.a").ok


def test_a_tick_changes_one_line_and_no_line_end(tmp_path: Path) -> None:
    text = HEAD + step("S1", verification("S1.a", "true"))
    repo = make_plan(tmp_path, "")
    (repo / "PLAN.md").write_bytes(("\ufeff" + text.replace("\n", "\r\n")).encode())
    prove(repo)
    after = (repo / "PLAN.md").read_bytes()
    assert after.count(b"\r\n") == text.count("\n")
    assert (
        after.replace(b"[x] S1.a", b"[ ] S1.a") == ("\ufeff" + text.replace("\n", "\r\n")).encode()
    )


# -- killed, stopped, two at once -----------------------------------------------------------------


def start(repo: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*GROUNDPLAN, "verify", "--yes", *arguments],
        cwd=repo,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
def test_killed_at_any_moment_evidence_and_plan_are_whole_and_the_next_run_tells(
    tmp_path: Path,
) -> None:
    checks = [verification(f"S1.{letter}", "sleep 0.02; echo done") for letter in "abcdefghijkl"]
    repo = make_plan(tmp_path, step("S1", *checks))
    original = (repo / "PLAN.md").read_text()
    dice = random.Random(50)
    told = 0
    began = (
        time.monotonic()
    )  # how long a whole run takes here and now, so that the kills fall into it
    start(repo, "--all").communicate()
    whole = time.monotonic() - began
    for _ in range(50):
        process = start(repo, "--all")
        time.sleep(dice.uniform(0.2, 0.9) * whole)
        process.kill()
        process.communicate()
        found = records(repo)
        assert all(trouble.line >= len(found.records) for trouble in found.troubles)
        text = (repo / "PLAN.md").read_text()
        assert text.replace("[x] S1.", "[ ] S1.") == original
        for check in plan_of(repo).steps[0].verifications:
            assert not check.ticked or found.of(check.id)
        done = run(*GROUNDPLAN, "verify", "--yes", "--stale", cwd=repo)
        assert done.returncode == 0, done.stderr
        told += "was killed while" in done.stdout
        assert records(repo).troubles == ()
    assert told > 10


def test_stopped_by_ctrl_c_nothing_is_confirmed_and_earlier_evidence_stays(tmp_path: Path) -> None:
    repo = make_plan(
        tmp_path, step("S1", verification("S1.a", "true"), verification("S1.b", "sleep 60"))
    )
    process = start(repo)
    deadline = time.monotonic() + 20
    while (
        not (repo / ".groundplan/output/verify.lock").exists()
        or "S1.b" not in (repo / ".groundplan/output/verify.lock").read_text()
    ):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert [record.check for record in records(repo).records] == ["S1.a"]
    assert not is_ticked(repo, "S1.b")
    assert "was killed" not in run(*GROUNDPLAN, "verify", "--yes", "S1.a", cwd=repo).stdout


def test_two_at_once_wait_for_each_other_and_lose_nothing(tmp_path: Path) -> None:
    slow = "sleep 0.3; mkdir only-one; sleep 0.2; rmdir only-one"  # fails where two run at once
    repo = make_plan(
        tmp_path, step("S1", verification("S1.a", slow)), step("S2", verification("S2.a", slow))
    )
    both = [start(repo, "S1"), start(repo, "S2")]
    outputs = [process.communicate(timeout=60)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], outputs
    assert sorted(record.check for record in records(repo).records) == ["S1.a", "S2.a"]
    assert is_ticked(repo, "S1.a")
    assert is_ticked(repo, "S2.a")
    assert sum("Another verify runs" in output for output in outputs) == 1


def test_evidence_without_its_tick_gets_it_in_the_next_run(tmp_path: Path) -> None:
    repo = make_plan(tmp_path, step("S1", verification("S1.a", "true")))
    prove(repo)
    edit(repo, "[x] S1.a", "[ ] S1.a")  # killed between the two
    assert prove(repo).results == ()
    assert is_ticked(repo, "S1.a")


# -- the record, the command ------------------------------------------------------------------------


def test_the_record_says_what_ran_where_and_how(tmp_path: Path) -> None:
    repo = make_plan(tmp_path, step("S1", verification("S1.a", "echo hello; exit 3", "exit=3")))
    prove(repo)
    record = last(repo, "S1.a")
    assert record.block == block_digest(plan_of(repo).steps[0].verifications[0])
    assert (record.plan, record.step, record.kind, record.exit, record.ok) == (
        ID,
        "S1",
        "cmd",
        3,
        True,
    )
    assert record.head == git(repo, "rev-parse", "HEAD").strip()
    assert record.output is not None
    assert record.output.tail == "hello\n"
    (log,) = (repo / ".groundplan/output").glob("S1.a-*.log")
    assert log.read_text() == "hello\n"


def test_json_and_junit_say_the_same(tmp_path: Path) -> None:
    from xml.etree import ElementTree

    repo = make_plan(
        tmp_path,
        step(
            "S1",
            verification("S1.a", "true"),
            verification("S1.b", "printf '\\033]<&'; false"),
            manual("S1.c"),
        ),
    )
    done = run(
        *GROUNDPLAN, "verify", "--yes", "--keep-going", "--json", "--junit", "out.xml", cwd=repo
    )
    assert done.returncode == 1
    data = json.loads(done.stdout)
    assert [(one["check"], one["verdict"]) for one in data["results"]] == [
        ("S1.a", "passed"),
        ("S1.b", "failed"),
        ("S1.c", "open"),
    ]
    suite = ElementTree.parse(repo / "out.xml").getroot()[0]
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("3", "1", "1")


def test_where_there_are_no_locks_it_is_refused_with_a_sentence(tmp_path: Path) -> None:
    repo = make_plan(tmp_path, step("S1", verification("S1.a", "true")))
    script = (
        "import os, sys; sys.modules['fcntl'] = None; from groundplan.cli.main import run;"
        "import groundplan.verify.run; groundplan.verify.run.SYSTEM = 'nt'; sys.exit(run(['verify']))"
    )
    done = run(sys.executable, "-c", script, cwd=repo)
    assert done.returncode == 2
    assert "run it in WSL" in done.stderr


def test_a_reader_that_goes_away_changes_nothing(tmp_path: Path) -> None:
    repo = make_plan(
        tmp_path,
        step("S1", verification("S1.a", "true"), verification("S1.b", "seq 20000; false")),
    )
    process = start(repo)
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(timeout=30) == 1
    assert [record.ok for record in records(repo).records] == [True, False]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("S9",), 2, "has no 'S9'"),
        (("--plan", "nowhere.md"), 2, "There is no nowhere.md"),
        (("--plan", "/etc/passwd"), 2, "is not in this repo"),
        (("--junit", "/nowhere/x.xml"), 4, "can't be written"),
        (("--nonsense",), 2, "No such option"),
    ],
)
def test_wrong_use_is_a_sentence(
    tmp_path: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    repo = make_plan(tmp_path, step("S1", verification("S1.a", "true")))
    done = run(*GROUNDPLAN, "verify", *arguments, cwd=repo)
    assert done.returncode == status
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_it_works_from_a_folder_below_and_leaves_nothing_for_git_but_evidence(
    tmp_path: Path,
) -> None:
    repo = make_plan(
        tmp_path, step("S1", verification("S1.a", "test -d app/deep")), files={"app/deep/a.py": ""}
    )
    done = run(*GROUNDPLAN, "verify", "--yes", cwd=repo / "app/deep")
    assert done.returncode == 0, done.stdout
    status = git(repo, "status", "--porcelain", "--untracked-files=all").split("\n")
    new = {line[3:] for line in status if line}
    assert new == {"PLAN.md", evidence_file(repo, ID).relative_to(repo).as_posix()}


def test_an_environment_without_credentials_reaches_the_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "gh-planted-token")
    monkeypatch.setenv("SSH_AUTH_SOCK", "/tmp/agent.sock")
    body = 'test -z "${GITHUB_TOKEN-}${SSH_AUTH_SOCK-}"; echo gh-planted-token; test -n "$PATH"'
    repo = make_plan(tmp_path, step("S1", verification("S1.a", body)))
    assert verdicts(prove(repo)) == {"S1.a": "passed"}
    assert "gh-planted-token" not in evidence_file(repo, ID).read_text()


def test_the_commit_that_was_checked_out_is_named_where_there_is_one(tmp_path: Path) -> None:
    repo = make_plan(tmp_path, step("S1", verification("S1.a", "true")))
    prove(repo)
    commit(repo, "More")
    prove(repo, "S1.a")
    assert len({record.head for record in records(repo).records}) == 2
