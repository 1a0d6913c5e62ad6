"""A report as one HTML page: no script, nothing loaded, every text escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from groundplan.core import characters
from groundplan.core.text import many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.core.model import Diagnostic
    from groundplan.plan.model import Step
    from groundplan.report.content import Content

_STYLE = (
    ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;"
    "margin:0 auto;padding:2rem 1rem;overflow-wrap:anywhere}table{border-collapse:collapse;"
    "width:100%}td,th{border:1px solid #8886;padding:.25rem .5rem;text-align:left;"
    "vertical-align:top}.bad{font-weight:600}"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def document(content: Content) -> str:
    """Return the whole page."""
    title = _text(content.title)
    facts = "".join(
        f"<li>{_text(label)}: <code>{_text(value)}</code></li>" for label, value in content.facts
    )
    goal = f"<p>Goal: {_text(content.goal)}</p>" if content.goal else ""
    nothing = _text(content.unread) or "The change keeps the rules."
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{title}</h1>\n<ul>{facts}</ul>\n{goal}\n{_steps(content.steps)}{_evidence(content)}"
        f"{_found('Problems of the plan', content.problems, 'None.')}"
        f"{_found('What the review found', content.review, nothing)}"
        "</body>\n</html>\n"
    )


def _text(text: str) -> str:
    return escape(" ".join(characters.printable(text).split()))


def _steps(steps: Sequence[Step]) -> str:
    if not steps:
        return ""
    items = "".join(
        f"<li>{_text(f'{step.id} {step.title}')}"
        f"{_text(' after ' + ', '.join(step.depends)) if step.depends else ''}</li>"
        for step in steps
    )
    return f"<h2>Steps</h2>\n<ol>{items}</ol>\n"


def _evidence(content: Content) -> str:
    if not content.proofs:
        return ""
    proven = sum(proof.is_proven for proof in content.proofs)
    rows = "".join(
        f"<tr{'' if proof.is_proven else ' class=bad'}>"
        + "".join(
            f"<td>{_text(cell)}</td>"
            for cell in (proof.check, proof.text, proof.kind, proof.status, proof.when, proof.by)
        )
        + "</tr>"
        for proof in content.proofs
    )
    heads = "".join(
        f"<th>{word}</th>"
        for word in ("check", "what it shows", "kind", "status", "last run", "by")
    )
    count = f"{proven} of {many(len(content.proofs), 'check')} proven."
    return f"<h2>Evidence</h2>\n<p>{count}</p>\n<table><tr>{heads}</tr>{rows}</table>\n"


def _found(title: str, found: Sequence[Diagnostic], nothing: str) -> str:
    items = "".join(
        f"<li><b>{item.severity.value}</b> <code>{_text(item.code)}</code> "
        f"<code>{_text(f'{item.path}:{item.line}')}</code> {_text(item.message)}</li>"
        for item in found
    )
    return f"<h2>{title}</h2>\n{f'<ul>{items}</ul>' if found else f'<p>{nothing}</p>'}\n"
