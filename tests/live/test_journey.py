"""From one sentence to a kept, proven plan in the real clients, by the skills' text alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from client_packages import CACHE, REQUIRED, unpacked
from live.journey import FORGERIES, Journey, accept, make_repo, planner, run_journey, shell, worker
from live.record import noted, recorded
from support import git, make_kit

from groundplan.core.model import Status
from groundplan.plan.parser import parse_plan

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from groundplan.doctor.live.stub import Wish

pytestmark = [pytest.mark.live, pytest.mark.slow]

MOST_TOKENS = 25_000
"""Of both conversations together; measured with all four clients, with room for longer results."""
DESCRIPTION = "Turn a request for a change into a checked plan"


@pytest.fixture(scope="session")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_kit(tmp_path_factory.mktemp("journey") / "kit")


def looks_around() -> Generator[Wish, str, None]:
    """Run one command of a skill."""
    yield shell("sh .groundplan/run accept --plan --show; sh ../.groundplan/run next")


@pytest.mark.parametrize("folder", [".", "sub"])
@pytest.mark.parametrize("key", REQUIRED)
def test_the_skill_is_seen_and_the_state_of_the_plan_arrives(
    key: str, folder: str, kit: Path, tmp_path: Path
) -> None:
    repo = make_repo(kit, tmp_path, [key])
    journey = Journey(looks_around())
    printed = run_journey(unpacked(key), CACHE, repo, journey, folder)
    assert journey.results, printed
    assert "plans nothing yet" in journey.results[0]
    told, place = str(journey.first), "root" if folder == "." else "subfolder"
    assert recorded(key, f"skill listed ({place})", "yes" if DESCRIPTION in told else "no")
    arrived = "no change is planned" in told
    assert recorded(key, f"session start ({place})", "yes" if arrived else "no")


@pytest.mark.parametrize("key", REQUIRED)
def test_from_one_sentence_to_a_kept_plan(key: str, kit: Path, tmp_path: Path) -> None:
    client = unpacked(key)
    repo = make_repo(kit, tmp_path, [key])
    forged: list[str] = []
    first = Journey(planner(forged, repo))
    printed = run_journey(client, CACHE, repo, first)
    assert (first.trouble, len(forged)) == ("", len(FORGERIES)), printed
    plan = parse_plan((repo / "PLAN.md").read_text(), "PLAN.md")
    assert (plan.status, len(plan.steps)) == (Status.DRAFT, 2), forged
    assert recorded(key, "acceptance forged", f"0 of {len(forged)} ways")
    accept(repo)
    second = Journey(worker(repo))
    printed = run_journey(client, CACHE, repo, second)
    kept = list((repo / "docs/plans").glob("*.md"))
    assert (second.trouble, len(kept)) == ("", 1), printed
    assert parse_plan(kept[0].read_text(), "plan").status is Status.DONE
    assert git(repo, "status", "--porcelain", ".env") == ""
    tokens = first.tokens + second.tokens
    assert tokens < MOST_TOKENS
    assert recorded(key, "from a sentence to a kept plan", "yes")
    noted(key, "tokens of it", f"{tokens:,}")  # paths of the scratch folder differ in length
