"""Blocks that a shell runs: the command line, the environment, and what every such run must show."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from groundplan.core.errors import Refused
from groundplan.verify.kinds.containers import marked
from groundplan.verify.kinds.interface import Key, failed, seconds_of
from groundplan.verify.kinds.matching import is_found
from groundplan.verify.process.runner import End, run_command

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundplan.plan.model import CodeBlock
    from groundplan.verify.kinds.interface import Context, Judgement
    from groundplan.verify.process.runner import Outcome

# A block stops at its first failing command. A pipe fails as a whole where the shell can do that.
SHELLS: Mapping[str, tuple[str, ...]] = {
    "sh": ("sh", "-e"),
    "shell": ("sh", "-e"),
    "bash": ("bash", "-e", "-o", "pipefail"),
    "zsh": ("zsh", "-e", "-o", "pipefail"),
    "console": ("sh", "-e"),
}
LANGUAGES = tuple(SHELLS)
NOTHING_FOUND = 1
"""How grep, diff, cmp and test end when they looked and the answer is no (POSIX); more is an error.
Test runners end so when tests ran and failed."""
EXIT = Key("exit", ("=",), "number", "The exit status that is right; 0 where nothing is said.")
STDOUT = Key(
    "stdout", ("~=",), "regex", "What standard output must hold. May stand more than once."
)
STDERR = Key("stderr", ("~=",), "regex", "What standard error must hold. May stand more than once.")


def run_block(
    block: CodeBlock, context: Context, default_seconds: float, more: Mapping[str, str]
) -> Outcome:
    """Give a block to its shell.

    Args:
        block: the block.
        context: where and with what.
        default_seconds: how long it may run where it does not say so.
        more: variables on top of the context's.

    Raises:
        EnvironmentTrouble: it failed because Docker is not as the block needs it.
    """
    shell = SHELLS[block.language]
    with marked(context.environment) as marks:
        try:
            outcome = run_command(
                [shutil.which(shell[0]) or shell[0], *shell[1:], "-c", block.script],
                cwd=context.root,
                environment={**context.environment, **marks.environment, **more},
                seconds=seconds_of(block, "timeout", default_seconds),
                mask=context.mask,
                log=context.log,
                show=context.show,
            )
        except KeyboardInterrupt:
            marks.end()
            raise
        if outcome.end is End.EXIT:
            marks.refuse_missing(outcome.number, outcome.err.decode("utf-8", "replace"))
            return outcome
        return replace(outcome, left_running=outcome.left_running + marks.end())


def judged(outcome: Outcome, reason: str, context: Context, **more: object) -> Judgement:
    """Return the judgement that a run failed, with all that is known of the run."""
    return failed(reason, **facts_of(outcome, context), **more)


def facts_of(outcome: Outcome, context: Context) -> dict[str, object]:
    """Return what the evidence keeps of a run."""
    notes = [outcome.kept.note] if outcome.kept.note else []
    if outcome.left_running:
        notes.append(f"{outcome.left_running} processes were left running and have been ended")
    return {
        "seconds": outcome.seconds,
        "exit": outcome.number if outcome.end is End.EXIT else None,
        "tail": context.tail(outcome.out + outcome.err),
        "size": outcome.size,
        "sha256": outcome.kept.sha256 if outcome.size else "",
        "notes": tuple(notes),
    }


def unnatural_end(outcome: Outcome, block: CodeBlock, default_seconds: float) -> str:
    """Return why a run counts as failed however it is judged, or an empty string."""
    if outcome.end is End.TIMEOUT:
        return f"timed out after {seconds_of(block, 'timeout', default_seconds):g} s"
    return "" if outcome.end is End.EXIT else outcome.sentence


def expected_exits(block: CodeBlock) -> frozenset[int]:
    """Return the exit statuses that are right.

    Raises:
        Refused: `exit=` is no number.
    """
    said = block.get("exit")
    if said is None:
        return frozenset({NOTHING_FOUND if block.has("must-fail") else 0})
    if not re.fullmatch(r"\d{1,3}(,\d{1,3})*", said):
        raise Refused(f"exit={said} is no exit status.", "Write a number, or several with commas.")
    return frozenset(int(number) for number in said.split(","))


def wrong_exit(block: CodeBlock, status: int) -> str:
    """Return why an exit status is not right, or an empty string."""
    expected = expected_exits(block)
    if status in expected:
        return ""
    if block.has("must-fail") and block.get("exit") is None:
        if status == 0:
            return "succeeded, and had to fail"
        return (
            f"ended with {status}: an error, not the failure that must-fail waits for (1, or exit=)"
        )
    said = {126: ": the program may not be run", 127: ": the program was not found"}.get(status, "")
    wanted = " or ".join(str(number) for number in sorted(expected))
    return f"ended with {status}{said}, not with {wanted}"


def missing_text(block: CodeBlock, outcome: Outcome) -> str:
    """Return which expected text is not in the output, or an empty string."""
    streams = {"stdout": outcome.out, "stderr": outcome.err}
    for key in block.keys:
        if key.operator == "~=" and key.name in streams:
            text = streams[key.name].decode("utf-8", "backslashreplace")
            if not is_found(key.value, text):
                return f"{key.name} has nothing like {key.value!r}"
    return ""
