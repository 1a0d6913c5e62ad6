"""Updates of the kit: a changed file is the kit's own where the version that is named installs it.

The version is named by the change; where it comes from is named by the base, because a change could
name a source of its own. The source is asked only where a change updates the kit.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from groundplan.core import git
from groundplan.core.errors import EnvironmentTrouble
from groundplan.core.plain_yaml import NotPlain, read_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from groundplan.review.diff import Change

ANSWERS_FILE = ".copier-answers.groundplan.yml"
SECONDS = 60.0
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._+-]{0,60}")
_SUBFOLDER = re.compile(r"(?m)^_subdirectory:[ ]*[\"']?([\w.-]+)[\"']?[ ]*$")
_SHORT = (("gh:", "https://github.com/"), ("gl:", "https://gitlab.com/"))


class Answers(NamedTuple):
    """What an answers file says: the source, the version, and the answers themselves."""

    source: str
    version: str
    values: Mapping[str, object]


def read_answers(text: str) -> Answers | None:
    """Return what an answers file says; None where it can't be read."""
    try:
        data = read_plain(text)
    except NotPlain:
        return None
    if not isinstance(data, dict):
        return None
    values = {key: value for key, value in data.items() if not key.startswith("_")}
    return Answers(str(data.get("_src_path", "")), str(data.get("_commit", "")), values)


def blobs_of(version: Answers, settings: Mapping[str, str]) -> Mapping[str, str] | None:
    """Return the files that a version installs as they are, by path -> the hash of the blob.

    Args:
        version: its source as the base names it, and its version as the change names it.
        settings: configuration by which git finds the source.

    Returns:
        None where the source can't be reached, or has no such version.
    """
    source = version.source.removeprefix("git+")
    for short, host in _SHORT:
        if source.startswith(short):
            source = f"{host}{source[len(short) :].removesuffix('.git')}.git"
    if not source or source.startswith("-") or not _VERSION.fullmatch(version.version):
        return None
    with tempfile.TemporaryDirectory(prefix="groundplan-") as scratch:
        clone = Path(scratch, "kit.git")
        words = ("clone", "--quiet", "--bare", "--depth=1", "--single-branch", "--no-hardlinks")
        try:
            done = git.git_network(
                *words,
                f"--branch={version.version}",
                "--",
                source if "://" in source or "@" in source else Path(source).absolute().as_uri(),
                str(clone),
                cwd=Path(scratch),
                settings=settings,
                timeout=SECONDS,
            )
        except EnvironmentTrouble:
            return None
        return _listed(clone) if done.status == 0 else None


def _listed(clone: Path) -> Mapping[str, str]:
    about = git.git_bytes("cat-file", "blob", "HEAD:copier.yml", cwd=clone) or b""
    named = _SUBFOLDER.search(about.decode("utf-8", "replace"))
    folder = f"HEAD:{named[1]}" if named else "HEAD"
    data = git.git_bytes("ls-tree", "-r", "-z", folder, cwd=clone) or b""
    found = {}
    for entry in data.split(b"\0"):
        head, _, path = entry.partition(b"\t")
        if path:
            found[path.decode("utf-8", "surrogateescape")] = head.split(b" ")[2].decode("ascii")
    return found


def installed_by(
    changes: Mapping[str, Change], settings: Mapping[str, str]
) -> Callable[[Change], bool]:
    """Return what says whether a change gives a file as the version installs it that is updated to.

    Args:
        changes: the diff by path, with the texts of the answers file.
        settings: as in `blobs_of`.
    """
    answers = changes.get(ANSWERS_FILE)
    if answers is None or answers.status != "M":
        return lambda _: False
    base, head = read_answers(answers.old_text), read_answers(answers.text)
    if base is None or head is None or base.version == head.version or base.source != head.source:
        return lambda _: False
    blobs = blobs_of(Answers(base.source, head.version, {}), settings)
    if blobs is None:
        return lambda _: False

    def is_installed(change: Change) -> bool:
        if change.status == "D":
            return change.path not in blobs and f"{change.path}.jinja" not in blobs
        return blobs.get(change.path) == change.blob

    return is_installed
