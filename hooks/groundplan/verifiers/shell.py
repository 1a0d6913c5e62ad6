"""Blocks that a shell runs: the command line, the environment, and what every such run must show."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from groundplan.running.process import End, run_command
from groundplan.verifiers.interface import failed, seconds_of
from groundplan.verifiers.matching import is_found

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundplan.model import CodeBlock
    from groundplan.running.process import Outcome
    from groundplan.verifiers.interface import Context, Judgement

# A block stops at its first failing command. A pipe fails as a whole where the shell can do that.
SHELLS: Mapping[str, tuple[str, ...]] = {
    "sh": ("sh", "-e"),
    "shell": ("sh", "-e"),
    "bash": ("bash", "-e", "-o", "pipefail"),
    "zsh": ("zsh", "-e", "-o", "pipefail"),
}
LANGUAGES = tuple(SHELLS)


def run_block(
    block: CodeBlock, context: Context, default_seconds: float, more: Mapping[str, str]
) -> Outcome:
    """Give a block to its shell.

    Args:
        block: the block.
        context: where and with what.
        default_seconds: how long it may run where it does not say so.
        more: variables on top of the context's.
    """
    shell = SHELLS[block.language]
    return run_command(
        [shutil.which(shell[0]) or shell[0], *shell[1:], "-c", block.body],
        cwd=context.root,
        environment={**context.environment, **more},
        seconds=seconds_of(block, "timeout", default_seconds),
        mask=context.mask,
        log=context.log,
        show=context.show,
    )


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
        sentence = f"timed out after {seconds_of(block, 'timeout', default_seconds):g} s"
        if "docker" in block.body:
            sentence += "; what it started inside a container may still run there: docker top NAME"
        return sentence
    return "" if outcome.end is End.EXIT else outcome.sentence


def missing_text(block: CodeBlock, outcome: Outcome) -> str:
    """Return which expected text is not in the output, or an empty string."""
    streams = {"stdout": outcome.out, "stderr": outcome.err}
    for key in block.keys:
        if key.operator == "~=" and key.name in streams:
            text = streams[key.name].decode("utf-8", "backslashreplace")
            if not is_found(key.value, text):
                return f"{key.name} has nothing like {key.value!r}"
    return ""
