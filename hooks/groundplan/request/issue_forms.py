"""The issue forms that ask the change-request questions where a team files its issues.

GitHub's form schema: docs.github.com, "Syntax for issue forms" and "Syntax for GitHub's form
schema" (checked 2026-11). GitLab has no forms; its template is the same questions as Markdown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from groundplan.core import registry
from groundplan.core.model import Kind

if TYPE_CHECKING:
    from groundplan.core.model import Field

LANE_ID = "lane"
LANE_LABEL = "How big is the change?"
LANES = (
    "small: a few lines, nothing that others rely on",
    "normal: a feature or a repair with its tests",
    "high: data, security, or many users are touched",
)
NOTE = "Generated from hooks/groundplan/plan/sections; run: python -m groundplan.dev gen"
CONDITION = re.compile(r"^\{%-.*%\}\n", re.MULTILINE)
"""A line of copier's that leaves a question out where the repo lacks what it is about."""
REQUIRED = ("change.summary",)


def element_id(key: str) -> str:
    """Return the form's id of `section.field`; ids have letters, digits, `-` and `_` only."""
    return key.replace(".", "-")


def github_form() -> str:
    """Return GitHub's form with every question."""
    return CONDITION.sub("", github_page_template())


def gitlab_template() -> str:
    """Return GitLab's issue template with every question."""
    return CONDITION.sub("", gitlab_page_template())


def github_page_template() -> str:
    """Return what copier renders into `.github/ISSUE_TEMPLATE/change-request.yml`."""
    import yaml

    def dump(value: object) -> str:
        text: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=1000)
        return text

    head = {
        "name": "Change request",
        "description": "Ask for a change; the answers become the plan of the work.",
    }
    parts = [f"# {NOTE}\n", dump(head), "body:\n", dump([_lane()])]
    for section in registry.sections():
        parts.append(dump([_markdown(f"## {section.number}. {section.title}")]))
        for field in section.fields:
            parts.append(_where_it_fits(field, dump([_element(f"{section.id}.{field.id}", field)])))
    return "".join(parts)


def gitlab_page_template() -> str:
    """Return what copier renders into `.gitlab/issue_templates/change-request.md`."""
    lines = [f"<!-- {NOTE} -->", "", f"## {LANE_LABEL}", "", f"<!-- {' / '.join(LANES)} -->", ""]
    for section in registry.sections():
        lines += [f"## {section.number}. {section.title}", ""]
        for field in section.fields:
            text = f"### {field.label}\n\n<!-- {_comment(field)} -->\n\n"
            lines.append(_where_it_fits(field, text).removesuffix("\n"))
    return "\n".join(lines).rstrip("\n") + "\n"


def _where_it_fits(field: Field, text: str) -> str:
    """Let copier leave a question out where the repo lacks what it is about (`kit_<fact>`)."""
    if not field.needs:
        return text
    return f"{{%- if kit_{field.needs} %}}\n{text}{{%- endif %}}\n"


def comment_texts() -> tuple[str, ...]:
    """Return what stands in comments of our own templates: nobody's answer."""
    fields = (field for section in registry.sections() for field in section.fields)
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
