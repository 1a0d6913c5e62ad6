"""The trace of the similar thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_every_spelling_of_the_named_thing_is_found(tmp_path: Path) -> None:
    shop = make_shop(
        tmp_path / "shop",
        {"app/feed.py": "ignore_http_cache = 1\n", "web/feed.ts": "const ignoreHttpCache = 1;\n"},
    )
    answer = Answer("similar_thing", shop, "Add a flag, similar to ignore HTTP cache")
    assert set(answer.order) == {"app/feed.py", "web/feed.ts"}
    assert answer.reason("web/feed.ts") == "has ignoreHttpCache, which the request names as similar"
