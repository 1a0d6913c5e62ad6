"""Where the template comes from: the public address, a checkout, or the bundle in the package."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.core import git, signals
from groundplan.core.errors import EnvironmentTrouble, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parents[1]
BUNDLE = PACKAGE / "data" / "kit.bundle"
"""The template with its released history, one file made by `git bundle` when the wheel is built."""
NETWORK_SECONDS = 120
CLEARINGS = 40
"""How often a scratch folder is cleared until it stays away: two seconds in all."""


def public_address() -> str:
    """Return `project.urls.Source` of the package, as git takes it.

    Raises:
        EnvironmentTrouble: the package was not installed, so that it knows nothing of itself.
    """
    import importlib.metadata

    try:
        lines = importlib.metadata.metadata("groundplan").get_all("Project-URL") or []
    except importlib.metadata.PackageNotFoundError as problem:
        raise EnvironmentTrouble(
            "groundplan is not installed properly.", "Say where the kit is: --from PATH"
        ) from problem
    found = [line.partition(", ")[2] for line in lines if line.startswith("Source, ")]
    return f"{found[0].removesuffix('.git')}.git" if found else ""


def default_source() -> str:
    """Return where a kit lands from when nothing is said: this checkout, else the public address."""
    checkout = PACKAGE.parents[1]
    if (checkout / "copier.yml").is_file() and (checkout / ".git").exists():
        return str(checkout)
    return public_address()


def has_bundle(source: str) -> bool:
    """Say whether the package itself carries what is at a source, so that no network is needed."""
    return BUNDLE.is_file() and source.removesuffix(".git") == public_address().removesuffix(".git")


def named_source(text: str, start: Path) -> str:
    """Return a source as it is kept in the answers: a path is made absolute.

    Args:
        text: what the user typed, or what the answers file says.
        start: the folder from which a relative path is meant.
    """
    if is_address(text):
        return text
    path = Path(text).expanduser()
    return str((path if path.is_absolute() else start / path).resolve())


def is_address(text: str) -> bool:
    """Say whether a source is an address of a repository, not a path."""
    return bool(re.match(r"[a-z][a-z+.-]*://|gh:|gl:|git\+|[^/\\\s]+@[^/\\\s]+:", text))


def git_address(source: str) -> str:
    """Return a source as git takes it: copier has short forms of its own."""
    for short, host in (("gh:", "https://github.com/"), ("gl:", "https://gitlab.com/")):
        if source.startswith(short):
            return f"{host}{source[len(short) :].removesuffix('.git')}.git"
    return source.removeprefix("git+")


def git_settings(source: str, *, allow_bundle: bool = True) -> dict[str, str]:
    """Return the environment in which git ignores everybody's configuration and finds the bundle."""
    settings = _bundle_settings(source) if allow_bundle else {}
    environment = git.git_environment(Path.cwd(), network=True, settings=settings)
    return {name: value for name, value in environment.items() if name.startswith("GIT_")}


def _bundle_settings(source: str) -> dict[str, str]:
    """Return the configuration by which git finds the bundle of this program instead of a network."""
    return {f"url.{BUNDLE}.insteadOf": git_address(source)} if has_bundle(source) else {}


@contextlib.contextmanager
def _scratch_folder() -> Iterator[str]:
    """Make a folder for this run and take it away again, whenever the run is stopped."""
    folder = tempfile.mkdtemp(prefix="groundplan-")
    try:
        yield folder
    finally:
        with signals.deferred():  # what a stop leaves half removed nobody would remove
            for _ in range(CLEARINGS):
                shutil.rmtree(folder, ignore_errors=True)
                if not Path(folder).exists():
                    break
                time.sleep(0.05)  # a git that is being stopped still writes


@contextlib.contextmanager
def copier_environment(source: str) -> Iterator[Path]:
    """Make copier independent of the user's configuration, and give it a scratch folder.

    copier runs git through plumbum, which keeps an environment of its own from its import on.
    """
    from plumbum import local

    settings = git_settings(source)
    with _scratch_folder() as scratch:
        settings["COPIER_CACHE_DIR"] = str(Path(scratch, "cache"))
        # copier makes its clones in the folder for temporary files; all of them end with this one.
        settings["TMPDIR"] = str(Path(scratch, "tmp"))
        Path(scratch, "tmp").mkdir()
        old = dict(os.environ)
        old_tempdir = tempfile.tempdir
        dropped = [name for name in old if name.startswith("GIT_")]
        with local.env(**settings):
            try:
                for name in dropped:
                    del os.environ[name]
                    if name in local.env and name not in settings:
                        del local.env[name]
                os.environ.update(settings)
                tempfile.tempdir = settings["TMPDIR"]
                yield Path(scratch)
            finally:
                tempfile.tempdir = old_tempdir
                os.environ.clear()
                os.environ.update(old)


def versions(source: str) -> list[str]:
    """Return the released versions of a source, oldest first (tags that are PEP 440 versions).

    Raises:
        Refused: the source is a path where nothing is.
        EnvironmentTrouble: git can't reach it.
    """
    from packaging.version import InvalidVersion, Version

    found = []
    for tag in _tags(source):
        with contextlib.suppress(InvalidVersion):
            version = Version(tag)
            if not version.is_prerelease:
                found.append((version, tag))
    return [tag for _, tag in sorted(found)]


def _tags(source: str) -> list[str]:
    if not is_address(source) and not Path(source).exists():
        raise Refused(
            f"The kit was copied from {source}, and that is not there any more.",
            "Say where it is now: --from PATH_OR_ADDRESS",
        )
    address = git_address(source)
    done = git.git_network(
        "ls-remote",
        "--tags",
        "--refs",
        "--",
        address,
        cwd=Path.cwd(),
        settings=_bundle_settings(source),
        timeout=NETWORK_SECONDS,
    )
    if done.status:
        reason = (done.err.strip().split("\n") or [""])[0]
        raise EnvironmentTrouble(
            f"{source} can't be reached: {reason}.",
            "Check the network, or say where a copy of it is: --from PATH_OR_ADDRESS",
        )
    return [line.partition("refs/tags/")[2] for line in done.out.split("\n") if line]
