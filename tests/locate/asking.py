"""One source at a time is asked about a tiny repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.combine import gathered
from groundplan.locate.context import Context
from groundplan.locate.index import open_index
from groundplan.locate.request import read_request
from groundplan.locate.sources import sources

if TYPE_CHECKING:
    from pathlib import Path


class Answer:
    """What one source says about each file."""

    def __init__(self, name: str, root: Path, request: str) -> None:
        self._context = Context(read_request(request), open_index(root))
        self._source = next(source for source in sources() if source.name == name)
        self.scores = gathered(self._context)[name]
        self.order = sorted(self.scores, key=lambda path: (-self.scores[path], path))

    def reason(self, path: str) -> str:
        """Return what a person reads for a path."""
        return self._source.reason(self._context, path)
