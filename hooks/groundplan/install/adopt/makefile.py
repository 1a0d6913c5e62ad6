"""A Makefile of the user's own: two lines bring the kit's targets in, beside those that it has.

Make itself is asked before and after: what it said of the user's own targets and of the default goal
has to stay. In doubt the file is left alone.
"""

from __future__ import annotations

import fnmatch
import re
import tempfile
from pathlib import Path

from groundplan.install.adopt.edits import CannotEdit, TextEdit, applied, at_the_end, line_end
from groundplan.install.adopt.make_query import MakeView, ask_make

KIT = "groundplan.mk"
# The order in which GNU make looks for its file (manual, section 3.2).
NAMES = ("GNUmakefile", "makefile", "Makefile")
_INCLUDE = re.compile(r"^ *[-s]?include[ \t]+(?P<names>[^#\r\n]*)", re.MULTILINE)
_OURS = re.compile(r"^(?:GP_SKIP|GP_HELP) :=[^\r\n]*\r?\n", re.MULTILINE)
_NAMED = re.compile(r"\$\(filter (?P<name>[\w-]+),\$\(GP_SKIP\)\)")


def makefile_edits(text: str, kit: str, folder: Path) -> list[TextEdit]:
    """Return the edit that includes the kit's targets; nothing when they are included rightly.

    The lines go to the end, so that the first target of the user stays the one that `make` makes;
    where recipes have a prefix of their own they go to the beginning. A target that the user has,
    whatever names it, is left out of the kit's by `GP_SKIP`.

    Args:
        text: the user's Makefile.
        kit: the text of groundplan.mk.
        folder: where both lie.

    Raises:
        CannotEdit: make cannot be asked, or would not say the same of the user's targets.
    """
    is_included = _includes_kit(text)
    if is_included and not _OURS.search(text) and not kit:
        return []
    plain = _without_kit(text) if is_included else text
    before = ask_make(folder, plain)
    if before is None:
        if is_included:
            return []
        raise CannotEdit("make cannot be asked which targets it has")
    head = _head(plain, kit, before)
    if is_included:
        now = "".join(_OURS.findall(text)).replace("\r\n", "\n")
        return [] if now == head else _changed_head(text, head)
    edits = _edits(text, head)
    _compare(text, edits, kit, folder, before)
    return edits


def _includes_kit(text: str) -> bool:
    return any(
        fnmatch.fnmatch(KIT, name.removeprefix("./"))
        for found in _INCLUDE.finditer(text)
        for name in found["names"].split()
    )


def _without_kit(text: str) -> str:
    plain = _OURS.sub("", text)
    return re.sub(rf"^ *[-s]?include[ \t]+(?:\./)?{re.escape(KIT)}[^\n]*\n?", "", plain, flags=re.M)


def _head(text: str, kit: str, before: MakeView) -> str:
    """Return the lines that say which of the kit's targets the user has of their own."""
    names = list(dict.fromkeys(found["name"] for found in _NAMED.finditer(kit)))
    own = [name for name in names if name in before.targets or _is_matched(name, before.patterns)]
    lines = f"GP_SKIP := {' '.join(own)}\n" if own else ""
    if "help" in own and "MAKEFILE_LIST" not in text:
        lines += f"GP_HELP := {before.targets.get('help', ':')}\n"
    return lines


def _is_matched(name: str, patterns: tuple[str, ...]) -> bool:
    return any(
        fnmatch.fnmatchcase(name, pattern.replace("%", "*"))
        for pattern in patterns
        if pattern.strip() != "%"  # takes every name, so it has none of its own
    )


def _edits(text: str, head: str) -> list[TextEdit]:
    if ".RECIPEPREFIX" not in text:
        return [at_the_end(text, f"{head}include {KIT}\n")]
    end = line_end(text)
    at = 1 if text.startswith("\ufeff") else 0
    lines = f"{head}include {KIT}\n"
    if ".DEFAULT_GOAL" not in text:
        lines += ".DEFAULT_GOAL :=\n"  # empty: the next target that make reads is the default again
    return [TextEdit(at, "", lines.replace("\n", end))]


def _changed_head(text: str, head: str) -> list[TextEdit]:
    """Return the edits after which the lines before the `include` are these."""
    end = line_end(text)
    edits = [TextEdit(found.start(), found[0], "") for found in _OURS.finditer(text)]
    place = next(
        found.start()
        for found in _INCLUDE.finditer(text)
        if any(fnmatch.fnmatch(KIT, name.removeprefix("./")) for name in found["names"].split())
    )
    return [*edits, TextEdit(place, "", head.replace("\n", end))] if head or edits else []


def _compare(text: str, edits: list[TextEdit], kit: str, folder: Path, before: MakeView) -> None:
    """Ask make about the text as it would be, and refuse it where anything of the user's is other."""
    with tempfile.TemporaryDirectory(prefix="groundplan-make-") as scratch:
        copy = Path(scratch, KIT)
        copy.write_text(kit, encoding="utf-8")
        after = applied(text, edits).replace(f"include {KIT}", f"include {copy}")
        seen = ask_make(folder, after)
    if seen is None:
        raise CannotEdit("make cannot be asked what it would say then")
    if set(seen.complaints) - set(before.complaints):
        raise CannotEdit(
            f"make would complain: {seen.complaints[0].partition(': ')[2] or 'a rule'}"
        )
    if before.goal and seen.goal != before.goal:
        raise CannotEdit(f"`make` alone would make {seen.goal or 'nothing'}, not {before.goal}")
    if any(seen.targets.get(name) != colons for name, colons in before.targets.items()):
        raise CannotEdit("make would not say the same of its targets")
