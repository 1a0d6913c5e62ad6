"""What the best files call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_the_gate_that_a_good_file_calls_is_found_though_its_path_says_nothing(
    tmp_path: Path,
) -> None:
    shop = make_shop(
        tmp_path / "shop",
        {
            "lib/misc.py": "def can_cancel(order):\n    return True\n",
            "app/orders.py": "from lib.misc import can_cancel\n\n\ndef cancel_order(order):\n    can_cancel(order)\n",
        },
    )
    answer = Answer("called", shop, "Cancel an order before noon only")
    assert answer.order[0] == "lib/misc.py"
    assert answer.reason("lib/misc.py") == "defines can_cancel, which app/orders.py uses"
