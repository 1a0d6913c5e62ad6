"""How much each source counts: one table, learned from public commits (see docs/design.md)."""

from __future__ import annotations

FIRST: dict[str, float] = {
    "contents": 0.234,
    "fields": 0.215,
    "exact_names": 0.210,
    "stated_paths": 0.200,
    "path_words": 0.169,
    "size": 0.150,
    "quoted_texts": 0.120,
    "similar_thing": 0.120,
    "urls": 0.120,
    "abbreviations": 0.119,
    "own_messages": 0.118,
    "last_commits": 0.102,
    "learned_words": 0.102,
    "recent_messages": 0.090,
    "recency": 0.080,
    "tables": 0.080,
    "folder_messages": 0.078,
    "past_messages": 0.078,
    "named_for": 0.024,
    "tests_of": 0.019,
}
"""The first ranking: of the sources that need none."""

ALL: dict[str, float] = {
    "stated_paths": 0.200,
    "passages": 0.191,
    "exact_names": 0.168,
    "contents": 0.164,
    "path_words": 0.139,
    "two_hops": 0.133,
    "quoted_texts": 0.120,
    "similar_thing": 0.120,
    "urls": 0.120,
    "abbreviations": 0.114,
    "size": 0.102,
    "fields": 0.099,
    "learned_words": 0.084,
    "recent_messages": 0.083,
    "last_commits": 0.081,
    "tables": 0.080,
    "called": 0.030,
    "own_messages": 0.077,
    "past_messages": 0.070,
    "imports": 0.069,
    "siblings": 0.042,
    "folder_messages": 0.038,
    "recency": 0.029,
    "named_for": 0.026,
    "tests_of": 0.014,
    "changed_together": 0.003,
    "same_name": 0.003,
    "scope": 0.003,
}
"""The final combination. Set by hand are `stated_paths`, `similar_thing`, `urls`, `quoted_texts`, `called` and
`tables`: messages of commits hardly ever name a path, an address or a table, change requests do."""
