"""What a person can type instead of an answer, after a colon."""

from __future__ import annotations

COMMANDS = {
    "help": "what is asked here",
    "example": "how an answer looks",
    "take": "take what the code says as the answer, to change or confirm",
    "back": "the question before",
    "next": "the next question, this one stays as it is",
    "skip": "the next question, this one stays open",
    "change": "put the answer that stands here into the line, to change it",
    "clear": "take the answer back: the question is open again",
    "edit": "write the answer in your editor",
    "review": "look at all answers",
    "quit": "stop; what is confirmed is kept",
}


def named_command(word: str) -> str:
    """Return the command that a word or its beginning names; nothing where none is."""
    return next((name for name in COMMANDS if word and name.startswith(word)), "")
