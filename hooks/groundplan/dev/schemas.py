"""`docs/schemas/*.json`: JSON Schemas of what the product reads and writes, made from its own types.

The dialect is JSON Schema 2020-12 (https://json-schema.org/draft/2020-12/schema).
"""

from __future__ import annotations

import json
import types
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from groundplan.assess.report import KINDS, SCHEMA, SINGLE
from groundplan.checks.document.front_matter_key_missing import KEYS
from groundplan.core.model import Lane, Severity, Status
from groundplan.plan import evidence
from groundplan.rules import validation

FOLDER = "docs/schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
ADDRESS = "https://groundplan.github.io/groundplan/"
"""Where the site serves the schemas; editors read them from there."""

_SIMPLE = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
_TEXTS = {"type": "array", "items": {"type": "string"}}
_LINE = {"type": "integer", "minimum": 1}


def schema_files() -> dict[str, str]:
    """Return every schema: path in the repo -> text."""
    return {f"{FOLDER}/{name}.json": _text(name, schema) for name, schema in schemas().items()}


def schemas() -> dict[str, dict[str, Any]]:
    """Return the schemas by name, as plain values."""
    return {
        "plan-front-matter": front_matter(),
        "evidence": of_tuple(evidence.Record, "One line of an evidence file: one run of one check"),
        "assessment": assessment(),
        "diagnostics": diagnostics(),
        "rules": rules(),
    }


def _text(name: str, schema: dict[str, Any]) -> str:
    head = {"$schema": DIALECT, "$id": f"{ADDRESS}{name}.json"}
    return json.dumps({**head, **schema}, indent=2) + "\n"


def of_tuple(kind: type, title: str) -> dict[str, Any]:
    """Return the schema of a named tuple, from the types of its fields.

    Args:
        kind: a `NamedTuple`; a field without a default is required.
        title: what one value of it is.
    """
    defaults = getattr(kind, "_field_defaults", {})
    hints = get_type_hints(kind)
    return {
        "title": title,
        "type": "object",
        "required": [name for name in hints if name not in defaults],
        "properties": {name: _of_type(hint) for name, hint in hints.items()},
    }


def _of_type(hint: Any) -> dict[str, Any]:
    if get_origin(hint) in (Union, types.UnionType):
        return {"anyOf": [_of_type(part) for part in get_args(hint)]}
    if hint in _SIMPLE:
        return {"type": _SIMPLE[hint]}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    return of_tuple(hint, (hint.__doc__ or hint.__name__).strip().splitlines()[0].rstrip("."))


def front_matter() -> dict[str, Any]:
    """Return the schema of a plan's front matter: flat, every value a text."""
    choices = {"status": [one.value for one in Status], "lane": [one.value for one in Lane]}
    keys = {key: {"enum": choices[key]} if key in choices else {"type": "string"} for key in KEYS}
    return {
        "title": "The front matter of PLAN.md",
        "type": "object",
        "required": list(KEYS),
        "properties": {**keys, "accepted": {"type": "string"}},
        "additionalProperties": {"type": "string"},
    }


def diagnostics() -> dict[str, Any]:
    """Return the schema of `groundplan check --json`."""
    finding = {
        "type": "object",
        "required": ["code", "severity", "message", "path", "line", "column", "help", "fixable"],
        "properties": {
            "code": {"type": "string", "pattern": "^[A-Z]{2,3}[0-9]{3}$"},
            "severity": {"enum": [one.value for one in Severity]},
            "message": {"type": "string"},
            "path": {"type": "string"},
            "line": {"type": "integer", "minimum": 0},
            "column": {"type": "integer", "minimum": 0},
            "help": {"type": "string"},
            "fixable": {"type": "boolean"},
        },
    }
    return {
        "title": "What groundplan check --json prints",
        "type": "object",
        "required": ["version", "tool", "errors", "warnings", "diagnostics"],
        "properties": {
            "version": {"const": 1},
            "tool": {"type": "object"},
            "errors": {"type": "integer", "minimum": 0},
            "warnings": {"type": "integer", "minimum": 0},
            "diagnostics": {"type": "array", "items": finding},
        },
    }


def assessment() -> dict[str, Any]:
    """Return the schema of `groundplan assess --json`: a kind that was not looked for is absent."""
    fact = {
        "type": "object",
        "required": ["file", "line"],
        "properties": {"file": {"type": "string"}, "line": _LINE, "value": {"type": "string"}},
    }
    trouble = {"type": "array", "items": {"type": "object"}}
    kinds = {
        kind: {"title": title, "anyOf": [fact, {"type": "null"}]}
        if kind in SINGLE
        else {"title": title, "type": "array", "items": fact}
        for kind, title in KINDS.items()
    }
    return {
        "title": "What groundplan assess --json prints",
        "type": "object",
        "required": ["schema", "contradictions", "not_looked", "unreadable"],
        "properties": {
            "schema": {"const": SCHEMA},
            **kinds,
            "contradictions": trouble,
            "not_looked": trouble,
            "unreadable": trouble,
        },
    }


def rules() -> dict[str, Any]:
    """Return the schema of `.groundplan/rules.local.yml`, from the tables that validate it."""
    matcher = {
        "type": "object",
        "additionalProperties": False,
        "properties": {key: _matcher(key) for key in validation.MATCHERS},
        "anyOf": [{"required": [key]} for key in validation.SUBJECTS],
    }
    forms: dict[type, dict[str, Any]] = {
        str: {"type": "string"},
        int: {"type": "integer"},
        list: {"type": "array"},
        dict: {"type": "object"},
    }
    parts = {key: forms[form] for key, form in validation.RULE_KEYS.items()}
    parts |= {
        "id": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        "covers": _TEXTS,
        "boundary": {"type": "array", "items": {"enum": list(validation.BOUNDARIES)}},
        "deny": {"type": "array", "items": matcher},
        "ask": {"type": "array", "items": matcher},
    }
    direction = {"enum": list(validation.DIRECTIONS)}
    return {
        "title": "A repo's own rules: .groundplan/rules.local.yml",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "off": {
                "description": "A rule's id -> why it is switched off here",
                "type": ["object", "null"],
                "additionalProperties": {"type": "string", "minLength": 1},
            },
            "on_missing": direction,
            "on_unreadable": direction,
            "rules": {
                "type": ["array", "null"],
                "items": {
                    "type": "object",
                    "required": ["id"],
                    "additionalProperties": False,
                    "properties": parts,
                },
            },
        },
    }


def _matcher(key: str) -> dict[str, Any]:
    if key in validation.CHOICES:
        return {"enum": list(validation.CHOICES[key])}
    forms = validation.MATCHERS[key]
    listed = forms if isinstance(forms, tuple) else (forms,)
    names: dict[type, dict[str, Any]] = {
        str: {"type": "string"},
        list: _TEXTS,
        int: {"type": "integer"},
    }
    found = [names[form] for form in listed]
    return found[0] if len(found) == 1 else {"anyOf": found}
