"""Which files a pattern's document governs: `governs:` in the front matter of docs/patterns/*.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FENCE = "---"


def governed_globs(documents: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the globs of each document that governs anything.

    Args:
        documents: path -> text. A name that starts with `_` is a form, not a pattern.

    Raises:
        Refused: a document's front matter is no YAML mapping, or `governs` is no list of globs.
    """
    found = {}
    for path, text in documents.items():
        if path.rpartition("/")[2].startswith("_"):
            continue
        if globs := _governs(path, text):
            found[path] = globs
    return found


def _governs(path: str, text: str) -> tuple[str, ...]:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if lines[0].rstrip() != FENCE:
        return ()
    ends = (number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE)
    end = next(ends, None)
    if end is None or not any(line.startswith("governs") for line in lines[1:end]):
        return ()
    globs = _mapping(path, "\n".join(lines[1:end])).get("governs") or []
    if not isinstance(globs, list) or not all(isinstance(glob, str) for glob in globs):
        raise Refused(
            f"{path}: `governs` is no list of globs.", 'Write it so: governs: ["app/routes/*.py"]'
        )
    return tuple(globs)


def _mapping(path: str, text: str) -> Mapping[str, object]:
    import yaml

    try:
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    except (yaml.YAMLError, RecursionError) as problem:
        raise Refused(
            f"{path}: its front matter is no YAML.", "Mend the lines between the two `---`."
        ) from problem
    return data if isinstance(data, dict) else {}


def governing(path: str, governed: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the documents that govern a path."""
    from groundplan.reviewing.paths import is_named

    return [document for document, globs in governed.items() if is_named(path, globs)]
