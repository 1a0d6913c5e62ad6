"""PL317: the words of a block's info string are known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.checks.looking import column_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


EVERY = frozenset({"verify", "kind", "timeout", "retry"})
OF_KIND = {
    "test": frozenset({"exit", "stdout", "stderr", "must-fail", "min-tests", "junit"}),
    "cmd": frozenset({"exit", "stdout", "stderr", "must-fail"}),
    "http": frozenset({"status"}),
    "sql": frozenset({"rows", "min-rows", "value", "in", "write", "url-env"}),
}
KNOWN = {kind: EVERY | words for kind, words in OF_KIND.items()}
PREFIXES = {"http": ("header.", "json.", "capture.", "body"), "sql": ("value",)}
NUMBERS = re.compile(r"\d+(?:\.\d+)?(?:s|m|ms)?")


@check(
    code="PL317",
    name="block-key",
    severity=ERROR,
    why="A word that is not known is a condition that is not looked at.",
    help="See the reference of verifications for the words of each kind.",
    bad=Sample(
        "```sh verify=S2.b kind=test min-tests=1",
        "```sh verify=S2.b kind=test min-test=1\nmake docker-test\n```",
    ),
)
def block_key(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for step in plan.steps:
        for proof in step.verifications:
            if proof.block is None or proof.is_manual:
                continue
            line = proof.block.lines.first
            kind = proof.kind
            if kind not in OF_KIND:
                yield Finding(line, f"There is no kind {kind!r} of verification.")
                continue
            for key in proof.block.keys:
                if key.name not in KNOWN[kind] and not key.name.startswith(
                    PREFIXES.get(kind, ("\0",))
                ):
                    column = column_of(plan, line, key.name)
                    yield Finding(line, f"`{key.name}` is no word of {kind}.", column)
                elif key.name in ("timeout", "min-tests", "rows") and not NUMBERS.search(key.value):
                    yield Finding(
                        line,
                        f"`{key.name}={key.value}` is no number.",
                        column_of(plan, line, key.name),
                    )
