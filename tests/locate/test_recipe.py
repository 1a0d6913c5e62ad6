"""What past commits of the kind touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from locate.shop import change, make_shop

from groundplan.locate.recipe import part_of, recipe
from groundplan.locate.search import locate

if TYPE_CHECKING:
    from pathlib import Path


def test_a_recipe_says_how_often_each_part_was_touched_and_names_two_commits(
    tmp_path: Path,
) -> None:
    shop = make_shop(tmp_path / "shop")
    for number in range(4):
        change(
            shop, f"Orders, part {number}", "app/orders.py", "app/models.py", "tests/test_orders.py"
        )
    change(shop, "Orders without a test", "app/orders.py", "app/models.py")
    found = recipe(shop, locate(shop, "Cancel an order of the models"))
    assert found is not None
    shares = {(part.what, part.folder): part.share for part in found.parts}
    assert found.commits == 6  # the first commit made all files
    assert shares["code", "app"] == 1.0
    assert shares["test", "tests"] == round(5 / 6, 2)
    assert len(found.read) == 2
    assert ("test in tests", "code in app", 1.0) in found.together


def test_too_few_commits_make_no_recipe(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    assert recipe(shop, locate(shop, "Cancel an order")) is None


def test_commits_with_a_migration_are_the_kind_where_a_migration_is_a_place(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    for number in range(3):
        migration = f"app/migrations/000{number}_order_status.py"
        change(shop, f"Add column {number}", migration, "app/models.py")
    found = recipe(
        shop, locate(shop, "Add another order status, see app/migrations/0002_order_status.py")
    )
    assert found is not None
    assert found.kind == "commits with a migration"
    assert found.commits == 3


def test_a_part_is_a_kind_in_two_folders() -> None:
    assert part_of("src/app/api/users.py") == "code in src/app"
    assert part_of("CHANGELOG.md") == "changelog"
    assert part_of("setup.py") == "code in ."
