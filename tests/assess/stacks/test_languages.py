"""Which languages a repo is written in, with what it says of its own files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from assess_repos import assessed

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "shop/a.py": "x = 1\n" * 5,
    "pages/a.html": "<p></p>\n" * 50,
    "pages/b.html": "<p></p>\n",
    "lib/c.js": "f();\n" * 2,
}


@pytest.mark.parametrize(
    ("marks", "languages"),
    [
        ("* text=auto\n", ["HTML", "Python", "JavaScript"]),
        ("*.html linguist-detectable=false\n", ["Python", "JavaScript"]),
        ("*.html -linguist-detectable\n", ["Python", "JavaScript"]),
        ("pages/** linguist-vendored\n", ["Python", "JavaScript"]),
        ("pages/*.html linguist-generated=true\n", ["Python", "JavaScript"]),
        ("a.html linguist-documentation\n", ["Python", "JavaScript", "HTML"]),
        ("/a.html linguist-documentation\n", ["HTML", "Python", "JavaScript"]),  # only at the top
        ("*.js linguist-language=TypeScript\n", ["HTML", "Python", "TypeScript"]),
        # Of two lines the later one counts.
        ("*.html linguist-vendored\n*.html linguist-vendored=false\n", ["HTML", "Python", "JavaScript"]),
    ],
)  # fmt: skip
def test_a_repo_says_which_files_do_not_count(
    marks: str, languages: list[str], tmp_path: Path
) -> None:
    found = assessed(tmp_path, FILES | {".gitattributes": marks}).of("languages")
    assert [fact.name for fact in found] == languages


def test_scripts_that_were_made_for_machines_do_not_count(tmp_path: Path) -> None:
    files = {
        "a.ts": "export const a = 1;\n" * 100,
        "bundle.js": "var a=1;" * 9_000 + "\n",  # few and long lines
        "written.js": "var a = 1;\n" * 50,
    }
    found = assessed(tmp_path, files).of("languages")
    assert [(fact.name, fact.path) for fact in found] == [
        ("TypeScript", "a.ts"),
        ("JavaScript", "written.js"),
    ]
