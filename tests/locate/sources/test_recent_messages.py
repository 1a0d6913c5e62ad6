"""Recent commits with like messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import change, make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_of_two_commits_with_the_same_message_the_newer_counts_more(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    change(shop, "Refund payments", "app/web.py")
    for number in range(12):
        change(shop, f"Unrelated {number}", "README.md")
    change(shop, "Refund payments", "app/mail.py")
    answer = Answer("recent_messages", shop, "Refund payments")
    assert answer.order[:2] == ["app/mail.py", "app/web.py"]
    assert answer.reason("app/mail.py").startswith("a like change touched it: ")
