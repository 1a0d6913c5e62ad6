"""Rows are judged, and a statement that is to read never writes."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

import pytest
from proofs import check as verification
from proofs import make_plan, prove, step

from groundplan.core.errors import Refused
from groundplan.verify.kinds import database_urls
from groundplan.verify.kinds.sql_text import check_reads_only, statements

if TYPE_CHECKING:
    from pathlib import Path


def run(folder: Path, sql: str, keys: str = "") -> tuple[bool, str]:
    """Run one statement over two tools in an SQLite file."""
    folder.mkdir(exist_ok=True)
    with sqlite3.connect(folder / "app.db") as connection:
        connection.execute("CREATE TABLE tools (id INTEGER, name TEXT, shelf TEXT)")
        connection.executemany(
            "INSERT INTO tools VALUES (?, ?, ?)",
            [(1, 'Saw, "large"\nold', "A1"), (2, "Drill", None)],
        )
    repo = make_plan(
        folder,
        step("S1", verification("S1.a", sql, f"url-env=DATABASE_URL {keys}", "sql")),
        files={".env": "DATABASE_URL=sqlite:///app.db\n"},
    )
    judgement = prove(repo).results[0].judgement
    return judgement.has_passed, judgement.reason


@pytest.mark.parametrize(
    ("sql", "keys"),
    [
        ("SELECT * FROM tools", ""),
        ("SELECT * FROM tools", "rows=2"),
        ("SELECT * FROM tools", "min-rows=1"),
        ("SELECT name, shelf FROM tools WHERE id = 2;", "value=Drill|NULL"),
        ("SELECT count(*) FROM tools", "value=2"),
        ("SELECT * FROM tools WHERE id = 9", "rows=0"),
        ("SELECT name FROM tools WHERE id = 1", "rows=1"),  # a line break inside of a value
        ("-- a note; with a semicolon\nSELECT ';' FROM tools WHERE id = 1", "value=;"),
        ("WITH t AS (SELECT 1 AS n) SELECT n FROM t", "value=1"),
        ("INSERT INTO tools VALUES (3, 'Plane', 'B2')", "write"),
    ],
)
def test_rows_that_are_as_expected(tmp_path: Path, sql: str, keys: str) -> None:
    passed, reason = run(tmp_path, sql, keys)
    assert passed, reason


@pytest.mark.parametrize(
    ("sql", "keys", "said"),
    [
        ("SELECT * FROM tools WHERE id = 9", "", "0 rows; rows=0 says that none is right"),
        ("SELECT * FROM tools", "rows=1", "2 rows, not 1"),
        ("SELECT * FROM tools", "min-rows=3", "2 rows, not at least 3"),
        ("SELECT * FROM tools", "value=Drill", "value= needs exactly one"),
        ("SELECT name FROM tools WHERE id = 2", "value=Saw", "the row is 'Drill', not 'Saw'"),
        ("SELECT * FROM gone", "rows=0", "no such table: gone"),  # absence is not an error
        ("SELECT * FROM tools", "rows=two", "rows=two is no number"),
        ("INSERT INTO tools VALUES (3, 'x', 'y')", "", "does not ask for rows"),
        ("SELECT 1; DELETE FROM tools", "", "2 statements"),
        ("WITH t AS (SELECT 1) DELETE FROM tools", "", "readonly"),
        ("", "", "0 statements"),
    ],
)
def test_rows_that_are_not(tmp_path: Path, sql: str, keys: str, said: str) -> None:
    passed, reason = run(tmp_path, sql, keys)
    assert not passed
    assert said in reason
    with sqlite3.connect(tmp_path / "app.db") as connection:
        assert connection.execute("SELECT count(*) FROM tools").fetchone() == (2,)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1",
        "(SELECT 1) UNION (SELECT 2)",
        "VALUES (1)",
        "SHOW tables",
        "EXPLAIN SELECT 1",
        "SELECT 'a;b', $tag$ ; $tag$, \"x;y\" -- ;",
        "/* ; */ SELECT 1;",
        r"SELECT 'a\b'",
    ],
)
def test_a_question_may_be_asked(sql: str) -> None:
    check_reads_only(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM tools",
        "SELECT 1; COMMIT; DELETE FROM tools",
        "SET default_transaction_read_only = off",
        "COMMIT",
        "COPY tools TO PROGRAM 'sh'",
        "DO $$ BEGIN PERFORM 1; END $$",
        "SELECT * INTO OUTFILE '/tmp/x' FROM tools",
        "SELECT 1 /*! INTO OUTFILE '/tmp/x' */",
        r"\! rm -rf /",
        r"SELECT 1 \! id",
        ".shell id",
        "PRAGMA writable_schema = 1",
        "ATTACH 'x' AS y",
    ],
)
def test_anything_else_is_refused_without_the_word_write(sql: str) -> None:
    with pytest.raises(Refused):
        check_reads_only(sql)


def test_statements_are_told_apart() -> None:
    assert statements("SELECT ';'; -- no; \n SELECT $$;$$;;") == ["SELECT ';'", "SELECT $$;$$"]


@pytest.mark.parametrize(
    "url",
    ["postgresql+psycopg2://u:se%20cret@h:5433/base", "mysql+pymysql://u:se%20cret@h:3307/base"],
)
def test_a_password_is_never_an_argument(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("psql", "mysql"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    arguments, environment = database_urls.client(url, "read", 1000, tmp_path)
    assert "se cret" not in " ".join(arguments)
    assert "se cret" in environment.values()


@pytest.mark.parametrize("url", ["oracle://u:very-secret@h/x", "http://[very-secret", "nonsense"])
def test_a_url_that_can_not_be_used_is_not_repeated(url: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as problem:
        database_urls.client(url, "read", 1000, tmp_path)
    assert "very-secret" not in f"{problem.value.sentence}{problem.value.advice}"


def test_where_the_database_is_must_be_known(tmp_path: Path) -> None:
    repo = make_plan(tmp_path, step("S1", verification("S1.a", "SELECT 1", "", "sql")))
    ended = prove(repo)
    assert ended.status == 2
    assert "It is not known where the database is" in ended.results[0].judgement.reason


def test_without_docker_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for program in ("git", "sh"):
        (tmp_path / program).symlink_to(f"/usr/bin/{program}")
    repo = make_plan(
        tmp_path / "repo", step("S1", verification("S1.a", "SELECT 1", "in=db", "sql"))
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    reason = prove(repo).results[0].judgement.reason
    assert "docker was not found" in reason
