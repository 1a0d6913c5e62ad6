"""The agents' descriptions -> the files under `template/` that copier lands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from groundplan.agents import AGENTS
from groundplan.agents.agent import AgentFile, WithContainers

OPENING, CLOSING = "{%- if containers %}", "{%- endif %}"


def template_files() -> dict[str, str]:
    """Return the text of each generated file, by its path in this repo.

    A file whose text depends on the repo's facts ends in `.jinja`: copier renders those only.

    Raises:
        ValueError: two agents land different texts at one path, or a text can't be a template.
    """
    found: dict[str, str] = {}
    for agent in AGENTS:
        for file in agent.files:
            text = template_text(file)
            path = f"template/{file.path}{'.jinja' if OPENING in text else ''}"
            if found.setdefault(path, text) != text:
                raise ValueError(f"{file.path} has two texts, the other one is {agent.key}'s.")
    return found


def template_text(file: AgentFile) -> str:
    """Return what stands in the template for one file: JSON, or the text as it is.

    Raises:
        ValueError: the text holds Jinja of its own, or would be no JSON without containers.
    """
    text = file.content if isinstance(file.content, str) else _json(file.content, "") + "\n"
    if OPENING in text:
        plain = text.replace(OPENING, "").replace(CLOSING, "")
        if any(mark in plain for mark in ("{{", "{%", "{#")):
            raise ValueError(f"{file.path} holds text that copier would render.")
    return text


def content_of(file: AgentFile, containers: bool) -> object:
    """Return what the file holds in a repo with or without containers: a JSON value or text."""
    if isinstance(file.content, str):
        return _text_of(file.content, containers)
    return _value(file.content, containers)


def _text_of(text: str, containers: bool) -> str:
    """Do what Jinja does with our one condition: `-` takes the white space before the mark."""
    parts = text.split(OPENING)
    result = parts[0]
    for part in parts[1:]:
        inside, _, after = part.partition(CLOSING)
        result = result.rstrip() + (inside.rstrip() if containers else "") + after
    return result


def _value(value: object, containers: bool) -> object:
    if isinstance(value, WithContainers):
        return _value(value.value, containers)
    if isinstance(value, Mapping):
        return {
            key: _value(item, containers)
            for key, item in value.items()
            if containers or not isinstance(item, WithContainers)
        }
    if isinstance(value, (list, tuple)):
        return [
            _value(item, containers)
            for item in value
            if containers or not isinstance(item, WithContainers)
        ]
    return value


def _json(value: object, indent: str) -> str:
    inner = indent + "  "
    if isinstance(value, Mapping) and value:
        entries = [(f"{json.dumps(key)}: ", item) for key, item in value.items()]
        return _lines("{", "}", entries, indent, inner)
    if isinstance(value, (list, tuple)) and value:
        return _lines("[", "]", [("", item) for item in value], indent, inner)
    return json.dumps(value, ensure_ascii=False)


def _lines(
    opening: str, closing: str, entries: Iterable[tuple[str, object]], indent: str, inner: str
) -> str:
    """Write one entry a line. Before an entry that always stands, a conditional one has its comma."""
    rows = list(entries)
    is_always = [not isinstance(item, WithContainers) for _, item in rows]
    if any(is_always) and not is_always[-1]:
        raise ValueError(f"The last entry can't depend on containers: {rows[-1]}.")
    lines = [opening]
    is_open = False
    for number, (key, item) in enumerate(rows):
        wanted = isinstance(item, WithContainers)
        if wanted != is_open:
            lines.append(OPENING if wanted else CLOSING)
            is_open = wanted
        plain = item.value if isinstance(item, WithContainers) else item
        comma = "," if number < len(rows) - 1 else ""
        lines.append(f"{inner}{key}{_json(plain, inner)}{comma}")
    if is_open:
        lines.append(CLOSING)
    return "\n".join([*lines, f"{indent}{closing}"])
