from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from groundplan.core.errors import EnvironmentTrouble
from groundplan.request.forge import fetched_issue, is_issue_address

if TYPE_CHECKING:
    from pathlib import Path

ADDRESS = "https://github.com/acme/shop/issues/7"


@pytest.mark.parametrize(
    ("source", "is_one"),
    [
        (ADDRESS, True),
        ("https://github.com/acme/shop/pull/7", True),
        ("https://gitlab.example.com/a/b/-/merge_requests/3", True),
        ("https://github.com/acme/shop", False),
        ("http://github.com/acme/shop/issues/7", False),  # nothing is fetched unprotected
        ("https://github.com/a/b/issues/7;id", False),
        ("issues/7", False),
    ],
)
def test_only_an_issues_address_is_fetched(source: str, *, is_one: bool) -> None:
    assert is_issue_address(source) is is_one


def program(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    file = folder / "gh"
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_the_forges_own_command_line_fetches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, 'echo "{\\"args\\": \\"$*\\"}"', monkeypatch)
    assert fetched_issue(ADDRESS) == f'{{"args": "issue view {ADDRESS} --json title,body,url"}}\n'


def test_without_a_login_the_way_out_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, 'echo "not logged in" >&2; exit 4', monkeypatch)
    with pytest.raises(EnvironmentTrouble, match="not logged in"):
        fetched_issue(ADDRESS)
