from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import make_repo

from groundplan.assess.assessment import assess
from groundplan.assess.proposals import found_in_repo

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "image",
    [
        "postgres:17",
        "postgres",
        "docker.io/library/postgres:17@sha256:00",
        "${DB_IMAGE:-postgres:17-alpine}",  # the default counts where the name is not set
        "${REGISTRY-registry.example.org}/postgres:${TAG:-17}",
    ],
)
def test_a_service_is_what_its_image_says(tmp_path: Path, image: str) -> None:
    compose = f"services:\n  api:\n    build: .\n  store:\n    image: {image}\n"
    found = assess(make_repo(tmp_path / "repo", {"compose.yaml": compose}))
    assert [(fact.name, fact.line) for fact in found.of("databases")] == [("postgresql", 4)]
    proposed = found_in_repo(tmp_path / "repo", {"containers": "yes"}).answers
    assert proposed["data_services"].name == "store"


def test_an_image_without_a_default_says_nothing(tmp_path: Path) -> None:
    compose = "services:\n  store:\n    image: ${IMAGE}\n"
    found = assess(make_repo(tmp_path / "repo", {"compose.yaml": compose}))
    assert found.of("databases") == ()
    assert "data_services" not in found_in_repo(tmp_path / "repo").answers


@pytest.mark.parametrize(
    ("packages", "found"),
    [
        # The dialects that code asks for, as far as their drivers are there.
        ('"pg": "8", "mysql2": "3"', ["mariadb", "mysql", "postgresql"]),
        ('"knex": "3"', ["postgresql"]),
    ],
)
def test_code_that_asks_for_a_dialect_supports_it(
    packages: str, found: list[str], tmp_path: Path
) -> None:
    files = {
        "package.json": f'{{"dependencies": {{{packages}}}}}',
        "db.js": 'const knex = require("knex");\nif (kind === "mysql2") go();\nif (kind == "sqlite3") go();\nswitch (kind) { case "mariadb": go(); }\n',
        "compose.yaml": "services:\n  db:\n    image: postgres:17\n",
    }
    facts = assess(make_repo(tmp_path / "repo", files)).of("databases")
    assert sorted({fact.name for fact in facts}) == found


def test_a_driver_that_go_builds_in_is_one_of_the_products(tmp_path: Path) -> None:
    files = {
        "go.mod": "module shop\n\nrequire (\n\tgithub.com/lib/pq v1.10.9\n\tmodernc.org/sqlite v1.30.0\n)\n",
        "db.go": 'package db\n\nimport (\n\t"fmt"\n\n\t_ "github.com/jackc/pgx/v5/stdlib"\n\t_ "github.com/go-sql-driver/mysql" // for old shops\n)\n',
        "db_test.go": 'package db\n\nimport _ "modernc.org/sqlite"\n',
        "compose.yaml": "services:\n  db:\n    image: mariadb:11\n",
    }
    facts = assess(make_repo(tmp_path / "repo", files)).of("databases")
    assert [fact.name for fact in facts] == ["mariadb", "mysql", "postgresql"]


@pytest.mark.parametrize(
    ("requirements", "found"),
    [
        ("flask\n", ["sqlite"]),
        # Beside a database of its own, what opens a file of SQLite is a tool.
        ("psycopg\n", ["postgresql"]),
    ],
)
def test_pythons_own_sqlite_is_the_database_where_there_is_no_other(
    requirements: str, found: list[str], tmp_path: Path
) -> None:
    files = {"requirements.txt": requirements, "db.py": "import sqlite3\n\nsqlite3.connect(path)\n"}
    facts = assess(make_repo(tmp_path / "repo", files)).of("databases")
    assert [fact.name for fact in facts] == found
