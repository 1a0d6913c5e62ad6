"""An issue form as data: its elements, and which field of a change request each of them asks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan.core.errors import Refused
from groundplan.core.registry import sections
from groundplan.plan.field_names import is_lane, named_field, plain_name
from groundplan.request.issue_forms import LANE_ID, comment_texts, element_id, github_form

if TYPE_CHECKING:
    from collections.abc import Mapping

FORM_PATH = ".github/ISSUE_TEMPLATE/change-request.yml"
FORM_LIMIT = 1_000_000  # bytes; a form of ours has 20,000


@dataclass(frozen=True)
class Element:
    """One question of a form."""

    place: str | None
    """`section.field`, `lane`, or None where the team asks something of its own."""
    label: str
    kind: str
    """`input`, `textarea`, `dropdown` or `checkboxes`."""
    options: tuple[str, ...] = ()
    is_multiple: bool = False
    is_rendered: bool = False
    """Whether the host puts the answer into a fenced block."""


@cache
def own_elements() -> tuple[Element, ...]:
    """Return the elements of the form that the kit brings."""
    return elements(github_form(), "the kit's form")


@cache
def help_texts() -> frozenset[str]:
    """Return the comments of our own templates, as `plain_name` writes them."""
    return frozenset(plain_name(text) for text in comment_texts())


def elements(text: str, name: str) -> tuple[Element, ...]:
    """Return the questions of an issue form.

    Args:
        text: the form's YAML, as GitHub reads it.
        name: the file's name, for messages.

    Raises:
        Refused: the text is no issue form.
    """
    import yaml

    try:
        form = yaml.safe_load(text)
        return tuple(
            _element(entry) for entry in form["body"] if entry.get("type") not in (None, "markdown")
        )
    except (
        yaml.YAMLError,
        RecursionError,
        KeyError,
        TypeError,
        AttributeError,
        ValueError,
    ) as problem:
        raise Refused(
            f"{name} is no issue form that can be read.", "Repair it, or name the request's fields."
        ) from problem


def _element(entry: Mapping[str, Any]) -> Element:
    attributes = entry.get("attributes") or {}
    label = str(attributes["label"])
    options = [
        str(option["label"] if isinstance(option, dict) else option)
        for option in attributes.get("options") or ()
    ]
    return Element(
        place=_place(str(entry.get("id") or ""), label),
        label=label,
        kind=str(entry["type"]),
        options=tuple(options),
        is_multiple=bool(attributes.get("multiple")),
        is_rendered=bool(attributes.get("render")),
    )


def _place(identifier: str, label: str) -> str | None:
    keys = (f"{section.id}.{field.id}" for section in sections() for field in section.fields)
    by_id = next((key for key in keys if element_id(key) == identifier), None)
    if identifier == LANE_ID or is_lane(label):
        return "lane"
    return by_id or named_field(label) or None
