"""Change requests that somebody wrote already: told apart by what they hold, then read.

A reader takes the text and returns the request, or None where the text is not of its kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.core.errors import Refused
from groundplan.request.form import own_elements
from groundplan.request.free_markdown import read_free_markdown
from groundplan.request.issue_body import is_issue_body, read_issue_body
from groundplan.request.mapping import issue_of, json_data, read_yaml, request_of
from groundplan.request.parts import SUMMARY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.core.model import ChangeRequest
    from groundplan.request.form import Element

REQUEST_LIMIT = 1_000_000
"""Characters of the largest request that is read: 15 times what GitHub keeps in an issue."""


def read_request(text: str, elements: Sequence[Element] | None = None) -> ChangeRequest:
    """Return the change request that a text holds, whatever it is written in.

    Args:
        text: JSON, YAML, the body of an issue made by a form, free Markdown, or an issue as a host's
            API gives it (JSON with `title` and `body`).
        elements: the questions of the repo's own issue form; the kit's form when None.

    Raises:
        Refused: the text is too large, holds control characters, or is broken YAML of ours.
    """
    if len(text) > REQUEST_LIMIT:
        raise Refused(
            f"The change request is larger than {REQUEST_LIMIT:,} characters.",
            "Name what belongs to it by a link or a path.",
        )
    text = text.removeprefix("\ufeff")
    form = tuple(elements or own_elements())
    if text.lstrip().startswith("{") and (data := json_data(text)) is not None:
        if (issue := issue_of(data)) is None:
            return request_of(data)
        read = _read_text(issue.body, form)
        answers = {**({SUMMARY: issue.title} if issue.title else {}), **read.answers}
        return read._replace(answers=answers, issue=read.issue or issue.address)
    return _read_text(text, form)


def _read_text(text: str, form: Sequence[Element]) -> ChangeRequest:
    if is_issue_body(text, form):
        return read_issue_body(text, form)
    return read_yaml(text) or read_free_markdown(text)
