"""`cmd`: a command ends as it should and prints what it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.verify.kinds import pitfalls, shell
from groundplan.verify.kinds.interface import (
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
    from groundplan.plan.model import Verification

SECONDS = 60.0


def run(verification: Verification, context: Context) -> Judgement:
    """Run the block and judge its exit status and its output."""
    block = verification.block
    assert block is not None  # noqa: S101 - a block is what makes this kind
    if trouble := pitfalls.trouble_before(block, context.plan, "cmd"):
        return failed(trouble)
    shell.expected_exits(block)  # refuses before anything runs
    outcome = shell.run_block(block, context, SECONDS, {})
    reason = (
        shell.unnatural_end(outcome, block, SECONDS)
        or shell.wrong_exit(block, outcome.number)
        or shell.missing_text(block, outcome)
        or pitfalls.trouble_after(block, outcome.err)
    )
    if reason:
        return shell.judged(outcome, reason, context)
    facts = shell.facts_of(outcome, context)
    return Judgement(Verdict.PASSED, outcome.sentence, **facts)  # type: ignore[arg-type]


VERIFIER = Verifier(
    kind="cmd",
    title="A command",
    help="A shell runs the block, which stops at its first failing command. It passes when it ends "
    "with the expected status and prints what is expected.",
    languages=shell.LANGUAGES,
    keys=(
        NAME,
        KIND,
        shell.EXIT,
        shell.STDOUT,
        shell.STDERR,
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
