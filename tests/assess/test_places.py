"""What part a path plays in a repo."""

from __future__ import annotations

import pytest

from groundplan.assess.places import Place, named_as_something_else, place_of, place_within


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("src/a.ts", Place.PRODUCT),
        ("src/a.test.ts", Place.TEST),
        ("vendor/a.rb", Place.VENDORED),
        # Folders of a file-system router are parts of a URL.
        ("apps/web/app/api/orders/[id]/test/route.ts", Place.PRODUCT),
        ("app/docs/page.tsx", Place.PRODUCT),
        ("src/api/admin/examples/route.ts", Place.PRODUCT),
        ("pages/api/demo/a.ts", Place.PRODUCT),
        # A whole application of a test or an example stays one.
        ("test/app/a/route.ts", Place.TEST),
        ("examples/shop/app/api/route.ts", Place.EXAMPLE),
        ("app/api/orders/test/helper.ts", Place.TEST),
        ("pages/api/a.test.ts", Place.TEST),
    ],
)
def test_a_path_says_what_a_file_is_for(path: str, place: Place) -> None:
    assert place_of(path) is place


@pytest.mark.parametrize(
    ("beside", "path", "place"),
    [
        # A Django application or a Nest module may be about examples.
        (["a/examples/__init__.py", "a/examples/apps.py"], "a/examples/views.py", Place.PRODUCT),
        (["src/samples/samples.module.ts"], "src/samples/dto/a.ts", Place.PRODUCT),
        (["vendors/apps.py", "vendors/__init__.py"], "vendors/tests/test_a.py", Place.TEST),
        # A whole project of an example has its own settings.
        (
            ["example/__init__.py", "example/apps.py", "example/settings.py"],
            "example/views.py",
            Place.EXAMPLE,
        ),
        (
            ["examples/shop/__init__.py", "examples/shop/apps.py"],
            "examples/shop/a.py",
            Place.EXAMPLE,
        ),
    ],
)
def test_a_part_of_the_product_may_be_named_as_something_else(
    beside: list[str], path: str, place: Place
) -> None:
    parts = named_as_something_else({path, *beside})
    assert place_within(path, parts) is place
