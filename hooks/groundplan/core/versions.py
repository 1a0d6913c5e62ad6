"""Versions of the kit: tags, and what `git describe` and copier make of commits between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packaging.version import Version

_DESCRIBED = re.compile(r"(?P<tag>.+)-(?P<count>\d+)-g[0-9a-f]+$")


def version_of(commit: str) -> Version | None:
    """Return a tag or a description such as `v1.2.0-3-gabcdef0` as a version; None for a bare commit."""
    from packaging.version import InvalidVersion, Version

    described = _DESCRIBED.match(commit)
    text = f"{described['tag']}.post{described['count']}" if described else commit
    try:
        return Version(text)
    except InvalidVersion:
        return None


def is_downgrade(old: str, new: str) -> bool:
    """Say whether one version is older than the one that is there; no for what is no version."""
    before, after = version_of(old), version_of(new)
    return before is not None and after is not None and after < before


def is_same(old: str, new: str) -> bool:
    """Say whether two names are one version."""
    before, after = version_of(old), version_of(new)
    return old == new or (before is not None and before == after)
