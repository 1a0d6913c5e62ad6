"""For people who work on groundplan itself: `python -m groundplan.dev gen [--check]`.

Everything that lists things is generated from the things. A generator is a function without
arguments that returns the whole text of one file, or of the block between the two marker comments
of a written page.
"""

from __future__ import annotations

import importlib
from pathlib import Path

from groundplan.core.errors import Refused

ROOT = Path(__file__).parents[3]

# Path in the repo -> the function that makes its text. `path#NAME` stands for the block between
# `<!-- generated: NAME -->` and `<!-- /generated: NAME -->` of a page that people write.
GENERATED: dict[str, str] = {
    "template/.github/ISSUE_TEMPLATE/change-request.yml.jinja": "groundplan.request.issue_forms:github_page_template",
    "template/.gitlab/issue_templates/change-request.md.jinja": "groundplan.request.issue_forms:gitlab_page_template",
    "hooks/groundplan/plan/sections/compiled.json": "groundplan.core.registry:compiled_sections",
    "docs/reference/agents.md": "groundplan.dev.agents_page:agents_page",
    "docs/reference/driving.md": "groundplan.dev.driving_page:page",
    "docs/reference/stacks.md": "groundplan.dev.stacks_page:page",
    "docs/assessment-scores.md": "groundplan.dev.stacks_page:scores_page",
    "docs/reference/diagnostics.md": "groundplan.checks.explain:diagnostics_page",
    "hooks/groundplan/guard/payload/agent_table.py": "groundplan.agents.guard_table:agent_table",
    "hooks/groundplan/guard/programs/agent_programs.py": "groundplan.agents.guard_table:agent_programs",
    "README.md#commands": "groundplan.dev.readme:commands_table",
    "README.md#guard": "groundplan.dev.readme:guard_answer",
    "README.md#plan": "groundplan.dev.readme:plan_excerpt",
    "docs/reference/commands.md": "groundplan.dev.commands_page:page",
    "llms.txt": "groundplan.dev.llms:text",
    "docs/reference/guard.md": "groundplan.dev.guard_page:page",
    "docs/reference/rules.md": "groundplan.dev.rules_page:page",
    "docs/reference/verifications.md": "groundplan.dev.verifications_page:page",
    "cookiecutter.json": "groundplan.dev.cookiecutter_files:cookiecutter_json",
    "copier/agents.yml": "groundplan.dev.copier_files:agent_list",
    "copier/change_request.yml": "groundplan.dev.copier_files:change_request_questions",
    "copier/exclude.yml": "groundplan.dev.copier_files:exclude_list",
    "copier/files.yml": "groundplan.dev.copier_files:files_list",
    "copier/messages.yml": "groundplan.dev.copier_files:messages",
}

# Functions that return many files at once: path in the repo -> whole text.
GENERATED_TREES: tuple[str, ...] = (
    "groundplan.agents.landed:template_files",
    "groundplan.agents.skills:template_files",
    "groundplan.dev.copier_files:guard_files",
    "groundplan.dev.schemas:schema_files",
)

WHOLE_FOLDERS = ("template/.groundplan/guard",)
"""Folders in which every module is made: one that is made no more goes away."""


def generated_trees() -> dict[str, str]:
    """Return what the functions of `GENERATED_TREES` make: path in the repo -> whole text."""
    found: dict[str, str] = {}
    for name in GENERATED_TREES:
        module_name, function_name = name.split(":")
        found |= getattr(importlib.import_module(module_name), function_name)()
    return found


def generated_text(target: str, page: str = "") -> str:
    """Return what the file of `target`, a key of `GENERATED`, should hold by now.

    Args:
        target: a path, or `path#NAME` for one block of a written page.
        page: the written page around the block.

    Raises:
        Refused: the page lacks the two marker comments of its block.
    """
    module_name, function_name = GENERATED[target].split(":")
    text: str = getattr(importlib.import_module(module_name), function_name)()
    path, _, block = target.partition("#")
    if not block:
        return text
    opening, closing = f"<!-- generated: {block} -->", f"<!-- /generated: {block} -->"
    if opening not in page or closing not in page:
        raise Refused(f"{path} has no block {block!r}.", f"Add {opening} and {closing} to it.")
    before, rest = page.split(opening, 1)
    return f"{before}{opening}\n{text.rstrip()}\n{closing}{rest.split(closing, 1)[1]}"


def stale() -> dict[str, str]:
    """Return the files that differ from what they are made of: path -> the text that is right."""
    made = generated_trees()
    for target in GENERATED:
        path = target.partition("#")[0]
        made[path] = generated_text(target, made.get(path, _current(path)))
    return {path: text for path, text in made.items() if text != _current(path)}


def left_over() -> list[str]:
    """Return the modules in made folders that nothing makes any more."""
    made = generated_trees()
    found = (file for folder in WHOLE_FOLDERS for file in (ROOT / folder).rglob("*.py"))
    names = (file.relative_to(ROOT).as_posix() for file in found)
    return sorted(name for name in names if name not in made)


def _current(path: str) -> str:
    file = ROOT / path
    return file.read_text(encoding="utf-8") if file.is_file() else ""
