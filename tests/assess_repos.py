"""Small repos for the tests of stacks: a dict of texts becomes a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.assess.assessment import assess

if TYPE_CHECKING:
    from pathlib import Path

    from groundplan.core.model import Assessment


def make_repo(folder: Path, files: dict[str, str]) -> Path:
    """Write files below a folder and return it."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


def assessed(folder: Path, files: dict[str, str], *only: str) -> Assessment:
    """Return the assessment of a folder with these files."""
    return assess(make_repo(folder, files), only=only)


def routes(folder: Path, files: dict[str, str]) -> list[str]:
    """Return `METHOD path` of every route, sorted."""
    found = assessed(folder, files)
    assert found.unreadable == ()
    return sorted(f"{fact.value} {fact.name}" for fact in found.of("routes"))


def names(folder: Path, files: dict[str, str], kind: str) -> list[str]:
    """Return the names of all facts of a kind, each once, sorted."""
    return sorted({fact.name for fact in assessed(folder, files).of(kind)})
