"""The report as Markdown: what a hostile plan or diff says stays text, also to GitHub's own reader."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from groundplan.core.model import Diagnostic, Severity
from groundplan.plan.graph import graph_lines
from groundplan.plan.model import NO_LINES, Step
from groundplan.report import page
from groundplan.report.content import Content, Proof
from groundplan.report.markdown import MARKER, document

# (text, why it is here)
HOSTILE = [
    ("<script>alert(1)</script>", "HTML"),
    ("<img src=x onerror=alert(1)>", "an image that acts"),
    ("</code></td></table><h1>Owned</h1>", "an end of what is around it"),
    ("<!-- groundplan report -->", "the marker of the comment"),
    ("--> <b>bold</b> <!--", "an end of a comment"),
    ("[click](https://evil.example)", "a link"),
    ("![x](https://evil.example/pixel)", "an image"),
    ("[a]: https://evil.example", "a definition of a link"),
    ("https://evil.example and www.evil.example and a@evil.example", "addresses"),
    ("<https://evil.example>", "an address in brackets"),
    ("@octocat @org/team fixes #1 org/repo#2 GH-3", "mentions and references"),
    ("a | b | c", "cells of a table"),
    ("`code` ```mermaid", "code"),
    ("# Title\n## Other\n\n- item\n\n| a |\n| - |\n", "blocks"),
    ("**bold** _em_ ~~gone~~ ==mark== ^up^ ~low~", "emphasis"),
    ("$x$ $$y$$ \\(z\\)", "math"),
    ("&lt;b&gt; &#60;i&#62; &amp;", "references to characters"),
    ("\\<b\\> \\[x\\](y)", "backslashes"),
    ("\x1b[31mred \u202egnp.exe\u2066", "control characters"),
    (":smile: :octocat:", "emoji"),
    ("[x] [ ] - [x]", "boxes"),
    ("[^1] [^1]: note", "footnotes"),
    ("x" * 10_000, "length"),
]
IDS = [why for _, why in HOSTILE]
TAGS = {"h2", "h3", "ul", "li", "p", "code", "strong", "table", "thead", "tbody", "tr", "th", "td", "pre"}  # fmt: skip


class Seen(HTMLParser):
    """The tags, their attributes and the text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.values: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.values += [f"{name}={value}" for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def step(name: str, title: str, depends: tuple[str, ...] = ()) -> Step:
    return Step(name, title, is_draft=False, line=1, lines=NO_LINES, depends=depends)


def content(text: str) -> Content:
    """A report in which every text that others write is this one."""
    proof = Proof("S1.a", text, text, text, True, text, text)
    found = Diagnostic(text, Severity.ERROR, text, text, 1)
    steps = (step("S1", text), step("S2", text, ("S1",)))
    return Content(text, (("Plan", text),), text, steps, (proof,), (found,), (found,), "")


def rendered(markdown: str) -> Seen:
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return Seen(cmarkgfm.github_flavored_markdown_to_html(markdown, options))


@pytest.mark.parametrize("text", [text for text, _ in HOSTILE], ids=IDS)
def test_a_hostile_text_makes_no_tag_and_no_address(text: str) -> None:
    seen = rendered(document(content(text)))
    plain = rendered(document(content("plain")))
    assert seen.tags == plain.tags
    assert set(seen.tags) <= TAGS
    assert seen.values == plain.values


@pytest.mark.parametrize("text", [text for text, _ in HOSTILE], ids=IDS)
def test_it_is_shown_as_it_was_typed(text: str) -> None:
    if any(char in text for char in "\x1b\u202e") or len(text) > 100:
        return
    assert " ".join(text.split()) in rendered(document(content(text))).text


@pytest.mark.parametrize(
    "text", ["@octocat", "#12", "GH-3", "gh-3", "o/r#1", ":smile:", "http://x"]
)
def test_what_github_looks_for_in_text_is_cut(text: str) -> None:
    pieces = rendered(document(content(f"see {text}"))).words
    # The graph is read by Mermaid and not by GitHub's filters: they leave code alone.
    assert not any(f"see {text}" in piece for piece in pieces if "flowchart" not in piece)


@pytest.mark.parametrize("text", [text for text, _ in HOSTILE], ids=IDS)
def test_a_label_of_the_graph_stays_one_quoted_label(text: str) -> None:
    lines = graph_lines((step("S1", text), step("S2", "b", ("S1",))))
    assert lines[:2] == ["```mermaid", "flowchart TD"]
    assert len(lines) == 6
    assert re.fullmatch(r'    S1\["S1 [^"<>`\[\]|{}%$\x00-\x1f]*"\]', lines[2])
    assert not re.search(r"&(?!#)", lines[2])


def test_the_comment_is_found_by_its_first_line_only() -> None:
    text = document(content(MARKER))
    assert text.startswith(f"{MARKER}\n")
    assert text.count(MARKER) == 1


def test_a_large_report_fits_into_a_comment() -> None:
    text = "<&|@#" * 60
    whole = content(text)._replace(
        steps=tuple(step(f"S{n}", text) for n in range(900)),
        proofs=tuple(Proof(f"S{n}.a", text, "cmd", "not run", False, "", "") for n in range(900)),
        review=content(text).review * 900,
    )
    made = document(whole)
    assert len(made) < 65_536
    assert "more" in made


@pytest.mark.parametrize("text", [text for text, _ in HOSTILE], ids=IDS)
def test_the_page_shows_it_as_text_too(text: str) -> None:
    seen, plain = Seen(page.document(content(text))), Seen(page.document(content("plain")))
    assert seen.tags == plain.tags
    assert seen.values == plain.values
    assert "script" not in seen.tags
