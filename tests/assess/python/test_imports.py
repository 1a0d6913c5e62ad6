"""What a Python file imports, by its text alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from groundplan.assess.checkout import Checkout, Want
from groundplan.assess.python.imports import imported_names

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("import one", {"one"}),
        ("import one.two as three, four\n", {"one", "one.two", "four"}),
        ("from one.two import three\n", {"one", "one.two"}),
        ("from . import three\nfrom .one import two\n", set()),  # never a package of somebody else
        ("try:\n    import one\nexcept ImportError: ...\n", {"one"}),
        ("try: import one\nexcept ImportError: ...\n", {"one"}),
        ("# taken from one, import it or not\n", set()),  # prose
        ("\r\nfrom one import two\r\n", {"one"}),
        ("\ufefffrom one import two\n", {"one"}),  # a byte-order mark
        ("x = 'decoupled'\nimportant = 1\n", set()),
    ],
)
def test_imports_are_told_by_their_lines(text: str, names: set[str], tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(text.encode())
    file = Checkout(tmp_path, ["a.py"]).files["a.py"]
    assert imported_names(file) == names


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("from flask import Flask", True),
        ("from flask_openapi3 import OpenAPI", True),  # an addition to it, that goes on with `_`
        ("from flasky import Flasky", False),
        ("from starlette.config import Config", True),  # a module asked for by its dotted name
        ("from starlette.requests import Request", False),
    ],
)
def test_a_want_is_open_where_its_package_is_imported(
    text: str, is_open: bool, tmp_path: Path
) -> None:
    (tmp_path / "a.py").write_text(text)
    want = Want(lambda _: True, suffixes=(".py",), imports=("flask", "starlette.config"))
    assert Checkout(tmp_path, ["a.py"]).is_open(want) is is_open
