"""The runner finds what goes wrong, makes it small, and gives the same run for the same seed."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest
from support import ROOT, run

if TYPE_CHECKING:
    from pathlib import Path

sys.path.insert(0, str(ROOT / "tests/fuzz"))
import run as runner


def broken(data: bytes) -> None:
    if b"{" in data and b"}" in data:
        raise RuntimeError("both")


def test_what_goes_wrong_is_found_and_made_small(tmp_path: Path) -> None:
    target = runner.Target("x", broken, (b"some long text { with } a tail",))
    assert runner.fuzz(target, 0.2, 1, tmp_path) == 1
    (crash,) = (tmp_path / "x").iterdir()
    assert crash.read_bytes() in (b"{}", b"}{")


def test_an_input_that_hangs_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "LONGEST_RUN", 1)
    target = runner.Target("x", lambda _: time.sleep(30), (b"a",))
    assert isinstance(runner.problem_of(target, b"a"), runner.Hangs)


def test_one_seed_gives_one_run() -> None:
    import random

    made = [runner.mutated((b"abc def",), random.Random("1:x")) for _ in range(2)]
    assert made[0] == made[1]


@pytest.mark.parametrize("target", runner.targets(), ids=lambda target: target.name)
def test_every_seed_is_read(target: runner.Target) -> None:
    """What was found once is a seed, so that it stays mended."""
    for seed in target.seeds:
        assert runner.problem_of(target, seed) is None


def test_make_starts_it() -> None:
    done = run(sys.executable, "tests/fuzz/run.py", "--seconds", "0", "evidence", cwd=ROOT)
    assert done.returncode == 0
    assert "seed " in done.stdout
    assert "evidence: " in done.stdout
