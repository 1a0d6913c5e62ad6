"""Imports and references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_one_hop_along_imports_both_ways(tmp_path: Path) -> None:
    shop = make_shop(
        tmp_path / "shop",
        {
            "web/cart.ts": "import { total } from './total';\nexport const cart = total;\n",
            "web/total.ts": "export const total = () => 1;\n",
        },
    )
    answer = Answer("imports", shop, "The cart is empty")
    assert "web/total.ts" in answer.scores
    assert answer.reason("web/total.ts") == "web/cart.ts refers to it"
    answer = Answer("imports", shop, "Cancel order")
    assert answer.reason("app/web.py") == "refers to app/orders.py"
