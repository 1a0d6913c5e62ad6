"""Code whose tests speak of the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_the_code_of_a_matching_test_is_found_by_its_name(tmp_path: Path) -> None:
    shop = make_shop(
        tmp_path / "shop",
        {
            "src/pricing.rb": "x = 1\n",
            "spec/pricing_spec.rb": "it 'rounds half a cent up' do\nend\n",
        },
    )
    answer = Answer("tests_of", shop, "Half a cent is rounded down")
    assert answer.order[0] == "src/pricing.rb"
    assert (
        answer.reason("src/pricing.rb")
        == "tested by spec/pricing_spec.rb, which speaks of the request"
    )
