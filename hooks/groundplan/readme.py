"""What the README shows, made by the program itself, so that it is true."""

from __future__ import annotations

import tempfile
from pathlib import Path

from groundplan.commands import COMMANDS


def commands_table() -> str:
    """Return the table of commands."""
    rows = [f"| `{name}` | {summary} |" for name, summary in COMMANDS.items()]
    return "\n".join(["", "| command | what it does |", "| --- | --- |", *rows, ""])


def plan_excerpt() -> str:
    """Return a part of the plan that the demo makes: what is asked, and one step with its proof."""
    from groundplan import demo

    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "sample-api"
        demo.make(target)
        text = (target / "PLAN.md").read_text(encoding="utf-8")
    request = text[text.index("## 2. Change Request") : text.index("### Why it is needed")]
    step = text[text.index("### S2 - ") : text.index("### S3 - ")].split("\n")
    actions = [number for number, line in enumerate(step) if line.startswith("- [ ] S2.")]
    shown = [*step[:actions[3]], "- …", *step[step.index("#### Verify") - 1:]]
    return f"\n````markdown\n{request}…\n\n" + "\n".join(shown).rstrip() + "\n````\n"
