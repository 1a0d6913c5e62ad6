"""A report as Markdown for a pull request. Nothing of a plan or a diff is anything but text in it.

GitHub reads more than Markdown: mentions, references to issues, addresses, HTML, math. Every
character of ASCII punctuation is written as a character reference (CommonMark, "Entity and numeric
character references": such a character is never markup), and what GitHub looks for in the text that
results (`@name`, `#1`, `GH-1`, `:name:`, `http:`) is cut by an empty comment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.core import characters
from groundplan.core.text import many
from groundplan.plan.graph import graph_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from groundplan.core.model import Diagnostic
    from groundplan.plan.model import Step
    from groundplan.report.content import Content, Proof

MARKER = "<!-- groundplan report -->"
"""The first line: by it the comment is found again, to be updated in place."""
GRAPH_SIZE, TABLE_SIZE, LIST_SIZE = 10_000, 16_000, 9_000
"""Characters of each part, so that the whole stays below 65,536, the most of a comment on GitHub."""
LONGEST = 120
"""Characters of one text."""
_PLAIN = frozenset(" ,()'")
_CUT = "<!-- -->"


def document(content: Content) -> str:
    """Return the whole report."""
    parts = [MARKER, f"## {escaped(content.title)}"]
    if content.facts:
        parts.append(
            "\n".join(f"- {escaped(label)}: {code(value)}" for label, value in content.facts)
        )
    if content.goal:
        parts.append(f"Goal: {escaped(content.goal)}")
    if content.steps:
        parts += ["### Steps", *_graph(content.steps)]
    if content.proofs:
        parts += ["### Evidence", _summary(content), *_table(content)]
    parts += _found("Problems of the plan", content.problems, "None.")
    nothing = escaped(content.unread) if content.unread else "The change keeps the rules."
    parts += _found("What the review found", content.review, nothing)
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Return text as Markdown and HTML that show it, and nothing else, on one line."""
    return _encoded(_short(text))


def code(text: str) -> str:
    """Return text as code on one line."""
    return f"<code>{_encoded(_short(text))}</code>"


def _encoded(text: str) -> str:
    made = []
    for place, char in enumerate(text):
        if char.isalnum() or char in _PLAIN or ord(char) > 127:
            made.append(char)
            continue
        made.append(f"&#{ord(char)};")
        if char in "@#:" or (char == "-" and text[max(0, place - 2) : place].upper() == "GH"):
            made.append(_CUT)
    return "".join(made)


def _short(text: str) -> str:
    line = " ".join(characters.printable(text).split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 3]}..."


def _summary(content: Content) -> str:
    proven = sum(proof.is_proven for proof in content.proofs)
    return f"{proven} of {many(len(content.proofs), 'check')} proven."


def _graph(steps: Sequence[Step]) -> list[str]:
    short = [step._replace(title=_short(step.title)) for step in steps]
    shown, size = 0, 0
    while shown < len(short) and size < GRAPH_SIZE:
        size += len("".join(graph_lines(short[shown : shown + 1])))
        shown += 1
    return ["\n".join(graph_lines(short[:shown])), *_more(len(steps) - shown, "step")]


def _table(content: Content) -> list[str]:
    head = "| check | what it shows | kind | status | last run | by |\n|" + " --- |" * 6
    rows, left = _within([_row(proof) for proof in content.proofs], TABLE_SIZE)
    return ["\n".join([head, *rows]), *_more(left, "check")]


def _row(proof: Proof) -> str:
    mark = "&#x2705;" if proof.is_proven else "&#x274C;"
    cells = (proof.check, proof.text, proof.kind, proof.status, proof.when, proof.by)
    first, text, kind, status, when, by = map(escaped, cells)
    return f"| {first} | {text} | {kind} | {mark} {status} | {when} | {by} |"


def _found(title: str, found: Sequence[Diagnostic], nothing: str) -> Iterator[str]:
    yield f"### {title}"
    if not found:
        yield nothing
        return
    lines, left = _within([_finding(item) for item in found], LIST_SIZE)
    yield "\n".join(lines)
    yield from _more(left, "finding")


def _finding(item: Diagnostic) -> str:
    where = code(f"{item.path}:{item.line}")
    return f"- **{item.severity.value}** {code(item.code)} {where} {escaped(item.message)}"


def _within(lines: Sequence[str], size: int) -> tuple[list[str], int]:
    """Return the first lines that fit into a size, at least one, and how many are left."""
    shown: list[str] = []
    for line in lines:
        size -= len(line)
        if size < 0 and shown:
            break
        shown.append(line)
    return shown, len(lines) - len(shown)


def _more(count: int, noun: str) -> list[str]:
    return [f"... and {count} more {noun}{'s' if count > 1 else ''}."] if count else []
