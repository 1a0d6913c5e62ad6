"""The same name in other layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_the_view_of_a_controller_and_the_model_of_a_serializer_are_found(tmp_path: Path) -> None:
    shop = make_shop(
        tmp_path / "shop",
        {
            "app/controllers/coupons_controller.rb": "class CouponsController\n  def redeem\n  end\nend\n",
            "app/views/coupons/index.erb": "<p></p>\n",
            "app/models/coupon.rb": "x = 1\n",
        },
    )
    answer = Answer("same_name", shop, "Redeem twice")
    assert "app/models/coupon.rb" in answer.scores
    assert "app/views/coupons/index.erb" in answer.scores
    assert answer.reason("app/models/coupon.rb").startswith("has the same name as app/")
