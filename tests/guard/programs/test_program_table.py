"""The guard's table of who knows what a program does names what is there, and nothing twice."""

from __future__ import annotations

import importlib
from itertools import combinations

import pytest

from groundplan.guard.programs import git, program_table, runners, wrappers


def module(name: str) -> object:
    return importlib.import_module(f"groundplan.guard.{name}")


@pytest.mark.parametrize(
    "who", sorted({*program_table.BUILTINS.values(), *program_table.PROGRAMS.values()})
)
def test_a_function_that_is_named_is_there(who: str) -> None:
    name, _, function = who.partition(":")
    assert callable(getattr(module(name), function))


@pytest.mark.parametrize("table", [program_table.EFFECTS, git._COMMANDS], ids=["programs", "git"])
def test_a_module_that_is_named_knows_its_programs_and_no_others(table: dict[str, str]) -> None:
    for name in set(table.values()):
        expected = {program for program, other in table.items() if other == name}
        full = name if "." in name else f"programs.{name}"
        assert set(module(full).ACTIONS) == expected, name  # type: ignore[attr-defined]


def test_the_names_of_runners_and_wrappers_are_those_that_their_modules_know() -> None:
    assert set(runners.RUNNERS) == program_table.RUNNERS
    wrapped = {
        name for name, who in program_table.PROGRAMS.items() if who == "programs.wrappers:start"
    }
    assert set(wrappers._OPTIONS) <= wrapped


def test_no_table_hides_a_name_of_another() -> None:
    tables = (
        program_table.BUILTINS,
        program_table.PROGRAMS,
        program_table.EFFECTS,
        program_table.HARMLESS,
    )
    twice = {name for one, other in combinations(tables, 2) for name in set(one) & set(other)}
    assert twice == set()
