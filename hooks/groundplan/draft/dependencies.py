"""New dependencies: into the manifest with version and reason, then seen where the code runs."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from groundplan.draft.context import Role
from groundplan.draft.shared import chunks, part, passing_tests
from groundplan.draft.step import MOST_CHECKS, Check, DraftStep, code, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from groundplan.draft.context import Ground

# How each package manager shows one package; from its own command-line reference.
SHOWN_BY = {
    "pip": "python -m pip show {name}",
    "poetry": "poetry show {name}",
    "uv": "uv pip show {name}",
    "pipenv": "pipenv run pip show {name}",
    "npm": "npm ls {name}",
    "pnpm": "pnpm ls {name}",
    "yarn": "yarn info {name}",
    "bun": "bun pm ls {name}",
    "bundler": "bundle info {name}",
    "go-modules": "go list -m {name}",
}
_NAME = re.compile(r"@?[A-Za-z0-9][\w./-]*")


def steps(ground: Ground) -> Iterator[DraftStep]:
    """Yield a step for the new dependencies, or several where they are many."""
    rows = [
        (found[0], version, reason)
        for name, version, reason, *_ in ground.rows("setup.dependencies")
        if (found := _NAME.search(name))
    ]
    parts = chunks(rows, MOST_CHECKS)
    for number, some in enumerate(parts, start=1):
        yield _step(ground, some, number, len(parts))


def _step(ground: Ground, rows: Sequence[tuple[str, str, str]], number: int, of: int) -> DraftStep:
    named = tuple(file.path for file in ground.of(Role.MANIFEST))
    where = " and ".join(code(path) for path in named) or "the manifest that the others stand in"
    service = ground.facts.api_service
    rebuilt = (f"Build the image anew and start it: `docker compose up -d --build {service}`.",)
    return DraftStep(
        key=f"dependencies:{number}",
        title=f"Dependencies{part(number, of)}",
        goal=f"{', '.join(name for name, _, _ in rows)} can be used wherever the code runs",
        actions=(
            *(
                f"Add {code(f'{name} {version}'.strip())} to {where}"
                + (f": {line_of(reason)}." if reason else "; write the reason under Decisions.")
                for name, version, reason in rows
            ),
            "Update the lock file with the package manager's own command, where there is one.",
            *(rebuilt if ground.facts.containers and service else ()),
        ),
        checks=tuple(_check(ground, name) for name, _, _ in rows),
        touches=named,
    )


def _check(ground: Ground, name: str) -> Check:
    managers = [fact.name for fact in ground.assessment.of("package_managers")]
    shown = next((SHOWN_BY[manager] for manager in managers if manager in SHOWN_BY), "")
    if not shown:
        return passing_tests(ground, f"what uses {name}", ground.tests)
    command = shown.format(name=shlex.quote(name))
    return Check(
        f"{name} is installed",
        "sh",
        f"kind=cmd stdout~={re.escape(name)}",
        f"{ground.container}{command}",
    )
