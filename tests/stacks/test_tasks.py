"""The command that runs the whole test suite, as the repo states it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stacks.repos import assessed

if TYPE_CHECKING:
    from pathlib import Path

GO_TEST = {"a_test.go": "package a\n\nfunc TestA(t *testing.T) {}\n"}
JS_TEST = {"a.test.ts": "test('a', () => {});\n"}


@pytest.mark.parametrize(
    ("files", "best"),
    [
        # All packages are the suite; one folder of them is not.
        (
            GO_TEST
            | {"README.md": "```\ngo test ./store/...\ngo test -v ./...\ngo test ./...\n```\n"},
            "go test -v ./...",
        ),
        (GO_TEST | {"README.md": "```sh\ngo test ./store -v\n```\n"}, None),
        (GO_TEST | {"Makefile": "GO = go\ntest:\n\t@$(GO) test ./store\n"}, "make test"),
        (
            GO_TEST | {"AGENTS.md": "Run `mage test:all`, or `mage test:one Name`.\n"},
            "mage test:all",
        ),
        # What the root calls comes before what a package has.
        (
            JS_TEST
            | {
                "package.json": '{"scripts": {"test:e2e": "playwright test"}}',
                "packages/a/package.json": '{"scripts": {"test": "vitest run"}}',
                "README.md": "Run `npm run test:e2e`.\n",
            },
            "npm run test:e2e",
        ),
        # A script that only a package has is called from there.
        (
            JS_TEST
            | GO_TEST
            | {
                "package.json": "{}",
                "web/package.json": '{"scripts": {"test:unit": "vitest run"}}',
                "README.md": "```\nnpm run test:unit\n```\n\nor `go test -race ./...`\n",
            },
            "go test -race ./...",
        ),
    ],
)
def test_the_suite_is_what_the_repo_says(
    files: dict[str, str], best: str | None, tmp_path: Path
) -> None:
    found = [fact.name for fact in assessed(tmp_path, files).of("test_command")]
    assert found[:1] == ([best] if best else [])
