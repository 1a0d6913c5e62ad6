"""Medusa: the routes that the files of `src/api` are (docs.medusajs.com, 2.x, 2026-11)."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from groundplan.assess.javascript.modules import Modules
from groundplan.assess.manifests import MANIFESTS
from groundplan.assess.mounts import route
from groundplan.assess.stacks import Package, Stack
from groundplan.assess.stacks.nextjs import HANDLERS, METHODS, exported, url_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout
    from groundplan.core.model import Fact

PACKAGES = frozenset(["@medusajs/medusa", "@medusajs/framework"])


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the routes of every application and plugin."""
    roots = application_roots(checkout)
    modules = Modules(checkout) if roots else None
    for file, _ in checkout.read(HANDLERS) if modules is not None else ():
        for root in roots:
            head = posixpath.join(root, "src/api")
            if modules is not None and file.folder.startswith(head + "/"):
                path = url_of(file.folder[len(head) + 1 :].split("/"))
                for method, line in exported(checkout, modules, file.path, 0) if path else ():
                    if path and method in METHODS:
                        yield route(method, path, file.path, line)
                break


def application_roots(checkout: Checkout) -> list[str]:
    """Return the folders of packages that are, or are built on, Medusa; the deepest first."""
    found = {
        file.folder
        for file, manifest in checkout.read(MANIFESTS)
        if manifest.name in PACKAGES
        or any(one.ecosystem == "npm" and one.name in PACKAGES for one in manifest.dependencies)
    }
    return sorted(found, key=lambda folder: (-len(folder), folder))


STACK = Stack(
    key="medusa",
    title="Medusa",
    languages=("JavaScript", "TypeScript"),
    finds=("routes",),
    facts=facts,
    wants=(HANDLERS,),
    packages=(Package("frameworks", "medusa", npm=("@medusajs/medusa",)),),
)
