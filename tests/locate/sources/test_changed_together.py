"""Files that change together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import change, make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_what_changed_with_the_best_file_is_found(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    for number in range(5):
        change(shop, f"Work {number}", "app/orders.py", "app/ledger.py")
    answer = Answer("changed_together", shop, "Cancel an order")
    assert "app/ledger.py" in answer.scores
    assert answer.reason("app/ledger.py").startswith("changes together with app/orders.py")
