"""Change requests: issue bodies, free Markdown, YAML and JSON."""

from __future__ import annotations

from groundplan.core.errors import Stop
from groundplan.request.form import own_elements
from groundplan.request.free_markdown import read_free_markdown
from groundplan.request.issue_body import is_issue_body, read_issue_body
from groundplan.request.mapping import json_data, read_yaml

NAME = "requests"


def _body(text: str) -> object:
    elements = own_elements()
    return read_issue_body(text, elements) if is_issue_body(text, elements) else None


def run(data: bytes) -> None:
    """Read a request in every form; a refusal is an answer."""
    text = data.decode("utf-8", "replace")
    for reader in (read_free_markdown, _body, json_data, read_yaml):
        try:
            reader(text)
        except Stop:
            continue
