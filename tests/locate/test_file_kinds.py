"""What a file is, by its path."""

from __future__ import annotations

import pytest

from groundplan.locate.file_kinds import base_name, is_source, kind_of, subject_of


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("app/orders.py", "code"),
        ("web/src/Cart.vue", "code"),
        ("tests/test_orders.py", "test"),
        ("src/cart.spec.ts", "test"),
        ("store/user_test.go", "test"),
        ("app/views/orders/show.html.erb", "template"),
        ("shop/migrations/0002_coupon.py", "migration"),
        ("alembic/versions/ab12_add.py", "migration"),
        ("locale/de/LC_MESSAGES/django.po", "translation"),
        ("CHANGELOG.md", "changelog"),
        ("docs/usage.md", "documentation"),
        ("web/style.scss", "style"),
        ("static/js/lib.js", "asset"),
        ("package-lock.json", "generated"),
        ("api/shop_pb2.py", "generated"),
        ("Makefile", "other"),
    ],
)
def test_kind(path: str, kind: str) -> None:
    assert kind_of(path) == kind
    assert is_source(path) == (kind in ("code", "template"))


def test_a_layer_s_name_is_not_what_a_file_is_about() -> None:
    assert subject_of("app/controllers/coupons_controller.rb") == subject_of("models/coupon.rb")
    assert subject_of("orders/views.py") == subject_of("templates/order.html")
    assert base_name("web/cart.component.ts") == "cart"
