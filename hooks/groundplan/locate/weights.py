"""How much each source counts: one table, learned from public commits (see docs/design.md)."""

from __future__ import annotations

FIRST: dict[str, float] = {
    "contents": 0.493,
    "path_words": 0.235,
    "recency": 0.189,
    "own_messages": 0.141,
    "stated_paths": 0.135,
    "phrases": 0.120,
    "exact_names": 0.085,
    "past_messages": 0.081,
    "scope": 0.046,
    "frequency": 0.028,
    "definitions": 0.02,
    "kind_share": 0.01,
}
"""The sources that need no ranking; the better a source's best file, the more."""

ALL: dict[str, float] = FIRST | {
    "imports": 0.111,
    "changed_together": 0.034,
    "siblings": 0.005,
}
"""The final combination."""
