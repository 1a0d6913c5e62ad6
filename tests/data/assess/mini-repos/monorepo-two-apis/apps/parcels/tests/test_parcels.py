import os

import pytest

ONLY_HERE = os.environ.get("ONLY_IN_TESTS")


def test_parcels() -> None:
    assert pytest
