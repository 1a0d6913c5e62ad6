from __future__ import annotations

import re
from typing import Any

import yaml

from groundplan.core import registry
from groundplan.request.issue_forms import github_form

# What GitHub's form schema allows, by type (docs.github.com, "Syntax for GitHub's form schema").
ATTRIBUTES = {
    "markdown": {"value"},
    "input": {"label", "description", "placeholder", "value"},
    "textarea": {"label", "description", "placeholder", "value", "render"},
    "dropdown": {"label", "description", "multiple", "options", "default"},
    "checkboxes": {"label", "description", "options"},
}


def body() -> list[dict[str, Any]]:
    form: dict[str, Any] = yaml.safe_load(github_form())
    assert set(form) <= {
        "name",
        "description",
        "title",
        "labels",
        "assignees",
        "projects",
        "type",
        "body",
    }
    assert form["name"]
    assert form["description"]
    elements: list[dict[str, Any]] = form["body"]
    return elements


def test_the_form_keeps_to_githubs_schema() -> None:
    for element in body():
        assert set(element) <= {"type", "id", "attributes", "validations"}
        attributes = element["attributes"]
        assert set(attributes) <= ATTRIBUTES[element["type"]]
        assert set(element.get("validations", {})) <= {"required"}
        texts = [value for value in attributes.values() if not isinstance(value, bool | int | list)]
        assert all(isinstance(text, str) and text.strip() for text in texts)
        if element["type"] == "markdown":
            assert "id" not in element
        else:
            assert re.fullmatch(r"[A-Za-z0-9_-]+", element["id"])
        if element["type"] == "dropdown":
            options = attributes["options"]
            assert len(set(options)) == len(options)
            assert all(isinstance(option, str) and option != "None" for option in options)
            assert 0 <= attributes["default"] < len(options)


def test_ids_and_labels_of_the_form_stand_once() -> None:
    asked = [element for element in body() if element["type"] != "markdown"]
    assert asked
    for names in (
        [element["id"] for element in asked],
        [element["attributes"]["label"].lower() for element in asked],
    ):
        assert len(set(names)) == len(names)


def test_the_form_shows_the_ten_sections_in_order() -> None:
    shown = [element["attributes"]["value"] for element in body() if element["type"] == "markdown"]
    assert shown == [f"## {section.number}. {section.title}" for section in registry.sections()]
