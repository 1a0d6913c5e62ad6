"""Answers that the repo itself gives: each row is a repo, and what no one who knows it would dispute."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from support import make_repo

from groundplan.assess.proposals import found_in_repo

if TYPE_CHECKING:
    from pathlib import Path

PY_API = {
    "app/main.py": "from fastapi import FastAPI\napp = FastAPI()\n\n@app.get('/x')\ndef x(): ...\n",
    "tests/test_x.py": "import pytest\ndef test_x(): ...\n",
}
JS_API = {
    "app.js": "const e = require('express');\nconst a = e();\na.get('/x', (q, r) => r.send(1));\n",
    "package.json": '{"scripts": {"test": "vitest"}, "dependencies": {"express": "4"}, "devDependencies": {"vitest": "2"}}',
    "tests/a.test.js": "test('x', () => {});\n",
}
DJANGO = {
    "manage.py": "import django\n",
    "shop/urls.py": "from django.urls import path\nurlpatterns = [path('x', lambda r: None)]\n",
    "shop/migrations/0001_initial.py": "from django.db import migrations\n\nclass Migration(migrations.Migration):\n    operations = []\n",
    "shop/tests.py": "from django.test import TestCase\n",
}
GO = {
    "go.mod": "module example.org/x\n\ngo 1.22\n",
    "main.go": "package main\n\nfunc main() {}\n",
    "inner/inner_test.go": 'package inner\n\nimport "testing"\n\nfunc TestX(t *testing.T) {}\n',
}
MOUNTED = (
    "services:\n  web:\n    build: .\n    volumes: ['.:/app']\n  maindb:\n    image: postgres:16\n"
)

ROWS = [
    # A compose file with a database alone: nothing of the repo runs in it.
    (
        {**JS_API, "compose.yaml": "services:\n  db:\n    image: postgres:16\n"},
        {"containers": "false", "test_command": "npm test", "test_one_command": "npx vitest run"},
    ),
    # What tests start says nothing about the product.
    (
        {**GO, "test/docker-compose.yml": "services:\n  api:\n    build: ..\n"},
        {
            "containers": "false",
            "project_type": "cli",
            "test_command": "go test ./...",
            "test_one_command": "go test ./... -run",
        },
    ),
    # Nor does what an agent's folder or an example holds.
    (
        {
            "pyproject.toml": "[project]\nname = 'x'\n",
            "x/__init__.py": "",
            ".agents/tool/__main__.py": "if __name__ == '__main__':\n    print()\n",
            "tests/tool.py": "if __name__ == '__main__':\n    print()\n",
            "examples/compose.yaml": "services:\n  api:\n    build: .\n",
        },
        {"project_type": "library", "containers": "false"},
    ),
    # The built program is no place to run tests in.
    (
        {
            **GO,
            "compose.yaml": "services:\n  api:\n    build: .\n    ports: ['80:80']\n",
            "Dockerfile": "FROM golang:1.22 AS b\nCOPY . .\nRUN go build -o /x .\nFROM alpine\nCOPY --from=b /x /x\nCMD ['/x']\n",
        },
        {"containers": "false"},
    ),
    # An image without the tools of the tests.
    (
        {
            **JS_API,
            "compose.yaml": "services:\n  api:\n    build: .\n    ports: ['80:80']\n",
            "Dockerfile": "FROM node:22\nCOPY . .\nRUN npm ci --omit=dev\nCMD node app.js\n",
        },
        {"containers": "false"},
    ),
    # The recipe of the repo's own target comes before a line of its README.
    (
        {
            **DJANGO,
            "compose.yaml": MOUNTED,
            "Dockerfile": "FROM python:3.12\nCOPY . .\nRUN pip install uv && uv sync\n",
            "Makefile": "test:\n\tdocker compose run --rm web uv run python ./manage.py test\n",
            "README.md": "```sh\npytest\n```\n",
        },
        {
            "containers": "true",
            "api_service": "web",
            "test_command": "uv run python ./manage.py test",
            "test_one_command": "uv run python ./manage.py test",
            "migrate_command": "uv run python ./manage.py migrate",
            "data_services": "maindb",
        },
    ),
    # A database service by another name than `db`, beside an image that copies nothing yet.
    (
        {
            **DJANGO,
            "compose.yaml": "services:\n  web:\n    build: .\n    command: gunicorn shop.wsgi\n  maindb:\n    image: postgres:16\n",
            "Dockerfile": "FROM python:3.12\n",
        },
        {"containers": "true", "api_service": "web", "data_services": "maindb"},
    ),
    # CI before a document; what starts the suite starts one test and the migration.
    (
        {
            **PY_API,
            "pyproject.toml": "[project]\nname = 'x'\ndependencies = ['fastapi', 'alembic']\n",
            "alembic.ini": "[alembic]\nscript_location = migrations\n",
            "migrations/env.py": "from alembic import context\n",
            ".github/workflows/ci.yml": "on: push\njobs:\n  t:\n    runs-on: x\n    steps:\n    - run: poetry run pytest -q\n",
            "docs/guide.md": "```sh\npytest\n```\n",
        },
        {
            "test_command": "poetry run pytest -q",
            "test_one_command": "poetry run pytest",
            "migrate_command": "poetry run alembic upgrade head",
        },
    ),
    # A binary of the repo's own stays one.
    (
        {
            "Gemfile": "gem 'rails'\ngem 'rspec-rails'\n",
            "config/routes.rb": "Rails.application.routes.draw do\n  get '/x', to: 'x#y'\nend\n",
            "spec/x_spec.rb": "RSpec.describe 'x'\n",
            "README.md": "```sh\nbin/rspec\n```\n",
        },
        {"test_command": "bin/rspec", "test_one_command": "bin/rspec"},
    ),
    # An application of one file without routes yet.
    (
        {
            "app.py": "from flask import Flask\n\napp = Flask(__name__)\n",
            "requirements.txt": "flask\n",
        },
        {"project_type": "api", "containers": "false"},
    ),
    # Two halves in two languages: the whole runs both, and one test is of the API's half.
    (
        {
            "composer.json": '{"require": {"laravel/framework": "11"}, "require-dev": {"phpunit/phpunit": "11"}}',
            "artisan": "#!/usr/bin/env php\n",
            "tests/ATest.php": "<?php class ATest extends TestCase {}\n",
            ".github/workflows/ci.yml": "on: push\njobs:\n  t:\n    runs-on: x\n    steps:\n    - run: php artisan test\n",
            "routes/api.php": "<?php\nRoute::get('/x', fn () => 1);\n",
            "package.json": '{"scripts": {"test": "vitest run"}, "devDependencies": {"vitest": "2"}}',
            "src/a.test.js": "test('x', () => {});\n",
        },
        {"test_command": "php artisan test && npm test", "test_one_command": "php artisan test"},
    ),
    # One project of a solution is no suite.
    (
        {
            "Shop.sln": "\n",
            "Api/Api.csproj": '<Project Sdk="Microsoft.NET.Sdk.Web" />\n',
            "tests/ApiTests.cs": "public class ApiTests { [Fact] public void A() {} }\n",
            ".github/workflows/ci.yml": "on: push\njobs:\n  t:\n    runs-on: x\n    steps:\n    - run: dotnet test tests/Api.Tests.csproj\n    - run: dotnet test Shop.sln\n",
        },
        {"project_type": "api", "test_command": "dotnet test Shop.sln"},
    ),
    # A framework shows its own use in a docstring, and makes no application.
    (
        {
            "pyproject.toml": "[project]\nname = 'flask'\n",
            "src/flask/app.py": 'class Flask:\n    """Use it::\n\n        from flask import Flask\n        app = Flask(__name__)\n    """\n',
        },
        {"project_type": "library"},
    ),
    # A program that an old set-up file declares.
    (
        {
            "setup.py": "setup(entry_points={'console_scripts': ['zt = zt.run:main']})\n",
            "zt/run.py": "",
        },
        {"project_type": "cli"},
    ),
    # A workspace file that names another tool of the same part.
    (
        {
            "Makefile": "PYTEST ?= pdm run pytest\ntest: unit\nunit:\n\t$(PYTEST) -n auto tests\n",
            **PY_API,
        },
        {"test_command": "make test", "test_one_command": "pdm run pytest"},
    ),
]


@pytest.mark.parametrize(("files", "right"), ROWS)
def test_the_repo_itself_answers(
    files: dict[str, str], right: dict[str, str], tmp_path: Path
) -> None:
    found = found_in_repo(make_repo(tmp_path / "repo", files)).answers
    assert {name: found[name].name if name in found else "" for name in right} == right


def test_a_given_answer_decides_what_follows_from_it(tmp_path: Path) -> None:
    files = {
        **DJANGO,
        "compose.yaml": MOUNTED,
        "Dockerfile": "FROM python:3.12\nCOPY . .\nRUN pip install -r requirements.txt\n",
        ".github/workflows/ci.yml": "on: push\njobs:\n  t:\n    runs-on: x\n    steps:\n    - run: uv run python manage.py test\n",
    }
    repo = make_repo(tmp_path / "repo", files)
    assert found_in_repo(repo).answers["containers"].name == "true"
    given = found_in_repo(repo, {"containers": "no"}).answers
    assert "api_service" not in given
    assert "data_services" not in given
    suite = found_in_repo(repo, {"test_command": "poetry run pytest -n 4"}).answers
    assert suite["test_one_command"].name == "poetry run pytest"


def test_a_monorepo_has_commands_a_part_and_a_whole(tmp_path: Path) -> None:
    files = {
        "backend/pyproject.toml": "[project]\nname = 'b'\ndependencies = ['fastapi']\n[dependency-groups]\ndev = ['pytest']\n",
        "backend/uv.lock": "version = 1\n",
        "backend/tests/test_a.py": "import pytest\ndef test_a(): ...\n",
        "web/package.json": '{"scripts": {"test": "vitest run"}, "devDependencies": {"vitest": "2"}}',
        "web/package-lock.json": "{}",
        "web/src/a.test.ts": "test('x', () => {});\n",
    }
    found = found_in_repo(make_repo(tmp_path / "repo", files)).answers
    parts = {part["path"]: (part["suite"], part["one"]) for part in json.loads(found["parts"].name)}
    assert parts == {
        "backend": ("uv run pytest", "uv run pytest"),
        "web": ("npm test", "npx vitest run"),
    }
    assert found["test_command"].name == "(cd backend && uv run pytest) && (cd web && npm test)"


def test_env_files_have_the_repos_own_names_in_every_part(tmp_path: Path) -> None:
    files = {
        "gotify-server.env.example": "A=1\n",
        "web/.env.local.example": "A=1\n",
        "backend/env_sample": "A=1\n",
        ".gitignore": ".env.production\nnode_modules\n",
        "src/env.py": "",
    }
    found = found_in_repo(make_repo(tmp_path / "repo", files)).answers["env_files"].name.split()
    assert sorted(found) == [
        ".env.production",
        "backend/.env",
        "gotify-server.env",
        "web/.env.local",
    ]


def test_every_place_shows_its_claim(tmp_path: Path) -> None:
    files = {**JS_API, "requirements-dev.txt": "pytest\n", "jest.config.ts": "export default {}\n"}
    repo = make_repo(tmp_path / "repo", files)
    for name, fact in found_in_repo(repo).answers.items():
        if name.startswith("test") and fact.path:
            assert fact.path == "package.json", name
