"""What no reader covers is named with the file that shows it, and is never called "none found"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from assess_repos import assessed

from groundplan.assess.known import KNOWN
from groundplan.assess.proposals import answers_from
from groundplan.assess.report import as_data, as_markdown
from groundplan.assess.stacks import stacks

if TYPE_CHECKING:
    from pathlib import Path

APP = "from flask import Flask\napp = Flask(__name__)\n"


@pytest.mark.parametrize(
    ("files", "shown"),
    [
        ({"src/Main.scala": "object Main"}, "src/Main.scala"),  # a language by its suffix
        ({"lib/app.pl": "use Mojolicious::Lite;\n"}, "lib/app.pl"),
        ({"bin/main.dart": "void main() {}\n"}, "bin/main.dart"),
        (
            {"requirements.txt": "cherrypy==18\n", "a.py": "x = 1\n"},
            "requirements.txt",
        ),  # a manifest
        ({"package.json": '{"dependencies": {"restify": "1"}}', "a.js": "1"}, "package.json"),
        (
            {
                "pom.xml": "<project><dependencies><dependency><groupId>io.javalin</groupId>"
                "<artifactId>javalin</artifactId></dependency></dependencies></project>"
            },
            "pom.xml",
        ),
        ({"composer.json": '{"require": {"slim/slim": "^4"}}'}, "composer.json"),
        ({"Cargo.toml": '[dependencies]\nwarp = "0.3"\n'}, "Cargo.toml"),
        (
            {"a/a.csproj": '<Project><PackageReference Include="FastEndpoints" /></Project>'},
            "a/a.csproj",
        ),
    ],
)
def test_a_language_or_framework_without_a_reader_is_named(
    files: dict[str, str], shown: str, tmp_path: Path
) -> None:
    found = assessed(tmp_path, files)
    assert shown in [note.path for note in found.not_looked]
    data = as_data(found)
    assert "routes" not in data
    assert "none found:** routes" not in as_markdown(found)


def test_what_has_a_reader_is_called_none_found(tmp_path: Path) -> None:
    found = assessed(tmp_path, {"a.py": "x = 1\n"})
    assert as_data(found)["routes"] == []
    assert found.not_looked == ()


def test_facts_that_were_found_stay_beside_what_was_not_read(tmp_path: Path) -> None:
    files = {"a.py": f"{APP}@app.get('/x')\ndef x(): ...\n", "b.scala": "object B"}
    data = as_data(assessed(tmp_path, files))
    assert [route["path"] for route in data["routes"]] == ["/x"]
    assert data["not_looked"][0]["file"] == "b.scala"


def test_build_files_are_no_product_in_their_language(tmp_path: Path) -> None:
    found = assessed(tmp_path, {"build.gradle": "plugins { }", "Jenkinsfile": "node {}"})
    assert found.not_looked == ()


def test_no_answer_rests_on_a_kind_that_was_not_read(tmp_path: Path) -> None:
    answers = answers_from(assessed(tmp_path, {"src/Main.scala": "object Main"}))
    assert "migration_tool" not in answers
    assert "project_type" not in answers


@pytest.mark.parametrize(
    ("files", "place"),
    [
        (  # an application's factory that gives back what nobody knows
            {
                "a.py": "from fastapi import FastAPI\nfrom shop import routers\napp = FastAPI()\n"
                "app.include_router(routers.make())\n"
            },
            ("a.py", 4),
        ),
        (
            {
                "shop/urls.py": "from django.urls import include, path\n"
                "urlpatterns = [path('x/', include('somewhere.urls'))]\n",
                "requirements.txt": "django\n",
            },
            ("shop/urls.py", 2),
        ),
        (
            {
                "config/routes.rb": "Rails.application.routes.draw do\n  mount Blog::Engine => '/b'\nend\n",
                "Gemfile": "gem 'rails'\n",
            },
            ("config/routes.rb", 2),
        ),
    ],
)
def test_a_mount_that_leads_nowhere_is_listed_with_its_line(
    files: dict[str, str], place: tuple[str, int], tmp_path: Path
) -> None:
    found = assessed(tmp_path, files)
    assert [(note.path, note.line) for note in found.not_followed] == [place]
    assert "**Not followed (1):**" in as_markdown(found)


def test_a_static_mount_is_followed(tmp_path: Path) -> None:
    text = (
        "from fastapi import FastAPI\nfrom fastapi.staticfiles import StaticFiles\napp = FastAPI()\n"
        "app.mount('/static', StaticFiles(directory='static'))\n"
    )
    assert assessed(tmp_path, {"a.py": text}).not_followed == ()


def test_what_has_a_reader_is_not_listed_as_unread() -> None:
    read = {
        package.name
        for stack in stacks()
        if "routes" in stack.finds
        for package in stack.packages
        if package.kind == "frameworks"
    }
    assert read.isdisjoint(known.name for known in KNOWN if "routes" in known.kinds)
