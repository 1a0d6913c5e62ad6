"""Where the kit of a repo came from the last time that this user had a say, kept outside of the repo.

Two files of a repo can vouch for each other: who changes one can change both. What is kept here no
commit can change, so that a kit from another place is never taken without a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.core import io, write
from groundplan.core.errors import NeedsPerson
from groundplan.core.user_state import find_state, state_folder

if TYPE_CHECKING:
    from pathlib import Path

NAME = "source"
LIMIT = 4096  # bytes of an address


def remember_source(root: Path, source: str) -> None:
    """Keep the source that this user landed from, named, or went on with."""
    write.write_text(state_folder(root) / NAME, f"{source}\n")


def refuse_other_source(root: Path, source: str) -> None:
    """Refuse a source that is not the one which this user knows for a repo.

    Raises:
        NeedsPerson: the repo names another one by now.
    """
    state = find_state(root)
    file = state / NAME if state else None
    known = io.read_text(file, LIMIT).strip() if file and file.is_file() else ""
    if known and known != source:
        raise NeedsPerson(
            f"The kit came from {known} when you last synced, and the repo now says {source}.",
            f"If that is right: groundplan sync --from {source}",
        )
