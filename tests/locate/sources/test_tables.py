"""Tables and models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.asking import Answer
from locate.shop import make_shop

if TYPE_CHECKING:
    from pathlib import Path


def test_a_table_is_found_by_the_model_of_its_name(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    answer = Answer("tables", shop, "Add a phone number to the table `customers`")
    assert answer.order == ["app/models.py"]
    assert answer.reason("app/models.py") == "defines the model Customer (line 5)"
