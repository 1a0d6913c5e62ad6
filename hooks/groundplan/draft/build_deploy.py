"""Build and deployment: what changes, and that it still builds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.draft.context import Role
from groundplan.draft.shared import file_actions
from groundplan.draft.step import Check, DraftStep, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.draft.context import Ground


def steps(ground: Ground) -> Iterator[DraftStep]:
    """Yield one step where the request says something of build or deployment."""
    text = ground.text("setup.build_deploy")
    files = ground.of(Role.BUILD)
    if not text and not files:
        return
    service = ground.facts.api_service
    checks: tuple[Check, ...]
    if ground.facts.containers and service:
        checks = (
            Check(
                "The compose file is understood", "sh", "kind=cmd", "docker compose config --quiet"
            ),
            Check(
                "The image builds", "sh", "kind=cmd timeout=600", f"docker compose build {service}"
            ),
        )
    else:
        checks = (
            Check(
                "The whole suite passes on it",
                "sh",
                "kind=test min-tests=1",
                ground.facts.suite_command,
            ),
        )
    yield DraftStep(
        key="build_deploy:all",
        title="Build and deploy",
        goal=text or "What builds and deploys the product knows the change",
        actions=(
            *file_actions(files),
            *(
                (f"Write down for whoever rolls it out, in its order: {sentence(text)}",)
                if text
                else ()
            ),
            "Ask the user where the roll-out needs somebody's hand.",
        ),
        checks=checks,
        touches=tuple(named.path for named in files),
        after=("dependencies", "env_vars", "data_model", "endpoints", "code"),
    )
