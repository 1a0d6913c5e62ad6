"""The assessment: a checkout -> facts with their places. No model, no network, nothing written."""

from __future__ import annotations

import gc
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from groundplan.assess.contradictions import contradictions
from groundplan.assess.coverage import gaps
from groundplan.assess.known import KNOWN
from groundplan.assess.manifest import ECOSYSTEMS
from groundplan.assess.manifests import MANIFESTS, dependencies
from groundplan.assess.stacks import stacks
from groundplan.assess.walk import open_checkout
from groundplan.core.collector import without_collector
from groundplan.core.model import Assessment, Fact, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from groundplan.assess.checkout import Checkout
    from groundplan.assess.manifest import Dependency
    from groundplan.assess.stacks import Package, Stack


def assess(
    root: Path,
    *,
    only: Sequence[str] = (),
    progress: Callable[[int, int], None] | None = None,
    last: bool = False,
) -> Assessment:
    """Look at the checkout in `root` and return what it says about itself.

    Args:
        root: the folder; what git tracks below it, or all of it where there is no git.
        only: the kinds of fact to look for; all when empty.
        progress: called now and then with the number of files read and of all files.
        last: whether the process ends with this. What was read is then left to the system: to free
            it piece by piece is a tenth of the work.

    Raises:
        Refused: `root` is missing, is a file or a bare repository.
    """
    if last:
        gc.disable()
        return assessed(open_checkout(root), only, progress)
    # Syntax trees have no cycles, and going through them took two thirds of the time of parsing
    # (10 MB of Python).
    with without_collector():
        checkout = open_checkout(root)
        try:
            return assessed(checkout, only, progress)
        finally:
            checkout.close()


def assessed(
    checkout: Checkout,
    only: Sequence[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Assessment:
    """Return the assessment of an open checkout, as `assess` does for a folder."""
    asked = [stack for stack in stacks() if not only or set(only) & _kinds_of(stack)]
    if any(
        stack.concludes is not None for stack in asked
    ):  # what follows needs what it follows from
        asked = list(stacks())
    wants = [MANIFESTS, *(want for stack in asked for want in stack.wants)]
    checkout.preread(wants, progress)
    found = [fact for stack in asked for fact in _facts_of(stack, checkout)]
    packages = [package for stack in asked for package in stack.packages]
    packages += [known.package for known in KNOWN if not only or "frameworks" in only]
    found += package_facts(checkout, packages)
    found = list(sorted_facts(found))
    for stack in asked:
        if stack.concludes is not None:
            found += stack.concludes(checkout, found)
    looked = {kind for stack in asked for kind in _kinds_of(stack) if not only or kind in only}
    unread = gaps(checkout, asked, looked, found)
    looked -= unread.kinds - {fact.kind for fact in found}
    checkout.not_looked |= unread.notes
    apart = contradictions(checkout, found) if not only else ()
    return Assessment(
        contradictions=apart,
        facts=sorted_facts(fact for fact in found if fact.kind in looked),
        looked=tuple(sorted(looked)),
        not_looked=_sorted(checkout.not_looked),
        unreadable=_sorted(checkout.unreadable),
        not_followed=_sorted(checkout.not_followed) if "routes" in looked else (),
    )


def _sorted(notes: Iterable[Trouble]) -> tuple[Trouble, ...]:
    return tuple(sorted(notes, key=lambda note: (note.path, note.line, note.sentence)))


def _kinds_of(stack: Stack) -> set[str]:
    return {*stack.finds, *(package.kind for package in stack.packages)}


def _facts_of(stack: Stack, checkout: Checkout) -> list[Fact]:
    """Return a stack's facts; code that is nested beyond all measure becomes a noted trouble."""
    try:
        return list(stack.facts(checkout)) if stack.facts else []
    except RecursionError:
        checkout.unreadable.add(Trouble(".", 0, f"{stack.title}: nested too deeply to be followed"))
        return []


def package_facts(checkout: Checkout, packages: Sequence[Package]) -> Iterator[Fact]:
    """Yield the facts that the dependencies of the product show by themselves."""
    known: dict[tuple[str, str], list[Package]] = defaultdict(list)
    for package in packages:
        for ecosystem in ECOSYSTEMS:
            for name in getattr(package, ecosystem):
                known[ecosystem, name].append(package)
    for file, dependency in dependencies(checkout):
        names = dict.fromkeys((_module(dependency), *_groups(dependency)))
        for package in (
            one for name in names for one in known.get((dependency.ecosystem, name), ())
        ):
            if package.development or not dependency.development:
                if dependency.ecosystem == "pip" and _is_idle(checkout, package):
                    continue
                value = f"depends on {dependency.name}"
                yield Fact(package.kind, package.name, value, file.path, dependency.line)
    yield from _by_additions(checkout, packages)


def _is_idle(checkout: Checkout, package: Package) -> bool:
    """Say whether a package is only pinned: the product has Python, and none of it imports that."""
    return (
        bool(package.imports)
        and checkout.imports_something
        and not checkout.imports_any(package.imports)
    )


def _by_additions(checkout: Checkout, packages: Sequence[Package]) -> Iterator[Fact]:
    """Yield what is depended on through additions to it, where the code imports it by its name."""
    watched = [package for package in packages if package.imports and package.pip]
    for file, dependency in dependencies(checkout) if watched else ():
        if dependency.ecosystem != "pip" or dependency.development:
            continue
        for package in watched:
            is_addition = dependency.name.startswith(f"{package.pip[0]}-")
            if is_addition and checkout.imports_itself(package.imports):
                value = f"depends on {dependency.name}, and imports it"
                yield Fact(package.kind, package.name, value, file.path, dependency.line)


def _module(dependency: Dependency) -> str:
    # github.com/labstack/echo/v4 is a major version of github.com/labstack/echo.
    return (
        re.sub(r"/v\d+$", "", dependency.name) if dependency.ecosystem == "go" else dependency.name
    )


def _groups(dependency: Dependency) -> Iterator[str]:
    """Yield the names with a wildcard that an artifact is part of: `org.x.y:z` is in `org.x:*`."""
    if dependency.ecosystem == "maven":
        group = dependency.name.partition(":")[0]
        while group:
            yield f"{group}:*"
            group = group.rpartition(".")[0]


RANKED = frozenset({"api_service", "languages", "migration_tool", "test_command"})
"""Kinds whose order is a judgement, best first: they stay as their stack yields them."""


def sorted_facts(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return facts without repetitions, in an order that no file system or locale can change."""

    def place(fact: Fact) -> tuple[str, str, str, int, str]:
        if fact.kind in RANKED:
            return (fact.kind, "", "", 0, "")
        return (fact.kind, fact.name, fact.path, fact.line, fact.value)

    return tuple(sorted(dict.fromkeys(facts), key=place))
