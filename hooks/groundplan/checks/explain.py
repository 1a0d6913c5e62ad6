"""What a diagnostic is: for `check --explain` and for the reference page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks import FAMILIES, all_checks
from groundplan.checks.sample import sample_part
from groundplan.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundplan.checks.interface import Check, Sample


INTRODUCTION = """\
`groundplan check` reports these. An error stops; a warning may wait until `--done`, and counts with
`--strict`. `--select` and `--ignore` take a code, the beginning of one, a name or a family.
`<!-- groundplan: ignore CODE reason -->` in a line of its own silences one diagnostic for the next
line that is not empty.
"""


def explanation(word: str) -> str:
    """Return the text of `check --explain`.

    Args:
        word: a code or a name.

    Raises:
        Refused: there is no such diagnostic.
    """
    found = next(
        (c for c in all_checks() if word.upper() == c.code or word.lower() == c.name), None
    )
    if found is None:
        raise Refused(f"There is no diagnostic {word!r}.", "check --explain all lists them.")
    bad, good = _excerpts(found)
    return (
        f"{found.code} {found.name} ({found.severity}, {FAMILIES[found.code[2]]})\n\n"
        f"{found.why}\n\nWhat to do: {found.help}\n\n"
        f"Bad:\n\n{_indented(bad)}\n\nGood:\n\n{_indented(good)}\n"
    )


def overview() -> str:
    """Return one line a diagnostic."""
    return "".join(f"{c.code} {c.severity!s:8}{c.name}\n" for c in all_checks())


def diagnostics_page() -> str:
    """Return docs/reference/diagnostics.md."""
    parts = [
        "<!-- Generated from hooks/groundplan/checks/ by `python -m groundplan.dev gen`. -->\n",
        "# Diagnostics of a plan\n",
        INTRODUCTION,
    ]
    for digit, family in FAMILIES.items():
        parts.append(f"## {family.capitalize()}\n")
        parts += [_page_part(one) for one in all_checks() if one.code[2] == digit]
    return "\n".join(parts)


def _page_part(one: Check) -> str:
    bad, good = _excerpts(one)
    return (
        f"### {one.code} {one.name}\n\n{one.severity.value.capitalize()}. {one.why}\n\n"
        f"**What to do:** {one.help}\n\nBad:\n\n{_fenced(bad)}\n\nGood:\n\n{_fenced(good)}\n"
    )


def _excerpts(one: Check) -> tuple[str, str]:
    bad = _excerpt(one.bad)
    return bad, _excerpt(one.good) if one.good else "".join(map(sample_part, _places(one.bad)))


def _places(sample: Sample) -> list[str]:
    return [place for place in (sample.place, *(place for place, _ in sample.also)) if place]


def _excerpt(sample: Sample) -> str:
    texts = [sample.text, *(text for _, text in sample.also)]
    shown = "\n".join(text.strip("\n") for text in texts if text.strip("\n"))
    shown = shown or f"(without) {sample.place}"
    return f"{shown}{_around(sample.around)}"


def _around(around: Mapping[str, object]) -> str:
    """Say what of the repo differs, where that is what the sample is about."""
    notes = {
        "base_is_known": "the repo has no such commit",
        "drift": "`app/routes/loans.py` has changed since the plan's base",
        "denied": "the rules deny a command of this block",
        "evidence_troubles": "a line of the evidence file can't be read",
        "files": "the files that the plan makes are not there yet",
        "main": "on the main branch",
        "patterns": "`docs/patterns/models.md` governs `app/models.py`",
        "standing": "the evidence says so",
    }
    said = [notes[key] for key in around if key in notes]
    return f"\n\n(in a repo where: {'; '.join(said)})" if said else ""


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.strip("\n").split("\n"))


def _fenced(text: str) -> str:
    from groundplan.core.characters import printable

    fence = "`" * 4
    lines = printable(text.strip("\n"))
    shown = "\n".join(line if len(line) < 200 else f"{line[:120]}…" for line in lines.split("\n"))
    return f"{fence}markdown\n{shown}\n{fence}"
