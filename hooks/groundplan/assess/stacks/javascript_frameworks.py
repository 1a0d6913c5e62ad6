"""Frameworks of JavaScript that serve no routes: known by their package."""

from __future__ import annotations

from groundplan.assess.stacks import Package, Stack, no_facts

PACKAGES = {
    "react": ("react",),
    "vue": ("vue",),
    "angular": ("@angular/core",),
    "svelte": ("svelte",),
    "gatsby": ("gatsby",),
    "solid": ("solid-js",),
    "preact": ("preact",),
    "electron": ("electron",),
}
"""Framework -> the packages that show it."""
# These are built into the pages that they make, and often stand among the development dependencies.
_BUILT = frozenset(["svelte", "electron", "vue", "solid"])

STACK = Stack(
    key="javascript_frameworks",
    title="Frameworks of JavaScript",
    languages=("JavaScript", "TypeScript"),
    finds=("frameworks",),
    facts=no_facts,
    packages=tuple(
        Package("frameworks", name, npm=names, development=name in _BUILT)
        for name, names in PACKAGES.items()
    ),
)
