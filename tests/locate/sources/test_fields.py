"""Path, definitions and text at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_a_defined_name_counts_more_than_a_use_of_it(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    answer = Answer("fields", shop, "Cancel an order only when it is open")
    assert answer.scores["app/orders.py"] > answer.scores["app/web.py"]
    assert answer.reason("app/orders.py") == "defines cancel_order"
