"""What a change is about, in the request's own words: the query, the new name, the thing to imitate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.plan.answers import NOT_APPLICABLE
from groundplan.request.parts import as_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.core.model import ChangeRequest
    from groundplan.draft.source_files import SourceFiles

# The answers that say what changes; those about the project and the work say nothing of the place.
QUERY = (
    "change.summary", "change.functionality", "requirements.must_have", "behavior.after",
    "interface.new_endpoints", "interface.modified_endpoints", "interface.data_models", "files.primary",
    "references.similar", "change.user_view", "change.reason",
)  # fmt: skip
_CODE = re.compile(r"`([A-Za-z_]\w{2,60})`")
_SNAKE = re.compile(r"\b([a-z][a-z0-9]*(?:_[a-z0-9]+)+|[a-z]+[a-z0-9]*(?:[A-Z][a-z0-9]+)+)\b")
_STOP = frozenset("the and for with that this from into per new add let make give allow option support change feature request users user".split())


def query_text(request: ChangeRequest) -> str:
    """Return what is wanted as text, the summary first: what `locate` is asked."""
    texts = (as_text(request.answers.get(key, "")) for key in QUERY)
    return "\n".join(text for text in texts if text and not text.startswith(NOT_APPLICABLE))


def new_name(request: ChangeRequest, files: SourceFiles) -> str:
    """Return the name that the change brings, such as a column's: one that the code does not have yet.

    Where the request has none, words of its summary joined as a name; "" without a summary.
    """
    for name in _names(request):
        if not any(not path.endswith(".md") and not path.startswith((".groundplan/", ".github/")) for path in files.containing(name)):
            return name
    words = re.findall(r"[a-z][a-z0-9]+", str(request.answers.get("change.summary", "")).lower())
    kept = [word for word in words if len(word) > 2 and word not in _STOP]
    return "_".join(kept[:3])


def is_named(request: ChangeRequest, name: str) -> bool:
    """Return whether the request itself writes a name as code does."""
    return name in set(_names(request))


def _names(request: ChangeRequest) -> Iterator[str]:
    for row in request.answers.get("interface.data_models", ()):
        if isinstance(row, tuple):
            yield from _CODE.findall(row[2])
    text = query_text(request)
    yield from dict.fromkeys((*_CODE.findall(text), *_SNAKE.findall(text)))


def similar_names(request: ChangeRequest) -> tuple[str, ...]:
    """Return the names of the things that the request wants imitated."""
    found: list[str] = []
    for row in request.answers.get("references.similar", ()):
        if not isinstance(row, tuple):
            continue
        where = row[0].strip("` ")
        found += [where] if re.fullmatch(r"[A-Za-z_]\w{2,60}", where) else []
        found += [name for name in (*_CODE.findall(row[0]), *_SNAKE.findall(re.sub(r"\S*[/.]\S*", " ", row[0])))]
    return tuple(dict.fromkeys(found))
