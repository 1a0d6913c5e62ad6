"""The container engine, and the sample API running in it with the kit landed."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support import ROOT, commit, git, land, make_kit, run

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

REQUIRED = os.environ.get("GROUNDPLAN_REQUIRE_ENGINE") == "1"
SAMPLE = ROOT / "examples" / "sample-api"
IGNORED = shutil.ignore_patterns("__pycache__", ".pytest_cache", ".env")


@pytest.fixture(scope="session")
def engine() -> dict[str, str]:
    """Return what the compose file has to know; skip where there is no engine, or fail in CI."""
    if not REQUIRED and (trouble := _trouble()):
        pytest.skip(f"no container engine: {trouble}")
    done = run("sh", ROOT / "tests/e2e/engine.sh", cwd=ROOT)
    if done.returncode:
        reason = f"the engine can't be made ready: {done.stderr.strip()[-500:]}"
        if REQUIRED:
            pytest.fail(reason)
        pytest.skip(reason)
    return dict(line.split("=", 1) for line in done.stdout.split("\n") if "=" in line)


def _trouble() -> str:
    """Return why nothing is tried on this machine, or nothing."""
    if shutil.which("docker") is None:
        return "docker is not installed (GROUNDPLAN_REQUIRE_ENGINE=1 installs it)"
    asked = run("docker", "info", "--format", "{{.ServerVersion}}", cwd=ROOT)
    said = (asked.stderr.strip().split("\n") or [""])[-1]
    if asked.returncode or not asked.stdout.strip():
        return f"{said or 'docker info failed'} (GROUNDPLAN_REQUIRE_ENGINE=1 starts it)"
    return ""


@dataclass(frozen=True)
class Site:
    """The sample API in a repo of its own, running, with the kit landed."""

    repo: Path
    env: dict[str, str]
    port: int

    def run(self, *command: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command in the repo."""
        return run(*command, cwd=self.repo, env=self.env, stdin=stdin)

    def ok(self, *command: str) -> str:
        """Run a command that has to succeed, and return what it printed."""
        done = self.run(*command)
        assert done.returncode == 0, f"{command}: {done.stdout}\n{done.stderr}"
        return done.stdout

    def groundplan(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run groundplan in the repo."""
        return self.run(sys.executable, "-m", "groundplan", *arguments)

    def write(self, name: str, text: str) -> None:
        """Write a file of the repo."""
        path = self.repo / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Change a text that stands in a file once."""
        text = (self.repo / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name}: {old!r} stands there {text.count(old)} times"
        self.write(name, text.replace(old, new))


@pytest.fixture
def site(engine: dict[str, str], tmp_path: Path) -> Iterator[Site]:
    """Copy the sample, land the kit, and bring api, db and redis up."""
    repo = tmp_path / "library"
    shutil.copytree(SAMPLE, repo, ignore=IGNORED)
    shutil.copyfile(repo / ".env.example", repo / ".env")
    git(repo, "init", "--quiet", "--initial-branch=main")
    commit(repo, "The sample API")
    land(make_kit(tmp_path / "kit"), repo, agents=["codex"])
    commit(repo, "Land groundplan")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    tools = str(Path(sys.executable).parent)
    env = engine | {
        "API_PORT": str(port),
        "COMPOSE_PROJECT_NAME": f"groundplan-e2e-{uuid.uuid4().hex[:8]}",
        "DOCKER_BUILDKIT": "0",
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
    }
    running = Site(repo, env, port)
    try:
        running.ok("docker", "compose", "up", "--detach", "--build", "--wait", "db", "redis")
        running.ok("docker", "compose", "up", "--detach", "--build")
        yield running
    finally:
        running.run("docker", "compose", "down", "--volumes", "--timeout", "1")
        running.run("docker", "rmi", "--force", f"{env['COMPOSE_PROJECT_NAME']}-api")
