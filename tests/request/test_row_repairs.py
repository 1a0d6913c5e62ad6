from __future__ import annotations

import pytest

from groundplan.core.model import ChangeRequest
from groundplan.request.row_repairs import with_rows_repaired


@pytest.mark.parametrize(
    ("row", "fixed"),
    [
        (("PATCH /api/x", "", "sets it"), ("PATCH", "/api/x", "sets it")),  # both in one cell
        (("PATCH /api/x", "sets it", ""), ("PATCH", "/api/x", "sets it")),  # one column too early
        (("`get`", "`/a`", ""), ("GET", "/a", "")),
        (("user.create", "", "adds one"), ("RPC", "user.create", "adds one")),  # not HTTP
        (("", "/a/{id}", "it"), ("ANY", "/a/{id}", "it")),  # asked about, too
    ],
)  # fmt: skip
def test_an_endpoint_stands_in_its_columns(row: tuple[str, ...], fixed: tuple[str, ...]) -> None:
    request = with_rows_repaired(ChangeRequest({"interface.modified_endpoints": (row,)}))
    assert request.answers["interface.modified_endpoints"] == (fixed,)


def test_what_is_no_file_is_asked_about_and_a_migration_is_the_databases() -> None:
    request = with_rows_repaired(
        ChangeRequest(
            {"files.new": (("a migration", ""), ("a page somewhere", "shows it"), ("a.py", ""))}
        )
    )
    assert request.answers == {"files.new": (("a.py", ""),), "setup.database": "a migration"}
    assert [piece.text for piece in request.undecided] == [
        "the path of a page somewhere - shows it"
    ]


def test_what_is_no_variable_is_about_the_machine() -> None:
    request = with_rows_repaired(
        ChangeRequest(
            {"setup.env_vars": (("OS", "Linux"), ("LIMIT=5", "most"), ("Node version", "20"))}
        )
    )
    assert request.answers == {
        "setup.env_vars": (("OS", "Linux"), ("LIMIT", "for example 5 - most")),
        "context.technology_stack": ("Node version: 20",),
    }
