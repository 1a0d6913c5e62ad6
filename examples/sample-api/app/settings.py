"""The settings, all of them from the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """Where the stores are, and the rules of the library."""

    database_url: str
    redis_url: str
    loan_days: int = 14
    cache_seconds: int = 60

    @classmethod
    def from_environment(cls) -> Settings:
        """Read the settings; a missing address is an error, never a guess."""
        return cls(
            database_url=os.environ["DATABASE_URL"],
            redis_url=os.environ["REDIS_URL"],
            loan_days=int(os.environ.get("LOAN_DAYS", "14")),
            cache_seconds=int(os.environ.get("CACHE_SECONDS", "60")),
        )
