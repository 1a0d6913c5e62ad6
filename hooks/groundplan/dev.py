"""For people who work on groundplan itself: `python -m groundplan.dev gen [--check]`.

Everything that lists things is generated from the things. A generator is a function without
arguments that returns the whole text of one file, or of the block between the two marker comments
of a written page.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import click

from groundplan import world
from groundplan.errors import FOUND, Refused, Stop

ROOT = Path(__file__).parents[2]

# Path in the repo -> the function that makes its text. `path#NAME` stands for the block between
# `<!-- generated: NAME -->` and `<!-- /generated: NAME -->` of a page that people write.
GENERATED: dict[str, str] = {
    "template/.github/ISSUE_TEMPLATE/change-request.yml.jinja": "groundplan.issue_forms:github_page_template",
    "template/.gitlab/issue_templates/change-request.md.jinja": "groundplan.issue_forms:gitlab_page_template",
    "hooks/groundplan/sections/compiled.json": "groundplan.shelf:compiled_sections",
    "docs/reference/agents.md": "groundplan.agents.page:agents_page",
    "docs/reference/stacks.md": "groundplan.stacks.reference:page",
    "docs/assessment-scores.md": "groundplan.stacks.reference:scores_page",
    "docs/reference/diagnostics.md": "groundplan.explain:diagnostics_page",
    "README.md#commands": "groundplan.readme:commands_table",
    "README.md#guard": "groundplan.readme:guard_answer",
    "README.md#plan": "groundplan.readme:plan_excerpt",
    "docs/reference/guard.md": "groundplan.guard_page:page",
    "docs/reference/rules.md": "groundplan.rules_page:page",
    "docs/reference/verifications.md": "groundplan.verifiers.reference:page",
    "cookiecutter.json": "groundplan.cookiecutter_files:cookiecutter_json",
    "copier/agents.yml": "groundplan.copier_files:agent_list",
    "copier/change_request.yml": "groundplan.copier_files:change_request_questions",
    "copier/exclude.yml": "groundplan.copier_files:exclude_list",
    "copier/files.yml": "groundplan.copier_files:files_list",
    "copier/messages.yml": "groundplan.copier_files:messages",
}

# Functions that return many files at once: path in the repo -> whole text.
GENERATED_TREES: tuple[str, ...] = (
    "groundplan.agents.landed:template_files",
    "groundplan.copier_files:guard_files",
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
    found = (file for folder in WHOLE_FOLDERS for file in (ROOT / folder).glob("*.py"))
    names = (file.relative_to(ROOT).as_posix() for file in found)
    return sorted(name for name in names if name not in made)


def _current(path: str) -> str:
    file = ROOT / path
    return file.read_text(encoding="utf-8") if file.is_file() else ""


@click.group()
def root() -> None:
    """Work on groundplan itself."""


@root.command()
@click.option("--check", is_flag=True, help="Write nothing; say what is stale and exit 1.")
def gen(check: bool) -> int:
    """Make every generated file anew."""
    if check:
        for path in (found := [*stale(), *left_over()]):
            world.print_line(f"stale: {path}")
        if found:
            world.print_error("Generated files are stale.", "Run: python -m groundplan.dev gen")
        return FOUND if found else 0
    for path in left_over():
        (ROOT / path).unlink()
        world.print_line(f"removed: {path}")
    # A list of the template's files is right only after the files themselves are made: twice.
    for path, text in (entry for _ in range(2) for entry in stale().items()):
        world.write_text(ROOT / path, text)
        world.print_line(f"made: {path}")
    return 0


@root.command()
@click.option("--into", default=str(ROOT / "demo" / "sample-api"), help="The scratch repo.")
def demo(into: str) -> None:
    """Land the kit in a copy of the sample API and plan its change request."""
    from groundplan import demo as show

    show.demo(Path(into))


if __name__ == "__main__":
    try:
        sys.exit(root.main(standalone_mode=False))
    except Stop as problem:
        world.print_error(problem.sentence, problem.advice)
        sys.exit(problem.status)
