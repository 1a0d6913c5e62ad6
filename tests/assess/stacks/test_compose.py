"""Which service of a compose file runs the HTTP API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from assess_repos import assessed

if TYPE_CHECKING:
    from pathlib import Path

MAIN = """package main

import "github.com/gin-gonic/gin"

func main() {
	r := gin.Default()
	r.GET("/x", h)
}
"""


def _service(name: str, *lines: str) -> str:
    return f"  {name}:\n" + "".join(f"    {line}\n" for line in lines)


@pytest.mark.parametrize(
    ("module", "compose", "api"),
    [
        # An image that is called like the module is the product, though it is not built here.
        (
            "example.org/owner/herons/v2",
            {"compose.yml": [("herons", "image: owner/herons:1", "ports: ['80:80']")]},
            "herons",
        ),
        (
            "herons.example/v2",
            {"compose.yml": [("x", "image: other/herons", "ports: ['80:80']")]},
            "x",
        ),
        # A helper that is built beside it is not.
        (
            "example.org/owner/herons",
            {
                "dev/compose.yml": [("convert", "build: .", "ports: ['3000:3000']")],
                "prod/compose.yml": [("herons", "image: owner/herons", "ports: ['80:80']")],
            },
            "herons",
        ),
        # What an editor's container runs counts where no other file has the service.
        (
            "example.org/owner/herons",
            {
                ".devcontainer/compose.yml": [("app", "build: ..", "ports: ['1:1']")],
                "compose.yml": [("webserver", "image: owner/herons", "ports: ['80:80']")],
            },
            "webserver",
        ),
        ("example.org/owner/herons", {"compose.yml": [("db", "image: postgres")]}, None),
        # What `docker compose` takes by itself counts before a file that has to be named ...
        (
            "example.org/owner/herons",
            {
                "compose.yml": [("web", "image: owner/herons", "ports: ['80:80']")],
                "ops/compose.traced.yml": [("api", "build: ..", "ports: ['80:80']")],
            },
            "web",
        ),
        # ... and every other one before a file for tests, but only if it has such a service.
        (
            "example.org/owner/herons",
            {
                "compose.yml": [("store", "image: postgres", "ports: ['1:1']")],
                "compose.e2e.yml": [("api", "build: .", "ports: ['80:80']")],
                "ops/compose.yml": [("web", "image: owner/herons", "ports: ['80:80']")],
            },
            "web",
        ),
    ],
)
def test_the_api_is_the_service_that_runs_this_product(
    module: str, compose: dict[str, list[tuple[str, ...]]], api: str | None, tmp_path: Path
) -> None:
    files = {"go.mod": f"module {module}\n\ngo 1.22\n", "main.go": MAIN}
    for path, services in compose.items():
        files[path] = "services:\n" + "".join(_service(*one) for one in services)
    found = assessed(tmp_path / "checkout", files).of("api_service")
    assert [fact.name for fact in found] == ([api] if api else [])


def test_a_package_of_a_monorepo_is_not_the_product(tmp_path: Path) -> None:
    files = {
        "package.json": '{"name": "herons"}',
        "apps/live/package.json": '{"name": "live", "dependencies": {"express": "5"}}',
        "apps/live/a.js": "require('express')().get('/x', f)\n",
        "apps/api/main.py": "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/y')\ndef y(): ...\n",
        "compose.yml": "services:\n" + _service("live", "build: .") + _service("api", "build: ."),
    }
    assert [fact.name for fact in assessed(tmp_path / "x", files).of("api_service")] == ["api"]


def test_an_extension_among_the_services_is_none(tmp_path: Path) -> None:
    text = "services:\n  x-base: &base\n    image: owner/herons\n  one:\n    <<: *base\n"
    found = assessed(tmp_path, {"compose.yml": text}).of("compose_services")
    assert [fact.name for fact in found] == ["one"]
