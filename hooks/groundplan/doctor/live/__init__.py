"""Trying the rules in the real agent clients: a scripted model asks, the client's hooks answer.

Nothing leaves the machine: the model is a stub on the loopback address, the home is thrown away.
"""

from __future__ import annotations

from dataclasses import replace

from groundplan.doctor.live.clients import CLIENTS, Client
from groundplan.doctor.live.stub import Wish
from groundplan.doctor.live.trial import Attempt, Came, Outcome, Trial, run_trial

__all__ = [
    "ATTEMPTS",
    "CLIENTS",
    "Attempt",
    "Came",
    "Client",
    "Outcome",
    "Trial",
    "attempts_for",
    "run_trial",
]

# The rule that a denied attempt belongs to -> what is tried. Paths hold `{root}`: an attempt means
# the same file from every folder.
ATTEMPTS: dict[str, tuple[Attempt, ...]] = {
    "": (
        Attempt(
            Wish("reads names of the env file", "cat {root}/.env"),
            False,
            expected="LIVE_CHECK_NAME",
        ),
        Attempt(
            Wish("runs a command", "echo fine > {root}/live-shell.txt"), False, "live-shell.txt"
        ),
        Attempt(
            Wish("writes a page", path="{root}/live-page.txt", content="fine"),
            False,
            "live-page.txt",
        ),
    ),
    "env-readonly": (
        Attempt(
            Wish("appends to an env file", "echo A=1 >> {root}/.env.local"), True, ".env.local"
        ),
        Attempt(
            Wish("appends in a nested shell", "sh -c 'echo A=1 >> {root}/.env.staging'"),
            True,
            ".env.staging",
        ),
        Attempt(
            Wish("writes an env file by its own tool", path="{root}/.env.live", content="A=1"),
            True,
            ".env.live",
        ),
    ),
    "compose-v2": (
        Attempt(Wish("runs docker-compose", "docker-compose up -d"), True, ".live/ran-up"),
        Attempt(
            Wish("runs docker-compose in a nested shell", "bash -c 'docker-compose ps'"),
            True,
            ".live/ran-ps",
        ),
    ),
}


def attempts_for(rules: set[str]) -> tuple[Attempt, ...]:
    """Return what is tried in a repo that has these rules; denied and allowed calls take turns."""
    free = list(ATTEMPTS[""])
    denied = [
        replace(attempt, rule=rule)
        for rule in ATTEMPTS
        if rule in rules
        for attempt in ATTEMPTS[rule]
    ]
    mixed: list[Attempt] = []
    while free or denied:
        mixed += denied[:1] + free[:1]
        del denied[:1], free[:1]
    return tuple(mixed)
