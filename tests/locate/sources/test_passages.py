"""Words close together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_words_close_together_beat_the_same_words_far_apart(tmp_path: Path) -> None:
    apart = "# refund\n" + "x = 1\n" * 60 + "# invoice\n"
    close = "# refund of an invoice\n" + "x = 1\n" * 61
    shop = make_shop(tmp_path / "shop", {"app/apart.py": apart, "app/close.py": close})
    answer = Answer("passages", shop, "Refund an invoice")
    assert answer.scores["app/close.py"] > answer.scores["app/apart.py"]
    assert answer.reason("app/close.py").startswith("lines 1-24 have ")
