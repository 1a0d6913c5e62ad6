"""Diagnostics as text, JSON, GitHub annotations, SARIF or JUnit; shared by `check` and `review`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from groundplan import __version__
from groundplan.core.model import Severity
from groundplan.core.text import many

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from groundplan.core.model import Diagnostic


class CodeNote(NamedTuple):
    """What a report says about a code besides its diagnostics."""

    code: str
    name: str
    why: str


class _Run(NamedTuple):
    """What one report shows."""

    diagnostics: Sequence[Diagnostic]
    known: Sequence[CodeNote]
    title: str
    following: str


def report(
    diagnostics: Sequence[Diagnostic],
    style: str,
    known: Sequence[CodeNote] = (),
    title: str = "groundplan check",
    following: str = "",
) -> str:
    """Return a report, ending with a line feed, or nothing where there is nothing to say.

    Args:
        diagnostics: in the order in which they are to be shown.
        style: a key of `STYLES`.
        known: what SARIF and JUnit say about codes; codes without an entry are shown bare.
        title: the name of the run, for the formats that have one.
        following: the command that comes next, for text and JSON; empty for none.
    """
    return STYLES[style](_Run(diagnostics, known, title, following))


def diagnostic_data(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a diagnostic as `--json` shows it."""
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "path": diagnostic.path,
        "line": diagnostic.line,
        "column": diagnostic.column,
        "help": diagnostic.help,
        "fixable": bool(diagnostic.edits),
    }


def count_line(diagnostics: Sequence[Diagnostic]) -> str:
    """Return `2 errors, 1 warning`, with what can be fixed."""
    errors = sum(1 for found in diagnostics if found.severity is Severity.ERROR)
    warnings = len(diagnostics) - errors
    fixable = sum(1 for found in diagnostics if found.edits)
    parts = [many(errors, "error")] if errors else []
    parts += [many(warnings, "warning")] if warnings else []
    tail = f"; --fix repairs {fixable} of them" if fixable else ""
    return ", ".join(parts) + tail


def _as_text(run: _Run) -> str:
    lines = []
    for found in run.diagnostics:
        place = f"{found.path}:{found.line}:{found.column}"
        lines.append(f"{place}: {found.severity.value} {found.code} {_flat(found.message)}")
        if found.help:
            lines.append(f"    help: {_flat(found.help)}")
    if run.diagnostics:
        lines.append(count_line(run.diagnostics))
    if run.following:
        lines.append(f"Next: {run.following}")
    return "".join(f"{line}\n" for line in lines)


def _as_json(run: _Run) -> str:
    data = {
        "version": 1,
        "tool": {"name": "groundplan", "version": __version__},
        "errors": sum(1 for found in run.diagnostics if found.severity is Severity.ERROR),
        "warnings": sum(1 for found in run.diagnostics if found.severity is Severity.WARNING),
        "diagnostics": [diagnostic_data(found) for found in run.diagnostics],
        **({"next": run.following} if run.following else {}),
    }
    import json

    return json.dumps(data, indent=2) + "\n"


# Workflow commands: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
_GITHUB_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_GITHUB_PROPERTY = {**_GITHUB_DATA, ":": "%3A", ",": "%2C"}


def _as_github(run: _Run) -> str:
    return "".join(_github_line(found) for found in run.diagnostics)


def _github_line(found: Diagnostic) -> str:
    properties = {
        "file": found.path,
        "line": str(found.line),
        "col": str(found.column),
        "title": found.code,
    }
    shown = ",".join(
        f"{key}={_escaped(value, _GITHUB_PROPERTY)}" for key, value in properties.items()
    )
    message = f"{found.message} {found.help}".strip()
    return f"::{found.severity.value} {shown}::{_escaped(message, _GITHUB_DATA)}\n"


def _escaped(text: str, table: Mapping[str, str]) -> str:
    return "".join(table.get(char, char) for char in text)


def _as_sarif(run: _Run) -> str:
    """SARIF 2.1.0, as code scanning on GitHub reads it."""
    codes = sorted({found.code for found in run.diagnostics})
    about = {entry.code: entry for entry in run.known}
    rules = [_sarif_rule(code, about.get(code)) for code in codes]
    shown = {
        "tool": {
            "driver": {
                "name": "groundplan",
                "version": __version__,
                "informationUri": "https://github.com/groundplan/groundplan",
                "rules": rules,
            }
        },
        "automationDetails": {"id": f"{run.title}/"},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(found, codes) for found in run.diagnostics],
    }
    data = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [shown],
    }
    import json

    return json.dumps(data, indent=2) + "\n"


def _sarif_rule(code: str, about: CodeNote | None) -> dict[str, Any]:
    if about is None:
        return {"id": code}
    return {
        "id": code,
        "name": about.name,
        "shortDescription": {"text": about.name.replace("-", " ")},
        "fullDescription": {"text": about.why},
        "help": {"text": about.why},
    }


def _sarif_result(found: Diagnostic, codes: Sequence[str]) -> dict[str, Any]:
    from urllib.parse import quote

    return {
        "ruleId": found.code,
        "ruleIndex": codes.index(found.code),
        "level": found.severity.value,
        "message": {"text": f"{found.message} {found.help}".strip()},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(found.path)},
                    "region": {"startLine": max(found.line, 1), "startColumn": found.column},
                }
            }
        ],
    }


def _as_junit(run: _Run) -> str:
    """One failed test case a diagnostic; one that passed where there is none."""
    from xml.sax.saxutils import quoteattr

    failures = len(run.diagnostics)
    head = (
        f'name={quoteattr(run.title)} tests="{max(failures, 1)}" failures="{failures}" errors="0"'
    )
    cases = [_junit_case(found) for found in run.diagnostics]
    cases = cases or [f'    <testcase classname={quoteattr(run.title)} name="nothing found"/>']
    body = "\n".join([f"  <testsuite {head}>", *cases, "  </testsuite>"])
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n{body}\n</testsuites>\n'


def _junit_case(found: Diagnostic) -> str:
    from xml.sax.saxutils import escape, quoteattr

    place = f"{found.path}:{found.line}:{found.column}"
    name = quoteattr(_xml_text(f"{found.code} {place}"))
    message = quoteattr(_xml_text(found.message))
    text = escape(_xml_text(found.help))
    return (
        f"    <testcase classname={quoteattr(_xml_text(found.path))} name={name}>"
        f'<failure type="{found.severity.value}" message={message}>{text}</failure></testcase>'
    )


def _xml_text(text: str) -> str:
    """Return text without the characters that XML 1.0 can't hold."""
    return "".join(char if char in "\t\n" or _is_xml(char) else "\ufffd" for char in text)


def _is_xml(char: str) -> bool:
    # Production 2 (Char) of XML 1.0.
    return " " <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char >= "\U00010000"


def _flat(text: str) -> str:
    return " ".join(text.split())


STYLES: dict[str, Callable[[_Run], str]] = {
    "text": _as_text,
    "json": _as_json,
    "github": _as_github,
    "sarif": _as_sarif,
    "junit": _as_junit,
}
"""The formats of `--format`."""
