"""Plain YAML is read as a full reader reads it, and everything else is refused."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT

from groundplan.core.plain_yaml import NotPlain, read_plain


def full(text: str) -> Any:
    """Read with the library, scalars as text."""
    value = yaml.load(text, Loader=yaml.BaseLoader)
    return "" if value is None else value


FILES = [
    "template/.github/workflows/groundplan.yml",
    "ci/gitlab.yml",
    ".pre-commit-hooks.yaml",
    ".pre-commit-config.yaml",
    "action.yml",
    "examples/sample-api/compose.yaml",
]


@pytest.mark.parametrize("path", FILES)
def test_our_own_files_are_read(path: str) -> None:
    text = (ROOT / path).read_text()
    assert read_plain(text) == full(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: 1\nb:\n  - x\n  - y: 2\n    z: 3\n",
        "a:\n- x\n- y\n",  # a list in the column of its key
        "on: [push, 'pull_request']\n",
        "on:\n  pull_request:\n    branches: [main]\n",
        "a: {b: c, d: [e, f], 'g h': \"i\\n\"}\n",
        "a: [\n  b, # why\n  c\n]\n",
        "run: |\n  one\n    two\n\n  three\nx: y\n",
        "run: >-\n  one\n  two\n",
        "a: plain over\n  two lines\nb: c\n",
        'a: "with # inside" # and behind\n',
        "a: it's # why\nb: http://x#y\n",
        "- - a\n  - b\n- c\n",
        "a:\n\n  # why\n  b: c\n",
        "'a b': c\n",
        "---\na: b\n",
    ],
)
def test_plain_text_is_read_as_the_library_reads_it(text: str) -> None:
    assert read_plain(text) == full(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: &x b\nc: *x\n",  # anchors
        "a: b\na: c\n",  # a key twice: readers differ
        "<<: {a: b}\n",
        "a: !!str b\n",
        "? a\n: b\n",
        "a: b\n---\nc: d\n",
        "a: b: c\n",
        "a:\n\tb: c\n",
        "{a: b, a: c}\n",
        "a: 'open\n",
        "a: [b\n",
        "a: b\n   c: d\n",
        "[" * 200 + "]" * 200,
    ],
)
def test_what_is_not_plain_is_refused(text: str) -> None:
    with pytest.raises(NotPlain):
        read_plain(text)


@given(st.text("ab:-# \n[]{}'\",|>\t&*", max_size=60))
def test_nothing_makes_it_fail_otherwise(text: str) -> None:
    try:
        found = read_plain(text)
    except NotPlain:
        return
    try:
        expected = full(text)
    except (yaml.YAMLError, RecursionError, ValueError):
        return
    assert found == expected
