"""Django's models and migrations.

Bases from other packages are known by their module: a class out of somebody's `models` is a model.
Sources (2026-11): https://docs.djangoproject.com/en/stable/topics/db/models/ and the documentation
of the packages in `MODEL_BASES`.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.python.modules import read_module
from groundplan.assess.python.names import (
    ClassRef,
    External,
    Instance,
    Names,
    Where,
    names_of,
    passed,
)
from groundplan.assess.stacks import Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File
    from groundplan.assess.python.modules import Module

DJANGO_BASES = frozenset(
    {
        "django.db.models.Model",
        "django.db.models.base.Model",
        "django.contrib.gis.db.models.Model",
        "django.contrib.auth.base_user.AbstractBaseUser",
        "django.contrib.sessions.base_session.AbstractBaseSession",
    }
)
MODEL_BASES = frozenset(
    {
        "solo.models.SingletonModel",
        "mptt.models.MPTTModel",
        "polymorphic.models.PolymorphicModel",
        "treebeard.mp_tree.MP_Node",
        "treebeard.ns_tree.NS_Node",
        "treebeard.al_tree.AL_Node",
        "modelcluster.models.ClusterableModel",
        "ordered_model.models.OrderedModel",
        "django_lifecycle.LifecycleModel",
        "polymorphic.PolymorphicModel",
        "django_tenants.models.TenantMixin",
        "django_tenants.models.DomainMixin",
        "tenant_schemas.models.TenantMixin",
        "model_utils.models.TimeStampedModel",
        "django_extensions.db.models.TimeStampedModel",
        "django_extensions.db.models.TitleSlugDescriptionModel",
        "django_extensions.db.models.ActivatorModel",
    }
)
"""Bases that are models although their name or module does not look like it, and the usual ones."""
_HISTORIES = frozenset(
    {"simple_history.models.HistoricalRecords", "simple_history.HistoricalRecords"}
)
_MODELS_MODULE = re.compile(
    r"(?:[\w.]+\.)?(?:models|abstract_models|base_models)(?:\.[\w.]+)?\.[A-Z]\w*"
)
_NO_MODEL = re.compile(
    r".*(?:Manager|QuerySet|Field|Choices|Mixin|Form|Admin|Serializer|Enum|Error|Exception|Index|"
    r"Constraint|Lookup|Transform|Func|Expression|Records|Q|F)(?:\(\).*)?"
)
_ABSTRACT = re.compile(r"Abstract\w*(?<!Manager)(?<!QuerySet)(?<!Mixin)(?<!Serializer)(?<!Admin)")
"""Named as abstract models are, whatever they are about: a field or a form of a site's editor."""
_DJANGO = ("django", "wagtail")


def read_models(file: File) -> Module | None:
    """Return the digest of a file that may hold models: by Django's places for them, or by a base."""
    if "model" in file.path.lower() or file.has(b"models.Model)", b"models.Model,"):
        return file.digest(read_module)
    return None


MODULES = Want(read_models, suffixes=(".py",), needles=(b"class ",), imports=_DJANGO)


def read_migration(file: File) -> int | None:
    """Return the line of a file's migration class."""
    if not file.has(b"migrations.Migration", b"(Migration)"):
        return None
    found = re.search(r"^class Migration\(", file.text, re.M)
    return file.line_of(found.start()) if found else None


def read_databases(file: File) -> int | None:
    """Return the line of a settings file's databases."""
    found = re.search(r"^\s*DATABASES\s*(?::[^=]*)?=", file.text, re.M)
    return file.line_of(found.end()) if found else None


MIGRATIONS = Want(read_migration, suffixes=(".py",), needles=(b"class Migration(",))
DATABASES = Want(read_databases, suffixes=(".py",), needles=(b"DATABASES",), imports=_DJANGO)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield models, the ORM and the folders of migrations."""
    models = list(_models(checkout))
    yield from models
    if models:
        yield Fact("orms", "django", f"model {models[0].name}", models[0].path, models[0].line)
    elif any(package for package in checkout.files if package.endswith("manage.py")):
        for file, line in checkout.read(DATABASES):
            yield Fact("orms", "django", "DATABASES", file.path, line)
    for file, line in checkout.read(MIGRATIONS):
        if file.folder.rpartition("/")[2] == "migrations" or file.name[:4].isdigit():
            yield Fact("migration_dirs", file.folder or ".", "django", file.path, line)
            yield Fact("migration_tool", "django", f"migrations in {file.folder}", file.path, line)


def _models(checkout: Checkout) -> Iterator[Fact]:
    names = names_of(checkout)
    for file, module in checkout.read(MODULES):
        if "/migrations/" in f"/{file.path}":
            continue
        for found in module.classes.values():
            ref = ClassRef(module, found)
            if found.name.endswith(".Meta"):
                continue
            if found.bases and _is_model(names, ref) and not _is_abstract(ref):
                name = found.name.rpartition(".")[2]
                yield Fact("models", name, "django", file.path, found.line)
                if line := _history(names, ref):
                    yield Fact("models", f"Historical{name}", "django", file.path, line)


def _history(names: Names, ref: ClassRef) -> int:
    """Return the line at which a model gets a table of its history (django-simple-history), or 0."""
    for one in names.line_of_descent(ref):
        attributes = one.module.names.get(one.found.name, {}) if isinstance(one, ClassRef) else {}
        for values in attributes.values():
            for value in values:
                if not isinstance(value, ast.Call) or not isinstance(one, ClassRef):
                    continue
                if "istor" not in ast.unparse(value.func):  # most attributes are fields
                    continue
                inherited = passed(value, -1, "inherit")
                counts = one == ref or (isinstance(inherited, ast.Constant) and inherited.value)
                if counts and any(
                    isinstance(target, Instance) and names.kinds(target) & _HISTORIES
                    for target in names.resolve(value, Where(one.module, one.found.name))
                ):
                    return value.lineno if one == ref else ref.found.line
    return 0


def _is_model(names: Names, ref: ClassRef) -> bool:
    bases = names.outside_bases(ref)
    if bases & (DJANGO_BASES | MODEL_BASES):
        return True
    in_models = (
        re.search(r"(?:^|/)models(?:/|\.py$|_\w+\.py$)|_models\.py$", ref.module.path) is not None
    )
    return (
        in_models
        and _uses_django(names, ref)
        and any(
            _MODELS_MODULE.fullmatch(base)
            and not base.startswith("django.db.")
            and (
                _ABSTRACT.fullmatch(base.rpartition(".")[2])
                or not _NO_MODEL.fullmatch(base.rpartition(".")[2])
            )
            for base in bases
        )
    )


def _uses_django(names: Names, ref: ClassRef) -> bool:
    """Say whether the module of a class is one of Django's: it imports from it."""
    return any(
        isinstance(target := names.imported(ref.module.path, origin), External)
        and target.name.split(".")[0] in ("django", "wagtail", "oscar")
        for origin in ref.module.imports.values()
    )


def _is_abstract(ref: ClassRef) -> bool:
    values = ref.module.names.get(f"{ref.found.name}.Meta", {}).get("abstract", ())
    return any(isinstance(value, ast.Constant) and value.value is True for value in values)


STACK = Stack(
    key="django-models",
    title="Django models and migrations",
    languages=("Python",),
    finds=("models", "orms", "migration_dirs", "migration_tool"),
    facts=facts,
    wants=(MODULES, MIGRATIONS, DATABASES),
)
