"""Object mappers of Python beside SQLAlchemy's and Django's: documents and tables by their base.

Sources (2026-11): https://docs.peewee-orm.com, https://tortoise.github.io, https://docs.mongoengine.org,
https://beanie-odm.dev, https://docs.ponyorm.org, https://piccolo-orm.com, https://collerek.github.io/ormar/,
https://github.com/s3rius/redis-om-python, https://art049.github.io/odmantic.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.python.modules import read_module
from groundplan.assess.python.names import ClassRef, names_of
from groundplan.assess.stacks import Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout

BASES: dict[str, tuple[str, ...]] = {
    "peewee": ("peewee.Model", "playhouse.flask_utils.FlaskDB().Model", "peewee_async.AioModel"),
    "tortoise": ("tortoise.models.Model", "tortoise.Model"),
    "mongoengine": (
        "mongoengine.Document",
        "mongoengine.DynamicDocument",
        "mongoengine.document.Document",
        "flask_mongoengine.MongoEngine().Document",
        "flask_mongoengine.Document",
    ),
    "beanie": ("beanie.Document", "beanie.DocumentWithSoftDelete"),
    "pony": ("pony.orm.Database().Entity", "pony.orm.core.Database().Entity"),
    "piccolo": ("piccolo.table.Table",),
    "ormar": ("ormar.Model",),
    "odmantic": ("odmantic.Model",),
}
"""Mapper -> dotted names of the classes whose children are kept."""
_ABSTRACT = ("abstract", "is_abstract")
MODULES = Want(
    read_module,
    suffixes=(".py",),
    needles=(b"class ",),
    imports=(
        "peewee",
        "playhouse",
        "tortoise",
        "mongoengine",
        "flask_mongoengine",
        "beanie",
        "pony",
        "piccolo",
        "ormar",
        "odmantic",
    ),
)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the classes that one of the mappers keeps, and the mapper of the first."""
    names = names_of(checkout)
    seen: set[str] = set()
    for file, module in checkout.read(MODULES):
        for found in module.classes.values():
            ref = ClassRef(module, found)
            bases = names.outside_bases(ref) if found.bases else set()
            mapper = next((key for key, known in BASES.items() if not bases.isdisjoint(known)), "")
            if not mapper or _is_abstract(ref) or _is_base_of_all(mapper, ref):
                continue
            name = found.name.rpartition(".")[2]
            yield Fact("models", name, mapper, file.path, found.line)
            if mapper not in seen:
                seen.add(mapper)
                yield Fact("orms", mapper, f"model {name}", file.path, found.line)


def _is_abstract(ref: ClassRef) -> bool:
    """Say whether a class states that it has no table: in its Meta, or in MongoEngine's `meta`."""
    scopes = ref.module.names
    for inner in ("Meta", "Settings"):
        for word in _ABSTRACT:
            for value in scopes.get(f"{ref.found.name}.{inner}", {}).get(word, ()):
                return isinstance(value, ast.Constant) and value.value is True
    for table in scopes.get(ref.found.name, {}).get("meta", ()):
        if isinstance(table, ast.Dict):
            for key, value in zip(table.keys, table.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == "abstract":
                    return isinstance(value, ast.Constant) and value.value is True
    return False


def _is_base_of_all(mapper: str, ref: ClassRef) -> bool:
    """Say whether a class of peewee only tells its children where they are kept, as is usual there."""
    own = set(ref.module.names.get(ref.found.name, {})) | set(ref.found.annotations)
    return (
        mapper == "peewee"
        and not own - {"id"}
        and not ref.found.methods
        and "Base" in ref.found.name
    )


STACK = Stack(
    key="python-orms",
    title="peewee, Tortoise, MongoEngine, Beanie, Pony, Piccolo, ormar, ODMantic",
    languages=("Python",),
    finds=("models", "orms"),
    facts=facts,
    wants=(MODULES,),
)
