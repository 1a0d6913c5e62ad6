"""Past commits with like messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import change, make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_files_of_the_likest_commit_are_best_and_large_commits_count_less(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    change(shop, "Refund payments twice", "app/mail.py")
    change(shop, "Refund payments everywhere", *(f"app/part{n}.py" for n in range(9)))
    answer = Answer("past_messages", shop, "Refund payments")
    assert answer.order[0] == "app/mail.py"
    assert "“Refund payments twice”" in answer.reason("app/mail.py")
