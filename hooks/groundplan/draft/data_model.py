"""Changed tables: the model, its migration made and run where the API runs, and the new columns."""

from __future__ import annotations

import re
from posixpath import commonpath
from typing import TYPE_CHECKING

from groundplan.draft.context import Role, role_of
from groundplan.draft.shared import chunks, file_actions, passing_tests, start_action, writing_tests
from groundplan.draft.sharing import words_of
from groundplan.draft.step import Check, DraftStep, code, line_of, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.draft.context import Ground

MOST_TABLES = 5  # of one step and one migration
_TABLE = re.compile(r"[a-z_][a-z0-9_]*")
_CODE = re.compile(r"`([A-Za-z_][A-Za-z0-9_]*)`")
_TYPES = (
    r"(?:big|small)?(?:int(?:eger)?|serial)|timestamp(?:tz)?|datetime|date|time|text|(?:var)?char|string|str"
    r"|bool(?:ean)?|numeric|decimal|float|double|real|uuid|jsonb?|bytea|blob|enum"
)
_BARE = re.compile(
    r"\s*(?!(?:the|an?|its?|one|each|no|of|in|by|as|per|with|new|this|that|to|for|on|at|may|can)\s)"
    rf"([a-z_][a-z0-9_]*)\s*(?:\(|:|$|(?<=\s)(?:an?\s+|nullable\s+|optional\s+)*(?:{_TYPES})\b)"
)


def steps(ground: Ground) -> Iterator[DraftStep]:
    """Yield a step for the tables that are new or change, or several where they are many."""
    parts = chunks(ground.rows("interface.data_models"), MOST_TABLES)
    for number, rows in enumerate(parts, start=1):
        yield _step(ground, tuple(rows), number)


def _step(ground: Ground, rows: tuple[tuple[str, ...], ...], number: int) -> DraftStep:
    files = ground.of(Role.MODEL, Role.MIGRATION)
    tests = ground.tests_about(words_of(*(cell for row in rows for cell in row)))
    named_paths = tuple(named.path for named in files)
    found = () if any(named.role is Role.MODEL for named in files) else _models(ground, rows)
    paths = (*named_paths, *found)
    places = ground.test_places(tests, paths)
    names = ", ".join(line_of(row[0].strip("` "), 40) for row in rows)
    return DraftStep(
        key=f"data_model:{number}",
        title=f"Data model: {names}",
        goal=f"The database stores what the change needs: {names}",
        actions=(
            *start_action(ground),
            *(_row_action(row) for row in rows),
            *(f"The models stand in {code(path)}: change them there." for path in found),
            *file_actions(named for named in files if named.role is Role.MODEL),
            *_migration_actions(ground, names),
            *writing_tests(ground, "what is stored now", places),
        ),
        checks=(*_checks(ground, rows), passing_tests(ground, "the data model", tests)),
        touches=(*paths, *_migrations(ground, paths), *places),
        after=("dependencies", "env_vars"),
    )


def _migrations(ground: Ground, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Return the folder that the new migration will stand in; none where it can't be told."""
    folders = [fact.name for fact in ground.assessment.of("migration_dirs")]
    if any(role_of(path) is Role.MIGRATION for path in paths) or not folders:
        return ()
    if len(folders) == 1:
        return (f"{folders[0]}/**",)
    # A framework that keeps migrations beside each part's models: those of the part that changes.
    best = max(folders, key=lambda folder: max((_near(folder, path) for path in paths), default=0))
    return (f"{best}/**",) if any(_near(best, path) for path in paths) else ()


def _near(folder: str, path: str) -> int:
    return len(commonpath([folder, path]))


def _models(ground: Ground, rows: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """Return the files that the code's models of these tables stand in, or the one file of all models."""
    models = ground.assessment.of("models")
    wanted = {_plain(row[0]) for row in rows}
    found = [fact.path for fact in models if _plain(fact.name) in wanted]
    files = dict.fromkeys(fact.path for fact in models)
    return tuple(dict.fromkeys(found)) or (tuple(files) if len(files) == 1 else ())


def _plain(name: str) -> str:
    """Return a table's or a model's name as they are compared: `loan_items` and `LoanItem` alike."""
    return re.sub(r"[^a-z0-9]", "", name.lower()).removesuffix("s")


def _row_action(row: tuple[str, ...]) -> str:
    name, change, columns = row[0], row[1], row[2]
    return f"Model {code(name.strip('` '))} ({line_of(change) or 'changed'}): {sentence(columns)}"


def _migration_actions(ground: Ground, names: str) -> Iterator[str]:
    if text := ground.text("setup.database"):
        yield f"Keep to what the request says of the database: {sentence(text)}"
    if ground.facts.migration_tool == "none":
        return
    where = ", inside the API's container" if ground.facts.containers else ""
    prefix = "docker" if ground.facts.containers else "db"
    message = re.sub(r"[^\w ,.-]", "", f"change {names}")
    yield f"Make the migration with `make {prefix}-revision M='{message}'`{where}; never by hand."
    yield "Read the file that it made: it holds these changes and no others, and the way back."
    yield f"Run it with `make {prefix}-migrate`{where}, and read the output for errors."


def _checks(ground: Ground, rows: tuple[tuple[str, ...], ...]) -> Iterator[Check]:
    if ground.facts.migration_tool != "none":
        target = "docker-migrate" if ground.facts.containers else "db-migrate"
        yield Check("The migrations run to the end", "sh", "kind=cmd timeout=120", f"make {target}")
    if not ground.facts.database:
        return
    for row in rows:
        if check := _column_check(ground, row):
            yield check


def _column_check(ground: Ground, row: tuple[str, ...]) -> Check | None:
    """Return the look at the database's own list of columns, for names that are plain ones."""
    table = row[0].strip("` ")
    columns = columns_in(row[2])
    if not columns or not _TABLE.fullmatch(table):
        return None
    kinds = {fact.name for fact in ground.assessment.of("databases")}
    keys = "" if ground.facts.containers else "url-env=DATABASE_URL "
    listed = ", ".join(f"'{name}'" for name in columns)
    source, named = "information_schema.columns", f"table_name = '{table}' AND column_name"
    if kinds and kinds <= {"sqlite"}:
        source, named = f"pragma_table_info('{table}')", "name"
    # Text of a plan, made of plain identifiers; nothing runs it here.
    query = f"SELECT {named.rpartition(' ')[2]} FROM {source}\nWHERE {named} IN ({listed})"  # noqa: S608
    return Check(f"{table} has {', '.join(columns)}", "sql", f"{keys}rows={len(columns)}", query)


def columns_in(text: str) -> tuple[str, ...]:
    """Return the names of columns in what somebody wrote about a table.

    Those in back-ticks; where there are none, the first word of each part, where it stands before a
    colon, a bracket or a type.
    """
    spans = _CODE.findall(text)
    if not spans:
        spans = [found[1] for part in re.split(r"[,;\n]", text) if (found := _BARE.match(part))]
    return tuple(dict.fromkeys(spans))
