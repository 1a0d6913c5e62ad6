"""`cmd`: a command ends as it should and prints what it should."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.errors import Refused
from groundplan.verifiers import pitfalls, shell
from groundplan.verifiers.interface import (
    KIND,
    NAME,
    RETRY,
    TIMEOUT,
    Context,
    Judgement,
    Key,
    Verdict,
    Verifier,
    failed,
)

if TYPE_CHECKING:
    from groundplan.model import CodeBlock, Verification

SECONDS = 60.0
NOTHING_FOUND = 1
"""How grep, diff, cmp and test end when they looked and the answer is no (POSIX); more is an error."""


def run(verification: Verification, context: Context) -> Judgement:
    """Run the block and judge its exit status and its output."""
    block = verification.block
    assert block is not None  # noqa: S101 - a block is what makes this kind
    if trouble := pitfalls.trouble_before(block, context.plan, "cmd"):
        return failed(trouble)
    expected = _expected(block)
    outcome = shell.run_block(block, context, SECONDS, {})
    reason = (
        shell.unnatural_end(outcome, block, SECONDS)
        or _wrong_exit(outcome.number, expected, is_said=block.get("exit") is not None)
        or shell.missing_text(block, outcome)
        or pitfalls.trouble_after(block, outcome.err)
    )
    if reason:
        return shell.judged(outcome, reason, context)
    facts = shell.facts_of(outcome, context)
    return Judgement(Verdict.PASSED, outcome.sentence, **facts)  # type: ignore[arg-type]


def _expected(block: CodeBlock) -> frozenset[int]:
    said = block.get("exit")
    if said is None:
        return frozenset({NOTHING_FOUND if block.has("must-fail") else 0})
    if not re.fullmatch(r"\d{1,3}(,\d{1,3})*", said):
        raise Refused(f"exit={said} is no exit status.", "Write a number, or several with commas.")
    return frozenset(int(number) for number in said.split(","))


def _wrong_exit(status: int, expected: frozenset[int], *, is_said: bool) -> str:
    if status in expected:
        return ""
    wanted = " or ".join(str(number) for number in sorted(expected))
    if expected == {NOTHING_FOUND} and not is_said:
        if status == 0:
            return "succeeded, and had to fail"
        return (
            f"ended with {status}: an error, not the failure that must-fail waits for (1, or exit=)"
        )
    said = {126: ": the program may not be run", 127: ": the program was not found"}.get(status, "")
    return f"ended with {status}{said}, not with {wanted}"


VERIFIER = Verifier(
    kind="cmd",
    title="A command",
    help="A shell runs the block, which stops at its first failing command. It passes when it ends "
    "with the expected status and prints what is expected.",
    languages=shell.LANGUAGES,
    keys=(
        NAME,
        KIND,
        Key("exit", ("=",), "number", "The exit status that is right; 0 where nothing is said."),
        Key(
            "stdout", ("~=",), "regex", "What standard output must hold. May stand more than once."
        ),
        Key("stderr", ("~=",), "regex", "What standard error must hold. May stand more than once."),
        Key(
            "must-fail",
            ("",),
            "",
            "The command must look and find nothing: it ends with 1, or with the status in exit=. "
            "Any other status is an error, never a success.",
        ),
        TIMEOUT,
        RETRY,
    ),
    seconds=SECONDS,
    example="""```sh verify=S1.a must-fail
grep -rn old_name app/
```""",
    run=run,
)
