"""What the manifests of packages say that a product depends on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from stacks.repos import names

if TYPE_CHECKING:
    from pathlib import Path

GROUPS = "[dependency-groups]\nmain = ['Django==5.2']\ndev = ['Flask']\n"


@pytest.mark.parametrize(
    ("text", "frameworks", "managers"),
    [
        (GROUPS, ["django"], ["pip"]),  # no project: the groups are all that there is
        ("[project]\nname = 'x'\ndependencies = ['fastapi']\n" + GROUPS, ["fastapi"], ["pip"]),
        ("[dependency-groups]\ntest = ['Flask']\n", [], []),  # for developers only
    ],
)
def test_dependency_groups_count_where_there_is_no_project(
    text: str, frameworks: list[str], managers: list[str], tmp_path: Path
) -> None:
    assert names(tmp_path / "a", {"pyproject.toml": text}, "frameworks") == frameworks
    assert names(tmp_path / "b", {"pyproject.toml": text}, "package_managers") == managers
