"""The commands: one module a command, each with a `command` made by click and no logic of its own.

A module is imported only when its command runs, so that `groundplan check` does not pay for
copier. The one line here is what `groundplan --help` shows; the order is that of a repo's life.
"""

from __future__ import annotations

COMMANDS: dict[str, str] = {
    "init": "Land the kit in a repo",
    "adopt": "Connect the kit to files that the repo has",
    "sync": "Bring the kit in a repo up to date",
    "remove": "Take the kit out of a repo",
    "doctor": "Say whether what landed works here, in real agent clients too",
    "assess": "Say what the code itself can tell",
    "locate": "List the places where a change lands",
    "check": "Say what is wrong with a plan",
    "next": "Show the next step that can be done",
    "new": "Ask for a change and make its plan",
    "answer": "Answer open questions of a plan by their keys",
    "guard": "Decide one tool call of an agent",
    "rules": "Show the rules of this repo, and take over its own",
    "patterns": "Draft documents of how things are done here, and check them",
    "review": "Judge a change by the repo's rules",
    "verify": "Run a plan's verifications and keep the proof",
    "report": "Print plan, evidence and review for a pull request",
    "accept": "Agree to a plan, or to what changed since it was made",
    "drive": "Let an agent complete the plan, or carry out the next step",
    "archive": "Keep a plan that is done, and begin again",
    "fleet": "Look at many repos, or bring all of them up to date",
}
