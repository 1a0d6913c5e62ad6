"""The registry of the sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.locate.sources import sources
from groundplan.locate.weights import ALL, FIRST

TESTS = Path(__file__).parent


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
def test_a_source_has_a_weight_a_title_and_a_test_of_its_name(source: object) -> None:
    name = getattr(source, "name", "")
    assert name in ALL
    assert getattr(source, "needs_ranking", None) or name in FIRST or name == "scope"
    assert getattr(source, "title", "")
    assert (TESTS / f"test_{name}.py").is_file()


def test_every_weight_is_of_a_source() -> None:
    assert {source.name for source in sources()} == ALL.keys() | FIRST.keys()
