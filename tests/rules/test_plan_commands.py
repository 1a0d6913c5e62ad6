"""What the rules deny an agent they deny a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from proofs import check as verification
from proofs import make_plan, prove, records, step
from support import land, make_kit

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_kit(tmp_path_factory.mktemp("kit") / "kit")


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("docker-compose up -d", "compose-v2"),
        ("sh -c 'docker-compose ps'", "compose-v2"),
        ("echo A=1 >> .env", "env-readonly"),
        ("pytest -q", "container-tests"),  # on the host, in a repo with containers
        ("alembic upgrade head", "container-migrations"),
        ("git commit --no-verify -m x", "no-bypass"),
    ],
)
def test_a_block_that_a_rule_denies_does_not_run(
    tmp_path: Path, kit: Path, body: str, rule: str
) -> None:
    repo = make_plan(tmp_path, step("S1", verification("S1.a", f"touch ran\n{body}")))
    land(kit, repo, project_type="api", containers=True, migration_tool="alembic", agents=["codex"])
    ended = prove(repo)
    assert ended.status == 2
    assert ended.results[0].is_refused
    assert rule in ended.results[0].judgement.reason
    assert not (repo / "ran").exists()
    assert records(repo).records == ()


@pytest.mark.parametrize(
    "body",
    [
        "grep -rn docker-compose app || test $? -eq 1",
        "cat .env || test $? -eq 1",
        "make -n docker-test",
        'test -n "docker-compose"',
    ],
)
def test_a_block_that_only_mentions_it_runs(tmp_path: Path, kit: Path, body: str) -> None:
    repo = make_plan(tmp_path, step("S1", verification("S1.a", body)), files={"app/a.py": "x\n"})
    land(kit, repo, project_type="api", containers=True, migration_tool="alembic", agents=["codex"])
    ended = prove(repo)
    assert ended.status == 0, ended.results[0].judgement.reason


def test_without_the_kit_the_built_in_rules_hold(tmp_path: Path) -> None:
    repo = make_plan(tmp_path, step("S1", verification("S1.a", "docker-compose up")))
    assert prove(repo).status == 2
