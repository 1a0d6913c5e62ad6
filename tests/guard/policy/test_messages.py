"""A denial says what to do instead, in the repo's real names, in at most 500 characters."""

from __future__ import annotations

import pytest
from guard_cases import facts, payload_of

from groundplan.rules import decide


def reason(command: str, history: list[str] | None = None) -> str:
    return decide.verdict_on(payload_of({"command": command}), facts(), history).verdict.reason


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("pytest tests/test_orders.py", "docker exec api pytest tests/test_orders.py"),
        ("python -m pytest -q", "docker exec api pytest -q PATH"),
        ("pytest", "make docker-test"),
        ("uv run alembic upgrade head", "docker exec api alembic upgrade head"),
        ("python manage.py migrate orders", "docker exec api python manage.py migrate orders"),
        ("flask db upgrade", "docker exec api flask db upgrade"),
        (
            "cd scripts && python seed_db.py --all",
            "docker exec api python scripts/seed_db.py --all",
        ),
        ("redis-cli ping", "docker exec redis redis-cli ping"),
        ("psql -c 'select 1'", "docker exec db psql -c 'select 1'"),
        ("sudo docker-compose up -d", "docker compose up -d"),
        ("echo A=1 >> config/.env.local", "config/.env.local"),
        ("docker exec api pytest", "make docker-test"),
        ("ptw tests/a.py", "docker exec api pytest tests/a.py"),  # by the runner's own name
        # From a folder of the repo: the paths are seen from there.
        ("cd backend && pytest t/a.py", "docker exec api sh -c 'cd backend && pytest t/a.py'"),
        ("cd a && pytest -k 'x y'", "docker exec api sh -c \"cd a && pytest -k 'x y' PATH\""),
        ("cd /tmp && alembic upgrade head", "docker exec api alembic upgrade head"),
        ("cat seed.sql | psql shop", "docker exec -i db psql shop"),  # its input goes along
        ("psql -f seed.sql shop", "docker exec db psql -f seed.sql shop"),
    ],
)
def test_a_reason_names_the_right_command(command: str, told: str) -> None:
    assert told in reason(command)


def test_a_guessed_container_is_told_to_be_looked_up() -> None:
    assert "docker ps" in reason("docker logs shop-api-1", [])


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("docker exec shop-api-1 ls", "docker compose exec api"),
        ("docker logs -f db", "docker compose logs db"),
        ("docker restart shop-redis-1", "docker compose restart redis"),
        ("docker logs shop-worker-1", "docker compose exec SERVICE"),  # no service that is known
        ("docker inspect api", "docker compose exec SERVICE"),  # compose has no such command
    ],
)
def test_a_guessed_container_is_told_by_its_service(command: str, told: str) -> None:
    assert told in reason(command, [])


@pytest.mark.parametrize(
    "command",
    [
        "pytest " + "tests/a.py " * 500,
        "docker-compose " + "x" * 5000,
        "rm .env" + "x" * 3000 + "/../.env",
    ],
)
def test_a_reason_is_short_whatever_the_command(command: str) -> None:
    text = reason(command)
    assert 0 < len(text) <= 500
    assert text.isprintable()
