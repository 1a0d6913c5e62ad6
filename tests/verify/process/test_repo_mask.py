"""What is masked in a repo: its own secrets, whenever they come, and no word of everybody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import make_repo, write_files

from groundplan.verify.process.repo_mask import RepoMask

if TYPE_CHECKING:
    from pathlib import Path


def test_withheld_credentials_are_masked_too(tmp_path: Path) -> None:
    mask = RepoMask(tmp_path, {"GITHUB_TOKEN": "ghx_1234567890"})
    assert mask.text("ghx_1234567890") == "[masked]"


def test_t8_a_value_that_comes_later_is_masked_from_then_on(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "shop", {".gitignore": "*.env\n.env\n"})
    mask = RepoMask(repo, {})
    assert mask.text("value-that-comes") == "value-that-comes"
    write_files(repo, {"deep/down/new.env": "A=value-that-comes\n"})
    assert mask.refresh()
    assert mask.text("value-that-comes") == "[masked]"
    write_files(repo, {"deep/down/new.env": "A=another-value-1\n"})
    mask.refresh()
    assert mask.text("value-that-comes another-value-1") == "[masked] [masked]"


@pytest.mark.parametrize(
    "line",
    [
        "POSTGRES_DB=shop",  # the repo's own name
        "APP=orders",  # a folder
        "POSTGRES_PASSWORD=postgres",  # a word of everybody's
        "MODULE=settings",  # a file
        "ADMIN_KEY=changeme",
    ],
)
def test_t8_common_words_and_names_of_the_repo_are_not_blanked(tmp_path: Path, line: str) -> None:
    files = {".gitignore": ".env\n", "orders/settings.py": "", ".env.example": "A=\n"}
    repo = make_repo(tmp_path / "shop", files)
    write_files(repo, {".env": f"{line}\n"})
    value = line.partition("=")[2]
    assert RepoMask(repo, {}).text(f"/srv/{value}/x: {value}") == f"/srv/{value}/x: {value}"
