"""New environment variables: the user is asked for them; no env file is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.draft.context import Role
from groundplan.draft.shared import file_actions
from groundplan.draft.step import Check, DraftStep, code, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.draft.context import Ground

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def steps(ground: Ground) -> Iterator[DraftStep]:
    """Yield one step for all variables that are new or mean something else."""
    rows = [
        (found[0], purpose)
        for name, purpose, *_ in ground.rows("setup.env_vars")
        if (found := _NAME.search(name))
    ]
    if not rows:
        return
    file = ground.facts.env_file
    examples = [named for named in ground.of(Role.ENV) if named.path != file]
    asked = tuple(
        f"Ask the user to set {code(name)} in {code(file)}"
        + (f" ({line_of(purpose)})" if purpose else "")
        + ", and wait for the answer."
        for name, purpose in rows
    )
    settings = ground.layers("settings")[:1]
    places = ground.test_places((), settings) if settings else ()
    where = code(settings[0]) if settings else "the place where the other settings are read"
    yield DraftStep(
        key="env_vars:all",
        title="Environment variables",
        goal=f"{', '.join(name for name, _ in rows)} can be read wherever the application runs",
        actions=(
            f"Read {code(file)} to learn which names exist; never create, change, move or remove it.",
            *asked,
            *file_actions(examples),
            f"Read each value in {where}, and say there what happens without it.",
            *(
                f"Test in {code(place.removesuffix('/**'))} what happens without it."
                for place in places
            ),
        ),
        checks=(
            Check(
                f"{', '.join(name for name, _ in rows)}: named in an env file",
                "sh",
                " ".join(["kind=cmd", *(rf"stdout~=\b{name}\b" for name, _ in rows)]),
                "make -s -f groundplan.mk env-names",
            ),
        ),
        touches=(*(named.path for named in examples), *map(ground.glob_of, settings), *places),
    )
