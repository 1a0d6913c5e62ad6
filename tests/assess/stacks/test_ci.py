"""CI services are known by their files, wherever a look-alike lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.assess.assessment import assess

if TYPE_CHECKING:
    from pathlib import Path


def test_each_service_is_known_by_the_file_that_it_reads(tmp_path: Path) -> None:
    for path in (".github/workflows/check.yml", ".gitlab-ci.yml", ".circleci/config.yml"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("{}\n")
    found = [(fact.name, fact.path, fact.line) for fact in assess(tmp_path, only=("ci",)).of("ci")]
    assert found == [
        ("circleci", ".circleci/config.yml", 1),
        ("github-actions", ".github/workflows/check.yml", 1),
        ("gitlab", ".gitlab-ci.yml", 1),
    ]


def test_a_look_alike_is_none(tmp_path: Path) -> None:
    for path in ("docs/.gitlab-ci.yml", ".github/workflows/deep/x.yml", ".github/dependabot.yml"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("{}\n")
    found = assess(tmp_path, only=("ci",))
    assert found.of("ci") == ()
    assert found.looked == ("ci",)
