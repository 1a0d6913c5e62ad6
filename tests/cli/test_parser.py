"""A command line that names no command shows the help that it needs."""

from __future__ import annotations

import pytest

from groundplan.cli import main


@pytest.mark.parametrize("words", [[], ["patterns"], ["rules"], ["fleet"]])
def test_a_bare_group_prints_its_help(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(words) == 2
    out = capsys.readouterr().out.split("\n")
    assert out[0].startswith("Usage: groundplan")
    assert "Commands:" in out
    assert max(len(line) for line in out) <= 100
