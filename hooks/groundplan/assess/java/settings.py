"""The settings of Spring, Quarkus and Micronaut: `application.properties`, `application.yml`.

Only the files without a profile count: those of a profile are one environment's. No value leaves
this module but those of the settings that a reader asks for by name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess import data_files
from groundplan.assess.checkout import Want

if TYPE_CHECKING:
    from groundplan.assess.checkout import Checkout, File

_PLACEHOLDER = re.compile(r"\$\{([^{}:]+)(?::([^{}]*))?\}")


def read_settings(file: File) -> dict[str, str] | None:
    """Return setting -> value of one file."""
    found: dict[str, str] = {}
    if file.suffix == ".properties":
        for line in file.text.split("\n"):
            key, sign, value = line.partition("=")
            if sign and not line.lstrip().startswith(("#", "!")):
                found[key.strip().removeprefix("%prod.")] = value.strip()
        return found
    for document in data_files.yaml_documents(file)[:1]:
        _flatten(document, "", found)
    return found


def _flatten(value: object, prefix: str, found: dict[str, str]) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            _flatten(inner, f"{prefix}.{key}" if prefix else str(key), found)
    elif isinstance(value, str | int):
        found[prefix] = str(value)


WANT = Want(
    read_settings,
    names=tuple(
        f"{name}.{suffix}"
        for name in ("application", "bootstrap")
        for suffix in ("properties", "yml", "yaml")
    ),
)


class Settings:
    """The settings of a checkout, asked for by name from a file's own part of a monorepo."""

    def __init__(self, checkout: Checkout) -> None:
        self._files = [
            (file.folder.partition("src/")[0], settings) for file, settings in checkout.read(WANT)
        ]

    def get(self, path: str, *names: str) -> str:
        """Return the first of these settings for the part that a file is in; empty where none is set.

        Names are compared as Spring does: `context-path` and `contextPath` are one.
        """
        wanted = [_plain(name) for name in names]
        for part, settings in self._files:
            if path.startswith(part):
                plain = {_plain(key): value for key, value in settings.items()}
                for name in wanted:
                    if name in plain:
                        return self.filled(path, plain[name], depth=1)
        return ""

    def filled(self, path: str, text: str, depth: int = 0) -> str:
        """Return text in which `${setting:default}` is what it stands for; else it keeps its name."""

        def value(match: re.Match[str]) -> str:
            known = self.get(path, match[1]) if depth < 3 else ""
            if known or match[2] is not None:
                return known or match[2] or ""
            return "{" + match[1].rpartition(".")[2] + "}"

        return _PLACEHOLDER.sub(value, text)


def _plain(name: str) -> str:
    return name.replace("-", "").replace("_", "").lower()
