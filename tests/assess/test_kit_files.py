"""The kit's own files say nothing about the repo that it landed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import ROOT, commit, land, make_kit, make_repo, write_files

from groundplan.assess.assessment import assess
from groundplan.assess.kit_files import kit_files, without_kit_blocks

if TYPE_CHECKING:
    from pathlib import Path

REPO = {
    "app/main.py": "from fastapi import FastAPI\n\napp = FastAPI()\n",
    "tests/test_main.py": "def test_main(): ...\n",
    "pyproject.toml": '[project]\nname = "loans"\ndependencies = ["fastapi"]\n',
}
BLOCK = "# Ours\n\n<!-- groundplan:begin (kept) -->\nRun `pytest`.\n<!-- groundplan:end -->\nRun `make test`.\n"


def test_what_the_code_says_is_the_same_after_landing(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "repo", REPO)
    before = assess(repo)
    land(make_kit(tmp_path / "kit"), repo, project_type="api", test_command="pytest")
    commit(repo, "Land the kit")
    after = assess(repo)
    assert (repo / "groundplan.mk").is_file()
    languages = {fact.name for fact in after.of("languages")} - {"Makefile", "YAML"}
    assert languages == {fact.name for fact in before.of("languages")}
    told = [fact for fact in after.facts if fact.kind != "languages"]
    assert told == [fact for fact in before.facts if fact.kind != "languages"]


def test_every_document_of_the_template_is_known(tmp_path: Path) -> None:
    template = ROOT / "template"
    names = {
        str(path.relative_to(template)).removesuffix(".jinja")
        for path in template.rglob("*")
        if path.suffix in (".md", ".jinja") and not path.relative_to(template).parts[0].startswith((".", "{"))
    }  # fmt: skip
    for name in names:
        write_files(tmp_path, {name: "<!-- Kept by groundplan; an update brings new text. -->\n"})
    settings = {"kilo.jsonc", "opencode.json"}  # of agents; no fact is read from them
    assert kit_files(tmp_path, {*names, ".groundplan/facts.json"}) == names - settings


@pytest.mark.parametrize(
    ("paths", "text", "known"),
    [
        # Without the kit a plan is a document like any other.
        ({"PLAN.md", "AGENTS.md"}, "Kept by groundplan", set()),
        # A document that the repo had before is its own, under the same name.
        ({"PLAN.md", "AGENTS.md", ".groundplan/facts.json"}, "# Ours", {"PLAN.md"}),
        # Not in the folder itself: another repo's.
        ({"sub/AGENTS.md", ".groundplan/facts.json"}, "Kept by groundplan", set()),
    ],
)
def test_a_file_is_the_kits_only_where_it_landed(
    paths: set[str], text: str, known: set[str], tmp_path: Path
) -> None:
    write_files(tmp_path, dict.fromkeys(paths, text))
    assert kit_files(tmp_path, paths) == known


def test_a_block_in_a_document_is_no_text_of_it_and_lines_keep_their_numbers() -> None:
    assert without_kit_blocks(BLOCK) == "# Ours\n\n\n\n\nRun `make test`.\n"
