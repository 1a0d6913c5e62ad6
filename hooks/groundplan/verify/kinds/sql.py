"""`sql`: rows are in the database as they should be."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.core.errors import Refused
from groundplan.verify.kinds import database_urls, shell
from groundplan.verify.kinds.containers import refuse_missing
from groundplan.verify.kinds.interface import (
    KIND,
    NAME,
    RETRY,
    TIMEOUT,
    Context,
    Judgement,
    Key,
    Verdict,
    Verifier,
    number_of,
    seconds_of,
)
from groundplan.verify.kinds.sql_text import check_reads_only
from groundplan.verify.process.runner import End, run_command

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundplan.plan.model import CodeBlock, Verification
    from groundplan.verify.process.runner import Outcome

SECONDS = 30.0
_SERVICE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")

# Runs in the database's container, with the settings of the images on Docker Hub (postgres, mysql,
# mariadb, bitnami's; read 2026-11). The statement comes by standard input. $1: `read` or `write`,
# $2: milliseconds. The first line of the output says how the rest is written.
CLIENT_SCRIPT = r"""
set -eu
sql=$(cat)
secret() { # NAME FILE_NAME: a value, or what stands in the file that is named instead
  eval "value=\${$1-}; file=\${$2-}"
  if [ -z "$value" ] && [ -n "$file" ] && [ -r "$file" ]; then value=$(cat "$file"); fi
  printf '%s' "$value"
}
if command -v psql > /dev/null; then
  export PGPASSWORD="${PGPASSWORD:-$(secret POSTGRES_PASSWORD POSTGRES_PASSWORD_FILE)}"
  [ -n "$PGPASSWORD" ] || PGPASSWORD=${POSTGRESQL_PASSWORD-}
  user=${POSTGRES_USER:-${POSTGRESQL_USERNAME:-${PGUSER:-postgres}}}
  base=${POSTGRES_DB:-${POSTGRESQL_DATABASE:-${PGDATABASE:-$user}}}
  export PGOPTIONS="-c statement_timeout=$2"
  echo csv
  set -- "$1" psql -X -q -w --csv -P null=NULL -v ON_ERROR_STOP=1 -U "$user" -d "$base"
  if [ "$1" = write ]; then shift; exec "$@" -c "$sql"; fi
  shift
  exec "$@" -c 'BEGIN TRANSACTION READ ONLY' -c "$sql" -c ROLLBACK
fi
client=$(command -v mariadb || command -v mysql || :)
if [ -n "$client" ]; then
  user=${MYSQL_USER:-${MARIADB_USER-}}
  if [ -n "$user" ]; then
    MYSQL_PWD=$(secret MYSQL_PASSWORD MYSQL_PASSWORD_FILE)
    [ -n "$MYSQL_PWD" ] || MYSQL_PWD=$(secret MARIADB_PASSWORD MARIADB_PASSWORD_FILE)
  else
    user=root
    MYSQL_PWD=$(secret MYSQL_ROOT_PASSWORD MYSQL_ROOT_PASSWORD_FILE)
    [ -n "$MYSQL_PWD" ] || MYSQL_PWD=$(secret MARIADB_ROOT_PASSWORD MARIADB_ROOT_PASSWORD_FILE)
  fi
  export MYSQL_PWD
  base=${MYSQL_DATABASE:-${MARIADB_DATABASE-}}
  # MariaDB reads the first comment, MySQL the second; each its own name for the time limit.
  begin="SET @groundplan = 1 /*M!100101 , max_statement_time = $2 / 1000 */ /*!50708 , max_execution_time = $2 */;"
  [ "$1" = write ] || begin="$begin START TRANSACTION READ ONLY;"
  echo tabs
  exec "$client" --batch --binary-mode --user="$user" --execute="$begin $sql" $base
fi
echo "there is no psql, mariadb or mysql in this container" >&2
exit 127
"""


@dataclass(frozen=True)
class Rows:
    """What a statement answers."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def run(verification: Verification, context: Context) -> Judgement:
    """Run the block's statement and judge its rows."""
    block = verification.block
    assert block is not None  # noqa: S101 - a block is what makes this kind
    if not block.has("write"):
        check_reads_only(block.body)
    expected = _expected(block)
    outcome = _run_statement(block, context)
    if outcome.number and not block.get("url-env"):
        refuse_missing(context.compose, needs_compose=True)
    reason = _trouble(outcome, block)
    rows = _rows(outcome.out) if not reason else Rows((), ())
    reason = reason or _wrong(block, rows, expected)
    if reason:
        return shell.judged(outcome, context.mask.text(reason), context)
    facts = shell.facts_of(outcome, context)
    return Judgement(Verdict.PASSED, _many(len(rows.rows)), **facts)  # type: ignore[arg-type]


def _expected(block: CodeBlock) -> Mapping[str, int | None]:
    return {name: number_of(block, name, None) for name in ("rows", "min-rows")}


def _run_statement(block: CodeBlock, context: Context) -> Outcome:
    seconds = seconds_of(block, "timeout", SECONDS)
    command, environment = _client(block, context, seconds)
    return run_command(
        command,
        cwd=context.root,
        environment={**context.environment, **environment},
        seconds=seconds,
        mask=context.mask,
        log=context.log,
        show=context.show,
        stdin=block.body.encode(),
    )


def _client(
    block: CodeBlock, context: Context, seconds: float
) -> tuple[list[str], Mapping[str, str]]:
    """Return the command that reads the statement from standard input, and what it is told apart."""
    mode = "write" if block.has("write") else "read"
    if variable := block.get("url-env"):
        url = context.secret(variable)
        if not url:
            raise Refused(f"{variable} is not set.", "Set it where groundplan runs.")
        return database_urls.client(url, mode, int(seconds * 1000), context.root)
    service = block.get("in") or context.database
    if not service:
        raise Refused(
            "It is not known where the database is.",
            "Say in=SERVICE, or url-env=NAME where there are no containers.",
        )
    if not _SERVICE.fullmatch(service):
        raise Refused(f"in={service} is no service.", "Name a service of the compose file.")
    inner = ("sh", "-c", CLIENT_SCRIPT, "sh", mode, str(int(seconds * 1000)))
    return [*context.compose, "exec", "-T", service, *inner], {}


def _trouble(outcome: Outcome, block: CodeBlock) -> str:
    ended = shell.unnatural_end(outcome, block, SECONDS)
    if ended or (outcome.end is End.EXIT and outcome.number == 0):
        return ended
    said = outcome.err.decode("utf-8", "replace").strip().split("\n")[-1]
    if "is not running" in said or "no such service" in said.lower():
        return f"{said}. What runs: docker compose ps"
    return f"{outcome.sentence}: {said}" if said else outcome.sentence


def _rows(out: bytes) -> Rows:
    style, _, text = out.decode("utf-8", "replace").partition("\n")
    if style == "tabs":
        table = [tuple(line.split("\t")) for line in text.split("\n") if line]
    else:
        table = [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))]
    return Rows(table[0] if table else (), tuple(table[1:]))


def _wrong(block: CodeBlock, rows: Rows, expected: Mapping[str, int | None]) -> str:
    found = len(rows.rows)
    if expected["rows"] is not None and found != expected["rows"]:
        return f"{_many(found)}, not {expected['rows']}"
    least = expected["min-rows"] if expected["min-rows"] is not None else 1
    if expected["rows"] is None and found < least and not block.has("write"):
        return (
            f"{_many(found)}; rows=0 says that none is right"
            if least == 1
            else (f"{_many(found)}, not at least {least}")
        )
    value = block.get("value")
    if value is None:
        return ""
    if found != 1:
        return f"{_many(found)}; value= needs exactly one"
    shown = "|".join(rows.rows[0])
    return "" if shown == value else f"the row is {shown[:200]!r}, not {value!r}"


def _many(count: int) -> str:
    return f"{count} row{'' if count == 1 else 's'}"


VERIFIER = Verifier(
    kind="sql",
    title="Rows in the database",
    help="One statement is run by the database's own client inside its container, with the "
    "credentials of that container, in a transaction that can't write. It passes when there is at "
    "least one row, or as many and what the keys say. PostgreSQL, MySQL and MariaDB; SQLite by "
    "`url-env`.",
    languages=("sql",),
    keys=(
        NAME,
        KIND,
        Key("rows", ("=",), "number", "How many rows there must be; `rows=0` for none."),
        Key(
            "min-rows",
            ("=",),
            "number",
            "How many rows there must be at least; 1 where nothing is said.",
        ),
        Key(
            "value", ("=",), "text", "The one row: its values with `|` between them; NULL for none."
        ),
        Key("in", ("=",), "name", "The service whose container has the database."),
        Key(
            "url-env",
            ("=",),
            "name",
            "Without containers: the variable that holds the database's URL.",
        ),
        Key("write", ("",), "", "The block may write, and may hold several statements."),
        TIMEOUT,
        RETRY,
    ),
    seconds=SECONDS,
    example="""```sql verify=S1.c value=Saw|A1
SELECT name, shelf FROM tools WHERE id = 1
```""",
    run=run,
)
