"""The top-level blocks are those that GitHub's own reader sees."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from oracle import UNPLACED, github_blocks, github_items

from groundplan.plan.blocks import read_blocks

PIECES = [
    "# a", "## b ##", "###", "####### no", "#x", "a", "b c", "===", "---", "- - -", "***", "_ _ _",
    "- a", "- ", "-", "* a", "+ b", "1. a", "2. b", "1) c", "10. d", "0. e", "- [ ] box", "-a",
    "> q", ">", ">> q", "> - a", "> ```", "> # h", "- > q", "- # h", "- - a", "1. - a", "- ---",
    "```", "````", "```sh verify=S1.a", "``` a`b", "~~~", "~~~ x ~ y", "   ```", "    ```", "  ~~~~",
    "<!-- c -->", "<!-- open", "-->", "<div>", "</div>", "<b>x</b>", "<b>", "<pre>", "</pre>", "<?x",
    "?>", "<!A", "<script>", "</script>", "<a href=x", "| a | b |", "| - | - |", "|---|", ":-: | -:",
    "a | b", "--|--", "| a |", r"| a \| b |", "   a", "    a", "     a",
    "      # a", "  # a", "    # a", "\ta", "\t# a", " \t a", "-\ta", "-\t\ta", ">\ta", "1.\ta", "  - a",
    "    - a", "   > a", "", "", "", " ", "   ", "\t", "é ü", "`a`", "\\# a", "*a*", "<x", "&amp;",
]  # fmt: skip
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(PIECES),
        st.tuples(st.sampled_from(["", " ", "  ", "   ", "    "]), st.sampled_from(PIECES)).map(
            "".join
        ),
    ),
    max_size=14,
).map("\n".join)


def ours(text: str) -> list[tuple[str, int]]:
    found = []
    for block in read_blocks(text.split("\n")).blocks:
        kind = {"heading": f"heading {block.level}", "fence": "code"}.get(block.kind, block.kind)
        if kind != "html":
            found.append((kind, 0 if kind in UNPLACED else block.first))
    return found


@settings(max_examples=500, deadline=None)
@given(TEXTS)
@example("- a\n\n  b\n- c\n")
@example("> a\nb\n===\n")
@example("a\n| b |\n| - |\n| c |\n===\n")
@example("-\n\n  a\n- b")
def test_blocks_are_those_of_github(text: str) -> None:
    assert ours(text) == github_blocks(text)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_items_are_those_of_github(text: str) -> None:
    found = [b.items for b in read_blocks(text.split("\n")).blocks if b.kind == "list"]
    assert found == github_items(text)


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("#`~<>-=*|:. \t\r\n1a!?[]/\\_+\ufeff\u2028\0"), max_size=200))
def test_reading_never_raises_and_lines_are_in_order(text: str) -> None:
    lines = text.split("\n")
    blocks = read_blocks(lines).blocks
    at = 0
    for block in blocks:
        assert at < block.first <= block.last <= len(lines)
        assert not block.items or block.first <= min(block.items) <= max(block.items) <= block.last
        at = block.last


@pytest.mark.parametrize("mark", [">", "- ", "> - ", "1. "])
def test_nesting_without_end_is_followed_to_a_depth_and_named(mark: str) -> None:
    document = read_blocks(["a", "", mark * 100_000 + "x", "", "# b"])
    assert document.too_deep == 3
    assert document.blocks[-1].kind == "heading"
