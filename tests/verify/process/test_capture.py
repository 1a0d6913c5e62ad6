"""What is kept of an output: readable, and masked after that, whatever stands inside a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.verify.process.capture import Log, readable
from groundplan.verify.process.masking import Mask

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "correct-horse-7"


@pytest.mark.parametrize(
    "printed",
    [
        "correct-\x1b[31mhorse\x1b[0m-7",  # colours
        "correct-\x1b[1;38;5;9mhorse-7",
        "correct-\x1b[Khorse-7",  # the rest of the line is cleared
        "correct-\x1b]8;;http://x\x1b\\horse-7",  # a link
        "correct-\u200bhorse-7",  # no room at all
        "correct-ho\u00adrse-7",
        "c\x08co\x08or\x08rr\x08re\x08ec\x08ct\x08t-\x08-horse-7",  # bold on paper
        "correct-horse\x1b(B-7",  # a set of characters
    ],
)
def test_t8_what_stands_inside_a_value_does_not_hide_it(printed: str) -> None:
    log = Log(None, Mask([SECRET]))
    shown = log.add("out", f"a {printed} b\n".encode()) + log.end()
    assert shown == "a [masked] b\n"


@given(st.integers(1, 9))
def test_t8_however_the_output_comes_in_pieces(size: int) -> None:
    data = ("x" * 5000 + "correct-\x1b[31mhorse\x1b[0m-7 é|").encode() * 3
    log = Log(None, Mask([SECRET]))
    shown = "".join(log.add("out", data[at : at + size]) for at in range(0, len(data), size))
    shown += log.end()
    assert "horse" not in shown
    assert shown == ("x" * 5000 + "[masked] é|") * 3


class _Growing(Mask):
    def refresh(self) -> bool:
        self.set_texts([SECRET])
        return True


def test_t8_a_value_that_came_while_the_block_ran_is_not_kept(tmp_path: Path) -> None:
    log = Log(tmp_path / "log", _Growing([]))
    log.add("out", f"{SECRET}\n".encode())
    log.end()
    kept = log.close()
    assert (tmp_path / "log").read_text() == "[masked]\n"
    import hashlib

    assert kept.sha256 == hashlib.sha256(b"[masked]\n").hexdigest()


def test_what_a_terminal_would_act_on_is_dropped_or_escaped() -> None:
    assert readable(b"\x1b[2Jx\x07\r\n\xff") == "x\\x07\n\\xff"
