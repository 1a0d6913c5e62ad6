"""The command that runs the whole test suite, as the repo states it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from assess_repos import assessed

if TYPE_CHECKING:
    from pathlib import Path

PY_TEST = {"tests/test_a.py": "def test_a(): ...\n"}
GO_TEST = {"a_test.go": "package a\n\nfunc TestA(t *testing.T) {}\n"}
RUBY_TEST = {"test/a_test.rb": "class ATest < Minitest::Test\nend\n"}
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
        # Alone, `go test` is for one folder; what mage runs, the repo wrote.
        (
            GO_TEST | {"AGENTS.md": "```\ngo test\nmage test:unit\n```\n"},
            "mage test:unit",
        ),
        # Ruby's programs may be called through `bin`, and everything through a wrapper of the team's own.
        (
            RUBY_TEST | {"CONTRIBUTING.md": "Run the tests: `bin/rails test:all`\n"},
            "bin/rails test:all",
        ),
        (
            RUBY_TEST | {"README.md": "```\nour-docker-run bundle exec rake\n```\n"},
            "our-docker-run bundle exec rake",
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
        # The plain command comes before the same one with more to it, and before measuring.
        (
            PY_TEST
            | {
                "README.md": "```\npython manage.py test --parallel 4\npython manage.py test\n```\n"
            },
            "python manage.py test",
        ),
        (
            PY_TEST
            | {
                "README.md": "```\n./manage.py test\n```\n",
                ".github/workflows/ci.yml": "jobs:\n  a:\n    steps:\n      - run: coverage run manage.py test\n",
            },
            "./manage.py test",
        ),
        # A dotted label picks some of the tests.
        (PY_TEST | {"README.md": "```\npython manage.py test shop.tests.test_api\n```\n"}, None),
        # Tasks that a pyproject.toml holds.
        (
            {"pyproject.toml": '[tool.hatch.envs.default.scripts]\ntest = "pytest {args}"\n'},
            "hatch run test",
        ),
        (
            {"pyproject.toml": '[tool.hatch.envs.ci.scripts]\ntest = ["x", "pytest"]\n'},
            "hatch run ci:test",
        ),
        ({"pyproject.toml": '[tool.poe.tasks]\ntest = {cmd = "pytest -q"}\n'}, "poe test"),
        ({"pyproject.toml": '[tool.poe.tasks]\ntest = "echo none"\n'}, None),
        # What a document calls it comes before the same task called from its own folder.
        (
            {
                "CONTRIBUTING.md": "```\npoetry run task test\n```\n",
                "web/pyproject.toml": '[tool.taskipy.tasks]\ntest = "python manage.py test"\n',
                "web/tests/test_a.py": "def test_a(): ...\n",
            },
            "poetry run task test",
        ),
        # A written call of a task that no manifest has is not the suite.
        (PY_TEST | {"README.md": "```\npoetry run task test\n```\n"}, None),
        # A script that starts the script that runs the tests, beside the document that says so.
        (
            PY_TEST
            | {
                "api/README.md": "```\nbash scripts/tests-start.sh\n```\n",
                "api/scripts/tests-start.sh": "#!/bin/sh\nbash scripts/test.sh\n",
                "api/scripts/test.sh": "#!/bin/sh\nMODE=x coverage run -m pytest\n",
                "scripts/tests-start.sh": "#!/bin/sh\necho something else\n",
            },
            "bash scripts/tests-start.sh",
        ),
        # A root script that leaves it to one of the packages is not the whole suite.
        (
            JS_TEST
            | PY_TEST
            | {
                "package.json": '{"scripts": {"test": "npm run --workspace web test"}}',
                "README.md": "```\nbash check.sh\n```\n",
                "check.sh": "#!/bin/sh\npytest\n",
            },
            "bash check.sh",
        ),
        # A task that is called `check` may be anything; it is asked what it does.
        (
            PY_TEST
            | {
                "package.json": '{"scripts": {"check": "turbo run lint"}}',
                "AGENTS.md": "Run `npm run check`.\n",
            },
            None,
        ),
        (
            PY_TEST
            | {
                "package.json": '{"scripts": {"check": "turbo run lint test"}}',
                "AGENTS.md": "Run `npm run check`.\n",
            },
            "npm run check",
        ),
    ],
)
def test_the_suite_is_what_the_repo_says(
    files: dict[str, str], best: str | None, tmp_path: Path
) -> None:
    found = [fact.name for fact in assessed(tmp_path, files).of("test_command")]
    assert found[:1] == ([best] if best else [])
