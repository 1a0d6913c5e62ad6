"""What a block starts inside containers: marked, so that it can be ended with the block.

Ending `docker exec` ends the client and leaves the program running in the container. So a block
finds a `docker` of ours first on its PATH, which adds a variable to what it starts by `exec`, and a
label to what it starts by `run`; when the block is out of time, what bears the mark is ended.
"""

from __future__ import annotations

import contextlib
import re
import shlex
import shutil
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.core import process
from groundplan.core.errors import EnvironmentTrouble

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

VARIABLE = "GROUNDPLAN_RUN"
LABEL = "groundplan.run"
LOOK_SECONDS = 20.0
AGAIN = "Then run verify again."
# What shells, make and Python say of a program that is not there.
_NO_DOCKER = re.compile(
    r"\bdocker(?:-compose)?'?: (?:command )?not found|docker'?: No such file|'docker'"
)

# Options that take a value stand before the command's name: docker(1), docker-compose(1).
_DOCKER = r"""#!/bin/sh
printf '%s\n' "$*" >> {used}
n=$#
skip=
done=
while [ "$n" -gt 0 ]; do
  word=$1
  shift
  n=$((n - 1))
  set -- "$@" "$word"
  [ -z "$done" ] || continue
  if [ -n "$skip" ]; then skip=; continue; fi
  case $word in
    -H | --host | -c | --context | --config | -l | --log-level | -f | --file | -p | --project-name | \
    --profile | --env-file | --project-directory | --ansi | --progress | --parallel) skip=1 ;;
    -* | compose | container) ;;
    exec) set -- "$@" --env {variable}={mark}; done=1 ;;
    run) set -- "$@" --label {label}={mark}; done=1 ;;
    *) done=1 ;;
  esac
done
exec {real} "$@"
"""
_END = (
    'for p in /proc/[0-9]*; do if tr "\\0" "\\n" < "$p/environ" 2> /dev/null | grep -qxF "$1"; '
    'then kill -9 "${p#/proc/}" && echo "$p"; fi; done'
)


@dataclass(frozen=True)
class Marked:
    """The mark of one run, and the variables that a block needs for it."""

    environment: Mapping[str, str]
    mark: str = ""
    docker: str = ""
    used: Path | None = None
    """Is there as soon as the block has called docker."""

    def end(self) -> int:
        """End what bears the mark in any container; return how much it was."""
        if self.used is None or not self.used.exists():
            return 0
        with contextlib.suppress(EnvironmentTrouble):  # then nothing is left that could be ended
            return self._end_processes() + self._end_containers()
        return 0

    def refuse_missing(self, status: int, said: str) -> None:
        """Refuse to judge a block that failed because Docker, its compose plugin or its engine lacks.

        Args:
            status: how the block ended.
            said: what it printed to standard error.

        Raises:
            EnvironmentTrouble: says what lacks; the block itself has neither passed nor failed.
        """
        if status == 0:
            return
        if not self.docker and _NO_DOCKER.search(said):
            raise EnvironmentTrouble("docker was not found.", f"Install Docker. {AGAIN}")
        if self.used is not None and self.used.exists():
            called = self.used.read_text(encoding="utf-8", errors="replace")
            refuse_missing((self.docker,), needs_compose="compose" in called.split())

    def _end_processes(self) -> int:
        ended = 0
        for container in self._ask("ps", "--quiet").split():
            words = ("sh", "-c", _END, "sh", f"{VARIABLE}={self.mark}")
            ended += len(self._ask("exec", "--user", "0", container, *words).split())
        return ended

    def _end_containers(self) -> int:
        found = self._ask("ps", "--quiet", "--filter", f"label={LABEL}={self.mark}").split()
        return len(self._ask("kill", *found).split()) if found else 0

    def _ask(self, *arguments: str) -> str:
        return process.run_program([self.docker, *arguments], timeout=LOOK_SECONDS).out


def refuse_missing(command: Sequence[str], *, needs_compose: bool) -> None:
    """Say what of Docker this machine lacks; asked only after something failed.

    Args:
        command: how docker is called.
        needs_compose: whether its compose plugin is needed, too.

    Raises:
        EnvironmentTrouble: there is no docker, no plugin, or no engine that answers.
    """
    docker = command[0]
    if shutil.which(docker) is None:
        raise EnvironmentTrouble("docker was not found.", f"Install Docker. {AGAIN}")
    asked = process.run_program([docker, "compose", "version"], timeout=LOOK_SECONDS)
    if needs_compose and asked.status:
        raise EnvironmentTrouble(
            "This Docker has no `docker compose`.", f"Install its compose plugin. {AGAIN}"
        )
    asked = process.run_program([docker, "version"], timeout=LOOK_SECONDS)
    if asked.status:
        said = (asked.err.strip().split("\n") or [""])[-1]
        raise EnvironmentTrouble(
            f"Docker's engine does not answer: {said}", f"Start Docker. {AGAIN}"
        )


@contextlib.contextmanager
def marked(environment: Mapping[str, str]) -> Iterator[Marked]:
    """Give the variables under which a block's own `docker` marks what it starts.

    Args:
        environment: what the block gets without it.
    """
    docker = shutil.which("docker", path=environment.get("PATH"))
    if docker is None:
        yield Marked({})
        return
    mark = uuid.uuid4().hex
    with tempfile.TemporaryDirectory(prefix="groundplan-") as folder:
        used = Path(folder, "used")
        program = Path(folder, "docker")
        program.write_text(
            _DOCKER.format(
                used=shlex.quote(str(used)),
                real=shlex.quote(docker),
                variable=VARIABLE,
                label=LABEL,
                mark=mark,
            )
        )
        program.chmod(0o700)
        path = f"{folder}:{environment.get('PATH', '')}"
        yield Marked({"PATH": path}, mark, docker, used)
