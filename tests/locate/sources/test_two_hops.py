"""Two hops along common commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import change, make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_two_commits_away_is_reached(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    for number in range(4):
        change(shop, f"Left {number}", "app/orders.py", "app/ledger.py")
        change(shop, f"Right {number}", "app/ledger.py", "lib/pdf.py")
    answer = Answer("two_hops", shop, "Cancel an order")
    assert "lib/pdf.py" in answer.scores
    assert (
        answer.reason("lib/pdf.py")
        == "changes with app/ledger.py, which changes with app/orders.py"
    )
