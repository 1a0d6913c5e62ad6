"""A Prisma schema: its models, where it stores them, and the environment variables it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want

if TYPE_CHECKING:
    from groundplan.assess.checkout import File

_MODEL = re.compile(r"^[ \t]*model[ \t]+(\w+)[ \t]*\{", re.MULTILINE)
_ENV = re.compile(r"""\benv\(\s*["'](\w+)["']\s*\)""")
# A comment, or a text that may look like one; texts come first so that URLs stay whole.
_PART = re.compile(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*')


@dataclass(frozen=True)
class PrismaSchema:
    """What one schema file says: (name, line) of models and variables."""

    models: tuple[tuple[str, int], ...]
    variables: tuple[tuple[str, int], ...]


def read_prisma(file: File) -> PrismaSchema | None:
    """Return the content of a `.prisma` file; views, enums and types are no models."""
    text = _PART.sub(lambda part: part[0] if part[0][0] == '"' else "", file.text)

    def line(start: int) -> int:
        return text.count("\n", 0, start) + 1

    return PrismaSchema(
        tuple((found[1], line(found.start(1))) for found in _MODEL.finditer(text)),
        tuple((found[1], line(found.start(1))) for found in _ENV.finditer(text)),
    )


PRISMA = Want(read_prisma, suffixes=(".prisma",))
