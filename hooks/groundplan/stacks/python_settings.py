"""Environment variables that Python code reads: `os.environ` in every form, and settings classes.

Sources (2026-11): the documentation of os, django-environ, environs, python-decouple, Starlette's
config, pydantic-settings (a field's name in capitals behind `env_prefix`, or its alias), click.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from groundplan.model import Fact
from groundplan.reading.checkout import Want
from groundplan.reading.python_env import NAME, Lookup, Lookups, read_likely, read_lookups
from groundplan.reading.python_modules import read_module
from groundplan.reading.python_names import (
    ClassRef,
    External,
    FunctionRef,
    Instance,
    Names,
    Where,
    names_of,
    passed,
)
from groundplan.reading.wants import fits
from groundplan.stacks import Stack

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from groundplan.reading.checkout import Checkout, File
    from groundplan.reading.python_modules import Class, Module

LOOKUPS = Want(
    read_likely,
    suffixes=(".py",),
    needles=(b"os.environ", b"import environ", b"getenv", b"envvar=", b"import os as"),
)
OBJECTS = Want(
    read_likely,
    suffixes=(".py",),
    needles=(b"env(", b"env.", b"Env", b"config("),
    imports=("environ", "environs", "decouple", "starlette.config"),
)
SETTINGS = Want(read_module, suffixes=(".py",), needles=(b"Settings",), gate=(b"BaseSettings",))
SOURCES = Want(read_lookups, suffixes=(".py",))
"""Every file, for those that call a helper of the repo: only they are read."""

_TABLES = frozenset({"os.environ", "os.environb"})
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
_NOT_READING = re.compile(
    r"\.(?:read_env|read_envfile|prefixed|seal|url|path|dump|add_parser|parser_for)$"
)
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


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield every environment variable that the product's Python reads, once for each place."""
    names = names_of(checkout)
    found = dict(checkout.read(LOOKUPS)) | dict(checkout.read(OBJECTS))
    calls = tuple(f"{name}(".encode() for name in sorted(_helpers(names, found)))
    for file in checkout.files.values() if calls else ():
        calls_one = fits(file, SOURCES) and file.has(*calls)
        if calls_one and (read := file.digest(read_lookups)) is not None:
            found[file] = read
    for file, lookups in found.items():
        for name, line in lookups.named:
            yield Fact("env_vars", name, "", file.path, line)
        module = names.module(file.path)
        if module is not None:
            for lookup in lookups.found:
                yield from _read(names, file, module, lookup)
    for _, module in checkout.read(SETTINGS):
        for settings in module.classes.values():
            ref = ClassRef(module, settings)
            if _BASES & names.outside_bases(ref):
                yield from _fields(names, ref)


def _helpers(names: Names, found: Mapping[File, Lookups]) -> set[str]:
    """Return the names of the repo's functions that hand a parameter on to the environment."""
    helpers = set()
    for file, lookups in found.items():
        module = names.module(file.path)
        if module is None:
            continue
        for lookup in lookups.found:
            function = module.functions.get(lookup.scope)
            if (
                function is not None
                and isinstance(lookup.key, ast.Name)
                and lookup.key.id in function.parameters
                and _is_wrapper(names, FunctionRef(module, function))
            ):
                helpers.add(function.name.rpartition(".")[2])
    return helpers


# -- look-ups --------------------------------------------------------------------------------------


def _read(names: Names, file: File, module: Module, lookup: Lookup) -> Iterator[Fact]:
    where = Where(module, lookup.scope)
    if not any(_reaches(names, target, lookup) for target in names.resolve(lookup.reader, where)):
        return
    key = names.text(lookup.key, where)
    if key and NAME.fullmatch(key):
        yield Fact("env_vars", key, "", file.path, lookup.line)


def _reaches(names: Names, target: object, lookup: Lookup) -> bool:
    """Say whether a reader ends in the environment: itself, or through a helper of the repo."""
    if isinstance(target, External):
        if lookup.is_table:
            return target.name in _TABLES or _OBJECTS.fullmatch(target.name) is not None
        return target.name in _READERS or _is_object(target.name)
    if isinstance(target, Instance):
        kinds = names.kinds(target)
        return any(_is_object(f"{kind}()") for kind in kinds)
    if isinstance(target, FunctionRef) and not lookup.is_table:
        return _is_wrapper(names, target)
    return False


def _is_object(name: str) -> bool:
    return _OBJECTS.fullmatch(name) is not None and _NOT_READING.search(name) is None


def _is_wrapper(names: Names, ref: FunctionRef) -> bool:
    """Say whether a function of the repo hands its first parameter on to the environment."""
    order = [name for name in ref.found.parameters if name not in ("self", "cls")]
    lookups = names.checkout.files[ref.module.path].digest(read_likely)
    if not order or lookups is None:
        return False
    return any(
        inner.scope == ref.found.name
        and isinstance(inner.key, ast.Name)
        and inner.key.id == order[0]
        and any(
            isinstance(target, External | Instance) and _reaches(names, target, inner)
            for target in names.resolve(inner.reader, Where(ref.module, inner.scope))
        )
        for inner in lookups.found
    )


# -- settings classes ------------------------------------------------------------------------------


def _fields(names: Names, ref: ClassRef) -> Iterator[Fact]:
    """Yield the variables of a settings class's own fields; those of a base come with the base."""
    prefix = _prefix(names, ref)
    module, found = ref.module, ref.found
    for name, (annotation, line) in found.annotations.items():
        if name.startswith("_") or name == "model_config" or "ClassVar" in ast.unparse(annotation):
            continue
        values = module.names.get(found.name, {}).get(name, [])
        given = values[-1] if values else None
        aliases = _aliases(names, given, Where(module, found.name)) or _configured(
            module, found, name
        )
        for variable in aliases or [f"{prefix}{name}".upper()]:
            yield Fact("env_vars", variable, "", module.path, line)


def _prefix(names: Names, ref: ClassRef) -> str:
    for one in names.line_of_descent(ref):
        if not isinstance(one, ClassRef):
            continue
        scopes = one.module.names
        where = Where(one.module, one.found.name)
        for value in scopes.get(f"{one.found.name}.Config", {}).get("env_prefix", ()):
            return names.text(value, where) or ""
        for value in scopes.get(one.found.name, {}).get("model_config", ()):
            given = passed(value, -1, "env_prefix") if isinstance(value, ast.Call) else None
            if isinstance(value, ast.Dict):
                given = next(
                    (
                        item
                        for key, item in zip(value.keys, value.values, strict=True)
                        if isinstance(key, ast.Constant) and key.value == "env_prefix"
                    ),
                    None,
                )
            if given is not None:
                return names.text(given, where) or ""
    return ""


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
    finds=("env_vars",),
    facts=facts,
    wants=(LOOKUPS, OBJECTS, SETTINGS),
)
