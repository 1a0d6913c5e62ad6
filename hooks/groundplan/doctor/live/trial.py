"""One client in a scratch copy of the repo, with a throw-away home: what it tried, what came of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.agents import AGENTS, LAUNCHER
from groundplan.core import git, write
from groundplan.doctor.live.clients import Client, program_of
from groundplan.doctor.live.dialects import text_of
from groundplan.doctor.live.stub import Script, Stub, Wish

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

TIME_LIMIT = 120.0
"""Seconds for one client's run; ten calls took 1.2 to 15 s when this was written."""


NAME_TO_READ = "LIVE_CHECK_NAME"
"""A name in the scratch repo's env file, which every agent may read."""

FALSE_PROGRAMS = ("docker-compose",)

TRACING = """\
#!/bin/sh
here=${0%/*}
call=$(cat)
printf '%s\\0' "$call" >>"$here/../.live/trace"
printf '%s' "$call" | "$here/hook-itself" "$@"
"""

FALSE_PROGRAM = """\
#!/bin/sh
echo "$1" >"${0%/*}/../ran-$1"
"""


class Came(StrEnum):
    """What a call came to."""

    DENIED = "denied"
    """It did not happen, and the client was told the guard's reason."""
    STOPPED = "stopped"
    """It did not happen, but not by the guard: the client's own list or rule stopped it."""
    RAN = "ran"
    NOT_LOADED = "hook not loaded"
    """It happened, and the guard was never asked."""
    NOT_TRIED = "not tried"


@dataclass(frozen=True)
class Attempt:
    """A wish, and how it should end."""

    wish: Wish
    is_denied: bool
    leaves: str = ""
    """A path, from the repo's root, that exists only if the call happened."""
    rule: str = "-"
    """The rule that should stop it."""
    expected: str = ""
    """Where a call leaves nothing: text that its output holds only if it happened."""


@dataclass(frozen=True)
class Outcome:
    """What one attempt came to, from one folder."""

    attempt: Attempt
    came: Came
    said: str
    """What the client reported back to its model."""

    @property
    def is_right(self) -> bool:
        """Say whether the call ended as it should: denied by anything, or ran."""
        if self.attempt.is_denied:
            return self.came in (Came.DENIED, Came.STOPPED)
        return self.came is Came.RAN


@dataclass(frozen=True)
class Trial:
    """All outcomes of one client from one folder; `trouble` says why there are none."""

    agent: str
    folder: str
    outcomes: tuple[Outcome, ...] = ()
    trouble: str = ""
    is_missing: bool = False
    """The client is not installed here."""

    @property
    def is_right(self) -> bool:
        """Say whether every attempt was made and ended as it should."""
        return not self.trouble and all(outcome.is_right for outcome in self.outcomes)

    @property
    def summary(self) -> str:
        """Say in one line what came of it."""
        if self.trouble:
            return self.trouble
        if Came.NOT_LOADED in {outcome.came for outcome in self.outcomes}:
            return "hooks not loaded"
        denied = [outcome for outcome in self.outcomes if outcome.attempt.is_denied]
        free = [outcome for outcome in self.outcomes if not outcome.attempt.is_denied]
        kept = sum(outcome.is_right for outcome in denied)
        ran = sum(outcome.is_right for outcome in free)
        return f"{kept} of {len(denied)} denied, {ran} of {len(free)} allowed ran"


def run_trial(
    client: Client, repo: Path, attempts: Sequence[Attempt], *, folder: str, cache: Path | None
) -> Trial:
    """Start a client in a scratch copy of `repo` and let it try each attempt.

    Args:
        client: which one.
        repo: a repo in which the kit has landed.
        attempts: what it tries; paths are relative to the repo's root.
        folder: where it is started, relative to the root; `.` for the root itself.
        cache: where unpacked clients lie, or None.
    """
    command = program_of(client, cache)
    if command is None:
        return Trial(
            client.agent, folder, trouble=f"{client.program} is not installed", is_missing=True
        )
    with scratch(repo) as (copy, home):
        (copy / folder).mkdir(parents=True, exist_ok=True)
        wishes = [_in(copy, attempt.wish) for attempt in attempts]
        script = Script(wishes)
        with Stub(script) as stub:
            status, printed = _run(client, command, stub.address, copy, folder, home)
        outcomes = tuple(_outcome(attempt, script, copy) for attempt in attempts)
    if not script.asked:
        last = printed.strip().split("\n")[-1]
        return Trial(client.agent, folder, trouble=f"it asked for nothing, status {status}: {last}")
    return Trial(client.agent, folder, outcomes)


def _in(copy: Path, wish: Wish) -> Wish:
    """Fill in the scratch repo's folder, which is not known before."""
    command, path = wish.command.format(root=copy), wish.path.format(root=copy)
    return Wish(wish.name, command, path, wish.content)


def _run(
    client: Client, command: tuple[str, ...], address: str, copy: Path, folder: str, home: Path
) -> tuple[int, str]:
    start = client.start(address, copy)
    for path, text in start.home_files.items():
        write.write_text(home / path, text)
    programs = os.pathsep.join([str(copy / ".live/bin"), "/usr/local/bin", "/usr/bin", "/bin"])
    env = {"PATH": programs, "HOME": str(home), "TMPDIR": str(home), "LANG": "C.UTF-8"}
    return run_started([*command, *start.arguments], copy / folder, env | dict(start.variables))


def run_started(
    command: Sequence[str], folder: Path, env: Mapping[str, str], seconds: float = TIME_LIMIT
) -> tuple[int, str]:
    """Run a client to its end, or to the time limit; return its status and what it printed."""
    # A process group of its own: whatever the client leaves running is ended with it.
    process = subprocess.Popen(
        list(command),
        cwd=folder,
        env=dict(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        printed, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        printed = b"it did not end in time"
    finally:
        _end_group(process)
    return process.returncode, printed.decode("utf-8", "replace")


def _end_group(process: subprocess.Popen[bytes]) -> None:
    import signal

    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return  # everything has ended by itself
    finally:
        process.wait()


def _outcome(attempt: Attempt, script: Script, copy: Path) -> Outcome:
    name = attempt.wish.name
    said = script.result_of(name)
    if name not in script.asked or said is None:
        return Outcome(attempt, Came.NOT_TRIED, "")
    happened = (copy / attempt.leaves).exists() if attempt.leaves else attempt.expected in said
    if not happened:
        # Every reason of the guard begins with its rule.
        told = f"{attempt.rule}: " in said
        return Outcome(attempt, Came.DENIED if told else Came.STOPPED, said)
    wanted = attempt.wish.command or attempt.wish.path
    asked = any(wanted.format(root=copy) in call for call in traced_calls(copy))
    return Outcome(attempt, Came.RAN if asked else Came.NOT_LOADED, said)


@contextmanager
def scratch(repo: Path) -> Iterator[tuple[Path, Path]]:
    """Make a copy of what guards `repo`, in a git repo of its own, and an empty home; then remove both."""
    with tempfile.TemporaryDirectory(prefix="live-check-") as name:
        copy, home = Path(name).resolve() / "repo", Path(name).resolve() / "home"
        copy.mkdir()
        home.mkdir()
        for path in guarding_files(repo):
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(repo / path, copy / path)
        _trace_launcher(copy)
        write.write_text(copy / ".env", f"{NAME_TO_READ}=1\n")
        git.git("init", "--quiet", cwd=copy)
        yield copy, home


def _trace_launcher(copy: Path) -> None:
    """Let the launcher note each call before it does its work, and put a false program on the PATH."""
    launcher = copy / LAUNCHER
    if launcher.exists():
        launcher.rename(launcher.with_name("hook-itself"))
        _write_program(launcher, TRACING)
    for name in FALSE_PROGRAMS:
        _write_program(copy / ".live/bin" / name, FALSE_PROGRAM)


def _write_program(path: Path, text: str) -> None:
    write.write_text(path, text)
    path.chmod(0o755)


def traced_calls(copy: Path) -> list[str]:
    """Return the text of every call that reached the launcher."""
    trace = copy / ".live/trace"
    if not trace.exists():
        return []
    return [_call_text(part) for part in trace.read_bytes().split(b"\0") if part]


def _call_text(part: bytes) -> str:
    try:
        return text_of(json.loads(part))
    except ValueError:
        return part.decode("utf-8", "replace")


def guarding_files(repo: Path) -> list[str]:
    """Return the files, from the root, that decide what an agent may do: the guard and the agents' own."""
    kit = repo / LAUNCHER.partition("/")[0]
    names = ["hook", "start", "facts.json", "rules.json", "rules.local.json"]
    guard = sorted(path for path in (kit / "guard").rglob("*.py") if path.is_file())
    files = [kit / name for name in names] + guard
    files += [repo / file.path for agent in AGENTS for file in agent.files]
    files += [repo / "AGENTS.md", repo / "PLAN.md"]
    return [path.relative_to(repo).as_posix() for path in dict.fromkeys(files) if path.is_file()]
