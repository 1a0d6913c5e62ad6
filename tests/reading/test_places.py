"""What part a path plays in a repo."""

from __future__ import annotations

import pytest

from groundplan.reading.places import Place, place_of


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
