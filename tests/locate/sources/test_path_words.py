"""The request's words in the path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_only_paths_count(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    answer = Answer("path_words", shop, "Mail customers about their orders")
    assert answer.order[:2] == ["app/mail.py", "app/orders.py"]
    assert "README.md" not in answer.scores
    assert answer.reason("app/mail.py") == "its path has mail"
