"""The pages that are made of the stacks: what is known, and how the small repos score."""

from __future__ import annotations

import importlib.util
import inspect
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from groundplan.assess.report import KINDS
from groundplan.assess.stacks import MODULES, stacks

DATA = Path(__file__).parents[3] / "tests/data/assess"


def page() -> str:
    """Return docs/reference/stacks.md."""
    rows = []
    for name, stack in zip(MODULES, stacks(), strict=True):
        kinds = {*stack.finds, *(package.kind for package in stack.packages)}
        found = ", ".join(KINDS[kind].lower() for kind in KINDS if kind in kinds)
        module = importlib.import_module(f"groundplan.assess.stacks.{name}")
        about = (inspect.getdoc(module) or "").split("\n\n")[0].replace("\n", " ")
        rows.append(f"| {stack.title} | {found} | {about.replace('|', '/')} |")
    kinds_table = "\n".join(f"| `{kind}` | {title} |" for kind, title in KINDS.items())
    return (
        "<!-- Generated from hooks/groundplan/stacks by `python -m groundplan.dev gen`. Do not edit. -->\n\n"
        "# What the assessment knows\n\n"
        "`groundplan assess` reads what git tracks (in a folder without git: every file) and prints facts, "
        "each with its file and line. It runs nothing of the repo, asks no model, needs no network and writes nothing. "
        "A kind that was looked for and not found is an empty list (`null` for the API service and the migration tool); "
        "one that was not looked for is left out.\n\n"
        "What is only in tests, documentation, examples, vendored or generated trees is no fact about the product. "
        "Of env files only the names are known: they are never opened. Files over 1 MB, binary files, links, submodules and vendored "
        "trees are not looked at, and said so; a file that can't be read is one line of its own.\n\n"
        "## Stacks\n\n| stack | finds | about |\n| --- | --- | --- |\n" + "\n".join(rows) + "\n\n"
        "## Kinds of fact\n\n| key of the format | title |\n| --- | --- |\n" + kinds_table + "\n"
    )


def scores_page() -> str:
    """Return docs/assessment-scores.md: the small repos of the tests, scored by the scorer beside them."""
    spec = importlib.util.spec_from_file_location("score_assess", DATA / "score_assess.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(DATA / "score_assess.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        for repo in sorted((DATA / "mini-repos").iterdir()):
            shutil.copytree(repo, Path(scratch) / repo.name)
            rows.append(_row(scorer, Path(scratch) / repo.name, repo.name))
    return (
        "<!-- Generated from tests/data/assess by `python -m groundplan.dev gen`. Do not edit. -->\n\n"
        "# How well the assessment reads\n\n"
        "Eleven small made-up repos, each with a truth that was written before anything read it. The score is the mean F1 over "
        "the twenty fields of the format `assess/1`; *invented* counts facts that are not true. The scorer and the truths lie in "
        "`tests/data/assess`; `GROUNDPLAN_ASSESS_REPOS=FOLDER` lets the tests score checkouts of your own (`NAME/` beside `NAME.json`).\n\n"
        "| repo | score | routes found | models found | invented |\n| --- | ---: | ---: | ---: | ---: |\n"
        + "\n".join(rows)
        + "\n"
    )


def _row(scorer: Any, folder: Path, name: str) -> str:
    from groundplan.assess.assessment import assess
    from groundplan.assess.report import as_data

    truth = json.loads((DATA / "mini-truth" / f"{name}.json").read_text(encoding="utf-8"))
    found = scorer.score(truth, as_data(assess(folder)))
    score = sum(field["f1"] for field in found.values()) / len(found)
    invented = sum(len(field["fp"]) for field in found.values())
    routes, models = found["routes"], found["models"]
    return (
        f"| {name} | {score:.3f} | {routes.get('tp', 0)} of {len(truth['routes'])} "
        f"| {models.get('tp', 0)} of {len(truth['models'])} | {invented} |"
    )
