"""Reading the shelves of data that come with the package: sections and rules."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from groundplan.model import Column, Field, Kind, Lane, Section

PACKAGE = Path(__file__).parent


def load_yaml(path: Path) -> Any:
    """Return what a YAML file of ours holds, by the C loader where PyYAML has it."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - both are safe loaders


@cache
def sections() -> tuple[Section, ...]:
    """Return the ten sections of a change request, in order."""
    found = [_section(load_yaml(path)) for path in sorted((PACKAGE / "sections").glob("*.yml"))]
    return tuple(sorted(found, key=lambda section: section.number))


def _section(data: dict[str, Any]) -> Section:
    return Section(
        id=data["id"],
        number=data["number"],
        title=data["title"],
        fields=tuple(_field(entry) for entry in data["fields"]),
        also=tuple(data.get("also", ())),
        loose=data.get("loose", ""),
    )


def _field(data: dict[str, Any]) -> Field:
    return Field(
        id=data["id"],
        label=data["label"],
        kind=Kind(data["kind"]),
        question=data["question"],
        help=data["help"],
        example=data["example"],
        lanes=tuple(Lane(lane) for lane in data["lanes"]),
        prefill=tuple(data.get("prefill", ())),
        columns=tuple(Column(**column) for column in data.get("columns", ())),
        always=tuple(data.get("always", ())),
        also=tuple(data.get("also", ())),
        needs=data.get("needs", ""),
    )
