"""The request's words in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_the_file_whose_text_has_the_rarest_words_is_best(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    answer = Answer("contents", shop, "The address is wrong")
    assert answer.order[0] == "app/mail.py"
    assert answer.reason("app/mail.py") == "its text has address"
