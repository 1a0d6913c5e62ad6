"""Identifiers that the request names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_a_definition_of_a_named_identifier_counts_more_than_its_uses(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    answer = Answer("exact_names", shop, "`cancel_order` must be idempotent")
    assert answer.order[0] == "app/orders.py"
    assert "app/web.py" in answer.scores
    assert (
        answer.reason("app/orders.py") == "defines cancel_order (line 4), which the request names"
    )
    assert answer.reason("app/web.py") == "uses cancel_order, which the request names"
