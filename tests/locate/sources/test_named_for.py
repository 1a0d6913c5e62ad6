"""Files named for words of the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_named_for_one_word_beats_one_where_the_word_is_a_part(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop", {"app/mail_queue_worker.py": "x = 1\n"})
    answer = Answer("named_for", shop, "Retry mail")
    assert answer.order == ["app/mail.py", "app/mail_queue_worker.py"]
    assert answer.reason("app/mail.py") == "it is named for mail"
