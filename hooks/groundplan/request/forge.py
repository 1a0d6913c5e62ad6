"""An issue or a pull request, fetched by the forge's own command line, which has the user's login."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from groundplan.core import characters, process
from groundplan.core.errors import EnvironmentTrouble

_ADDRESS = re.compile(r"https://[\w.-]+(?::\d+)?/[\w.~/-]+$")
_NUMBERED = re.compile(r"/(?P<kind>issues|work_items|pull|pulls|merge_requests)/(?P<number>\d+)/?$")
SECONDS = 30


def is_issue_address(source: str) -> bool:
    """Return whether `--from` names an issue or a pull request on a forge."""
    return bool(_ADDRESS.match(source) and _NUMBERED.search(source))


def fetched_issue(address: str) -> str:
    """Return the issue as JSON with its title, body and address.

    Args:
        address: one that `is_issue_address` knows.

    Raises:
        EnvironmentTrouble: the forge's command line is missing, not logged in, or too slow.
    """
    command = _command(address)
    done = process.run_program(command, timeout=SECONDS)
    if done.status == 0 and done.out.strip():
        return done.out
    program = command[0]
    said = characters.printable(" ".join(done.err.split()))[:200]
    raise EnvironmentTrouble(
        f"{program} could not fetch {address}: {said or 'no answer'}.",
        f"Install {program} and log in ({program} auth login), or give the text: groundplan new --from FILE",
    )


def _command(address: str) -> list[str]:
    kind = _NUMBERED.search(address)
    is_change = kind is not None and kind["kind"] in ("pull", "pulls", "merge_requests")
    host = urlsplit(address).hostname or ""
    if "gitlab" in host or "/-/" in address:
        return ["glab", "mr" if is_change else "issue", "view", address, "--output", "json"]
    fields = "title,body,url"
    return ["gh", "pr" if is_change else "issue", "view", address, "--json", fields]
