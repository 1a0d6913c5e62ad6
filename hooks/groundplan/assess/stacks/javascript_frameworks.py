"""Frameworks of JavaScript that are known by their package, and whose routes are not read."""

from __future__ import annotations

from groundplan.assess.stacks import Package, Stack, no_facts

PACKAGES = {
    "react": ("react",),
    "vue": ("vue",),
    "angular": ("@angular/core",),
    "svelte": ("svelte",),
    "sveltekit": ("@sveltejs/kit",),
    "nuxt": ("nuxt", "nuxt3"),
    "remix": ("@remix-run/react", "@remix-run/node"),
    "astro": ("astro",),
    "gatsby": ("gatsby",),
    "solid": ("solid-js",),
    "preact": ("preact",),
    "hapi": ("@hapi/hapi", "hapi"),
    "adonisjs": ("@adonisjs/core",),
    "feathers": ("@feathersjs/feathers", "feathers"),
    "loopback": ("@loopback/core", "loopback"),
    "restify": ("restify",),
    "sails": ("sails",),
    "strapi": ("@strapi/strapi",),
    "meteor": ("meteor-node-stubs",),
    "electron": ("electron",),
}
"""Framework -> the packages that show it."""
# These are built into the pages that they make, and often stand among the development dependencies.
_BUILT = frozenset(["svelte", "sveltekit", "astro", "electron", "vue", "solid"])

STACK = Stack(
    key="javascript_frameworks",
    title="Frameworks of JavaScript",
    finds=("frameworks",),
    facts=no_facts,
    packages=tuple(
        Package("frameworks", name, npm=names, development=name in _BUILT)
        for name, names in PACKAGES.items()
    ),
)
