"""The messages of a file's commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import change, make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_the_messages_of_all_commits_of_a_file_are_one_text(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    change(shop, "Refund a payment", "app/web.py")
    change(shop, "Payment in rates", "app/web.py")
    change(shop, "Refund", "app/mail.py")
    answer = Answer("own_messages", shop, "Refund the payment")
    assert answer.order[0] == "app/web.py"
    assert answer.reason("app/web.py") in (
        "its past commits speak of refund, payment",
        "its past commits speak of payment, refund",
    )
