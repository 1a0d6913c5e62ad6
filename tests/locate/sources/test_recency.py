"""Files that the last commits touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import change, make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_touches_add_up_and_fade(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    for number in range(3):
        change(shop, f"Change {number}", "app/mail.py")
    change(shop, "Last", "app/web.py")
    answer = Answer("recency", shop, "Anything")
    assert answer.order[:2] == ["app/mail.py", "app/web.py"]
    assert answer.reason("app/web.py") == "touched by the last commit"
    assert answer.reason("app/mail.py") == "touched 1 commits ago"
