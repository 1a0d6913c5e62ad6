"""`groundplan locate`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from locate.shop import make_shop

from groundplan.cli import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shop that is the current folder, and a request in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = make_shop(tmp_path / "shop")
    (tmp_path / "request.md").write_text("Cancel an order only once\n")
    monkeypatch.chdir(folder)
    return tmp_path / "request.md"


def test_places_are_printed_each_with_its_line_and_its_reason(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(["locate", str(shop)]) == 0
    first, reason = capsys.readouterr().out.splitlines()[:2]
    assert first == "app/orders.py:4 cancel_order"
    assert "cancel" in reason


def test_json_has_the_same_places_and_what_was_not_looked_at(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(["locate", str(shop), "--json", "--limit", "1"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["format"] == "locate/1"
    assert found["places"][0]["path"] == "app/orders.py"
    assert found["notes"] == []


def test_explain_shows_what_each_source_adds(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(["locate", str(shop), "--explain", "app/orders.py"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("app/orders.py: place 1 of ")
    assert "contents:" in out


@pytest.mark.parametrize(
    ("text", "status", "sentence"),
    [
        ("  \n", 2, "The request is empty."),
        ("Qwertz uiop", 1, ""),  # nothing matches: what is changed often is still shown, or nothing
    ],
)
def test_a_request_that_says_nothing_is_refused_in_one_line(
    shop: Path, text: str, status: int, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.write_text(text)
    assert main.run(["locate", str(shop)]) in (0, status)
    assert sentence in capsys.readouterr().err
