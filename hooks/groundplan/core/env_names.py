"""Which file names mean real settings and secrets of one machine."""

from __future__ import annotations

_EXAMPLES = (".example", ".sample", ".template", ".dist")


def is_env_file(name: str) -> bool:
    """Return whether a file of this name holds real values, and not an example's.

    Args:
        name: the file's name without its folder.
    """
    lower = name.lower()
    if lower.endswith(_EXAMPLES):
        return False
    return lower.startswith(".env") or lower.endswith(".env")
