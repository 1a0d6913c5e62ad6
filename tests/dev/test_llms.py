from __future__ import annotations

from pathlib import Path

from groundplan.dev.llms import first_sentence, text, trees

DOCS = Path(__file__).parents[2] / "docs"


def test_every_page_of_the_docs_is_in_the_site_and_in_the_list() -> None:
    listed = {page for _, pages in trees((DOCS / "index.md").read_text()) for page in pages}
    written = {file.relative_to(DOCS).with_suffix("").as_posix() for file in DOCS.rglob("*.md")}
    assert written - {"index"} == listed
    assert [page for page in listed if f"(docs/{page}.md)" not in text()] == []


def test_the_first_sentence_of_the_first_paragraph_describes_a_page() -> None:
    page = (
        "<!-- generated -->\n\n# Title\n\nOne `a.b` sentence\nof two lines. Another one.\n\nMore."
    )
    assert first_sentence(page) == "One `a.b` sentence of two lines."
    assert first_sentence("# Only a title\n") == ""
