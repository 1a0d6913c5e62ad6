"""PL206: containers and services that a verification names are the repo's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


EXEC = re.compile(
    r"\bdocker(?:\s+compose(?:\s+-[\w-]+(?:[ =][^\s-]\S*)?)*\s+(?:exec|run)|\s+exec)\s+((?:-[\w-]+(?:=\S+)?\s+)*)([A-Za-z0-9][\w.-]*)"
)
TAKES_VALUE = re.compile(r"(?:^|\s)(?:-[euw]|--env|--user|--workdir|--env-file|--index)\s+$")


@check(
    code="PL206",
    name="container-unknown",
    severity=WARNING,
    why="A container that the compose file does not start can't be entered.",
    help="Use a service of the compose file; `make docker-ps` shows what the containers are called.",
    bad=Sample(
        "```sh verify=S1.b kind=test min-tests=1",
        "```sh verify=S1.b kind=test min-tests=1\ndocker compose exec -T web pytest tests/test_loans.py\n```",
    ),
    good=Sample(
        "```sh verify=S1.b kind=test min-tests=1",
        "```sh verify=S1.b kind=test min-tests=1\ndocker compose exec -T api pytest tests/test_loans.py\n```",
    ),
)
def container_unknown(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    if not seen.services:
        return
    for step in plan.steps:
        for verification in step.verifications:
            block = verification.block
            if block is None:
                continue
            named = [
                found[2] for found in EXEC.finditer(block.body) if not TAKES_VALUE.search(found[1])
            ]
            named += [block.get("in") or ""] if block.language == "sql" else []
            for name in dict.fromkeys(named):
                if name and not _is_known(name, seen.services):
                    yield Finding(block.lines.first, f"No service or container is called {name!r}.")


def _is_known(name: str, services: frozenset[str]) -> bool:
    # Compose calls a container <project>-<service>-<number>; version 1 wrote `_` between them.
    found = re.fullmatch(r".+[-_](?P<service>.+)[-_]\d+", name)
    whole = {
        service for service in services if re.search(rf"[-_]{re.escape(service)}[-_]\d+$", name)
    }
    return name in services or bool(whole) or bool(found and found["service"] in services)
