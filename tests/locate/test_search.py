"""Request text -> places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from locate.shop import make_shop

from groundplan.locate.search import locate, search

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("request_text", "path"),
    [
        ("Cancelling an order should be refused once it was shipped", "app/orders.py"),
        ("Mails go to the wrong address", "app/mail.py"),  # plural against singular
        ("`Customer` has no phone number", "app/models.py"),  # a name in backticks
        ("The page in app/web.py is empty", "app/web.py"),  # a path
    ],
)
def test_the_first_place_is_the_file_that_the_request_is_about(
    tmp_path: Path, request_text: str, path: str
) -> None:
    assert locate(make_shop(tmp_path / "shop"), request_text)[0].path == path


def test_a_place_has_the_line_of_the_definition_that_fits_best(tmp_path: Path) -> None:
    place = locate(make_shop(tmp_path / "shop"), "Cancel order twice")[0]
    assert (place.path, place.line, place.name, place.what) == (
        "app/orders.py",
        4,
        "cancel_order",
        "code",
    )
    assert "cancel" in place.reason


def test_tests_do_not_use_up_the_places_of_code(tmp_path: Path) -> None:
    tests = {f"tests/test_orders_{n}.py": "def test_cancel_order():\n    pass\n" for n in range(9)}
    places = locate(make_shop(tmp_path / "shop", tests), "cancel order", limit=2)
    assert [place.what for place in places].count("code") == 2
    assert [place.what for place in places].count("test") == 1


def test_a_folder_without_git_is_searched_too_and_the_lack_is_noted(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "mail.py").write_text("def send_mail():\n    pass\n")
    found = search(tmp_path / "plain", "send mail in HTML")
    assert found.places[0].path == "mail.py"
    assert found.notes == ("no git history: past changes are not looked at",)


def test_the_same_request_gives_the_same_places_from_a_cold_and_a_warm_cache(
    tmp_path: Path,
) -> None:
    shop = make_shop(tmp_path / "shop")
    assert locate(shop, "Cancel order") == locate(shop, "Cancel order")


def test_a_link_out_of_the_repository_is_not_followed(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    (tmp_path / "secret.py").write_text("def zebra_password():\n    pass\n")
    (shop / "link.py").symlink_to(tmp_path / "secret.py")
    assert all(place.path != "link.py" for place in locate(shop, "zebra password"))
