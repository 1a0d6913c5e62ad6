"""The expected ends of a command: what the user is told, what to do, and the exit status."""

from __future__ import annotations

DONE = 0
"""Done, and nothing to say."""
FOUND = 1
"""Problems found: diagnostics, behind, drift."""


class Stop(Exception):
    """An expected end. `sentence` says what and where, `advice` the way out, `status` is the exit."""

    status = 2

    def __init__(self, sentence: str, advice: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.advice = advice


class Refused(Stop):
    """Wrong use, or something that would be unsafe to do: nothing was changed."""

    status = 2


class NeedsPerson(Stop):
    """A person has to decide: a conflict, or local lines in danger."""

    status = 3


class EnvironmentTrouble(Stop):
    """The machine said no: disk, permission, a program that is missing."""

    status = 4
