"""Shortened words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_a_shortened_word_finds_the_long_one(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop", {"app/organisation_menu.py": "x = 1\n"})
    answer = Answer("abbreviations", shop, "Show org statistics")
    assert answer.order == ["app/organisation_menu.py"]
    assert answer.reason("app/organisation_menu.py") == "its path has “organiz”, the request “org”"
