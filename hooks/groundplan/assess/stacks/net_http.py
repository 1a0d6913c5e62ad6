"""net/http: ServeMux with and without methods in its patterns (pkg.go.dev/net/http, Go 1.22)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.go.routers import ABSOLUTE, forwarded
from groundplan.assess.stacks import Stack, no_facts
from groundplan.assess.values import Closure, Router

if TYPE_CHECKING:
    from groundplan.assess.evaluation import Site
    from groundplan.assess.go.routers import Wiring
    from groundplan.assess.values import Value

_PATTERN = re.compile(r"(?:([A-Z]+)[ \t]+)?([^/\s]*)(/\S*)")


def pattern_of(pattern: str) -> tuple[str, str]:
    """Return method and path of a pattern `[METHOD ][host]/path`; `{$}` at its end is no part."""
    found = _PATTERN.fullmatch(pattern.strip())
    if found is None:
        return "ANY", pattern
    return found[1] or "ANY", found[3].removesuffix("{$}")


class NetHttp:
    """What the standard library's mux does."""

    key = "net/http"
    package = "net/http"

    def __init__(self) -> None:
        self._default: Router | None = None

    def made(self, wiring: Wiring, name: str, site: Site) -> Value | None:
        """Return a mux where one is made; the functions of the package work on the default one."""
        if name in ("NewServeMux", "ServeMux"):
            return wiring.router(self.key, site)
        if name in ("Handle", "HandleFunc"):
            return self.method(wiring, self._default_mux(wiring), name, site)
        if name == "HandlerFunc":
            function = site.argument(0)
            return forwarded(wiring.run, function) if isinstance(function, Closure) else None
        if name == "StripPrefix":
            handler, prefix = wiring.handler(site.argument(1)), site.text(0)
            if isinstance(handler, Router) and prefix is not None:
                return Router(ABSOLUTE, site.path, site.line, handler, prefix)
            return handler
        if name.startswith("ListenAndServe") or name in ("Serve", "Server"):
            for argument in site.arguments:
                wiring.serve(argument)
            return None
        return None

    def typed(self, wiring: Wiring, name: str) -> Value | None:
        """Return a mux for a parameter that nobody in the repo passes."""
        return wiring.router(self.key) if name == "ServeMux" else None

    def method(self, wiring: Wiring, router: Router, name: str, site: Site) -> Value:
        """Add a route, or mount a handler that has routes of its own."""
        pattern = site.text(0)
        if name not in ("Handle", "HandleFunc") or pattern is None:
            return router
        method, path = pattern_of(pattern)
        handler = wiring.handler(site.argument(1))
        if not isinstance(handler, Router):
            wiring.endpoint(router, method, path, site)
        elif handler.kind == ABSOLUTE and handler.parent is not None:
            wiring.mount(router, handler.parent, handler.prefix)
        else:
            wiring.mount(router, handler, "")
        return router

    def _default_mux(self, wiring: Wiring) -> Router:
        if self._default is None:
            self._default = wiring.application(self.key)
        return self._default


STACK = Stack(
    key="net_http", title="net/http", languages=("Go",), finds=("frameworks",), facts=no_facts
)
