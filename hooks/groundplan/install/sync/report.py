"""What a sync does to a repo, as a value: what came, what did not, and what a person should know."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from groundplan.install.adopt import Adoption

if TYPE_CHECKING:
    from groundplan.install.sync.merge import Conflict


@dataclass
class Report:
    """What a sync does, and what a person should know of it."""

    old: str
    new: str
    came: list[str] = field(default_factory=list)
    kept_out: list[str] = field(default_factory=list)
    """Files of the kit that the repo removed: they stay removed."""
    kept: list[str] = field(default_factory=list)
    """Files that the kit dropped and the repo had edited: they stay, and are the repo's now."""
    moved: list[tuple[str, str]] = field(default_factory=list)
    yours: list[str] = field(default_factory=list)
    """New files of the kit where the repo has one of its own: the repo's stays."""
    links: list[str] = field(default_factory=list)
    conflicts: list[tuple[str, Conflict]] = field(default_factory=list)
    lost: list[tuple[str, str]] = field(default_factory=list)
    """Local lines that are not there any more: path and line."""
    answers_gone: dict[str, Any] = field(default_factory=dict)
    rules: list[str] = field(default_factory=list)
    adoption: Adoption = field(default_factory=Adoption)

    @property
    def needs_person(self) -> bool:
        """Say whether somebody has to look before or after."""
        return bool(
            self.conflicts or self.lost or self.yours or self.links or self.adoption.by_hand
        )
