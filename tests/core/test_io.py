from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from groundplan.core import io
from groundplan.core.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_no_file_is_refused_and_blocks_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", "missing", "."):
        with pytest.raises(Refused):
            io.read_bytes(tmp_path / name)


def test_text_that_is_not_utf8_is_named_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"one\ntwo \xff\n")
    with pytest.raises(Refused, match=r"file:2: byte 8 is not UTF-8"):
        io.read_text(tmp_path / "file")


def test_a_limit_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"12345")
    with pytest.raises(Refused, match="larger than 4 bytes"):
        io.read_bytes(tmp_path / "file", limit=4)
