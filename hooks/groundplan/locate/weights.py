"""How much each source counts: one table, learned from public commits (see docs/design.md)."""

from __future__ import annotations

FIRST: dict[str, float] = {
    "fields": 0.223,
    "contents": 0.215,
    "path_words": 0.139,
    "exact_names": 0.128,
    "own_messages": 0.112,
    "size": 0.105,
    "recent_messages": 0.093,
    "last_commits": 0.089,
    "folder_messages": 0.086,
    "learned_words": 0.084,
    "past_messages": 0.080,
    "recency": 0.080,
    "named_for": 0.048,
    "stated_paths": 0.200,
    "tests_of": 0.025,
    "similar_thing": 0.120,
    "urls": 0.120,
    "tables": 0.080,
    "quoted_texts": 0.120,
    "abbreviations": 0.050,
}
"""The first ranking: the sources that need none."""

ALL: dict[str, float] = {
    "passages": 0.165,
    "contents": 0.148,
    "fields": 0.139,
    "path_words": 0.111,
    "exact_names": 0.105,
    "two_hops": 0.099,
    "recent_messages": 0.082,
    "size": 0.081,
    "own_messages": 0.081,
    "last_commits": 0.076,
    "learned_words": 0.076,
    "past_messages": 0.069,
    "folder_messages": 0.061,
    "siblings": 0.057,
    "imports": 0.050,
    "stated_paths": 0.200,
    "named_for": 0.048,
    "recency": 0.045,
    "tests_of": 0.019,
    "same_name": 0.013,
    "changed_together": 0.011,
    "scope": 0.005,
    "similar_thing": 0.120,
    "urls": 0.120,
    "tables": 0.080,
    "quoted_texts": 0.120,
    "abbreviations": 0.050,
}
"""The final combination. `stated_paths` and the five last are set by hand: messages of commits
hardly ever name a path, an address or a table, change requests do."""
