"""Reading the shelves of data that come with the package: sections and rules."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundplan.core.model import Column, Field, Kind, Lane, Section

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGE = Path(__file__).parents[1]
COMPILED = "compiled.json"


def load_yaml(path: Path) -> Any:
    """Return what a YAML file of ours holds, by the C loader where PyYAML has it."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - both are safe loaders


@cache
def sections() -> tuple[Section, ...]:
    """Return the ten sections of a change request, in order."""
    sources = sorted((PACKAGE / "plan" / "sections").glob("*.yml"))
    # Reading YAML costs more than checking a plan. Where a source is newer than the compiled file
    # (somebody works on it), the sources count.
    table = PACKAGE / "plan" / "sections" / COMPILED
    newest = max(path.stat().st_mtime_ns for path in sources)
    if table.is_file() and table.stat().st_mtime_ns >= newest:
        import json

        found = json.loads(table.read_text(encoding="utf-8"))
    else:
        found = _section_files()
    return tuple(_section(data) for data in found)


def compiled_sections() -> str:
    """Return the text of `sections/compiled.json`: what the YAML files hold, as one list."""
    import json

    return json.dumps(_section_files(), indent=1, ensure_ascii=False) + "\n"


def _section_files() -> list[dict[str, Any]]:
    found = [load_yaml(path) for path in sorted((PACKAGE / "plan" / "sections").glob("*.yml"))]
    return sorted(found, key=lambda data: int(data["number"]))


@cache
def rules() -> tuple[dict[str, Any], ...]:
    """Return the kit's rules as their files hold them, in the order in which they are read."""
    found = [load_yaml(path) for path in sorted((PACKAGE / "rules").glob("*.yml"))]
    return tuple(sorted(found, key=lambda rule: (rule["order"], rule["id"])))


def applies(rule: dict[str, Any], facts: Mapping[str, Any]) -> bool:
    """Say whether every condition of a rule holds for a repo's facts, as the template says it."""
    conditions = rule.get("applies") or {}
    return all(
        facts.get(fact) in (wanted if isinstance(wanted, list) else [wanted])
        for fact, wanted in conditions.items()
    )


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
        context=tuple(data.get("context", ())),
        columns=tuple(Column(**column) for column in data.get("columns", ())),
        always=tuple(data.get("always", ())),
        also=tuple(data.get("also", ())),
        needs=data.get("needs", ""),
    )
