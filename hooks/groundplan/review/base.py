"""What a change is compared with where nobody says it: CI services tell it in their variables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.core import io
from groundplan.core.errors import Stop

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


FIRST_PUSH = "0" * 40
"""What services name where a push has no commit before it."""


def base_in_ci(environ: Mapping[str, str]) -> str:
    """Return the base that a CI service names; empty where there is none.

    On a merge request it is the branch that the change goes to; on a push the commit before it, and
    `FIRST_PUSH` where a branch is new.
    """
    for name in BRANCH_VARIABLES:
        if environ.get(name):
            return f"origin/{environ[name]}"
    told = [environ.get(name, "") for name in COMMIT_VARIABLES]
    told.append(_github_base(environ.get("GITHUB_EVENT_PATH", "")))
    commits = [commit for commit in told if commit]
    real = [commit for commit in commits if commit.strip("0")]
    return real[0] if real else FIRST_PUSH if commits else ""


def _github_base(path: str) -> str:
    """Return the commit that GitHub's description of the event names: before a push, below a queue."""
    if not path:
        return ""
    try:
        event = json.loads(io.read_text(Path(path)))
    except (Stop, ValueError):
        return ""  # not there, or not ours to read: then nobody has said a base
    if not isinstance(event, dict):
        return ""
    queue = event.get("merge_group")
    base = queue.get("base_sha") if isinstance(queue, dict) else event.get("before")
    return base if isinstance(base, str) else ""
