"""Rails: its routes, ActiveRecord's models, its migrations (guides.rubyonrails.org, 5 to 8, 2026-11)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.grammars import line_of, text_of
from groundplan.assess.queries import matches
from groundplan.assess.ruby.rails_devise import Devise
from groundplan.assess.ruby.rails_places import Place, drawn_path
from groundplan.assess.ruby.rails_routes import Drawing
from groundplan.assess.ruby.syntax import Branches, ClassBody, Send, Variable, statements_of
from groundplan.assess.stacks import Package, Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tree_sitter import Node

    from groundplan.assess.checkout import Checkout, File
    from groundplan.assess.ruby.syntax import Statement


@dataclass(frozen=True)
class RouteFile:
    """A file of routes: what it draws for which application or engine; or what `draw` reads."""

    drawn: tuple[tuple[str, tuple[Statement, ...], int], ...]
    """(constant of the application or engine, statements, line)."""
    loose: tuple[Statement, ...]
    """Its statements, when it draws nothing by itself."""


def read_routes(file: File) -> RouteFile | None:
    """Return the content of a file of routes."""
    statements = statements_of(file)
    drawn = tuple(_draws(statements))
    return RouteFile(drawn, () if drawn else statements)


def _draws(statements: Iterable[Statement]) -> Iterator[tuple[str, tuple[Statement, ...], int]]:
    outer: list[Statement] = []
    for statement in statements:
        if isinstance(statement, (Branches, ClassBody)):
            inner = statement.statements if isinstance(statement, Branches) else statement.body
            yield from _draws(inner)
        elif isinstance(statement, Send):
            if statement.name in ("draw", "append", "prepend") and statement.block is not None:
                yield _owner(statement), (*outer, *statement.block), statement.line
            elif statement.block is not None:
                yield from _draws(statement.block)
        else:
            outer.append(statement)  # constants and methods above the drawing


def _owner(send: Send) -> str:
    """Return whose routes are drawn: `Rails.application.routes.draw` -> `Rails`."""
    of = send.receiver
    while isinstance(of, Send):
        of = of.receiver
    return of.name if isinstance(of, Variable) else ""


ROUTES = Want(
    read_routes, suffixes=(".rb",), needles=(b"routes.draw", b"routes.append", b"routes.prepend")
)


@dataclass(frozen=True)
class Record:
    """A class of a Ruby file: its full name, its base, what it says of its table."""

    name: str
    base: str
    line: int
    is_abstract: bool
    names_table: bool
    devise: Devise
    """What it gives Devise."""


_CLASS = "(class name: (_) @name superclass: (superclass (_) @base)) @class"


def read_classes(file: File) -> tuple[Record, ...] | None:
    """Return the classes of a Ruby file that inherit from something."""
    found = matches(file.tree("ruby"), "ruby", _CLASS)
    return tuple(_record(one["class"][0], one["name"][0], one["base"][0]) for one in found) or None


def _record(node: Node, name: Node, base: Node) -> Record:
    body = node.child_by_field_name("body")
    lines = [text_of(child) for child in (body.named_children if body is not None else ())]
    devise = " ".join(line for line in lines if re.match(r"devise\b", line))
    return Record(
        "::".join([*reversed(list(_outside(node))), text_of(name)]).removeprefix("::"),
        text_of(base).removeprefix("::"),
        line_of(node),
        any(re.match(r"self\.abstract_class\s*=\s*true|primary_abstract_class", x) for x in lines),
        any(re.match(r"self\.table_name\s*=", line) for line in lines),
        Devise(tuple(re.findall(r":(\w+)", devise)), tuple(_providers(devise))),
    )


def _providers(devise: str) -> Iterator[str]:
    for listed in re.findall(r"omniauth_providers:?\s*(?:=>)?\s*(?:%i)?\[([^\]]*)\]", devise):
        yield from re.findall(r"\w+", listed)


def _outside(node: Node) -> Iterator[str]:
    current = node.parent
    while current is not None:
        name = current.child_by_field_name("name")
        if current.type in ("class", "module") and name is not None:
            yield text_of(name)
        current = current.parent


CLASSES = Want(
    read_classes,
    suffixes=(".rb",),
    needles=(b"Record", b"ActiveRecord::Base", b"< ", b"devise"),
)


def read_application(file: File) -> bool | None:
    """Say whether a configuration makes the application an API only."""
    return (
        re.search(r"^\s*config\.api_only\s*=\s*true", file.text, re.MULTILINE) is not None or None
    )


APPLICATION = Want(read_application, names=("application.rb",), needles=(b"api_only",))


def read_providers(file: File) -> tuple[str, ...] | None:
    """Return the providers that a Devise initializer sets up for every model."""
    return tuple(re.findall(r"^\s*config\.omniauth\s*\(?\s*:(\w+)", file.text, re.M)) or None


PROVIDERS = Want(read_providers, suffixes=(".rb",), needles=(b"config.omniauth",))


def read_migration(file: File) -> int | None:
    """Return the line of a migration's class."""
    found = re.search(r"^\s*class\s+\S+\s*<\s*ActiveRecord::Migration", file.text, re.MULTILINE)
    return file.line_of(found.end()) if found else None


MIGRATIONS = Want(read_migration, suffixes=(".rb",), needles=(b"ActiveRecord::Migration",))


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield routes, models, the ORM and the folders of migrations."""
    classes = [(file, record) for file, found in checkout.read(CLASSES) for record in found]
    yield from Routes(checkout, classes).facts()
    yield from _models(classes)
    for number, (file, line) in enumerate(checkout.read(MIGRATIONS)):
        if number == 0:  # the models may all be in an engine that is a gem
            yield Fact("orms", "activerecord", "a migration", file.path, line)
        if file.folder:
            yield Fact("migration_dirs", file.folder, "rails", file.path, line)
            yield Fact("migration_tool", "rails", f"migrations in {file.folder}", file.path, line)


class Routes:
    """The routes of all Rails applications and engines of a checkout."""

    def __init__(self, checkout: Checkout, classes: list[tuple[File, Record]]) -> None:
        self.checkout = checkout
        self.classes = classes
        self.api_only = [
            file.path.rpartition("config/")[0] for file, _ in checkout.read(APPLICATION)
        ]
        self.files = list(checkout.read(ROUTES))
        self._mounting: set[str] = set()

    def facts(self) -> Iterator[Fact]:
        """Yield what applications draw, and what engines draw that an application mounts."""
        for file, routes in self.files:
            for owner, statements, _ in routes.drawn:
                if owner.partition("::")[0] in ("Rails", "") or owner.endswith("Application"):
                    yield from self._drawing(file).routes(statements, Place(file=file.path))

    def _drawing(self, file: File) -> Drawing:
        head = file.path.rpartition("config/")[0]
        return Drawing(
            api_only=head in self.api_only,
            draw=self._draw,
            mounted=self._mounted,
            devise=self._devise,
            not_followed=self.checkout.not_followed,
        )

    def _draw(self, name: str, drawing_file: str) -> tuple[str, Iterable[Statement]] | None:
        file = self.checkout.files.get(drawn_path(drawing_file, name))
        found = file.digest(read_routes) if file is not None else None
        if file is None or found is None:
            return None
        return file.path, found.loose

    def _mounted(self, name: str, path: str) -> Iterator[Fact]:
        """Yield the routes of an engine of the repo below the path that it is mounted at."""
        if name in self._mounting:
            return
        self._mounting.add(name)
        for file, routes in self.files:
            for owner, statements, _ in routes.drawn:
                if owner == name:
                    place = Place(path=path, shallow_path=path, file=file.path)
                    yield from self._drawing(file).routes(statements, place)
        self._mounting.discard(name)

    def _devise(self, singular: str) -> Devise:
        wanted = singular.replace("_", "").lower()
        for _, record in self.classes:
            own = record.devise
            if own.modules and record.name.rpartition("::")[2].lower() == wanted:
                if own.providers or "omniauthable" not in own.modules:
                    return own
                found = [name for _, names in self.checkout.read(PROVIDERS) for name in names]
                return Devise(own.modules, tuple(dict.fromkeys(found)))
        return Devise()


def _models(classes: list[tuple[File, Record]]) -> Iterator[Fact]:
    """Yield the records that have a table of their own.

    That is what descends from ActiveRecord::Base, not the abstract ones, and not what shares the
    table of the record that it inherits from.
    """
    by_name: dict[str, Record] = {}
    for _, record in classes:
        by_name.setdefault(record.name, record)
    shown = False
    for file, record in classes:
        if _has_table(record, by_name):
            if "/migrate/" in f"/{file.path}" or "/lib/generators/" in f"/{file.path}":
                continue
            if not shown:
                yield Fact("orms", "activerecord", f"class {record.name}", file.path, record.line)
                shown = True
            yield Fact("models", record.name, "activerecord", file.path, record.line)


def _has_table(record: Record, by_name: dict[str, Record]) -> bool:
    """Say whether a class is a record with a table of its own."""
    seen: set[str] = set()
    current = record
    while current.name not in seen:
        seen.add(current.name)
        if current.base == "ActiveRecord::Base":
            return not record.is_abstract and record.name != "ApplicationRecord"
        outside = current.name.split("::")[:-1]
        names = ["::".join([*outside[:n], current.base]) for n in range(len(outside), -1, -1)]
        above = next((by_name[name] for name in names if name in by_name), None)
        if above is None or above is current:
            return current.base == "ApplicationRecord" and not record.is_abstract
        shares = not above.is_abstract and above.name != "ApplicationRecord"
        if shares and not record.names_table and _has_table(above, by_name):
            return False
        current = above
    return False


STACK = Stack(
    key="rails",
    title="Ruby on Rails",
    languages=("Ruby",),
    finds=("routes", "models", "orms", "migration_dirs", "migration_tool"),
    facts=facts,
    wants=(ROUTES, CLASSES, APPLICATION, PROVIDERS, MIGRATIONS),
    packages=(
        Package("frameworks", "rails", gem=("rails", "railties")),
        Package("orms", "activerecord", gem=("activerecord",)),
    ),
)
