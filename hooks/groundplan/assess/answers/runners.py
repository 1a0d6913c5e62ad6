"""The test runners that answers are made of: how each runs all tests, and one of them.

Sources: each runner's own command-line reference (docs.pytest.org, docs.python.org/3/library/unittest,
docs.djangoproject.com, jestjs.io, vitest.dev, mochajs.org, rspec.info, guides.rubyonrails.org, go.dev,
doc.rust-lang.org/cargo, docs.gradle.org, maven.apache.org, docs.phpunit.de, laravel.com,
learn.microsoft.com/dotnet, hexdocs.pm/mix; 2026-11).
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Runner(NamedTuple):
    """One runner."""

    name: str
    """As the assessment calls it, or the tool's own name."""
    suffixes: str
    """The files that it tests."""
    pattern: str
    """Finds it in a command; what matches starts one test, too."""
    call: str
    """What starts it where the repo states nothing."""
    all_tests: str = ""
    """What follows `call` for the whole suite."""
    one_test: str = ""
    """What follows `call` before the one test."""
    is_script: bool = False
    """Whether a package of JavaScript brings it."""


_PYTHON = r"(?:(?:uv|poetry|pdm|pipenv|hatch|rye|pixi)\s+run\s+(?:--?[\w-]+(?:=\S+)?\s+)*)?"
_MEASURED = r"(?:coverage\s+run\s+(?:--?\S+\s+)*?-m\s+|python[\d.]*\s+-m\s+)"
_RUBY = r"(?:bundle\s+exec\s+)?(?:\S*bin/)?"
_JS = "js ts jsx tsx mjs cjs mts vue svelte"

RUNNERS: tuple[Runner, ...] = (
    Runner("django", "py", rf"{_PYTHON}(?:python[\d.]*\s+)?\S*manage\.py\s+test", "python manage.py test"),
    Runner("pytest", "py", rf"{_PYTHON}{_MEASURED}?(?:\S*/)?py\.?test", "pytest"),
    Runner("unittest", "py", rf"{_PYTHON}{_MEASURED}unittest", "python -m unittest"),
    Runner("vitest", _JS, r"\bvitest", "vitest run", is_script=True),
    Runner("jest", _JS, r"\bjest", "jest", is_script=True),
    Runner("react-scripts", _JS, r"\breact-scripts\s+test", "react-scripts test --watchAll=false", is_script=True),
    Runner("mocha", _JS, r"\bmocha", "mocha", is_script=True),
    Runner("ava", _JS, r"\bava", "ava", is_script=True),
    Runner("node-test", _JS, r"\bnode\s+(?:\S+\s+)*?--test", "node --test"),
    Runner("bun-test", _JS, r"\bbun\s+test", "bun test"),
    Runner("deno", _JS, r"\bdeno\s+test(?:\s+-\S+)*", "deno test"),
    Runner("rspec", "rb", rf"{_RUBY}rspec", "bundle exec rspec"),
    Runner("minitest", "rb", rf"{_RUBY}rails\s+test", "bin/rails test"),
    Runner("go-test", "go", r"\bgo\s+test", "go test", " ./...", " ./... -run"),
    Runner("cargo", "rs", r"\bcargo\s+(?:nextest\s+run|test)", "cargo test"),
    Runner("gradle", "java kt kts groovy", r"(?:\./)?\bgradlew?", "./gradlew", " test", " test --tests"),
    Runner("maven", "java kt", r"(?:\./)?\bmvnw?", "mvn", " test", " test -Dtest="),
    Runner("artisan", "php", r"\bphp\s+artisan\s+test", "php artisan test"),
    Runner("phpunit", "php", r"(?:php\s+)?(?:\S*/)?(?:simple-)?phpunit", "vendor/bin/phpunit"),
    Runner("pest", "php", r"(?:php\s+)?(?:\S*/)?pest", "vendor/bin/pest"),
    Runner("dotnet", "cs fs vb", r"\bdotnet\s+test", "dotnet test", "", " --filter"),
    Runner("mix", "ex exs", r"\bmix\s+test", "mix test"),
)  # fmt: skip
BY_NAME = {runner.name: runner for runner in RUNNERS}


def found_in(line: str) -> tuple[Runner, str] | None:
    """Return the runner that a line starts, and how it calls it: `uv run pytest`, `bin/rspec`."""
    for runner in RUNNERS:
        found = re.search(rf"(?:^|(?<=[\s;&|(])){runner.pattern}(?=[\s;&|)]|$)", line)
        if found:
            call = re.sub(r"\bcoverage\s+run\s+(?:--?\S+\s+)*?-m\s+", "python -m ", found[0])
            return runner, " ".join(call.split())
    return None


def tests_language_of(suffix: str, line: str) -> bool | None:
    """Say whether a line tests files with a suffix; None when it cannot be told."""
    known = {runner.suffixes for runner in RUNNERS if suffix in runner.suffixes.split()}
    found = found_in(line)
    if found is None and re.search(r"\b(?:np[mx]|yarn|pnpm|bunx?)\b", line):
        return suffix in _JS.split() if known else None
    if found is None or not known:
        return None
    return suffix in found[0].suffixes.split()
