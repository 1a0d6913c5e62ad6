"""Path words that go with the request's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import change, make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_words_of_messages_lead_to_words_of_paths_that_they_never_have(tmp_path: Path) -> None:
    shop = make_shop(
        tmp_path / "shop", {"app/auth_token.py": "x = 1\n", "app/auth_session.py": "y = 1\n"}
    )
    for number in range(3):
        change(shop, f"Login, part {number}", "app/auth_token.py")
    answer = Answer("learned_words", shop, "Login by phone")
    assert "app/auth_session.py" in answer.scores
    assert answer.scores["app/auth_session.py"] > answer.scores["app/mail.py"]
    assert "auth" in answer.reason("app/auth_session.py")
