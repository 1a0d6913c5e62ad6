"""Routers that are mounted under prefixes in other files: a graph, walked from the applications.

A node is a router object, named by whatever tells it apart (the usual key is `(module, name)`).
Only what an application reaches is served; a router that nobody mounts serves nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.core.model import Fact, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

MAX_ROUTES = 20_000
"""Routers that mount each other in every order could multiply without end."""
MAX_DEPTH = 40


@dataclass(frozen=True)
class Endpoint:
    """A route as its router says it: without the prefixes that others put before it."""

    method: str
    path: str
    file: str
    line: int
    handler: str = ""


def concatenated(prefix: str, path: str) -> str:
    """Join as FastAPI and Starlette do: text after text, a mount's last slash left out."""
    return prefix.rstrip("/") + path


def joined(prefix: str, path: str) -> str:
    """Join as Flask and Ninja do: a rule's last slash stays, an empty rule is the prefix itself."""
    if not prefix or not path:
        return prefix or path
    return f"{prefix.rstrip('/')}/{path.lstrip('/')}"


def slashed(prefix: str, path: str) -> str:
    """Join as Express and most others do: exactly one slash between."""
    if not path.strip("/"):
        return prefix or path
    return f"{prefix.rstrip('/')}/{path.lstrip('/')}"


class Mounts:
    """Routers, what they serve, and who mounts whom under which prefix."""

    def __init__(self, join: Callable[[str, str], str] = slashed) -> None:
        self.join = join
        self.not_followed: set[Trouble] = set()
        self._applications: dict[Hashable, str] = {}
        self._mounts: dict[Hashable, list[tuple[str, Hashable]]] = defaultdict(list)
        self._endpoints: dict[Hashable, list[tuple[str, Endpoint]]] = defaultdict(list)

    def unknown(self, file: str, line: int, what: str) -> None:
        """Say that something is mounted there of which nobody knows what it serves."""
        self.not_followed.add(Trouble(file, line, what))

    def application(self, node: Hashable, prefix: str = "") -> None:
        """Say that a node is served as it is, below `prefix` (a global prefix; usually none)."""
        self._applications.setdefault(node, prefix)

    def mount(self, parent: Hashable, child: Hashable, prefix: str = "") -> None:
        """Say that `parent` serves everything of `child` below `prefix`."""
        self._mounts[parent].append((prefix, child))

    def endpoint(self, node: Hashable, endpoint: Endpoint, prefix: str = "") -> None:
        """Say that a node serves an endpoint; `prefix` is the node's own, in front of the path."""
        self._endpoints[node].append((prefix, endpoint))

    def routes(self) -> Iterator[Fact]:
        """Yield a `routes` fact for every endpoint of every reached node: its whole path."""
        count = 0
        for prefix, node in self._walk():
            for own, endpoint in self._endpoints.get(node, ()):
                path = self.join(self.join(prefix, own), endpoint.path)
                yield route(endpoint.method, path, endpoint.file, endpoint.line)
                count += 1
                if count >= MAX_ROUTES:
                    return

    def _walk(self) -> Iterator[tuple[str, Hashable]]:
        pending: list[tuple[str, Hashable, tuple[Hashable, ...]]] = [
            (prefix, node, ()) for node, prefix in reversed(self._applications.items())
        ]
        visits = 0
        while pending and visits < MAX_ROUTES:
            prefix, node, above = pending.pop()
            if node in above or len(above) > MAX_DEPTH:
                continue
            visits += 1
            yield prefix, node
            for inner, child in reversed(self._mounts.get(node, [])):
                pending.append((self.join(prefix, inner), child, (*above, node)))


def route(method: str, path: str, file: str, line: int) -> Fact:
    """Return the fact of one served route: `name` is the whole path, `value` the method."""
    whole = "/" + path.lstrip("/") if not path.startswith("/") or path.startswith("//") else path
    return Fact("routes", whole, method.upper(), file, line)
