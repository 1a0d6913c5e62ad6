"""A database's own client for a URL, where there are no containers."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from groundplan.core.errors import EnvironmentTrouble, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from urllib.parse import SplitResult

SQLITE_READER = Path(__file__).with_name("sqlite_reader.py")
_ADVICE = "Use postgresql://, mysql://, mariadb:// or sqlite:///."

Client = tuple[list[str], "Mapping[str, str]"]


def client(url: str, mode: str, milliseconds: int, root: Path) -> Client:
    """Return the command that runs the statement on its standard input, and its extra environment.

    Credentials are in the environment, never in an argument: arguments can be seen by everybody.

    Args:
        url: as SQLAlchemy and Django write it; a driver behind a `+` does not matter.
        mode: `read` or `write`.
        milliseconds: how long the statement may take.
        root: the folder from which a relative SQLite path counts.

    Raises:
        Refused: the URL can't be understood; it is not repeated in the message.
        EnvironmentTrouble: the client is not installed.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as problem:
        raise Refused("The database's URL can't be read.", _ADVICE) from problem
    kind = parts.scheme.partition("+")[0]
    if kind in ("postgres", "postgresql"):
        return _postgres(parts, port, mode, milliseconds)
    if kind in ("mysql", "mariadb"):
        return _mysql(parts, port, mode, milliseconds)
    if kind in ("sqlite", "sqlite3"):
        # Three slashes begin a relative path, four an absolute one (SQLAlchemy's reading).
        path = root / unquote(parts.path.removeprefix("/"))
        return [sys.executable, "-I", str(SQLITE_READER), str(path), mode], {}
    raise Refused(f"A database of the kind {kind!r} is not known.", _ADVICE)


def _postgres(parts: SplitResult, port: int | None, mode: str, milliseconds: int) -> Client:
    settings = {
        "PGHOST": parts.hostname or "",
        "PGPORT": str(port or ""),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": unquote(parts.path.removeprefix("/")),
        "PGOPTIONS": f"-c statement_timeout={milliseconds}",
    }
    script = (
        'sql=$(cat); echo csv; set -- "$1" psql -X -q -w --csv -P null=NULL -v ON_ERROR_STOP=1; '
        'if [ "$1" = write ]; then shift; exec "$@" -c "$sql"; fi; shift; '
        'exec "$@" -c \'BEGIN TRANSACTION READ ONLY\' -c "$sql" -c ROLLBACK'
    )
    _need("psql")
    return ["sh", "-c", script, "sh", mode], {k: v for k, v in settings.items() if v}


def _mysql(parts: SplitResult, port: int | None, mode: str, milliseconds: int) -> Client:
    program = "mariadb" if shutil.which("mariadb") else "mysql"
    _need(program)
    # MariaDB reads the first comment, MySQL the second; each its own name for the time limit.
    begin = (
        f"SET @groundplan = 1 /*M!100101 , max_statement_time = {milliseconds} / 1000 */ "
        f"/*!50708 , max_execution_time = {milliseconds} */;"
    )
    begin += "" if mode == "write" else " START TRANSACTION READ ONLY;"
    script = 'sql=$(cat); echo tabs; begin=$1; shift; exec "$@" --execute="$begin $sql"'
    arguments = [program, "--batch", "--binary-mode", f"--host={parts.hostname or 'localhost'}"]
    arguments += [f"--port={port}"] if port else []
    arguments += [f"--user={unquote(parts.username)}"] if parts.username else []
    arguments += [f"--database={unquote(parts.path.removeprefix('/'))}"]
    return (
        ["sh", "-c", script, "sh", begin, *arguments],
        {"MYSQL_PWD": unquote(parts.password or "")},
    )


def _need(program: str) -> None:
    if not shutil.which(program):
        raise EnvironmentTrouble(
            f"{program} was not found.", "Install the database's client, or say in=SERVICE."
        )
