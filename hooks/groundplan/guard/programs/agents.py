"""Coding agents that a command starts: not with the options that switch their own checks off."""

from .agent_programs import BYPASSES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell

_WORDS = (
    "dangerously",
    "bypass",
    "yolo",
    "skip-permissions",
    "trust-all",
    "allow-all",
    "disableallhooks",
)
"""What such an option is called by any agent, the next versions' included."""


def look(shell: "Shell", name: str, given: list) -> bool:
    """Note an agent's start without checks; say whether the program is an agent."""
    if name not in BYPASSES:
        return False
    for number, word in enumerate(given[1:], 1):
        after = "".join(given[number + 1 : number + 2])
        if word[:1] == "-" and is_bypass(word, after, BYPASSES[name]):
            shell.event.skips.append(f"{name} {word}")
            break
        if word == "--":
            break
    return True


def is_bypass(word: str, after: str, known: tuple) -> bool:
    """Whether an option lets an agent run without asking.

    Args:
        word: the option, with its value if that is attached.
        after: the next word: the option's value, or its first operand.
        known: the agent's own options; one with a value is written `--option=value`.
    """
    low = word.lower()
    name = low.partition("=")[0]
    if any(part in name for part in _WORDS):
        return True
    pairs = (low, f"{name}={after.lower()}")
    if any(pair in known for pair in pairs):
        return True
    value = (low.partition("=")[2] or after.lower()).replace('"', "").replace(" ", "")
    return name in ("-c", "--config", "--settings", "--permission-mode", "--approval-mode") and any(
        part in value
        for part in (*_WORDS, "danger-full-access", "approval_policy=never", "hooks:{}")
    )
