"""From one sentence to a kept, proven plan in the real clients, by the skills' text alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from client_packages import CACHE, REQUIRED, unpacked
from live.journey import FORGERIES, Journey, accept, make_repo, planner, run_journey, worker
from support import git, make_kit

from groundplan.core.model import Status
from groundplan.plan.parser import parse_plan

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.live, pytest.mark.slow]

MOST_TOKENS = 20_000
"""Of both conversations together; measured with all four clients, with room for longer results."""


@pytest.fixture(scope="session")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_kit(tmp_path_factory.mktemp("journey") / "kit")


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
    accept(repo)
    second = Journey(worker(repo))
    printed = run_journey(client, CACHE, repo, second)
    kept = list((repo / "docs/plans").glob("*.md"))
    assert (second.trouble, len(kept)) == ("", 1), printed
    assert parse_plan(kept[0].read_text(), "plan").status is Status.DONE
    assert "test_welsh" in (repo / "test_welsh.py").read_text()
    assert git(repo, "status", "--porcelain", ".env") == ""
    tokens = first.tokens + second.tokens
    print(f"\n{key} {client.version}: {first.tokens} + {second.tokens} tokens")
    assert tokens < MOST_TOKENS
