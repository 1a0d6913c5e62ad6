"""Languages by bytes of source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stacks.repos import assessed

if TYPE_CHECKING:
    from pathlib import Path


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
