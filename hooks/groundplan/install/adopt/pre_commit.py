"""The kit's entry in a `.pre-commit-config.yaml`: is it there, and at which version."""

from __future__ import annotations

import re
from typing import Any

from groundplan.install.adopt.edits import TextEdit
from groundplan.install.adopt.yaml_text import load


def hook_entry(text: str, hook_id: str) -> Any:
    """Return the repo entry that has the hook, as it was read; None where there is none.

    Raises:
        CannotEdit: the text can't be read.
    """
    data = load(text) or {}
    repos = data.get("repos") if isinstance(data, dict) else None
    for repo in repos if isinstance(repos, list) else []:
        hooks = repo.get("hooks") if isinstance(repo, dict) else None
        for hook in hooks if isinstance(hooks, list) else []:
            if isinstance(hook, dict) and hook.get("id") == hook_id:
                return repo
    return None


def rev_edits(text: str, hook_id: str, commit: str) -> list[TextEdit]:
    """Return the edit that brings the entry's `rev` to a newer version of the kit.

    A bot may have brought it further than the kit is; that stays.

    Raises:
        CannotEdit: the text can't be read.
    """
    entry = hook_entry(text, hook_id)
    rev = entry.get("rev") if entry else None
    if not isinstance(rev, str) or not is_older(rev, commit):
        return []
    line, column = entry.lc.value("rev")
    offset = sum(len(row) + 1 for row in text.split("\n")[:line]) + column
    found = re.compile(r'"[^"\r\n]*"|\'[^\'\r\n]*\'|[^\s#]+').match(text, offset)
    if not found or found[0].strip("\"'") != rev:
        return []
    return [TextEdit(offset, found[0], found[0].replace(rev, commit))]


def is_older(one: str, other: str) -> bool:
    """Say whether one version comes before the other; what is no version is neither."""
    from packaging.version import InvalidVersion, Version

    try:
        return Version(one) < Version(other)
    except InvalidVersion:
        return False
