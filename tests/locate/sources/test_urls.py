"""Routes of named addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_a_route_leads_to_the_file_that_registers_it_and_to_its_handler(tmp_path: Path) -> None:
    shop = make_shop(
        tmp_path / "shop",
        {
            "server/router.js": "const h = require('./couponHandler');\nr.get('/api/coupons/:id/redeem', h);\n",
            "server/couponHandler.js": "module.exports = () => 1;\n",
            "server/other.js": "r.get('/api/orders', 1);\n",
        },
    )
    answer = Answer("urls", shop, "GET /api/coupons/{id}/redeem answers 404")
    assert answer.order[0] == "server/router.js"
    assert (
        "server/couponHandler.js" not in answer.scores or answer.scores["server/router.js"] == 1.0
    )
    assert "server/other.js" not in answer.scores
    assert answer.reason("server/router.js") == "has the route /api/coupons/redeem"
