"""The second front door: copier.yml -> cookiecutter.json, so that nobody writes the questions twice.

cookiecutter asks without conditions and has no computed defaults. What copier would compute is an empty
default here ("as found"); the hook drops empty answers, so that copier computes them after all.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[3]
AS_FOUND = "as found in the folder"


def cookiecutter_json() -> str:
    """Return `cookiecutter.json`. The ten sections are left to `groundplan new`, where the hook leads."""
    variables: dict[str, object] = {"target": "."}
    prompts: dict[str, object] = {
        "target": "The folder to land in; . is this one (then call with -f)"
    }
    for name, question in questions().items():
        variables[name], prompts[name] = variable(question)
    text = json.dumps({**variables, "__prompts__": prompts}, indent=2, ensure_ascii=False)
    return f"{text}\n"


def questions() -> dict[str, Mapping[str, Any]]:
    """Return the set-up questions of copier.yml by name: those that are asked."""
    import yaml

    text = (ROOT / "copier.yml").read_text(encoding="utf-8").split("\n---\n")[0]
    data = yaml.load(text, Loader=_including_loader())  # noqa: S506 - a safe loader
    return {
        name: question
        for name, question in data.items()
        if not name.startswith("_") and question.get("when", True) is not False
    }


def variable(question: Mapping[str, Any]) -> tuple[object, object]:
    """Return cookiecutter's default (or list of choices) for one question, and its prompt."""
    label = re.sub(r"\{\{.*?\}\}", "", question["help"]).strip()
    default = question.get("default", "")
    if question.get("multiselect"):
        return "", f"{label} (names with commas between them; empty: {AS_FOUND})"
    if question["type"] == "bool":
        if isinstance(default, bool):
            # What follows in copier is asked by `groundplan new` here.
            return default, label.partition(" (")[0]
        return _choices(label, {"yes": "true", "no": "false"})
    if "choices" in question:
        return _choices(label, question["choices"])
    return "", f"{label} (empty: {AS_FOUND})"


def _choices(label: str, choices: Mapping[str, str]) -> tuple[list[str], dict[str, str]]:
    named = {value: text for text, value in choices.items()}
    return ["", *named], {"__prompt__": label, "": AS_FOUND.capitalize(), **named}


def _including_loader() -> type[Any]:
    """Return a loader that knows copier's `!include`, and reads nothing for it."""
    import yaml

    class Loader(yaml.SafeLoader):
        pass

    Loader.add_constructor("!include", lambda *_: [])
    return Loader
