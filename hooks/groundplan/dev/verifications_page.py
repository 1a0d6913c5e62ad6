"""The reference page of the kinds of verification, made from what each kind says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.verify.kinds import all_verifiers

if TYPE_CHECKING:
    from groundplan.verify.kinds.interface import Key, Verifier

_HEAD = """<!-- Generated from hooks/groundplan/verifiers. Do not edit: python -m groundplan.dev gen -->

# Kinds of verification

`groundplan verify` runs what stands under `#### Verify` of a step, keeps what it says in
`.groundplan/evidence/`, and ticks the box. How a block is written: [the format of a plan](../plan-format.md).

A block runs in the root of the repo, without a terminal, with nothing to read, in an environment without
credentials and agents' sockets. It is ended when its time is over, with every process that it has started.
Values of the repo's env files are masked in all that is shown or kept. A word of the info string that is not
in the tables below is refused, because nobody would look at what it asks for.
"""


def page() -> str:
    """Return the whole page."""
    return _HEAD + "".join(_section(kind) for kind in all_verifiers())


def _section(kind: Verifier) -> str:
    lines = [f"\n## {kind.kind}: {kind.title[0].lower()}{kind.title[1:]}\n", f"{kind.help}\n"]
    if kind.languages:
        words = ", ".join(f"`{language}`" for language in kind.languages)
        limit = f"Ended after {kind.seconds:g} s where `timeout=` says nothing."
        lines.append(f"The info string begins with {words}. {limit}\n")
    if kind.keys:
        rows = "\n".join(_row(key) for key in kind.keys)
        lines.append(f"| word | what it says |\n| --- | --- |\n{rows}\n")
    lines.append(f"````markdown\n{kind.example}\n````\n")
    return "\n".join(lines)


def _row(key: Key) -> str:
    written = [f"`{key.name}{operator}{key.value.upper()}`" for operator in key.operators]
    return f"| {' or '.join(written)} | {key.help} |"
