from __future__ import annotations

import sys

import pytest

from groundplan.core import process
from groundplan.core.errors import EnvironmentTrouble


def test_a_missing_program_and_a_slow_one_are_sentences() -> None:
    with pytest.raises(EnvironmentTrouble, match="no-such-program was not found"):
        process.run_program(["no-such-program"])
    with pytest.raises(EnvironmentTrouble, match=r"did not end within 0\.2 s"):
        process.run_program([sys.executable, "-c", "import time; time.sleep(9)"], timeout=0.2)
