from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from support import run

if TYPE_CHECKING:
    from pathlib import Path


def test_an_error_is_one_line_for_a_program_and_broken_at_words_for_a_person(
    tmp_path: Path,
) -> None:
    import pexpect

    code = "from groundplan.core import characters, git, process, terminal, write; terminal.print_error('No such word here.', 'Take ' + 'another ' * 12 + 'one.')"
    piped = run(sys.executable, "-c", code, cwd=tmp_path)
    assert piped.stderr.count("\n") == 1
    shown = pexpect.run(
        f'{sys.executable} -c "{code}"', env={**os.environ, "COLUMNS": "40"}, encoding="utf-8"
    )
    assert shown.count("\n") > 2
    assert all(len(line) <= 40 for line in shown.splitlines())
    assert " ".join(shown.split()) == " ".join(piped.stderr.split())


def test_words_for_a_person_are_broken_between_words_and_stand_further_in(tmp_path: Path) -> None:
    import pexpect

    code = "from groundplan.core import characters, git, process, terminal, write; terminal.print_prose('  - ' + 'word ' * 12 + 'end.\\nshort')"
    piped = run(sys.executable, "-c", code, cwd=tmp_path)
    assert piped.stdout.count("\n") == 2
    environment = {**os.environ, "COLUMNS": "30"}
    shown = pexpect.run(f'{sys.executable} -c "{code}"', env=environment, encoding="utf-8")
    lines = shown.splitlines()
    assert [line[:5] for line in lines] == ["  - w", "    w", "    w", "short"]
    assert all(len(line) <= 30 for line in lines)
    assert " ".join(shown.split()) == " ".join(piped.stdout.split())
