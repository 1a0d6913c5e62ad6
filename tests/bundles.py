"""The bundle of this checkout, put into a repo, also with modules that differ."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from groundplan.dev import bundle

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@cache
def _text() -> str:
    return bundle.bundle_text(bundle.sources())


def put_bundle(repo: Path, **edited: str) -> Path:
    """Put loader and bundle into a repo's `.groundplan/`; return the loader.

    Args:
        repo: the repo.
        edited: names of modules with `__` for the dot -> their sources.
    """
    kit = repo / ".groundplan"
    kit.mkdir(parents=True, exist_ok=True)
    changed: Mapping[str, str] = {name.replace("__", "."): edited[name] for name in edited}
    text = bundle.bundle_text({**bundle.sources(), **changed}) if changed else _text()
    (kit / "bundle").write_text(text, encoding="utf-8", newline="\n")
    loader = kit / "loader"
    loader.write_text(bundle.LOADER.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
    return loader
