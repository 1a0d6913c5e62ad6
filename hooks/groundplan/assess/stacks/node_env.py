"""Environment variables that scripts read.

Sources (2026-11): Node's process.env, Vite's and Bun's and Deno's own, and the documentation of
dotenv, envalid, env-var, zod, Joi, @t3-oss/env, @nestjs/config, prisma.config and next.config.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.javascript.env import read_environment
from groundplan.assess.javascript.env_exports import EXPORTED, exported_uses
from groundplan.assess.javascript.files import SUFFIXES
from groundplan.assess.stacks import Stack
from groundplan.assess.stacks.nextjs import CONFIGS, without_comments
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File

_FOREIGN = ("env",)  # prisma/config's `env("X")` reads the variable itself
_BUILT_IN = frozenset(["MODE", "BASE_URL", "PROD", "DEV", "SSR"])
"""What Vite puts on `import.meta.env` by itself."""

USES = Want(
    read_environment,
    suffixes=SUFFIXES,
    needles=(b".env", b"Env(", b"env(", b"onfig.get", b"onfigService.get", b"validationSchema"),
)


_IN_COMPONENT = re.compile(r"\b(?:process|import\.meta)\.env\??\.([A-Za-z_]\w*)")


def read_component(file: File) -> tuple[tuple[str, int], ...] | None:
    """Return (name, line) of the variables that a component with a script of its own reads."""
    text = without_comments(file.text)
    found = [
        (match[1], text.count("\n", 0, match.start()) + 1)
        for match in _IN_COMPONENT.finditer(text)
        if match[1] not in _BUILT_IN
    ]
    return tuple(found) or None


COMPONENTS = Want(
    read_component,
    suffixes=(".vue", ".svelte", ".astro"),
    needles=(b"process.env", b"import.meta.env"),
)


def read_inlined(file: File) -> tuple[str, ...] | None:
    """Return the names that a next.config puts in place of `process.env.NAME` when it builds."""
    text = without_comments(file.text)
    found = re.search(r"\benv\s*:\s*\{", text)
    if found is None:
        return None
    depth, end = 1, found.end()
    while end < len(text) and depth:
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        end += 1
    return tuple(
        re.findall(
            r"(?:^|[,{\n])\s*['\"]?(\w+)['\"]?\s*(?=[:,}\n]|$)", text[found.end() : end - 1] + "\n"
        )
    )


INLINED = Want(read_inlined, names=CONFIGS, needles=(b"env",))


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield every environment variable that a script of the product reads."""
    inlined = {name for _, names in checkout.read(INLINED) for name in names}
    uses = list(checkout.read(USES))
    helpers = {helper for _, use in uses for helper in use.helpers} | set(_FOREIGN)
    for file, use in uses:
        of_vite = b"import.meta.env" in file.data
        for name, line in use.read:
            is_inlined = name in inlined and file.name not in CONFIGS
            if not is_inlined and not (of_vite and name in _BUILT_IN):
                yield Fact("env_vars", name, "", file.path, line)
        for function, name, line in use.asked:
            if function in helpers:
                yield Fact("env_vars", name, "", file.path, line)
        for name, line in use.fields:
            yield Fact("env_vars", name, "", file.path, line)
    for file, names in checkout.read(COMPONENTS):
        for name, line in names:
            yield Fact("env_vars", name, "", file.path, line)
    for path, name, line in exported_uses(checkout):
        yield Fact("env_vars", name, "", path, line)


STACK = Stack(
    key="node_env",
    title="Environment variables in JavaScript and TypeScript",
    languages=("JavaScript", "TypeScript"),
    finds=("env_vars",),
    facts=facts,
    wants=(USES, COMPONENTS, INLINED, EXPORTED),
)
