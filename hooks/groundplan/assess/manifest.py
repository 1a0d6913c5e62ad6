"""One manifest of packages: its dependencies and what it can run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

ECOSYSTEMS = ("npm", "pip", "go", "gem", "maven", "composer", "nuget", "cargo", "hex")


@dataclass(frozen=True)
class Dependency:
    """A package that a manifest asks for."""

    ecosystem: str
    """One of `ECOSYSTEMS`."""
    name: str
    development: bool
    line: int


@dataclass(frozen=True)
class Manifest:
    """One manifest: its format, its dependencies and what it can run."""

    format: str
    """`package.json`, `requirements`, `pyproject`, `pipfile`, `setup`, `conda`, `go.mod`, `gemfile`,
    `cargo`, `composer`, `mix`, `maven`, `gradle`, `catalog`, `dotnet`."""
    name: str
    dependencies: tuple[Dependency, ...]
    scripts: tuple[tuple[str, str, int], ...] = ()
    """(name, command, line) of each script or entry point."""
    data: Any = None
    """The parsed table of a `package.json` or `pyproject.toml`."""
