"""Files in the folders of the best ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_files_in_the_folder_of_good_ones_are_found(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop", {"docs/far.py": "x = 1\n"})
    answer = Answer("siblings", shop, "Cancel an order")
    assert "app/mail.py" in answer.scores
    assert answer.reason("app/mail.py") == "other good candidates are in app"
