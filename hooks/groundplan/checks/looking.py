"""What several checks look for in a plan."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan.core import registry
from groundplan.core.model import Lane
from groundplan.plan.evidence import glob_matcher
from groundplan.plan.model import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import KitRule, Surroundings
    from groundplan.core.model import Field, Section
    from groundplan.plan.model import Plan, PlanField, PlanSection

# A path with a folder or a suffix: what people write between back-ticks in a table of files.
_PATH = re.compile(r"[\w.@~+\-\[\]()$/\\:]+")
_PLACE = re.compile(r":\d+(?:[:-]\d+)?$")


def places(plan: Plan) -> Iterator[tuple[PlanSection, Field, PlanField]]:
    """Yield each field that a plan's sections have, with its shape."""
    shapes = {section.id: section for section in registry.sections()}
    for section in plan.sections:
        for field, place in zip(shapes[section.id].fields, section.fields, strict=True):
            yield section, field, place


def rows(plan: Plan, section: str, name: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield each row of a table field with its line."""
    place = plan.field(section, name)
    yield from zip(place.rows, place.item_lines, strict=False)


def items(plan: Plan, section: str, name: str) -> Iterator[tuple[str, int]]:
    """Yield each item of a list field with its line."""
    place = plan.field(section, name)
    yield from zip(place.items, place.item_lines, strict=False)


def path_in(cell: str) -> str:
    """Return the path that a table's cell names, without back-ticks and line number, or nothing."""
    text = cell.strip().strip("`").strip()
    found = _PATH.fullmatch(text)
    return _PLACE.sub("", text).removeprefix("./") if found else ""


def paths(plan: Plan, section: str, name: str) -> Iterator[tuple[str, int]]:
    """Yield each path in the first column of a table field, with its line."""
    for row, line in rows(plan, section, name):
        if path := path_in(row[0]):
            yield path, line


def shape_of(name: str) -> Section:
    """Return a section of the shelf by its id."""
    return next(section for section in registry.sections() if section.id == name)


def is_needed(plan: Plan, field: Field, seen: Surroundings) -> bool:
    """Say whether the plan's lane needs an answer to a field, in a repo that has what it is about."""
    has = not field.needs or seen.facts is None or bool(seen.facts.get(field.needs))
    return has and plan.lane is not None and plan.lane in field.lanes


def is_said(place: PlanField) -> bool:
    """Say whether somebody answered a field."""
    return place.state in (State.ANSWERED, State.NOT_APPLICABLE)


def column_of(plan: Plan, line: int, text: str) -> int:
    """Return the column, from 1, at which a text stands in a line."""
    at = plan.lines[line - 1].find(text)
    return at + 1 if at >= 0 else 1


def is_there(path: str, files: frozenset[str]) -> bool:
    """Say whether a path, a folder or a glob names something in the repo."""
    path = path.rstrip("/")
    if path in files:
        return True
    matches = glob_matcher(path)
    return any(matches(file) for file in files)


def is_inside(path: str) -> bool:
    """Say whether a path stays in the repo; the check of that says the rest."""
    return not path.startswith(("/", "~", "\\")) and ":" not in path and ".." not in path.split("/")


@cache
def is_test(path: str) -> bool:
    """Say whether a path is that of a test, by the names that test runners look for."""
    parts = path.casefold().split("/")
    folders = {"test", "tests", "__tests__", "spec", "specs", "e2e", "testing"}
    return bool(folders & set(parts[:-1])) or bool(
        re.search(r"(?:^|[._-])(?:tests?|specs?|e2e)(?:[._*-]|$)", parts[-1])
        or parts[-1] in folders
    )


def lines_with(plan: Plan, hints: tuple[str, ...]) -> list[int]:
    """Return the lines that hold one of some texts in small letters; cheap where there are none."""
    lower = plan.text.lower()
    if len(lower) != len(plan.text):
        # A letter whose small form is longer: places no longer agree, so each line is looked at.
        return [n for n, x in enumerate(plan.lines, 1) if any(h in x.lower() for h in hints)]
    found: set[int] = set()
    for hint in hints:
        at, line, before = lower.find(hint), 1, 0
        while at >= 0:
            line += lower.count("\n", before, at)
            found.add(line)
            end = lower.find("\n", at)  # one hit a line is enough
            before, at = at, lower.find(hint, end) if end >= 0 else -1
    return sorted(found)


def is_named(path: str, files: frozenset[str]) -> bool:
    """Say whether the repo has such a path, capitals aside: the check of those says the rest."""
    return is_there(path, files) or path.casefold() in {file.casefold() for file in files}


def rule_text(plan: Plan, rule: KitRule) -> str:
    """Return a rule's text as a plan of that lane repeats it: a small one only the first sentence."""
    text = " ".join(rule.text.split())
    return text.split(". ")[0].strip(".") + "." if plan.lane is Lane.SMALL else text
