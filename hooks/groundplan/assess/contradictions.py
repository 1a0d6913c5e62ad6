"""Places of a repo that do not agree: shown with both places, never resolved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.manifests import MANIFESTS
from groundplan.assess.task_files import CI_FILES, DOCUMENTED, MAKEFILES
from groundplan.core.model import Contradiction, Fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from groundplan.assess.checkout import Checkout

_JAVASCRIPT = ("npm", "yarn", "pnpm", "bun")
_MAKE = re.compile(r"^(?:\$ )?make\s+([A-Za-z][\w-]*)\s*$")
_SCRIPT = re.compile(r"^(?:npm|pnpm|yarn|bun)\s+run\s+([\w:.-]+)\s*$")


def contradictions(checkout: Checkout, facts: Sequence[Fact]) -> tuple[Contradiction, ...]:
    """Return what does not agree, sorted by place.

    Args:
        checkout: read already.
        facts: all facts that were found in it.
    """
    found = [*_missing_tasks(checkout), *_ports(facts), *_second_locks(facts)]
    return tuple(
        sorted(found, key=lambda one: (one.facts[0].path, one.facts[0].line, one.sentence))
    )


def _missing_tasks(checkout: Checkout) -> Iterator[Contradiction]:
    """Yield documented commands that no manifest has."""
    targets = {task.name for _, tasks in checkout.read(MAKEFILES) for task in tasks}
    scripts = {
        name
        for _, manifest in checkout.read(MANIFESTS)
        if manifest.format == "package.json"
        for name, _, _ in manifest.scripts
    }
    has_makefile = any(True for _ in checkout.read(MAKEFILES))
    has_manifest = any(
        manifest.format == "package.json" for _, manifest in checkout.read(MANIFESTS)
    )
    for want in (DOCUMENTED, CI_FILES):
        for file, written in checkout.read(want):
            for one in written:
                called, script = _MAKE.match(one.command), _SCRIPT.match(one.command)
                name = (called or script or [""])[0]
                if called and called[1] not in targets and not _pattern_target(checkout, called[1]):
                    why = "no Makefile has this target" if has_makefile else "there is no Makefile"
                elif script and script[1] not in scripts:
                    why = (
                        "no package.json has this script"
                        if has_manifest
                        else "there is no package.json"
                    )
                else:
                    continue
                fact = Fact("documented_command", name, "", file.path, one.line)
                yield Contradiction(f"{file.path} says `{name}`, but {why}.", (fact,))


def _pattern_target(checkout: Checkout, name: str) -> bool:
    """Say whether a Makefile could make the name in a way that is not a plain target."""
    return any(
        re.search(
            rf"(?<![\w-]){re.escape(name)}(?![\w-])|^%\s*:|^\s*-?include\s|\$\(foreach",
            file.text,
            re.M,
        )
        is not None
        for file, _ in checkout.read(MAKEFILES)
    )


def _ports(facts: Sequence[Fact]) -> Iterator[Contradiction]:
    """Yield services whose container port differs between two compose files."""
    ports: dict[str, dict[str, Fact]] = {}
    for fact in facts:
        if fact.kind == "published_ports" and re.fullmatch(
            r"(?:[\d.]+:)?(?:\d+:)?\d+(?:/\w+)?", fact.name
        ):
            inner = fact.name.rpartition(":")[2].partition("/")[0]
            if fact.path.lower().endswith((".yml", ".yaml")):
                ports.setdefault(fact.value, {}).setdefault(f"{fact.path} {inner}", fact)
    for service, by_place in ports.items():
        inner_of: dict[str, set[str]] = {}
        for key in by_place:
            path, _, inner = key.rpartition(" ")
            inner_of.setdefault(path, set()).add(inner)
        if len(inner_of) > 1 and not set.intersection(*inner_of.values()):
            places = tuple(sorted(by_place.values(), key=lambda fact: (fact.path, fact.line)))
            yield Contradiction(f"Service {service} listens on different ports.", places)


def _second_locks(facts: Sequence[Fact]) -> Iterator[Contradiction]:
    """Yield folders with the lock files of two JavaScript package managers."""
    locks: dict[str, list[Fact]] = {}
    for fact in facts:
        folder, _, name = fact.path.rpartition("/")
        if fact.kind == "package_managers" and "lock" in name and fact.name in _JAVASCRIPT:
            locks.setdefault(folder, []).append(fact)
    for folder, found in locks.items():
        if len({fact.name for fact in found}) > 1:
            named = " and ".join(sorted({fact.name for fact in found}))
            yield Contradiction(f"{folder or 'The root'} has lock files of {named}.", tuple(found))
