"""The env files of a repo are guarded by the names that the repo has for them."""

from __future__ import annotations

import pytest

from groundplan.guard.policy.path_rules import globs


@pytest.mark.parametrize(
    ("texts", "files", "found"),
    [
        (
            [".env", "{env_files}"],
            "server.env web/.env.local",
            [".env", "server.env", "web/.env.local"],
        ),
        (["{env_files}"], "", []),
        (["a b/{env_files}"], "x", ["a b/x"]),  # no list: a pattern with a blank in it
    ],
)
def test_a_fact_of_several_files_is_a_pattern_for_each(
    texts: list[str], files: str, found: list[str]
) -> None:
    assert globs(texts, lambda text: text.replace("{env_files}", files)) == found
