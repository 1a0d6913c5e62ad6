"""The issue forms that ask the change-request questions where a team files its issues.

GitHub's form schema: docs.github.com, "Syntax for issue forms" and "Syntax for GitHub's form
schema" (checked 2026-11). GitLab has no forms; its template is the same questions as Markdown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundplan import shelf
from groundplan.model import Kind

if TYPE_CHECKING:
    from groundplan.model import Field

LANE_ID = "lane"
LANE_LABEL = "How big is the change?"
LANES = (
    "small: a few lines, nothing that others rely on",
    "normal: a feature or a repair with its tests",
    "high: data, security, or many users are touched",
)
NOTE = "Generated from hooks/groundplan/sections; run: python -m groundplan.dev gen"
REQUIRED = ("change.summary",)


def element_id(key: str) -> str:
    """Return the form's id of `section.field`; ids have letters, digits, `-` and `_` only."""
    return key.replace(".", "-")


def github_form() -> str:
    """Return the text of `.github/ISSUE_TEMPLATE/change-request.yml`."""
    import yaml

    body: list[dict[str, Any]] = [_lane()]
    for section in shelf.sections():
        body.append(_markdown(f"## {section.number}. {section.title}"))
        body += [_element(f"{section.id}.{field.id}", field) for field in section.fields]
    form = {
        "name": "Change request",
        "description": "Ask for a change; the answers become the plan of the work.",
        "body": body,
    }
    return f"# {NOTE}\n{yaml.safe_dump(form, sort_keys=False, allow_unicode=True, width=1000)}"


def gitlab_template() -> str:
    """Return the text of `.gitlab/issue_templates/change-request.md`."""
    lines = [f"<!-- {NOTE} -->", "", f"## {LANE_LABEL}", "", f"<!-- {' / '.join(LANES)} -->", ""]
    for section in shelf.sections():
        lines += [f"## {section.number}. {section.title}", ""]
        for field in section.fields:
            lines += [f"### {field.label}", "", f"<!-- {_comment(field)} -->", ""]
    return "\n".join(lines)


def comment_texts() -> tuple[str, ...]:
    """Return what stands in comments of our own templates: nobody's answer."""
    fields = (field for section in shelf.sections() for field in section.fields)
    return (NOTE, " / ".join(LANES), *(_comment(field) for field in fields))


def _comment(field: Field) -> str:
    return f"{field.question} {_help(field)} For example: {field.example}"


def _help(field: Field) -> str:
    always = f" These stand there always: {'; '.join(field.always)}." if field.always else ""
    columns = ""
    if field.columns:
        named = " | ".join(column.label for column in field.columns)
        columns = f" One row a line, cells separated by ` | `: {named}."
    return f"{field.help}{columns}{always}"


def _lane() -> dict[str, Any]:
    attributes = {"label": LANE_LABEL, "options": list(LANES), "default": 1}
    return {"type": "dropdown", "id": LANE_ID, "attributes": attributes}


def _markdown(text: str) -> dict[str, Any]:
    return {"type": "markdown", "attributes": {"value": text}}


def _element(key: str, field: Field) -> dict[str, Any]:
    attributes = {
        "label": field.label,
        "description": f"{field.question} {_help(field)}",
        "placeholder": field.example,
    }
    if field.kind is Kind.TABLE:
        # In a fence the host shows one row a line and leaves paths and braces as they are.
        attributes["render"] = "text"
    element: dict[str, Any] = {
        "type": "input" if field.kind is Kind.LINE else "textarea",
        "id": element_id(key),
        "attributes": attributes,
    }
    if key in REQUIRED:
        element["validations"] = {"required": True}
    return element
