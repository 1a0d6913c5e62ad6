"""The answers file of a repo: where its kit is from, at which version, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from groundplan.core import io
from groundplan.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ANSWERS_FILE = ".copier-answers.groundplan.yml"
MAX_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class KitAnswers:
    """What copier keeps of one landing."""

    source: str
    """`_src_path`: where the template was copied from."""
    commit: str
    """`_commit`: the tag, or what `git describe` says."""
    values: Mapping[str, Any]
    """The answers themselves, by the questions' names."""

    def names(self, question: str) -> tuple[str, ...]:
        """Return the answer to a question with many choices; nothing when it is not there."""
        value = self.values.get(question)
        return tuple(str(item) for item in value) if isinstance(value, list) else ()


def project_folder(start: Path) -> Path:
    """Return the folder around `start` that the kit landed in.

    Raises:
        Refused: neither this folder nor one above it, up to the repo's root, has the answers file.
    """
    start = start.resolve()
    for folder in [start, *start.parents]:
        if (folder / ANSWERS_FILE).is_file():
            return folder
        if (folder / ".git").exists():
            break
    raise Refused(f"{start} has no {ANSWERS_FILE}.", "Land the kit first: groundplan init")


def read_answers(folder: Path) -> KitAnswers:
    """Read the answers file of a folder.

    Raises:
        Refused: it is missing, holds merge marks, or is not what copier writes.
    """
    path = folder / ANSWERS_FILE
    if not path.is_file():
        raise Refused(f"{folder} has no {ANSWERS_FILE}.", "Land the kit first: groundplan init")
    return parse_answers(io.read_text(path, MAX_BYTES))


def parse_answers(text: str) -> KitAnswers:
    """Return what an answers file says.

    Raises:
        Refused: it holds merge marks, or is not what copier writes.
    """
    import yaml

    way_out = f"Take it back from git: git checkout HEAD -- {ANSWERS_FILE}"
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith(("<<<<<<< ", ">>>>>>> ")):
            raise Refused(
                f"{ANSWERS_FILE}:{number}: a merge was left unresolved.",
                "Keep the lines of one side (the newer _commit), commit, then again.",
            )
    try:
        if "*" in text and "&" in text:  # copier writes no anchors; a bomb is made of them
            events = sum(1 for token in yaml.scan(text) if isinstance(token, yaml.AliasToken))
            if events:
                raise Refused(f"{ANSWERS_FILE} has YAML aliases; copier writes none.", way_out)
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise Refused(f"{ANSWERS_FILE}{line}: it can't be read as YAML.", way_out) from problem
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        raise Refused(f"{ANSWERS_FILE} is not what copier writes.", way_out)
    source, commit = data.get("_src_path"), data.get("_commit")
    if not isinstance(source, str) or not source:
        raise Refused(f"{ANSWERS_FILE} does not say where the kit is from (_src_path).", way_out)
    values = {key: value for key, value in data.items() if not key.startswith("_")}
    return KitAnswers(source, commit if isinstance(commit, str) else "", values)
