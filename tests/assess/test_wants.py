"""Which want fits which file, and which needles are looked for first."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.assess.checkout import Checkout, Want
from groundplan.assess.places import Place
from groundplan.assess.wants import Table, cores, fits


@pytest.mark.parametrize(
    ("needles", "first"),
    [
        ((), ()),
        ((b"one", b"two"), (b"one", b"two")),
        ((b"'koa'", b'"koa"', b"`koa`"), (b"koa",)),  # quotes are looked at where the name is
        ((b"'koa'", b"'koa-router'"), (b"koa",)),  # what holds another needle needs no search
        ((b"router", b"'router'"), (b"router",)),
    ],
)
def test_fewer_needles_stand_for_all(needles: tuple[bytes, ...], first: tuple[bytes, ...]) -> None:
    assert cores(needles) == first


@pytest.mark.parametrize(
    ("path", "is_for"),
    [
        ("app/a.py", True),
        ("app/A.PY", True),  # suffixes are told in lower case
        ("tests/a.py", False),  # another place than was asked for
        ("Procfile", True),
        ("deploy/procfile.web", True),  # by a glob
        ("app/a.txt", False),
    ],
)
def test_the_table_finds_what_fits(path: str, is_for: bool) -> None:
    want = Want(lambda _: True, suffixes=(".py",), names=("procfile", "procfile.*"))
    other = Want(lambda _: True, suffixes=(".rb",), places=(Place.TEST,))
    file = Checkout(Path("/nowhere"), [path]).files[path]
    assert (want in Table([want, other]).fitting(file)) is is_for
    assert fits(file, want) is is_for
    assert other not in Table([want, other]).fitting(file)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("'koa'", True),
        ("koa", False),  # the core is there, the needle is not
        ("else", False),
    ],
)
def test_a_needle_is_asked_for_after_its_core(text: str, found: bool, tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text(text)
    want = Want(lambda file: file.text, suffixes=(".js",), needles=(b"'koa'", b'"koa"'))
    assert bool(list(Checkout(tmp_path, ["a.js"]).read(want))) is found
