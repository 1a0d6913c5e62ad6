"""An assessment as JSON (`assess/1`), as a plan's section, and as the reasons for one fact."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from groundplan.core import io

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.core.model import Assessment, Fact, Trouble

SCHEMA = "assess/1"
SINGLE = frozenset({"api_service", "migration_tool"})
"""Kinds of which a repo has one or none."""
KINDS: dict[str, str] = {
    "languages": "Languages",
    "frameworks": "Frameworks",
    "package_managers": "Package managers",
    "units": "Packages of the monorepo",
    "entry_points": "Entry points",
    "layers": "Layers",
    "layer_imports": "Layers that import others",
    "routes": "Routes",
    "models": "Models",
    "orms": "ORM",
    "migration_tool": "Migration tool",
    "migration_dirs": "Migrations",
    "databases": "Databases",
    "caches": "Caches and brokers",
    "compose_files": "Compose files",
    "compose_services": "Services",
    "api_service": "API service",
    "container_names": "Container names",
    "published_ports": "Published ports",
    "test_command": "Command of the test suite",
    "test_framework": "Test frameworks",
    "test_dirs": "Tests",
    "linters": "Linters and formatters",
    "ci": "CI",
    "make_targets": "Tasks",
    "package_scripts": "Package scripts",
    "env_vars": "Environment variables",
    "env_files": "Env files",
    "docs_dirs": "Documentation folders",
    "documents": "Documents",
}
"""Kind of fact -> its title, in the order in which people read them."""

_LISTED = 12
"""How many facts of one kind a plan lists before it says how many more there are."""


def as_json(assessment: Assessment) -> str:
    """Return the format `assess/1`: sorted, one fact a name, the same bytes for the same files."""
    return json.dumps(as_data(assessment), indent=1, ensure_ascii=True) + "\n"


def as_data(assessment: Assessment) -> dict[str, Any]:
    """Return the format `assess/1` as plain values. A kind that was not looked for is left out."""
    data: dict[str, Any] = {"schema": SCHEMA}
    for kind in KINDS:
        if kind not in assessment.looked:
            continue
        facts = assessment.of(kind)
        if kind == "routes":
            data[kind] = [
                _located({"method": fact.value, "path": fact.name}, fact) for fact in facts
            ]
        elif kind == "models":
            data[kind] = [_located({"name": fact.name, "orm": fact.value}, fact) for fact in facts]
        else:
            items = [_located({"value": fact.name}, fact, why=True) for fact in named_once(facts)]
            data[kind] = items if kind not in SINGLE else items[0] if items else None
    data["contradictions"] = [
        {
            "sentence": one.sentence,
            "places": [_located({"value": fact.name}, fact) for fact in one.facts],
        }
        for one in assessment.contradictions
    ]
    data["not_looked"] = [_trouble(one) for one in assessment.not_looked]
    data["not_followed"] = [_trouble(one) for one in assessment.not_followed]
    data["unreadable"] = [_trouble(one) for one in assessment.unreadable]
    return data


def named_once(facts: Sequence[Fact]) -> list[Fact]:
    """Return the first fact of each name, in order."""
    first: dict[str, Fact] = {}
    for fact in facts:
        first.setdefault(fact.name, fact)
    return list(first.values())


def _located(item: dict[str, Any], fact: Fact, *, why: bool = False) -> dict[str, Any]:
    item = {key: _unicode(value) for key, value in item.items()}
    if why and fact.value:
        item["why"] = _unicode(fact.value)
    return item | {"file": _unicode(fact.path), "line": fact.line}


def _trouble(one: Trouble) -> dict[str, Any]:
    return {"file": _unicode(one.path), "line": one.line, "why": _unicode(one.sentence)}


def _unicode(text: str) -> str:
    # A file name that is not UTF-8 holds lone surrogates, which no JSON reader must accept.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


# -- a plan's section ------------------------------------------------------------------------------


def as_markdown(assessment: Assessment) -> str:
    """Return the `## Assessment` section of a plan: one line a kind, each fact with its place."""
    lines = ["## Assessment", ""]
    looked = {kind: title for kind, title in KINDS.items() if kind in assessment.looked}
    for kind, title in looked.items():
        if facts := assessment.of(kind):
            lines.append(f"- **{title}:** {_sentence(kind, facts)}")
    if nothing := [title for kind, title in looked.items() if not assessment.of(kind)]:
        lines.append(
            f"- **Looked for, none found:** {', '.join(in_sentence(one) for one in nothing)}"
        )
    for one in assessment.contradictions:
        places = ", ".join(code(place(fact)) for fact in one.facts)
        lines.append(f"- **Contradiction:** {with_code(one.sentence)} ({places})")
    for title, troubles in (
        ("Could not be read", assessment.unreadable),
        ("Not read", assessment.not_looked),
        (f"Not followed ({len(assessment.not_followed)})", assessment.not_followed),
    ):
        if troubles:
            listed = [f"{code(_spot(one))}: {plain(one.sentence)}" for one in troubles[:_LISTED]]
            lines.append(f"- **{title}:** {_with_rest(listed, len(troubles), '; ')}")
    return "\n".join(lines) + "\n"


def _spot(one: Trouble) -> str:
    return f"{one.path}:{one.line}" if one.line else one.path


def in_sentence(title: str) -> str:
    """Return a title as it is written inside a sentence."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def _sentence(kind: str, facts: Sequence[Fact]) -> str:
    shown = facts if kind in ("routes", "models") else named_once(facts)
    listed = [f"{_name(fact)} ({code(place(fact))})" for fact in shown[:_LISTED]]
    return _with_rest(listed, len(shown), ", ")


def _with_rest(listed: Sequence[str], count: int, between: str) -> str:
    rest = f"{between}and {count - len(listed)} more" if count > len(listed) else ""
    return between.join(listed) + rest


def _name(fact: Fact) -> str:
    return code(shown(fact))


def shown(fact: Fact) -> str:
    """Return a fact as people read it: a route with its method, a layer with its folder."""
    if fact.kind == "routes":
        return f"{fact.value} {fact.name}"
    return f"{fact.value}: {fact.name}" if fact.kind == "layers" else fact.name


def place(fact: Fact) -> str:
    """Return `path:line`."""
    return f"{fact.path}:{fact.line}"


def code(text: str) -> str:
    """Return text as inline code that nothing in it can end, on one line."""
    flat = " ".join(io.printable(_unicode(text)).split()) or " "
    longest = max((len(run) for run in _runs_of_backticks(flat)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if flat.startswith("`") or flat.endswith("`") else ""
    return f"{fence}{pad}{flat}{pad}{fence}"


def _runs_of_backticks(text: str) -> list[str]:
    runs, current = [], ""
    for char in text + " ":
        if char == "`":
            current += char
        elif current:
            runs.append(current)
            current = ""
    return runs


def plain(text: str) -> str:
    """Return text as one line of Markdown prose with nothing in it that Markdown would read."""
    flat = " ".join(io.printable(_unicode(text)).split())
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|&" else char for char in flat)


def with_code(sentence: str) -> str:
    """Return a sentence as prose in which what stands between two backticks is code."""
    parts = sentence.split("`")
    if len(parts) % 2 == 0:  # one has no partner: none of them is a mark
        return plain(sentence)
    kept = (code(part) if index % 2 else _spaced(part) for index, part in enumerate(parts))
    return "".join(kept)


def _spaced(text: str) -> str:
    """Return plain prose that keeps the space at its ends: code stands beside it."""
    inside = plain(text)
    before = " " if text[:1].isspace() else ""
    after = " " if inside and text[-1:].isspace() else ""
    return f"{before}{inside}{after}"


# -- why -------------------------------------------------------------------------------------------


def explained(assessment: Assessment, name: str) -> list[str]:
    """Return a line for each fact that has this name, says it in a route, or is of this kind."""
    wanted = name.lower()
    found = [
        fact
        for fact in assessment.facts
        if wanted in (fact.name.lower(), fact.kind.lower(), f"{fact.value} {fact.name}".lower())
    ]
    return [
        f"{KINDS.get(fact.kind, fact.kind)}: {fact.name}"
        + (f" ({fact.value})" if fact.value else "")
        + f" - {place(fact)}"
        for fact in found
    ]
