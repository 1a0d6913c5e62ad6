"""Files that the request names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_a_path_of_a_stack_trace_is_found_though_it_begins_elsewhere(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    trace = 'Crash\n  File "/srv/shop/app/orders.py", line 5, in cancel_order'
    answer = Answer("stated_paths", shop, trace)
    assert answer.order == ["app/orders.py"]
    answer = Answer("stated_paths", shop, "Crash at app/mail.py:2")
    assert answer.reason("app/mail.py") == "the request names it, line 2"
