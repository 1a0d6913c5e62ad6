"""What can go wrong while a step is proven, by the rows of the fault matrix, through the command."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from proofs import ID, is_ticked, make_plan, manual, records, standings, step
from proofs import check as verification
from support import run

from groundplan.plan.evidence import Standing
from groundplan.verify.store import evidence_file

if TYPE_CHECKING:
    from pathlib import Path

GROUNDPLAN = (sys.executable, "-m", "groundplan")
SECRET = "planted-value-7f3a"


def prove(repo: Path, *arguments: str, env: dict[str, str] | None = None) -> dict[str, Any]:
    """Run verify as a user does, without a terminal; return its only result."""
    done = run(*GROUNDPLAN, "verify", "--yes", "--json", *arguments, cwd=repo, env=env)
    assert "Traceback" not in done.stderr
    (result,) = json.loads(done.stdout)["results"]
    assert isinstance(result, dict)
    assert done.returncode == {"passed": 0, "failed": 1, "open": 3}[result["verdict"]]
    assert is_ticked(repo, "S1.a") is (result["verdict"] == "passed")
    return result


def one(folder: Path, body: str, keys: str = "", files: dict[str, str] | None = None) -> Path:
    return make_plan(folder, step("S1", verification("S1.a", body, keys)), files=files)


def test_v1_a_command_that_hangs_is_ended_at_its_limit_with_its_children(tmp_path: Path) -> None:
    started = time.monotonic()
    result = prove(one(tmp_path, "setsid sleep 471.25 & sleep 471.25", "timeout=1"))
    assert result["reason"] == "timed out after 1 s"
    assert time.monotonic() - started < 15
    assert "471.25" not in run("ps", "-eo", "args", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("exit 7", "ended with 7"),
        ("kill -SEGV $$", "SIGSEGV"),
        ("no-such-program-here", "was not found"),
        ("./PLAN.txt", "may not be run"),
    ],
)
def test_v2_a_command_that_fails_says_how(tmp_path: Path, body: str, said: str) -> None:
    assert said in prove(one(tmp_path, body, files={"PLAN.txt": "x"}))["reason"]


def test_v3_a_flood_keeps_its_end_and_its_size(tmp_path: Path) -> None:
    repo = one(tmp_path, "yes flood | head -c 199999998; echo the end")
    result = prove(repo)
    assert result["tail"].endswith("flood\nthe end\n")
    output = records(repo).of("S1.a")[-1].output
    assert output is not None
    assert output.bytes == 200_000_006
    (log,) = (repo / ".groundplan/output").glob("*.log")
    assert log.stat().st_size <= 16 << 20


@pytest.mark.parametrize(
    "body", ["read line < /dev/tty", "read line", "test -t 0", "sudo -S true < /dev/tty"]
)
def test_v4_a_command_that_wants_a_terminal_or_input_fails_at_once(
    tmp_path: Path, body: str
) -> None:
    started = time.monotonic()
    assert prove(one(tmp_path, body))["verdict"] == "failed"
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("name", [".env", ".env.local", "config/prod.env"])
def test_v5_values_of_env_files_are_nowhere(tmp_path: Path, name: str) -> None:
    repo = one(
        tmp_path,
        f"cat '{name}'; echo {SECRET} >&2; printf planted-; sleep 0.1; echo value-7f3a; exit 1",
        files={name: f"API_KEY={SECRET}\n"},
    )
    done = run(*GROUNDPLAN, "verify", "--yes", "--junit", "j.xml", "--report", "r.html", cwd=repo)
    shown = done.stdout + done.stderr
    assert "[masked]" in shown
    kept = [path for path in repo.rglob("*") if path.is_file() and ".git/" not in str(path)]
    texts = [
        path.read_text() for path in kept if path.name not in (name.rpartition("/")[2], "PLAN.md")
    ]
    assert all(SECRET not in text for text in [shown, *texts])


def test_v5_what_tests_print_is_nowhere(tmp_path: Path) -> None:
    body = f"{sys.executable} -m pytest -q -p no:cacheprovider test_x.py"
    test = "import pathlib\n\ndef test_x():\n    assert pathlib.Path('.env').read_text() == 'no'\n"
    repo = one(tmp_path, body, "kind=test", files={".env": f"KEY={SECRET}\n", "test_x.py": test})
    assert "1 failed" in prove(repo)["reason"]
    kept = [path for path in (repo / ".groundplan").rglob("*") if path.is_file()]
    assert kept
    assert all(SECRET not in path.read_text() for path in kept)


def test_v6_output_is_readable_and_harmless(tmp_path: Path) -> None:
    body = r"printf '\033[31mred\033[0m\033]0;x\007 \377\376 \342\200\256```\n~~~\n<script>alert(1)</script>\n'; exit 1"
    repo = one(tmp_path, body)
    done = run(*GROUNDPLAN, "verify", "--yes", "--report", "r.html", cwd=repo)
    page = (repo / "r.html").read_text()
    for text in (done.stdout, page, evidence_file(repo, ID).read_text()):
        assert not set(text) & set("\x1b\x07\u202e\x00")
    assert "<script" not in page
    assert "\\xff\\xfe" in done.stdout


def test_v9_without_the_engine_it_says_so_and_how_to_see_names(tmp_path: Path) -> None:
    repo = make_plan(
        tmp_path / "repo", step("S1", verification("S1.a", "SELECT 1", "in=db", language="sql"))
    )
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "docker").write_text('#!/bin/sh\necho "service \\"db\\" is not running" >&2\nexit 1\n')
    (tools / "docker").chmod(0o755)
    result = prove(repo, env={"PATH": f"{tools}:/usr/bin:/bin"})
    assert result["reason"] == 'service "db" is not running. What runs: docker compose ps'


def test_v10_what_a_person_has_to_see_never_passes_by_itself(tmp_path: Path) -> None:
    repo = make_plan(tmp_path, step("S1", manual("S1.a")))
    assert prove(repo)["verdict"] == "open"
    assert standings(repo)["S1.a"] is Standing.MISSING


@pytest.mark.parametrize(
    "text", ["", "import pytest\n\n@pytest.mark.skip\ndef test_x():\n    pass\n"]
)
def test_v11_no_test_and_only_skipped_tests_are_failures(tmp_path: Path, text: str) -> None:
    body = f"{sys.executable} -m pytest -q -p no:cacheprovider test_x.py || test $? -eq 5"
    result = prove(one(tmp_path, body, "kind=test", files={"test_x.py": text}))
    assert result["verdict"] == "failed"
    assert "no test ran" in result["reason"]


def test_v13_old_evidence_is_shown_as_stale(tmp_path: Path) -> None:
    repo = make_plan(
        tmp_path, step("S1", verification("S1.a", "true"), touches="app.py"), files={"app.py": "1"}
    )
    prove(repo)
    (repo / "app.py").write_text("2")
    run(*GROUNDPLAN, "verify", "--yes", "S1.a", "--report", "r.html", cwd=repo)
    (repo / "app.py").write_text("3")
    assert standings(repo)["S1.a"] is Standing.STALE_FILES


@pytest.mark.slow
def test_a_full_disk_is_a_sentence_and_ticks_nothing(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if run("mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", small, cwd=tmp_path).returncode:
        pytest.skip("a small disk can't be mounted here (needs root)")
    try:
        repo = one(small / "repo", "cat /dev/zero > filler; exit 1", "exit=1 timeout=60")
        done = run(*GROUNDPLAN, "verify", "--yes", cwd=repo)
        assert done.returncode == 4, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        assert "No space left" in done.stderr
        assert not is_ticked(repo, "S1.a")
        assert records(repo).records == ()
    finally:
        run("umount", small, cwd=tmp_path)
