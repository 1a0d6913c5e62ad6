"""The similar thing that a request names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from locate.shop import make_shop

from groundplan.locate.search import locate
from groundplan.locate.similar import named_things, similar

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "app/feed.py": "class Feed:\n    ignore_http_cache = False\n\n\ndef fetch(feed):\n    return feed.ignore_http_cache\n",
    "web/feed.ts": "export const feed = { ignoreHttpCache: false };\n",
    "tests/helpers.py": "def make_feed():\n    return None\n",
    "tests/test_feed.py": "from helpers import make_feed\n\n\ndef test_ignore_http_cache():\n    make_feed()\n",
}


def test_a_trace_has_every_spelling_with_its_lines_the_test_and_its_helpers(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop", FILES)
    text = "Add an option for each feed, similar to ignore HTTP cache"
    found = similar(shop, text, locate(shop, text))
    assert found is not None
    assert {part.path: part.lines for part in found.trace} == {
        "app/feed.py": (2, 6),
        "web/feed.ts": (1,),
        "tests/test_feed.py": (4,),
    }
    assert found.test == "tests/test_feed.py"
    assert [(h.name, h.path, h.line) for h in found.helpers] == [
        ("make_feed", "tests/helpers.py", 1)
    ]


def test_without_a_named_thing_the_best_test_is_the_one_to_copy(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    text = "Cancel order twice"
    found = similar(shop, text, locate(shop, text))
    assert found is not None
    assert (found.name, found.test) == ("", "tests/test_orders.py")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("a token like `api_key`", "api_key"),
        ("It works the same way as the invoice export.", "invoice export"),
        ("as we do for coupons", "coupons"),
        (
            "**Similar Implementations:** the option `ignore_http_cache` of a feed",
            "ignore_http_cache",
        ),
        ("### Similar features\n\n- coupons", "coupons"),
        ("I like it", ""),  # one short word that is no thing
    ],
)
def test_the_named_thing_is_read_from_the_sentence(text: str, first: str) -> None:
    assert (named_things(text) or [""])[0] == first
