"""Test frameworks of Python, and the folders that hold tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from assess_repos import names

if TYPE_CHECKING:
    from pathlib import Path

CASE = "from site_kit.test.utils import PageTestCase\nclass Home(PageTestCase): ...\n"


@pytest.mark.parametrize(
    ("files", "frameworks"),
    [
        ({"shop/tests/test_a.py": CASE}, ["unittest"]),  # some package's own kind of case
        ({"shop/tests/test_a.py": CASE, "pytest.ini": "[pytest]\n"}, ["pytest"]),
        ({"shop/a.py": CASE}, []),  # no test
        (
            {
                "tests/test_a.py": "import pytest\n",
                "tests_e2e/walk.py": "from playwright.sync_api import expect\n",
            },
            ["playwright", "pytest"],
        ),
        # A runner's configuration beside the tests, where the manifest is no product's.
        (
            {
                "tests/e2e/package.json": '{"devDependencies": {"@playwright/test": "1"}}',
                "tests/e2e/playwright.config.ts": "export default {};\n",
            },
            ["playwright"],
        ),
    ],
)
def test_what_tests_import_and_configure(
    files: dict[str, str], frameworks: list[str], tmp_path: Path
) -> None:
    assert names(tmp_path, files, "test_framework") == frameworks


@pytest.mark.parametrize(
    ("path", "folders"),
    [
        ("shop/tests_e2e/walk.py", ["shop/tests_e2e"]),
        ("functional-tests/walk.py", ["functional-tests"]),
        ("e2etests/views.py", []),  # a package of the product, by its name alone
        ("ab_tests/views.py", []),  # experiments on people
        ("terraform/test/main.tf", []),  # an environment
    ],
)
def test_folders_named_after_a_kind_of_test(path: str, folders: list[str], tmp_path: Path) -> None:
    assert names(tmp_path, {path: "x = 1\n"}, "test_dirs") == folders


@pytest.mark.parametrize(
    ("text", "folders"),
    [
        ("from flask import Blueprint\n\nbp = Blueprint('t', __name__)\n", []),
        ("def test_it():\n    assert True\n", ["shop/functional_tests"]),
    ],
)
def test_a_package_that_only_serves_tests_holds_none(
    text: str, folders: list[str], tmp_path: Path
) -> None:
    files = {"shop/__init__.py": "", "shop/functional_tests/__init__.py": text}
    assert names(tmp_path, files, "test_dirs") == folders


@pytest.mark.parametrize(
    ("paths", "folders"),
    [
        (["docs/a.md", "app/doc/b.rst"], ["app/doc", "docs"]),
        (["docs/api/openapi.yaml"], ["docs"]),  # an API's description, though no prose
        (["docs/shot.png"], []),  # pictures of a readme
        (["docs/docs.go", "docs/swagger.json"], []),  # a package of the program
        (["app/docs/client.ts"], []),
    ],
)
def test_folders_of_documentation(paths: list[str], folders: list[str], tmp_path: Path) -> None:
    assert names(tmp_path, dict.fromkeys(paths, "x\n"), "docs_dirs") == folders
