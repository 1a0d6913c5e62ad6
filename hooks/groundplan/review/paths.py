"""Rules about paths, over a diff: what may not change, and what must change together.

A glob without a slash names a file wherever it is; one with a slash stands from the repo's root.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from groundplan.guard.policy import path_rules
from groundplan.plan.evidence import glob_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from groundplan.review.diff import Change


@dataclass(frozen=True)
class Hit:
    """Paths that break one entry of a rule, together."""

    paths: tuple[str, ...]
    documents: tuple[str, ...] = ()
    """The pattern documents that govern them."""
    is_alone: bool = False
    """What they may change together with does not change."""


def is_named(path: str, globs: Iterable[str], *, any_case: bool = False) -> bool:
    """Say whether one of the globs names this path; in any case where some disk has no cases."""
    return _matcher(tuple(globs), any_case)(path) is not None


@lru_cache(maxsize=256)
def _matcher(globs: tuple[str, ...], any_case: bool) -> Callable[[str], re.Match[str] | None]:
    """Return one pattern for all globs: a diff of thousands of files is judged by each rule."""
    anywhere = [glob if "/" in glob else f"**/{glob}" for glob in globs]
    pattern = "|".join(f"(?:{glob_pattern(glob)})" for glob in anywhere) or r"(?!)"
    return re.compile(pattern, re.IGNORECASE if any_case else 0).fullmatch


def hits(
    entry: Mapping[str, Any],
    changes: Sequence[Change],
    facts: Mapping[str, object],
    governed: Mapping[str, Sequence[str]],
) -> list[Hit]:
    """Return what one entry of a rule (`changes`, `except`, `together_with`, `governed_by`) finds.

    Args:
        entry: the entry, as compiled.
        changes: the diff.
        facts: the repo's facts, for names in the globs.
        governed: document -> the globs that it governs.
    """
    named = _globs(entry, "changes", facts)
    if not named:
        return []
    spared = _globs(entry, "except", facts)
    paths = [
        path
        for change in changes
        for path in changed_paths(change)
        if is_named(path, named, any_case=True) and not is_named(path, spared)
    ]
    if "together_with" not in entry:
        return [Hit((path,)) for path in paths]
    if "governed_by" in entry:
        return _ungoverned(paths, changes, governed, entry)
    partners = _globs(entry, "together_with", facts)
    with_new_content = _edited(changes)
    edited = [path for path in paths if path in with_new_content]
    if not edited or any(is_named(p, partners) for c in changes for p in changed_paths(c)):
        return []
    return [Hit(tuple(edited), is_alone=True)]


def _ungoverned(
    paths: Sequence[str],
    changes: Sequence[Change],
    governed: Mapping[str, Sequence[str]],
    entry: Mapping[str, Any],
) -> list[Hit]:
    """Return the governed paths whose document does not change with them, by document.

    A decision written into another partner than a document (the plan) stands for all of them.
    """
    present = {path for change in changes for path in changed_paths(change)}
    others = [glob for glob in entry["together_with"] if glob != entry["governed_by"]]
    if any(is_named(path, others) for path in present):
        return []
    edited = _edited(changes)
    found = []
    for document, globs in governed.items():
        mine = tuple(path for path in paths if path in edited and is_named(path, globs))
        if mine and document not in present:
            found.append(Hit(mine, (document,)))
    return found


def shown(path: str) -> str:
    """Return a name as people can read it, whatever its bytes are."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def changed_paths(change: Change) -> tuple[str, ...]:
    """Return the paths that a change touches: both names of a rename."""
    if change.status == "R":
        return (change.old_path, change.path)
    return (change.path,)


def _edited(changes: Sequence[Change]) -> set[str]:
    """Return the paths whose content changes: a file that only moved, or got a run bit, has not."""
    return {change.path for change in changes if change.blob != change.old_blob}


def _globs(entry: Mapping[str, Any], key: str, facts: Mapping[str, object]) -> list[str]:
    found: list[str] = path_rules.globs(entry.get(key, ()), lambda glob: _filled(glob, facts))
    return found


def _filled(glob: str, facts: Mapping[str, object]) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: str(facts.get(match[1], match[0])), glob)
