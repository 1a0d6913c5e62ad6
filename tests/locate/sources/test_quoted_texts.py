"""Texts that the request quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_a_quoted_label_is_found_also_through_its_translation(tmp_path: Path) -> None:
    shop = make_shop(
        tmp_path / "shop",
        {
            "locales/en.json": '{\n  "checkout_now": "Pay right away"\n}\n',
            "web/pay.ts": "button(t('checkout_now'));\n",
            "app/errors.py": "ERROR = 'No such coupon here'\n",
        },
    )
    answer = Answer("quoted_texts", shop, 'The button "Pay right away" is grey')
    assert set(answer.order) == {"locales/en.json", "web/pay.ts"}
    answer = Answer("quoted_texts", shop, 'It says "No such coupon here"')
    assert answer.reason("app/errors.py") == "has the text “No such coupon here”"
