"""What the README shows, made by the program itself, so that it is true."""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path

from groundplan.cli import COMMANDS
from groundplan.core import process
from groundplan.dev import demo

# What an agent may try in the demo's repo; the last one must go through.
TRIED = (
    "docker-compose up -d",
    "pytest tests/test_loans.py",
    "bash -c 'sed -i s/8000/9000/ ./app/../.env'",
    "git commit -m 'never edit .env by hand'",
)


def commands_table() -> str:
    """Return the table of commands."""
    rows = [f"| `{name}` | {summary} |" for name, summary in COMMANDS.items()]
    return "\n".join(["", "| command | what it does |", "| --- | --- |", *rows, ""])


def plan_excerpt() -> str:
    """Return a part of the plan that the demo makes: what is asked, and one step with its proof."""
    text, _ = _demo()
    request = text[text.index("## 2. Change Request") : text.index("### Why it is needed")]
    step = text[text.index("### S2 - ") : text.index("### S3 - ")].split("\n")
    actions = [number for number, line in enumerate(step) if line.startswith("- [ ] S2.")]
    shown = [*step[: actions[3]], "- …", *step[step.index("#### Verify") - 1 :]]
    return f"\n````markdown\n{request}…\n\n" + "\n".join(shown).rstrip() + "\n````\n"


def guard_answer() -> str:
    """Return what the guard says to calls of an agent in the demo's repo."""
    _, answers = _demo()
    shown = [f"$ {command}\n{answer}" for command, answer in zip(TRIED, answers, strict=True)]
    return "\n```text\n" + "\n\n".join(shown) + "\n```\n"


@cache
def _demo() -> tuple[str, tuple[str, ...]]:
    """Make the demo's repo once; return its plan, and the guard's answers in it."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "sample-api"
        demo.make(target)
        answers = tuple(answer_of_guard(target, command) for command in TRIED)
        return (target / "PLAN.md").read_text(encoding="utf-8"), answers


def answer_of_guard(target: Path, command: str) -> str:
    """Return what the guard says to an agent that is about to run a command in a repo."""
    call = {
        "session_id": "demo",
        "prompt_id": "1",
        "cwd": str(target),
        "hook_event_name": "PreToolUse",
        "tool_name": "Bash",
        "tool_input": {"command": command},
    }
    done = process.run_program(["sh", ".groundplan/hook"], cwd=target, stdin=json.dumps(call))
    return done.err.strip() if done.status else "(let through)"
