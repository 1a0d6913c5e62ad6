"""SQLAlchemy and SQLModel: mapped classes; Alembic's migrations, Flask-Migrate's included.

Sources (2026-11): https://docs.sqlalchemy.org/en/20/orm/declarative_tables.html,
https://flask-sqlalchemy.readthedocs.io (a model without `__tablename__` is named after its class),
https://sqlmodel.tiangolo.com (a class is a table only with `table=True`).
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.data_files import line_with
from groundplan.assess.python.modules import read_module
from groundplan.assess.python.names import ClassRef, External, Names, names_of
from groundplan.assess.stacks import Package, Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File

_MODERN_BASES = re.compile(r"sqlalchemy\.orm\.(?:\w+\.)?DeclarativeBase(?:NoMeta)?")
_BASES = re.compile(
    r"sqlalchemy\.(?:ext\.declarative|ext\.automap|orm)\.(?:\w+\.)?(?:declarative_base|automap_base)\(\)"
    r"|sqlalchemy\.orm\.registry\(\)\.generate_base\(\)"
)
_NAMED_BY_CLASS = re.compile(
    r"flask_sqlalchemy\.(?:\w+\.)?SQLAlchemy\(\)\.Model|flask_sqlalchemy\.model\.Model"
    r"|flask_appbuilder\.(?:models\.sqla\.)?Model|airflow\.models\.base\.Base"
    r"|(?:advanced_alchemy|litestar\.(?:contrib|plugins)\.sqlalchemy)\.base\."
    r"(?:UUID|UUIDv\d|BigInt|NanoID|Identity|Default|Slug)\w*Base"
)
_TABLE_BASES = re.compile(r"fastapi_users(?:_db_sqlalchemy|\.db).*\.SQLAlchemyBase\w+Table\w*")
_SQLMODEL = re.compile(r"sqlmodel\.(?:main\.)?SQLModel")
MODULES = Want(
    read_module,
    suffixes=(".py",),
    needles=(
        b"__tablename__",
        b"__table__",
        b"Model)",
        b"Model,",
        b"Base)",
        b"Base,",
        b"table=True",
        b"Table",
        b".mapped",
        b"Column(",
        b"mapped_column(",
        b"__mapper_args__",
        b"as_declarative",
        b"declarative_base",
        b"DeclarativeBase",
    ),
    gate=(b"sqlalchemy", b"sqlmodel", b"flask_appbuilder"),
)


def read_orm_use(file: File) -> int | None:
    """Return the line on which a file imports SQLAlchemy's ORM; None in a migration or without it."""
    if "/versions/" in file.path or file.name == "env.py":
        return None
    found = re.search(
        r"^\s*(?:from sqlalchemy\.(?:orm|ext\.(?!asyncio))|import sqlalchemy\.orm|from flask_sqlalchemy\b"
        r"|from sqlalchemy\.ext\.asyncio import [^\n]*(?:Session|sessionmaker))",
        file.text,
        re.M,
    )
    return file.line_of(found.end()) if found else None


def read_alembic(file: File) -> int | None:
    """Return the line on which an `env.py` imports Alembic."""
    found = re.search(r"^\s*(?:from alembic\b|import alembic\b)", file.text, re.M)
    return file.line_of(found.end()) if found else None


ORM_USE = Want(read_orm_use, suffixes=(".py",), needles=(b"sqlalchemy",))
ALEMBIC = Want(read_alembic, names=("env.py",), needles=(b"alembic",))


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield models, the ORM and Alembic's migrations."""
    names = names_of(checkout)
    models = list(_models(checkout, names))
    yield from models
    for key in ("sqlalchemy", "sqlmodel"):
        if first := next((model for model in models if model.value == key), None):
            yield Fact("orms", key, f"model {first.name}", first.path, first.line)
    if not any(model.value == "sqlalchemy" for model in models):
        for file, line in checkout.read(ORM_USE):
            if not any(model.value == "sqlmodel" for model in models):
                yield Fact("orms", "sqlalchemy", "imports sqlalchemy.orm", file.path, line)
                break
    yield from _migrations(checkout)


def _models(checkout: Checkout, names: Names) -> Iterator[Fact]:
    for file, module in checkout.read(MODULES):
        for found in module.classes.values():
            if kind := _kind(names, ClassRef(module, found)):
                name = found.name.rpartition(".")[2]
                yield Fact("models", name, kind, file.path, found.line)


def _kind(names: Names, ref: ClassRef) -> str:
    """Return `sqlalchemy` or `sqlmodel` for a class that has a table, else nothing."""
    if _own_flag(ref, "__abstract__"):
        return ""
    if not ref.found.bases:
        return "sqlalchemy" if _decorated(ref, "mapped") and _has_table(names, ref) else ""
    bases = names.outside_bases(ref)
    if any(_SQLMODEL.fullmatch(base) for base in bases):
        table = ref.found.keywords.get("table")
        return "sqlmodel" if isinstance(table, ast.Constant) and table.value is True else ""
    if any(_NAMED_BY_CLASS.fullmatch(base) or _TABLE_BASES.fullmatch(base) for base in bases):
        return "sqlalchemy"
    direct = {
        target.name
        for base in ref.found.bases
        for target in names.line_of_descent(ref)[1:]
        if isinstance(target, External)
        and _MODERN_BASES.fullmatch(target.name)
        and _is_direct(base, target)
    }
    mapped = any(_BASES.fullmatch(base) or _MODERN_BASES.fullmatch(base) for base in bases)
    declares = _decorated(ref, "as_declarative") or bool(direct)
    mapped = mapped or any(
        _decorated(one, "as_declarative")
        for one in names.line_of_descent(ref)
        if isinstance(one, ClassRef)
    )
    if declares or not mapped:
        return "sqlalchemy" if _decorated(ref, "mapped") else ""
    return "sqlalchemy" if _has_table(names, ref) else ""


def _is_direct(base: ast.expr, target: External) -> bool:
    last = getattr(base, "attr", None) or getattr(base, "id", None)
    return last == target.name.rpartition(".")[2]


def _decorated(ref: ClassRef, name: str) -> bool:
    return any(
        name in ast.unparse(decorator).split("(")[0].split(".")
        for decorator in ref.found.decorators
    )


def _own_flag(ref: ClassRef, name: str) -> bool:
    values = ref.module.names.get(ref.found.name, {}).get(name, ())
    return any(isinstance(value, ast.Constant) and value.value is True for value in values)


def _has_table(names: Names, ref: ClassRef) -> bool:
    """Say whether a class or a base of it names a table."""
    for one in names.line_of_descent(ref):
        if isinstance(one, ClassRef):
            own = one.module.names.get(one.found.name, {})
            if {"__tablename__", "__table__"} & (set(own) | set(one.found.methods)):
                return True
    return False


def _migrations(checkout: Checkout) -> Iterator[Fact]:
    for file, line in checkout.read(ALEMBIC):
        folder = file.folder or "."
        yield Fact("migration_dirs", folder, "alembic", file.path, line)
        yield Fact("migration_tool", "alembic", f"environment in {folder}", file.path, line)
    for path in checkout.files:
        if path.rpartition("/")[2] == "alembic.ini":
            text = checkout.files[path].text
            line = line_with(text, r"^\s*script_location", r"^\[alembic\]")
            yield Fact("migration_tool", "alembic", "alembic.ini", path, line)


STACK = Stack(
    key="sqlalchemy",
    title="SQLAlchemy, SQLModel, Alembic",
    languages=("Python",),
    finds=("models", "orms", "migration_dirs", "migration_tool"),
    facts=facts,
    wants=(MODULES, ORM_USE, ALEMBIC),
    # A repo may leave making the folder to whoever installs it: `flask db init`.
    packages=(Package("migration_tool", "alembic", pip=("alembic", "flask-migrate")),),
)
