"""The commands: one module a command, each with a `command` made by click and no logic of its own.

A module is imported only when its command runs, so that `groundplan check` does not pay for
copier. The one line here is what `groundplan --help` shows; the order is that of a repo's life.
"""

from __future__ import annotations

COMMANDS: dict[str, str] = {
    "verify": "Run a plan's verifications and keep the proof",
}
