"""Environment variables that Python code reads: `os.environ` in every form, and settings classes.

Sources (2026-11): the documentation of os, django-environ, environs, python-decouple, Starlette's
config, pydantic-settings (a field's name in capitals behind `env_prefix`, or its alias), click.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.python.env import NAME, Lookup, Lookups, read_likely, read_lookups
from groundplan.assess.python.lists import looped
from groundplan.assess.python.modules import read_module
from groundplan.assess.python.names import (
    ClassRef,
    External,
    FunctionRef,
    Instance,
    Names,
    Where,
    argument,
    names_of,
    passed,
)
from groundplan.assess.stacks import Stack
from groundplan.assess.wants import fits
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File
    from groundplan.assess.python.modules import Class, Function, Module

LOOKUPS = Want(
    read_likely,
    suffixes=(".py",),
    needles=(b"os.environ", b"getenv", b"envvar=", b"import os as"),
)


def read_with_environ(file: File) -> Lookups | None:
    """Return the likely look-ups of a file with a name `environ`: imported, or handed over.

    Most files in which the needle stands speak of an environment, and are not parsed.
    """
    return file.digest(read_likely) if _ENVIRON.search(file.data) else None


_ENVIRON = re.compile(rb"(?<![\w.])environ\b")
NAMED = Want(read_with_environ, suffixes=(".py",), needles=(b"environ",))
OBJECTS = Want(
    read_likely,
    suffixes=(".py",),
    needles=(b"env(", b"env.", b"Env", b"config("),
    imports=("environ", "environs", "decouple", "starlette.config"),
)
SETTINGS = Want(read_module, suffixes=(".py",), needles=(b"Settings",), gate=(b"BaseSettings",))
SOURCES = Want(read_lookups, suffixes=(".py",))
"""Every file, for those that call a helper of the repo: only they are read."""

_TABLES = frozenset({"os.environ", "os.environb", "os.environ.copy()"})
_READERS = frozenset(
    f"{table}.{method}"
    for table in _TABLES
    for method in ("get", "pop", "setdefault", "__getitem__")
) | {"os.getenv", "os.getenvb", "decouple.config"}
_OBJECTS = re.compile(
    r"(?:environ\.Env|environ\.FileAwareEnv|environs\.Env|environs\.FileAwareEnv|decouple\.AutoConfig"
    r"|decouple\.Config|starlette\.config\.Config|starlette\.config\.environ)\(\)(?:\.\w+)?"
    r"|starlette\.config\.environ(?:\.get)?"
)
_NOT_READING = re.compile(r"\.(?:read_env|read_envfile|prefixed|seal|dump|add_parser|parser_for)$")
_BASES = frozenset(
    {
        "pydantic_settings.BaseSettings",
        "pydantic_settings.main.BaseSettings",
        "pydantic.BaseSettings",
        "pydantic.env_settings.BaseSettings",
        "pydantic.v1.BaseSettings",
        "ninja.conf.BaseSettings",
    }
)


MAX_WRAPPERS = 3
"""Helpers that call helpers, so often."""


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield every environment variable that the product's Python reads, once for each place."""
    names = names_of(checkout)
    found = dict(checkout.read(LOOKUPS)) | dict(checkout.read(NAMED))
    found |= dict(checkout.read(OBJECTS))
    readers = Readers(names, found)
    readers.widen()
    for file, lookups in found.items():
        for name, line in lookups.named:
            yield Fact("env_vars", name, "", file.path, line)
        module = names.module(file.path)
        if module is not None:
            for lookup in lookups.found:
                yield from readers.read(file, module, lookup)
    for _, module in checkout.read(SETTINGS):
        for settings in module.classes.values():
            ref = ClassRef(module, settings)
            if _BASES & names.outside_bases(ref):
                yield from _fields(names, ref)


# -- look-ups --------------------------------------------------------------------------------------


class Readers:
    """Which look-ups reach the environment: by themselves, or through helpers of the repo."""

    def __init__(self, names: Names, found: dict[File, Lookups]) -> None:
        self.names = names
        self.found = found
        self._handed: dict[Function, str] = {}

    def widen(self) -> None:
        """Take in the files that call a helper, and those that call a helper's helper."""
        known: set[str] = set()
        for _ in range(MAX_WRAPPERS):
            fresh = self._helpers() - known
            if not fresh:
                return
            known |= fresh
            calls = tuple(f"{name}(".encode() for name in sorted(fresh))
            # With something between the brackets: `main()` hands nothing on.
            call = re.compile(
                rb"(?<!\w)(?<!def )(?:%s)(?!\s*\))" % b"|".join(map(re.escape, calls))
            )
            for file in self.names.checkout.files.values():
                calls_one = fits(file, SOURCES) and file.has(*calls) and call.search(file.data)
                if calls_one and (read := file.digest(read_lookups)) is not None:
                    self.found[file] = read
            self._handed = {name: given for name, given in self._handed.items() if given}

    def _helpers(self) -> set[str]:
        """Return the names of the repo's functions that hand a parameter on to the environment."""
        helpers = set()
        for file, lookups in list(self.found.items()):
            module = self.names.module(file.path)
            for scope in {lookup.scope for lookup in lookups.found} if module is not None else ():
                for function in _functions_around(module, scope) if module is not None else ():
                    if module is not None and self.handed(module, function):
                        helpers.add(function.name.rpartition(".")[2])
        return helpers

    def handed(self, module: Module, function: Function) -> str:
        """Return the parameter that a function hands on to the environment; empty if none."""
        if function not in self._handed:
            self._handed[function] = ""  # a helper that calls itself is no proof
            lookups = self.found.get(self.names.checkout.files[module.path])
            inside = f"{function.name}."
            self._handed[function] = next(
                (
                    key.id
                    for lookup in (lookups.found if lookups else ())
                    if lookup.scope == function.name or lookup.scope.startswith(inside)
                    for key in self.keys(module, lookup)
                    if isinstance(key, ast.Name) and key.id in function.parameters
                ),
                "",
            )
        return self._handed[function]

    def keys(self, module: Module, lookup: Lookup) -> Iterator[ast.expr]:
        """Yield the expression that names a variable, where a look-up reaches the environment."""
        where = Where(module, lookup.scope)
        for target in self.names.resolve(lookup.reader, where):
            if isinstance(target, FunctionRef) and lookup.call is not None:
                given = self.handed(target.module, target.found)
                is_method = target.found.owner in target.module.classes
                key = argument(lookup.call, given, target.found, is_method) if given else None
                if key is not None:
                    yield key
            elif self._reaches(target, lookup):
                yield lookup.key

    def _reaches(self, target: object, lookup: Lookup) -> bool:
        if isinstance(target, External):
            if lookup.is_table:
                return target.name in _TABLES or _OBJECTS.fullmatch(target.name) is not None
            return target.name in _READERS or _is_object(target.name)
        if isinstance(target, Instance):
            return any(_is_object(f"{kind}()") for kind in self.names.kinds(target))
        return False

    def read(self, file: File, module: Module, lookup: Lookup) -> Iterator[Fact]:
        """Yield the variables that a look-up reads, if it reads some with names that are known."""
        here = Where(module, lookup.scope)
        for expression in self.keys(module, lookup):
            if any(
                isinstance(expression, ast.Name) and self.handed(module, one) == expression.id
                for one in _functions_around(module, lookup.scope)
            ):
                continue  # whoever calls says which
            for where in looped(self.names, lookup.loops, here):
                key = self.names.text(expression, where)
                if key and NAME.fullmatch(key):
                    yield Fact("env_vars", key, "", file.path, lookup.line)
            return


def _functions_around(module: Module, scope: str) -> list[Function]:
    """Return the function of a scope and those that it is defined in, the nearest first."""
    found = []
    while scope:
        if scope in module.functions:
            found.append(module.functions[scope])
        scope = scope.rpartition(".")[0]
    return found


def _is_object(name: str) -> bool:
    return _OBJECTS.fullmatch(name) is not None and _NOT_READING.search(name) is None


# -- settings classes ------------------------------------------------------------------------------


def _fields(names: Names, ref: ClassRef) -> Iterator[Fact]:
    """Yield the variables of a settings class's own fields; those of a base come with the base."""
    given, where = _configured_by(names, ref, "env_prefix")
    prefix = (names.text(given, where) or "") if given is not None else ""
    given, where = _configured_by(names, ref, "case_sensitive")
    keeps_case = isinstance(given, ast.Constant) and given.value is True
    for one in names.line_of_descent(ref):  # with those of bases that are no settings by themselves
        if one is not ref and (not isinstance(one, ClassRef) or _BASES & names.outside_bases(one)):
            continue
        for name, line in _variables(names, one):
            if not isinstance(name, str):
                name = f"{prefix}{name.name}"
                name = name if keeps_case else name.upper()
            yield Fact("env_vars", name, "", one.module.path, line)


@dataclass(frozen=True)
class Field:
    """A field that is named after itself."""

    name: str


def _variables(names: Names, ref: ClassRef) -> Iterator[tuple[str | Field, int]]:
    """Yield a class's fields with their lines: the names that they are given, else their own."""
    module, found = ref.module, ref.found
    where = Where(module, found.name)
    for name, (annotation, line) in found.annotations.items():
        if name.startswith("_") or name == "model_config" or "ClassVar" in ast.unparse(annotation):
            continue
        values = module.names.get(found.name, {}).get(name, [])
        aliases = _aliases(names, values[-1] if values else None, where)
        aliases = aliases or _configured(module, found, name)
        if aliases:
            yield from ((alias, line) for alias in aliases)
        elif not _is_settings(names, annotation, where):
            yield Field(name), line


def _is_settings(names: Names, annotation: ast.expr, where: Where) -> bool:
    """Say whether a field holds further settings, which have variables of their own."""
    return any(
        isinstance(target, ClassRef) and _BASES & names.outside_bases(target)
        for target in names.resolve(annotation, where)
    )


def _configured_by(names: Names, ref: ClassRef, word: str) -> tuple[ast.expr | None, Where]:
    """Return what a settings class, or the nearest base that does, says in its configuration."""
    for one in names.line_of_descent(ref):
        if not isinstance(one, ClassRef):
            continue
        scopes = one.module.names
        where = Where(one.module, one.found.name)
        for value in scopes.get(f"{one.found.name}.Config", {}).get(word, ()):
            return value, where
        for value in scopes.get(one.found.name, {}).get("model_config", ()):
            is_call = isinstance(value, ast.Call)
            given = passed(value, -1, word) if is_call else _entry(value, word)  # type: ignore[arg-type]
            if given is not None:
                return given, where
    return None, Where(ref.module)


def _aliases(names: Names, given: ast.expr | None, where: Where) -> list[str]:
    """Return the names that `Field(env=..., alias=..., validation_alias=...)` gives a field."""
    if not isinstance(given, ast.Call):
        return []
    for word in ("validation_alias", "env", "alias"):
        value = passed(given, -1, word)
        if isinstance(value, ast.Call):  # AliasChoices("A", "B")
            return [text for one in value.args if (text := names.text(one, where))]
        if value is not None and (texts := names.texts(value, where)):
            return texts
    return []


def _configured(module: Module, found: Class, name: str) -> list[str]:
    """Return the names that version 1's `Config.fields = {"x": {"env": "Y"}}` gives a field."""
    for table in module.names.get(f"{found.name}.Config", {}).get("fields", ()):
        value = _entry(_entry(table, name), "env")
        parts = value.elts if isinstance(value, ast.List | ast.Tuple) else [value]
        return [
            one.value
            for one in parts
            if isinstance(one, ast.Constant) and isinstance(one.value, str)
        ]
    return []


def _entry(table: ast.expr | None, key: str) -> ast.expr | None:
    if not isinstance(table, ast.Dict):
        return None
    for name, value in zip(table.keys, table.values, strict=True):
        if isinstance(name, ast.Constant) and name.value == key:
            return value
    return None


STACK = Stack(
    key="python-settings",
    title="Environment variables in Python",
    languages=("Python",),
    finds=("env_vars",),
    facts=facts,
    wants=(LOOKUPS, NAMED, OBJECTS, SETTINGS),
)
