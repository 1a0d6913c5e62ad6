"""The landed targets and scripts: what they find, and the one line that they say when they can't."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from support import ANSWERS_FILE, land, run, write_files

if TYPE_CHECKING:
    from pathlib import Path

TOOLS = ("sh", "sed", "dirname", "cat", "grep", "head", "tail", "awk", "sort", "make", "git", "env")


@pytest.fixture
def folder(kit: Path, tmp_path: Path) -> Path:
    """A repo in containers with the kit in it."""
    answers = {"project_type": "api", "containers": True, "migration_tool": "alembic"}
    return land(kit, tmp_path / "repo", **answers)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A PATH with the ordinary tools and nothing else."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found
        (programs / tool).symlink_to(found)
    return programs


def program(path: Path, name: str, text: str) -> None:
    write_files(path, {name: f"#!/bin/sh\n{text}\n"})
    (path / name).chmod(0o755)


def test_the_installed_command_is_taken(folder: Path, path: Path) -> None:
    program(path, "groundplan", 'echo "installed: $*"')
    done = run("make", "plan-check", cwd=folder, env={"PATH": str(path)})
    assert done.stdout == "installed: check\n"


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("https://example.org/kit.git", "git+https://example.org/kit.git@v1.2.3"),
        ("gh:team/kit", "git+https://github.com/team/kit@v1.2.3"),
        ("gl:team/kit", "git+https://gitlab.com/team/kit@v1.2.3"),
        ("git@example.org:team/kit.git", "git+ssh://git@example.org/team/kit.git@v1.2.3"),
        ("/srv/kit", "git+file:///srv/kit@v1.2.3"),
        ("'git+https://example.org/kit'", "git+https://example.org/kit@v1.2.3"),
    ],
)
def test_else_it_is_run_at_the_version_of_the_repo(
    folder: Path, path: Path, source: str, wanted: str
) -> None:
    (folder / ANSWERS_FILE).write_text(f"_commit: v1.2.3\n_src_path: {source}\n")
    program(path, "pipx", 'echo "pipx $*"')
    done = run("make", "plan-next", cwd=folder, env={"PATH": str(path)})
    assert done.stdout == f"pipx run --spec {wanted} groundplan next\n"
    program(path, "uvx", 'echo "uvx $*"')
    done = run("make", "plan-verify", "S=S2", cwd=folder, env={"PATH": str(path)})
    assert done.stdout == f"uvx --quiet --from {wanted} groundplan verify S2\n"


def test_else_one_line_says_how_to_get_it(folder: Path, path: Path) -> None:
    done = run(
        path / "sh", folder / ".groundplan/run", "check", cwd=folder, env={"PATH": str(path)}
    )
    assert done.returncode == 4
    assert re.fullmatch(
        r"groundplan is not installed\. Get it with: pipx install '.+'.*\n", done.stderr
    )


def test_a_missing_engine_is_one_line(folder: Path, path: Path) -> None:
    done = run("make", "docker-test", cwd=folder, env={"PATH": str(path)})
    assert done.returncode == 2
    said = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert len(said) == 1
    assert said[0].startswith("groundplan: no container of the service 'api': ")


DOCKER = """case "$*" in
*inspect*) echo /shop-api-7 ;;
*"compose ps --quiet"*) {ps} ;;
*"compose ps"*) echo NAME ;;
exec*) shift; printf '<%s>' "$@" ;;
esac"""
RUNNING = "echo 0123456789abcdef"


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["docker-test"], "<-i><shop-api-7><sh><-c><pytest>"),
        (["test-suite"], "<-i><shop-api-7><sh><-c><pytest>"),
        (
            ["docker-test-one", "T=tests/test_a.py::test_b -k 'x' $(touch no) *"],
            "<-i><shop-api-7><sh><-c><pytest \"$@\"><sh><tests/test_a.py::test_b><-k><'x'><*>",
        ),
        (["docker-migrate"], "<-i><shop-api-7><sh><-c><alembic upgrade head>"),
        (
            ["docker-revision", 'M=it\'s a "name"; rm x'],
            '<-i><shop-api-7><sh><-c><alembic revision --autogenerate -m "$1"><sh><it\'s a "name"; rm x>',
        ),
        (["docker-name"], "shop-api-7\n"),
    ],
)
def test_the_container_is_called_by_its_real_name(
    folder: Path, path: Path, arguments: list[str], wanted: str
) -> None:
    program(path, "docker", DOCKER.replace("{ps}", RUNNING))
    done = run("make", *arguments, cwd=folder, env={"PATH": str(path)})
    assert done.stdout == wanted, done.stderr
    assert not (folder / "x").exists()


def test_a_stopped_service_says_how_to_start_it(folder: Path, path: Path) -> None:
    program(path, "docker", DOCKER.replace("{ps}", ":"))
    done = run("make", "docker-test", cwd=folder, env={"PATH": str(path)})
    said = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert said == [
        "groundplan: the service 'api' is not running. Start it: docker compose up -d api"
    ]


def test_an_unknown_service_is_one_line(folder: Path, path: Path) -> None:
    program(path, "docker", DOCKER.replace("{ps}", 'echo "no such service: api" >&2; exit 1'))
    done = run("make", "docker-name", cwd=folder, env={"PATH": str(path)})
    said = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert said == ["groundplan: no container of the service 'api': no such service: api"]


def test_env_names_shows_no_value(folder: Path) -> None:
    secret = "s3cret-value"
    write_files(
        folder,
        {
            ".env": f"A={secret}\nexport B='{secret}'\n# C={secret}\nD = {secret}\nurl\n",
            ".env.example": "A=\n",
        },
    )
    done = run("make", "env-names", cwd=folder)
    assert done.stdout == ".env:\n  A\n  B\n  D\n.env.example:\n  A\n"


@pytest.mark.parametrize("target", ["docker-test-one", "docker-revision"])
def test_what_is_missing_is_asked_for(folder: Path, target: str) -> None:
    done = run("make", target, cwd=folder)
    assert done.returncode == 2
    assert "groundplan: say " in done.stderr


def test_own_targets_and_settings_stand_beside_the_kits(folder: Path, path: Path) -> None:
    (folder / "Makefile").write_text(
        "GP_API = web\ninclude groundplan.mk\nmine: ## My own\n\t@echo mine\n"
    )
    program(path, "docker", DOCKER.replace("{ps}", f'case "$*" in *web*) {RUNNING};; esac'))
    assert run("make", "docker-name", cwd=folder, env={"PATH": str(path)}).stdout == "shop-api-7\n"
    assert "mine " in run("make", cwd=folder).stdout
