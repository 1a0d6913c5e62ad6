"""Linters, formatters and type checkers: by configuration, by development dependency, by hook.

Source: the documentation of each tool (2026-11).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.assess import data_files
from groundplan.assess.checkout import Want
from groundplan.assess.stacks import Package, Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File


@dataclass(frozen=True)
class Tool:
    """One tool: the files and tables that configure it, the packages that bring it."""

    name: str
    files: str = ""
    """File names, lower case; `*` at the end of one stands for anything."""
    tables: str = ""
    """Sections of pyproject.toml (`tool.` left out), setup.cfg and tox.ini."""
    pip: str = ""
    npm: str = ""
    gem: str = ""
    hooks: str = ""
    """Ids of pre-commit hooks."""


TOOLS = (
    Tool("ruff", "ruff.toml .ruff.toml", "ruff", "ruff", hooks="ruff ruff-check ruff-format"),
    Tool("flake8", ".flake8", "flake8", "flake8", hooks="flake8"),
    Tool("pylint", ".pylintrc pylintrc .pylintrc.toml", "pylint", "pylint", hooks="pylint"),
    Tool("mypy", "mypy.ini .mypy.ini", "mypy", "mypy", hooks="mypy"),
    Tool(
        "pyright",
        "pyrightconfig.json",
        "pyright basedpyright",
        "pyright basedpyright",
        "pyright",
        hooks="pyright",
    ),
    Tool("ty", "ty.toml", "ty", "ty", hooks="ty"),
    Tool("pytype", "pytype.cfg", "pytype", "pytype"),
    Tool("black", "", "black", "black", hooks="black black-jupyter"),
    Tool("isort", ".isort.cfg", "isort", "isort", hooks="isort"),
    Tool("yapf", ".style.yapf", "yapf", "yapf", hooks="yapf"),
    Tool("autopep8", "", "autopep8", "autopep8", hooks="autopep8"),
    Tool("autoflake", "", "autoflake", "autoflake", hooks="autoflake"),
    Tool("bandit", ".bandit", "bandit", "bandit", hooks="bandit"),
    Tool("pydocstyle", ".pydocstyle", "pydocstyle", "pydocstyle", hooks="pydocstyle"),
    Tool("pyupgrade", "", "", "pyupgrade", hooks="pyupgrade"),
    Tool("django-upgrade", "", "", "django-upgrade", hooks="django-upgrade"),
    Tool(
        "djlint",
        ".djlintrc",
        "djlint",
        "djlint",
        hooks="djlint djlint-django djlint-reformat-django djlint-jinja",
    ),
    Tool("curlylint", "", "curlylint", "curlylint", hooks="curlylint"),
    Tool("sqlfluff", ".sqlfluff", "sqlfluff", "sqlfluff", hooks="sqlfluff-lint sqlfluff-fix"),
    Tool("import-linter", ".importlinter", "importlinter", "import-linter"),
    Tool("codespell", ".codespellrc", "codespell", "codespell", hooks="codespell"),
    Tool("eslint", ".eslintrc* eslint.config.*", "", "", "eslint", hooks="eslint"),
    Tool("prettier", ".prettierrc* prettier.config.*", "", "", "prettier", hooks="prettier"),
    Tool(
        "biome",
        "biome.json biome.jsonc",
        "",
        "",
        "@biomejs/biome",
        hooks="biome-check biome-lint biome-format biome-ci",
    ),
    Tool("oxlint", ".oxlintrc.json", "", "", "oxlint"),
    Tool("oxfmt", ".oxfmtrc.json .oxfmtrc.jsonc", "", "", "oxfmt"),
    Tool("stylelint", ".stylelintrc* stylelint.config.*", "", "", "stylelint", hooks="stylelint"),
    Tool("tslint", "tslint.json", "", "", "tslint"),
    Tool("standard", "", "", "", "standard"),
    Tool("xo", ".xo-config*", "", "", "xo"),
    Tool("dprint", "dprint.json", "", "", "dprint"),
    Tool("commitlint", ".commitlintrc* commitlint.config.*", "", "", ""),
    Tool(
        "golangci-lint",
        ".golangci.yml .golangci.yaml .golangci.toml .golangci.json",
        hooks="golangci-lint",
    ),
    Tool(
        "rubocop",
        ".rubocop.yml",
        "",
        "",
        "",
        "rubocop rubocop-rails rubocop-rails-omakase",
        hooks="rubocop",
    ),
    Tool("standardrb", ".standard.yml", "", "", "", "standard standardrb"),
    Tool("erb_lint", ".erb_lint.yml .erb-lint.yml", "", "", "", "erb_lint"),
    Tool("haml-lint", ".haml-lint.yml", "", "", "", "haml_lint"),
    Tool("brakeman", "", "", "", "", "brakeman"),
    Tool("sorbet", "", "", "", "", "sorbet"),
    Tool("reek", ".reek.yml", "", "", "", "reek"),
    Tool("hadolint", ".hadolint.yaml .hadolint.yml", hooks="hadolint hadolint-docker"),
    Tool("yamllint", ".yamllint .yamllint.yml .yamllint.yaml", "", "yamllint", hooks="yamllint"),
    Tool(
        "markdownlint",
        ".markdownlint.* .markdownlint-cli2.*",
        "",
        "",
        "markdownlint-cli markdownlint-cli2",
        hooks="markdownlint markdownlint-cli2",
    ),
    Tool("shellcheck", ".shellcheckrc", "", "", hooks="shellcheck"),
)
"""`commitlint` has no package here on purpose: its configuration is what makes it one."""

_NEEDLES = (
    "pyproject.toml",
    "setup.cfg",
    "tox.ini",
    ".pre-commit-config.yaml",
    ".pre-commit-config.yml",
    "package.json",
)


def read_tables(file: File) -> tuple[tuple[str, int], ...] | None:
    """Return (tool, line) of what a shared configuration file configures.

    Raises:
        Unreadable: a hook configuration is not YAML.
    """
    name = file.name.lower()
    if name.startswith(".pre-commit"):
        return tuple(_hooked(file))
    if name == "package.json":
        pairs = (
            ("eslint", "eslintConfig"),
            ("prettier", "prettier"),
            ("stylelint", "stylelint"),
            ("xo", "xo"),
        )
        return tuple(
            (tool, file.line_of(match.start()))
            for tool, key in pairs
            if (match := re.search(rf'^\s\s?(?:\s\s)?"{key}"\s*:\s*[{{"]', file.text, re.M))
        )
    found = []
    for tool in TOOLS:
        for table in tool.tables.split():
            head = (
                rf"^\s*\[tool\.{table}\b" if name == "pyproject.toml" else rf"^\[{table}(?:[\]:-])"
            )
            if match := re.search(head, file.text, re.M):
                found.append((tool.name, file.line_of(match.end())))
    return tuple(found)


def _hooked(file: File) -> Iterator[tuple[str, int]]:
    hooks = {hook: tool.name for tool in TOOLS for hook in tool.hooks.split()}
    for document in data_files.yaml_documents(file):
        repos = document.get("repos") if isinstance(document, dict) else None
        for repo in repos if isinstance(repos, list) else []:
            entries = repo.get("hooks") if isinstance(repo, dict) else None
            for hook in entries if isinstance(entries, list) else []:
                name = hook.get("id") if isinstance(hook, dict) else None
                if isinstance(name, str) and name in hooks:
                    yield hooks[name], getattr(name, "line", 1)


TABLES = Want(read_tables, names=_NEEDLES)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the tools that the repo configures."""
    exact: dict[str, str] = {}
    starts: list[tuple[str, str]] = []
    for tool in TOOLS:
        for name in tool.files.split():
            if name.endswith("*"):
                starts.append((name[:-1], tool.name))
            else:
                exact[name] = tool.name
    for path, file in checkout.files.items():
        if file.place.value != "product":
            continue
        name = file.name.lower()
        found = exact.get(name) or next(
            (tool for start, tool in starts if name.startswith(start)), None
        )
        if found and not name.endswith(("ignore", ".md")):
            yield Fact("linters", found, file.name, path, 1)
    for file, tools in checkout.read(TABLES):
        for found, line in tools:
            yield Fact("linters", found, f"configured in {file.name}", file.path, line)


STACK = Stack(
    key="linters",
    title="Linters, formatters and type checkers",
    finds=("linters",),
    facts=facts,
    wants=(TABLES,),
    packages=tuple(
        Package(
            "linters",
            tool.name,
            npm=tuple(tool.npm.split()),
            pip=tuple(tool.pip.split()),
            gem=tuple(tool.gem.split()),
            development=True,
        )
        for tool in TOOLS
    ),
)
