"""Files of the very last commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import change, make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_what_the_last_commit_touched_is_best(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    change(shop, "One", "app/mail.py")
    change(shop, "Two", "app/web.py")
    answer = Answer("last_commits", shop, "Anything")
    assert answer.order[0] == "app/web.py"
    assert "“Two”" in answer.reason("app/web.py")
