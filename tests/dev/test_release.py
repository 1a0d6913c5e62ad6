from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from groundplan.core.errors import Refused
from groundplan.dev.release import check_versions, licenses_of

if TYPE_CHECKING:
    from pathlib import Path


def checkout(folder: Path, changelog: str, tag: str = "") -> Path:
    (folder / "CHANGELOG.md").write_text(changelog)
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.invalid")
    for arguments in (
        ["init", "--quiet"],
        ["add", "-A"],
        ["commit", "--quiet", "-m", "x"],
        *([["tag", tag]] if tag else []),
    ):
        subprocess.run(["git", *identity, *arguments], cwd=folder, check=True)
    return folder


def test_a_dated_section_and_no_tag_agree(tmp_path: Path) -> None:
    check_versions("1.2.3", checkout(tmp_path, "# Changelog\n\n## 1.2.3 - 2026-01-31\n"))


@pytest.mark.parametrize(
    "changelog",
    [
        "# Changelog\n\n## Unreleased\n",
        "# Changelog\n\n## 1.2.3\n",  # no date
        "# Changelog\n\n## 1.2.30 - 2026-01-31\n",  # another version
    ],
)
def test_a_version_without_its_section_is_refused(tmp_path: Path, changelog: str) -> None:
    with pytest.raises(Refused, match=r"no section for 1\.2\.3"):
        check_versions("1.2.3", checkout(tmp_path, changelog))


def test_a_tag_of_another_version_is_refused(tmp_path: Path) -> None:
    root = checkout(tmp_path, "## 1.2.3 - 2026-01-31\n", tag="v1.2.4")
    with pytest.raises(Refused, match=r"tagged v1\.2\.4"):
        check_versions("1.2.3", root)


def component(name: str, *licenses: dict[str, object]) -> dict[str, object]:
    return {"name": name, "version": "1", "licenses": list(licenses)}


def test_the_license_of_each_component_is_listed_in_any_of_its_three_forms() -> None:
    sbom: dict[str, object] = {
        "components": [
            component("by-id", {"license": {"id": "MIT"}}),
            component("by-name", {"license": {"name": "BSD License"}}),
            component("by-expression", {"expression": "Apache-2.0 OR BSD-2-Clause"}),
        ]
    }
    assert licenses_of(sbom) == {
        "by-id 1": "MIT",
        "by-name 1": "BSD License",
        "by-expression 1": "Apache-2.0 OR BSD-2-Clause",
    }


@pytest.mark.parametrize(
    "unusable",
    [component("closed", {"license": {"name": "Proprietary"}}), component("unsaid")],
)
def test_a_component_without_a_usable_license_is_refused(unusable: dict[str, object]) -> None:
    with pytest.raises(Refused, match="has the license"):
        licenses_of({"components": [unusable]})
