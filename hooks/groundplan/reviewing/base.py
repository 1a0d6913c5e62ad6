"""What a change is compared with where nobody says it: CI services tell it in their variables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan import world
from groundplan.errors import Stop

if TYPE_CHECKING:
    from collections.abc import Mapping

BRANCH_VARIABLES = (
    "GITHUB_BASE_REF",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
    "BITBUCKET_PR_DESTINATION_BRANCH",
    "SYSTEM_PULLREQUEST_TARGETBRANCHNAME",
    "CHANGE_TARGET",
)
"""The branch that a change goes to: GitHub, GitLab, Bitbucket, Azure, Jenkins (their references)."""

COMMIT_VARIABLES = ("CI_MERGE_REQUEST_DIFF_BASE_SHA", "CI_COMMIT_BEFORE_SHA")
"""A commit that the change began at: GitLab's, for a merge request and for a push."""


def base_in_ci(environ: Mapping[str, str]) -> str:
    """Return the base that a CI service names; empty where there is none.

    On a merge request it is the branch that the change goes to; on a push the commit before it. The
    first push of a branch has no commit before it (all zeros).
    """
    for name in BRANCH_VARIABLES:
        if environ.get(name):
            return f"origin/{environ[name]}"
    for name in COMMIT_VARIABLES:
        if environ.get(name, "").strip("0"):
            return environ[name]
    before = _github_before(environ.get("GITHUB_EVENT_PATH", ""))
    return before if before.strip("0") else ""


def _github_before(path: str) -> str:
    """Return the commit before a push, from the file in which GitHub describes the event."""
    if not path:
        return ""
    try:
        event = json.loads(world.read_text(Path(path)))
    except (Stop, ValueError):
        return ""  # not there, or not ours to read: then nobody has said a base
    before = event.get("before", "") if isinstance(event, dict) else ""
    return before if isinstance(before, str) else ""
