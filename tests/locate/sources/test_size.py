"""Long files are changed more often."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_long_files_come_before_short_ones(tmp_path: Path) -> None:
    shop = make_shop(
        tmp_path / "shop", {"app/long.py": "\n".join(f"name{n} = other{n}" for n in range(99))}
    )
    answer = Answer("size", shop, "Anything")
    assert answer.order[0] == "app/long.py"
    assert "words" in answer.reason("app/long.py")
