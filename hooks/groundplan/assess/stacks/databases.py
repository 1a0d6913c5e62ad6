"""Databases, caches and brokers: what the application is wired to.

A driver alone shows what could be used; where a compose file, a connection URL, a settings file or a
schema names a database, that is the answer and drivers are not asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.compose_files import COMPOSE, with_defaults
from groundplan.assess.drivers import DRIVERS
from groundplan.assess.manifests import dependencies
from groundplan.assess.places import Place
from groundplan.assess.stacks import Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File

DATABASES = {
    "postgresql": "postgres postgresql postgis pgsql psycopg psycopg2 asyncpg pgvector timescaledb timescale cockroachdb",
    "mysql": "mysql mysql2 percona",
    "mariadb": "mariadb",
    "sqlite": "sqlite sqlite3 aiosqlite",
    "mongodb": "mongo mongodb",
    "clickhouse": "clickhouse clickhouse-server",
    "sqlserver": "mssql sqlserver mssql-server",
    "oracle": "oracle",
    "elasticsearch": "elasticsearch",
    "opensearch": "opensearch",
    "cassandra": "cassandra scylla",
    "neo4j": "neo4j",
    "dynamodb": "dynamodb dynamodb-local",
    "couchdb": "couchdb",
    "influxdb": "influxdb",
    "h2": "h2",
}
CACHES = {
    "redis": "redis rediss redis-stack redis-stack-server",
    "valkey": "valkey",
    "memcached": "memcached memcache",
    "rabbitmq": "rabbitmq amqp amqps pyamqp",
    "kafka": "kafka cp-kafka redpanda",
    "nats": "nats",
}
_KINDS = {
    word: (kind, name)
    for kind, table in (("databases", DATABASES), ("caches", CACHES))
    for name, words in table.items()
    for word in words.split()
}
_SCHEME = re.compile(
    rb"(?:^|[^\w+.-])(postgres(?:ql)?|postgis|psql|mysql|mariadb|sqlite|mongodb|redis|rediss|valkey|amqps?|pyamqp"
    rb"|memcached?|kafka|clickhouse|mssql|cockroachdb)(?:\+\w+)?\Z"
)
_WEB = (b"http", b"https")
"""What stands before most `://`: no database."""
_ENGINE = re.compile(
    rb"""["'](?:django(?:\.contrib\.gis)?\.db\.backends|django_prometheus\.db\.backends)\.(\w+)["']"""
)
_ENGINES = {
    "postgresql": "postgresql",
    "postgresql_psycopg2": "postgresql",
    "postgis": "postgresql",
    "mysql": "mysql",
    "sqlite3": "sqlite",
    "spatialite": "sqlite",
    "oracle": "oracle",
}
_CACHE_BACKEND = re.compile(
    rb"""["']django(?:_redis|\.core)\.cache\.(?:backends\.)?(\w*?)(?:\.\w+)*["']"""
)
_DATASOURCE = re.compile(
    rb"""^\s*provider\s*=\s*["'](postgresql|mysql|sqlite|sqlserver|mongodb|cockroachdb)["']""", re.M
)
_ADAPTER = re.compile(rb"""^\s+adapter:\s*["']?(\w+)""", re.M)
_TYPE = re.compile(
    rb"""\b(?:type|dialect|client|provider)\s*[:=]\s*["'`](postgres(?:ql)?|pg|mysql2?|mariadb|sqlite3?|better-sqlite3|mongodb|mssql)["'`]"""
)
# database/sql and what is built on it name a driver; a dialect or driver of GORM is an import.
_GO_DRIVER = re.compile(
    rb"""\b(?:Open|OpenDB|Connect|MustConnect|MustOpen|ConnectContext|NewEngine)\(\s*"(postgres|pgx|mysql|sqlite3?|mssql|sqlserver|clickhouse)\""""
    rb"""|"(?:github\.com/jinzhu/gorm/dialects|gorm\.io/driver)/(\w+)\""""
)
# Code that asks which dialect it was given supports that one, where the driver is there too.
_ASKED = re.compile(
    rb"""(?:===?|\bcase)\s*["'`](postgres(?:ql)?|pg|mysql2?|mariadb|sqlite3?|better-sqlite3|mssql)["'`]"""
)
_ASKED_FOR = "a dialect that is asked for"
_GO_IMPORT = re.compile(rb"""^(?:import)?[ \t]+_[ \t]+"([^"\n]+)\"""", re.M)
"""An import for what the package does at its start: a driver of database/sql registers itself so."""
_NORMAL = {
    "pgx": "postgresql",
    "psql": "postgresql",
    "pg": "postgresql",
    "mysql2": "mysql",
    "trilogy": "mysql",
    "better-sqlite3": "sqlite",
    "postgis": "postgresql",
}


def _driven(package: str) -> tuple[str, str] | None:
    """Return (kind, name) of what a Go package is the driver of."""
    for name, modules in DRIVERS["go"].items():
        for module in modules.split():
            if package == module or package.startswith(f"{module}/"):
                return ("databases" if name in DATABASES else "caches", name)
    return None


def read_wiring(file: File) -> tuple[tuple[str, str, int, str], ...] | None:
    """Return (kind, name, line, why) of the databases that a source file names. No value is kept."""
    found: list[tuple[str, str, int, str]] = []
    data = file.data

    def note(word: bytes, start: int, why: str) -> None:
        text = word.decode().lower()
        pair = _KINDS.get(_NORMAL.get(text, text))
        if pair:
            found.append((*pair, data.count(b"\n", 0, start) + 1, why))

    end = data.find(b"://")
    while end >= 0:
        if data.endswith(_WEB, 0, end):
            end = data.find(b"://", end + 3)
            continue
        before = data[max(0, end - 40) : end]
        line = data[data.rfind(b"\n", 0, end) + 1 : end]
        if (match := _SCHEME.search(before)) and any(quote in line for quote in (b'"', b"'", b"`")):
            note(match[1], end, "a connection URL")
        end = data.find(b"://", end + 3)
    if file.suffix == ".py":
        for match in _ENGINE.finditer(data) if b"db.backends" in data else ():
            note(_ENGINES.get(match[1].decode(), "").encode(), match.start(1), "a database engine")
        for match in _CACHE_BACKEND.finditer(data) if b"cache" in data else ():
            note(match[1], match.start(1), "a cache backend")
    elif file.suffix == ".go":
        for match in _GO_IMPORT.finditer(data):
            if pair := _driven(match[1].decode("utf-8", "replace")):
                place = data.count(b"\n", 0, match.start(1)) + 1
                found.append((*pair, place, "the driver that is built in"))
        for match in _GO_DRIVER.finditer(data):
            note(match[1] or match[2], match.start(), "the driver of a connection")
    elif file.suffix == ".prisma":
        for match in _DATASOURCE.finditer(data):
            note(match[1], match.start(1), "a data source")
    elif file.name == "database.yml":
        for match in _ADAPTER.finditer(data):
            note(match[1], match.start(1), "an adapter")
    elif file.suffix in _SCRIPTS and re.search(
        rb"typeorm|sequelize|knex|drizzle|DataSource|mikro-orm", data
    ):
        for match in _TYPE.finditer(data):
            note(match[1], match.start(1), "a connection's type")
        for match in _ASKED.finditer(data):
            note(match[1], match.start(1), _ASKED_FOR)
    return tuple(found)


_SCRIPTS = (".ts", ".js", ".mjs", ".cjs")
WIRING = (
    Want(
        read_wiring,
        suffixes=(".py",),
        needles=(b"://", b"db.backends", b"cache.backends", b"django_redis"),
    ),
    Want(
        read_wiring,
        suffixes=_SCRIPTS,
        needles=(
            b"://",
            b"typeorm",
            b"sequelize",
            b"knex",
            b"drizzle",
            b"DataSource",
            b"mikro-orm",
        ),
    ),
    Want(
        read_wiring,
        suffixes=(".go",),
        needles=(b"://", b"gorm", b'_ "', b'Open("', b'Connect("', b'NewEngine("'),
    ),
    Want(read_wiring, suffixes=(".rb",), needles=(b"://",)),
    Want(read_wiring, suffixes=(".prisma",), needles=(b"://", b"datasource")),
    Want(read_wiring, names=("database.yml",), needles=(b"://", b"adapter:")),
)
"""One for each language: what a needle costs is paid for every file."""


def read_sqlite(file: File) -> int | None:
    """Return the line on which a Python file opens a database of the standard library's SQLite."""
    opened = re.search(r"^[^#\n]*\bsqlite3\.connect\(", file.text, re.M)
    return file.line_of(opened.end()) if opened else None


SQLITE = Want(read_sqlite, suffixes=(".py",), needles=(b"sqlite3.connect(",))
"""No manifest names what comes with Python: asked where nothing else is found."""


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield databases, caches and brokers, each with the place that shows it."""
    drivers = list(_drivers(checkout))
    driven = {fact.name for fact in drivers}
    if "mysql" in driven:  # MariaDB speaks its protocol
        driven.add("mariadb")
    wired = [
        fact
        for fact in (*_composed(checkout), *_named(checkout))
        if fact.value != _ASKED_FOR or fact.name in driven
    ]
    yield from wired
    for kind in ("databases", "caches"):
        if not any(fact.kind == kind for fact in wired):
            yield from (fact for fact in drivers if fact.kind == kind)
    if not any(fact.kind == "databases" for fact in (*wired, *drivers)):
        for file, line in checkout.read(SQLITE):
            yield Fact("databases", "sqlite", "opened by Python's own sqlite3", file.path, line)


def _composed(checkout: Checkout) -> Iterator[Fact]:
    for file, compose in checkout.read(COMPOSE):
        if file.place in (Place.DOCS, Place.EXAMPLE, Place.TEST):
            continue
        for service in compose.services:
            image = with_defaults(service.image).rpartition("/")[2]
            image = re.split(r"[:@]", image)[0].lower()
            for word in (image, image.split("-")[0]):
                yield from _named_by(word, f"service {service.name}", file.path, service.line)
            for scheme in service.urls:
                yield from _named_by(
                    scheme, f"a URL of service {service.name}", file.path, service.line
                )


def _named_by(word: str, why: str, path: str, line: int) -> Iterator[Fact]:
    if word in _KINDS and _KINDS[word][1] != "sqlite":
        kind, name = _KINDS[word]
        yield Fact(kind, name, why, path, line)


def _named(checkout: Checkout) -> Iterator[Fact]:
    for want in WIRING:
        for file, wiring in checkout.read(want):
            for kind, name, line, why in wiring:
                yield Fact(kind, name, why, file.path, line)


def _drivers(checkout: Checkout) -> Iterator[Fact]:
    known = {
        (ecosystem, package): database
        for ecosystem, table in DRIVERS.items()
        for database, packages in table.items()
        for package in packages.split()
    }
    for file, dependency in dependencies(checkout):
        name = re.sub(r"/v\d+$", "", dependency.name)
        database = known.get((dependency.ecosystem, name))
        if database and not dependency.development:
            kind = "databases" if database in DATABASES else "caches"
            yield Fact(kind, database, f"depends on {dependency.name}", file.path, dependency.line)


STACK = Stack(
    key="databases",
    title="Databases, caches and brokers",
    languages=(
        *("Python", "JavaScript", "TypeScript", "Go", "Ruby"),
        *("Java", "Kotlin", "PHP", "C#", "Rust", "Elixir"),
    ),
    finds=("databases", "caches"),
    facts=facts,
    wants=(*WIRING, SQLITE, COMPOSE),
)
