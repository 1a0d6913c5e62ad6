"""What stands before the colon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import change, make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_commits_of_the_same_scope_lead_to_their_files(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    change(shop, "fix(mail): quote names", "app/mail.py")
    change(shop, "fix(orders): round", "app/orders.py")
    answer = Answer("scope", shop, "feat(mail): attach the invoice")
    assert answer.order == ["app/mail.py"]
    assert answer.reason("app/mail.py") == "commits of the scope “mail” touch it"
