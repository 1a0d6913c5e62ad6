"""Evidence is kept whole, whoever writes, whatever ends the writer, and however full the disk is."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from proofs import ID, check, make_plan, prove, step

from groundplan.core.errors import EnvironmentTrouble, Refused
from groundplan.plan.evidence import Record, record_line
from groundplan.verify.store import append_record, evidence_file, read_evidence

HOOKS = str(Path(sys.modules["groundplan"].__file__ or "").parents[1])


def record(check: str = "S1.a", note: str = "") -> Record:
    return Record(ID, "S1", check, "cmd", "digest", "2026-11-24T10:00:00.000Z", ok=True, note=note)


def test_what_is_appended_is_read_again(tmp_path: Path) -> None:
    append_record(tmp_path, record("S1.a", "first\nsecond \u2028 \U0001f600"))
    append_record(tmp_path, record("S1.b"))
    assert read_evidence(tmp_path, ID).records == (
        record("S1.a", "first\nsecond \u2028 \U0001f600"),
        record("S1.b"),
    )


def test_a_line_that_was_cut_off_is_removed_and_told(tmp_path: Path) -> None:
    append_record(tmp_path, record("S1.a"))
    path = evidence_file(tmp_path, ID)
    path.write_text(path.read_text() + record_line(record("S1.b"))[:40])
    assert "cut off" in append_record(tmp_path, record("S1.c"))
    found = read_evidence(tmp_path, ID)
    assert [entry.check for entry in found.records] == ["S1.a", "S1.c"]
    assert found.troubles == ()


def test_a_last_line_that_only_lacks_its_end_is_kept(tmp_path: Path) -> None:
    append_record(tmp_path, record("S1.a"))
    path = evidence_file(tmp_path, ID)
    path.write_text(path.read_text().rstrip("\n"))
    assert append_record(tmp_path, record("S1.b")) == ""
    assert [entry.check for entry in read_evidence(tmp_path, ID).records] == ["S1.a", "S1.b"]


def test_many_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from groundplan.plan.evidence import Record;"
        "from groundplan.verify.store import append_record;"
        f"[append_record(Path({str(tmp_path)!r}), Record({ID!r}, 'S1', f'{{sys.argv[1]}}-{{n}}', 'cmd',"
        " 'd', '2026-11-24T10:00:00.000Z', ok=True, note='x' * 5000)) for n in range(25)]"
    )
    env = os.environ | {"PYTHONPATH": HOOKS}
    writers = [
        subprocess.Popen([sys.executable, "-c", script, str(number)], env=env)
        for number in range(4)
    ]
    assert [writer.wait() for writer in writers] == [0, 0, 0, 0]
    found = read_evidence(tmp_path, ID)
    assert len(found.records) == 100
    assert found.troubles == ()


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    append_record(tmp_path, record("S1.a"))
    before = evidence_file(tmp_path, ID).read_bytes()
    script = (
        "import resource, signal, sys; from pathlib import Path;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({len(before) + 1000}, {len(before) + 1000}));"
        "from groundplan.core.errors import EnvironmentTrouble; from groundplan.plan.evidence import Record;"
        "from groundplan.verify.store import append_record\n"
        f"try:\n    append_record(Path({str(tmp_path)!r}), Record({ID!r}, 'S1', 'S1.b', 'cmd', 'd',"
        " '2026-11-24T10:00:00.000Z', ok=True, note='x' * 100000))\n"
        "except EnvironmentTrouble as problem:\n    print(problem.sentence)\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", script],
        env=os.environ | {"PYTHONPATH": HOOKS},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "The evidence of S1.b could not be kept" in done.stdout, done.stderr
    assert evidence_file(tmp_path, ID).read_bytes() == before


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".hidden", "x" * 200])
def test_an_id_that_can_not_name_a_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused):
        evidence_file(tmp_path, name)


def test_a_link_out_of_the_repo_is_refused(tmp_path: Path) -> None:
    (tmp_path / "repo/.groundplan").mkdir(parents=True)
    (tmp_path / "repo/.groundplan/evidence").symlink_to(tmp_path)
    with pytest.raises(Refused):
        append_record(tmp_path / "repo", record())
    assert list(tmp_path.glob("*.jsonl")) == []


def test_a_writer_that_is_killed_leaves_whole_lines(tmp_path: Path) -> None:
    script = (
        "from pathlib import Path; from groundplan.plan.evidence import Record;"
        "from groundplan.verify.store import append_record\n"
        "n = 0\n"
        f"while True:\n    n += 1\n    append_record(Path({str(tmp_path)!r}), Record({ID!r}, 'S1', f'S1.{{n}}',"
        " 'cmd', 'd', '2026-11-24T10:00:00.000Z', ok=True, note='x' * 200000))\n"
    )
    env = os.environ | {"PYTHONPATH": HOOKS}
    for delay in (0.0, 0.01, 0.02, 0.03):
        writer = subprocess.Popen([sys.executable, "-c", script], env=env)
        path = evidence_file(tmp_path, ID)
        size = path.stat().st_size if path.exists() else 0
        deadline = time.monotonic() + 20
        while not path.exists() or path.stat().st_size == size:
            assert time.monotonic() < deadline
            time.sleep(0.005)
        time.sleep(delay)
        writer.kill()
        writer.wait()
        append_record(tmp_path, record())
        assert read_evidence(tmp_path, ID).troubles == ()


def test_a_file_in_the_way_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / ".groundplan").write_text("a file is in the way")
    with pytest.raises(EnvironmentTrouble):
        append_record(tmp_path, record())


def test_t12_an_edited_or_removed_record_is_found(tmp_path: Path) -> None:
    repo = make_plan(tmp_path, step("S1", *(check(f"S1.{name}", "true") for name in "abc")))
    prove(repo)
    file = evidence_file(repo, ID)
    lines = file.read_text().splitlines(keepends=True)
    assert len(lines) == 3
    assert not read_evidence(repo, ID).troubles
    damaged = {
        "edited": [lines[0].replace("cmd", "sql"), *lines[1:]],
        "removed": [lines[0], lines[2]],
        "the first removed": lines[1:],
        "by hand": [*lines, lines[0].replace("S1.a", "S1.x")],
    }
    for what, left in damaged.items():
        file.write_text("".join(left))
        assert read_evidence(repo, ID).troubles, what


def test_t12_records_of_two_branches_may_be_merged_line_by_line(tmp_path: Path) -> None:
    repo = make_plan(tmp_path, step("S1", *(check(f"S1.{name}", "true") for name in "abc")))
    file = evidence_file(repo, ID)
    prove(repo, "S1.a")
    start = file.read_text()
    prove(repo, "S1.b")
    ours = file.read_text()[len(start) :]
    file.write_text(start)
    prove(repo, "S1.c")
    theirs = file.read_text()[len(start) :]
    file.write_text(start + theirs + ours)
    assert not read_evidence(repo, ID).troubles
