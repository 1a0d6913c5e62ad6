from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from groundplan.core import digest

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(params=["own", "hashlib"])
def _algorithm(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    digest._algorithm.cache_clear()
    if request.param == "hashlib":
        for name in ("_sha2", "_sha256"):
            monkeypatch.setitem(__import__("sys").modules, name, None)
    yield
    digest._algorithm.cache_clear()


@pytest.mark.usefixtures("_algorithm")
@pytest.mark.parametrize("data", [b"", b"a", b"\0" * 1000, "Zeitplan - ä".encode()])
def test_it_is_sha256_whoever_computes_it(data: bytes) -> None:
    assert digest.sha256(data) == hashlib.sha256(data).hexdigest()
