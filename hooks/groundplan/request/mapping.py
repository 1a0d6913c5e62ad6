"""A change request as YAML or JSON: section -> field -> answer, or `section.field: answer`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from groundplan.core import registry
from groundplan.core.errors import Refused
from groundplan.core.model import Kind
from groundplan.plan.answers import refuse_control_characters
from groundplan.plan.field_names import field_at, is_lane, named_field, named_section, plain_name
from groundplan.request.parts import Part, gather

if TYPE_CHECKING:
    from collections.abc import Iterator

    import yaml

    from groundplan.core.model import Answer, ChangeRequest, Field, Section

DEEPEST = 20  # levels of a mapping; a request needs four
MOST_NODES = 50_000  # values in a YAML text; more would take long

ADDRESSES = ("html_url", "web_url", "url")


class Pairs:
    """A mapping as its pairs, so that a key that stands twice loses nothing."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        self.pairs = pairs


@dataclass(frozen=True)
class Issue:
    """An issue as the API of a host gives it."""

    title: str
    body: str
    address: str


def json_data(text: str) -> Pairs | None:
    """Return a JSON object as its pairs, or None where the text is none.

    Raises:
        Refused: it is nested too deep.
    """
    try:
        data = json.loads(text, object_pairs_hook=Pairs, parse_float=str, parse_int=str)
    except RecursionError as problem:
        raise _too_deep() from problem
    except ValueError:
        return None
    return data if isinstance(data, Pairs) else None


def issue_of(data: Pairs) -> Issue | None:
    """Return the issue that a JSON object is; None where it has no body or names our questions.

    GitHub has `html_url` (its command line `url`), GitLab `description` and `web_url`.
    """
    found = dict(data.pairs)
    body = found.get("body", found.get("description"))
    title, known = found.get("title"), [key for key in found if named_section(key)]
    if not isinstance(body, str) or not isinstance(title, str) or set(known) - {"description"}:
        return None
    address = next((found[key] for key in ADDRESSES if isinstance(found.get(key), str)), "")
    refuse_control_characters(title, "title")
    return Issue(" ".join(title.split()), body, str(address))


def request_of(data: Pairs) -> ChangeRequest:
    """Return the request in a mapping of sections, fields or both.

    Raises:
        Refused: an answer holds control characters.
    """
    return _request(data, [])


def read_yaml(text: str) -> ChangeRequest | None:
    """Return the request in a YAML mapping, or None where the text is none of ours.

    Every scalar stays the text that it is: `3.10` is no number here. Keys that stand twice are
    both kept; comments come back as not placed.

    Raises:
        Refused: it uses anchors, is too deep or too large, or its own keys are ours but the text
            is broken (the line is named).
    """
    import yaml

    key = _first_key(text)
    if not _is_known(key):
        return None
    is_meant = key.partition(".")[0] in {"lane", "issue", *(s.id for s in registry.sections())}
    try:
        data = _yaml_data(text)
    except Refused:
        if is_meant:
            raise
        return None
    except yaml.YAMLError as problem:
        if not is_meant:
            return None
        mark = getattr(problem, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else "somewhere"
        raise Refused(
            f"The YAML is broken at {where}: {getattr(problem, 'problem', None) or problem}.",
            "Repair it; a text of several lines begins with `|`.",
        ) from problem
    if not isinstance(data, Pairs) or not any(_is_known(key) for key, _ in data.pairs):
        return None
    return _request(data, [Part(None, "A comment", line) for line in _comments(text)])


def _too_deep() -> Refused:
    return Refused("The request is nested too deep.", f"Use at most {DEEPEST} levels.")


def _yaml_data(text: str) -> Any:
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=loader)):
        if isinstance(event, yaml.AliasEvent):
            raise Refused("The YAML uses an alias.", "Write the text out where it is needed.")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise _too_deep()
        if count > MOST_NODES:
            raise Refused(f"The YAML has more than {MOST_NODES:,} values.", "Name a smaller file.")
    node = yaml.compose(text, Loader=loader)
    return _plain(node) if node is not None else None


def _plain(node: yaml.Node) -> Any:
    import yaml

    if isinstance(node, yaml.MappingNode):
        return Pairs([(_key(key), _plain(value)) for key, value in node.value])
    if isinstance(node, yaml.SequenceNode):
        return [_plain(value) for value in node.value]
    text = str(node.value)
    is_null = getattr(node, "style", None) in (None, "") and text in (
        "",
        "~",
        "null",
        "Null",
        "NULL",
    )
    return None if is_null else text


def _key(node: yaml.Node) -> str:
    plain = _plain(node)
    return plain if isinstance(plain, str) else _text(plain)


def _is_known(key: str) -> bool:
    if not key:
        return False
    return bool(named_section(key) or named_field(key)) or is_lane(key) or key == "issue"


def _first_key(text: str) -> str:
    """Return the key that a text begins with, if it is YAML: one of our ids means that it is."""
    for line in text.split("\n"):
        if line.strip() and not line.startswith(("#", "---", "%")):
            return line.partition(":")[0].strip("{\"' ") if ":" in line else ""
    return ""


def _request(data: Pairs, parts: list[Part]) -> ChangeRequest:
    lane = issue = ""
    found: list[Part] = []
    for key, value in data.pairs:
        if is_lane(key):
            lane = _text(value)
        elif plain_name(key) == "issue" and isinstance(value, str):
            issue = value
        else:
            found += _top(key, value)
    return gather([*found, *parts], lane=lane, issue=issue)


def _top(key: str, value: Any) -> Iterator[Part]:
    section = named_section(key)
    if isinstance(value, Pairs) and section is not None:
        for name, answer in value.pairs:
            yield from _answered(named_field(name, section), f"{key}.{name}", answer)
        return
    place = named_field(key)
    if not place and section is not None:
        only = section.fields[0] if len(section.fields) == 1 else None
        place = f"{section.id}.{only.id}" if only else _loose(section)
    yield from _answered(place, key, value)


def _loose(section: Section) -> str:
    return f"{section.id}.{section.loose}" if section.loose else ""


def _answered(place: str, where: str, value: Any) -> Iterator[Part]:
    """Yield one value at its place; what has another shape than its field keeps its text."""
    if value is None or value in ("", []):
        return
    if not place:
        yield Part(None, where, _text(value))
        return
    yield Part(place, where, _answer(field_at(place), value))


def _answer(field: Field, value: Any) -> Answer:
    if isinstance(value, Pairs) and field.kind is Kind.TABLE and not _is_row(field, value):
        # `path: what changes`, one pair a row.
        return tuple((key, _text(cell)) for key, cell in value.pairs)
    if isinstance(value, str) or not isinstance(value, list):
        value = [value] if isinstance(value, Pairs) and field.kind is Kind.TABLE else value
        if not isinstance(value, list):
            return _text(value)
    if field.kind is Kind.TABLE:
        return tuple(_row(field, row) for row in value if row is not None)
    if field.kind in (Kind.TEXT, Kind.LINE):
        return "\n".join(f"- {_text(item)}" for item in value)
    return tuple(_text(item) for item in value if item is not None)


def _is_row(field: Field, value: Pairs) -> bool:
    return any(_column(field, key) is not None for key, _ in value.pairs)


def _column(field: Field, key: str) -> int | None:
    names = [(plain_name(column.id), plain_name(column.label)) for column in field.columns]
    return next((at for at, known in enumerate(names) if plain_name(key) in known), None)


def _row(field: Field, value: Any) -> Any:
    """Return a row's cells from a list, a mapping of columns, or typed text."""
    if isinstance(value, list):
        return tuple(_text(cell) for cell in value)
    if not isinstance(value, Pairs):
        return _text(value)
    if not _is_row(field, value) and len(value.pairs) == 1:
        key, cell = value.pairs[0]
        return (key, *[""] * (len(field.columns) - 2), _text(cell))
    cells = [""] * len(field.columns)
    for key, cell in value.pairs:
        at = _column(field, key)
        text = _text(cell) if at is not None else f"{key}: {_text(cell)}"
        at = len(cells) - 1 if at is None else at
        cells[at] = f"{cells[at]}\n{text}" if cells[at] else text
    return tuple(cells)


def _text(value: Any, depth: int = 0) -> str:
    """Return any value as lines that a person can read; every scalar of it is in there."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if depth > DEEPEST:
        raise _too_deep()
    indent = "  " * depth
    if isinstance(value, Pairs):
        lines = []
        for key, inner in value.pairs:
            nested = isinstance(inner, Pairs | list)
            text = _text(inner, depth + 1 if nested else 0)
            lines.append(f"{indent}{key}:\n{text}" if nested else f"{indent}{key}: {text}")
        return "\n".join(lines)
    if isinstance(value, list):
        return "\n".join(f"{indent}- {_text(item, depth + 1).lstrip()}" for item in value)
    return str(value)


def _comments(text: str) -> list[str]:
    """Return the comments of a YAML text: what stands after `#` outside of every token."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    lines = text.split("\n")
    covered: dict[int, int] = {}
    for token in yaml.scan(text, Loader=loader):
        if isinstance(token, yaml.BlockEndToken | yaml.StreamEndToken):
            continue
        start, end = token.start_mark, token.end_mark
        for number in range(start.line, min(end.line + 1, len(lines))):
            whole = number < end.line
            covered[number] = max(
                covered.get(number, 0), len(lines[number]) if whole else end.column
            )
    kept = []
    for number, line in enumerate(lines):
        rest = line[covered.get(number, 0) :]
        if rest.lstrip().startswith("#"):
            kept.append(rest.strip())
    return kept
