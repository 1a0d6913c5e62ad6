"""Loops in loops and callers of callers multiply; reading them comes to an end."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from assess_repos import assessed

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "from flask import Flask\napp = Flask(__name__)\nMANY = [" + "'x', " * 60 + "]\n"
NESTED = (
    "\n".join(f"{'    ' * n}for a{n} in MANY:" for n in range(7))
    + f"\n{'    ' * 7}app.add_url_rule('/' + a0 + a6, 'n', print)\n"
)
CALLED = (
    "def f0(path): app.add_url_rule(path, 'n', print)\n"
    + "".join(f"def f{n}(path):\n" + f"    f{n - 1}(path)\n" * 60 for n in range(1, 7))
    + "f6('/y')\n"
)


@pytest.mark.parametrize(("text", "path"), [(NESTED, "/xx"), (CALLED, "/y")])
def test_what_multiplies_is_cut_short(text: str, path: str, tmp_path: Path) -> None:
    start = time.process_time()
    found = assessed(tmp_path, {"app.py": HEAD + text + "app.add_url_rule('/z', 'z', print)\n"})
    assert {fact.name for fact in found.of("routes")} >= {"/z"}
    assert {fact.name for fact in found.of("routes")} <= {"/z", path}
    assert time.process_time() - start < 20
