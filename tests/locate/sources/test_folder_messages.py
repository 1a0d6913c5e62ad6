"""Folders that like commits touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import change, make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_neighbours_of_a_touched_file_are_found_by_their_folder(tmp_path: Path) -> None:
    shop = make_shop(
        tmp_path / "shop", {"billing/rates.py": "x = 1\n", "billing/tax.py": "y = 1\n"}
    )
    change(shop, "Refund payments", "billing/tax.py")
    answer = Answer("folder_messages", shop, "Refund payments")
    assert answer.order[:2] == ["billing/rates.py", "billing/tax.py"]
    assert answer.reason("billing/rates.py") == "like changes touched the folder billing"
