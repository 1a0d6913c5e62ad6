"""The base that a CI service names."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from groundplan.review.base import FIRST_PUSH, base_in_ci

if TYPE_CHECKING:
    from pathlib import Path

ZEROS = "0" * 40


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, ""),
        ({"GITHUB_BASE_REF": "main"}, "origin/main"),
        ({"GITHUB_BASE_REF": "", "CI_COMMIT_BEFORE_SHA": "abc"}, "abc"),
        (
            {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "dev", "CI_COMMIT_BEFORE_SHA": ZEROS},
            "origin/dev",
        ),
        ({"CI_COMMIT_BEFORE_SHA": ZEROS}, FIRST_PUSH),  # the first push of a branch
    ],
)
def test_the_base_of_a_service(environ: dict[str, str], expected: str) -> None:
    assert base_in_ci(environ) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (json.dumps({"before": "abc"}), "abc"),
        (json.dumps({"before": ZEROS}), FIRST_PUSH),
        (json.dumps({"merge_group": {"base_sha": "def"}}), "def"),
        (json.dumps({"before": 3}), ""),
        (json.dumps([]), ""),
        ("{", ""),
    ],
)
def test_a_push_on_github_names_the_commit_before_it(
    tmp_path: Path, text: str, expected: str
) -> None:
    (tmp_path / "event.json").write_text(text)
    assert base_in_ci({"GITHUB_EVENT_PATH": str(tmp_path / "event.json")}) == expected


def test_a_missing_event_file_names_nothing(tmp_path: Path) -> None:
    assert base_in_ci({"GITHUB_EVENT_PATH": str(tmp_path / "none.json")}) == ""
