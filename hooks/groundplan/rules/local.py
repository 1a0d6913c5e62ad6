"""A repo's own rules: `.groundplan/rules.local.yml` -> `.groundplan/rules.local.json`.

The file adds rules, changes the kit's, and switches them off with a reason:

    on_missing: deny            # allow (the default) or deny: there is no Python for the guard
    on_unreadable: allow        # deny (the default) or allow: a call that can't be read
    off:
      docker-ps-first: We have one container, and its name never changes.
    rules:
      - id: env-readonly        # a rule of the kit's: what is said here takes its place
        text: Ask Kim for env files.
      - id: no-terraform        # a rule of our own
        title: Terraform runs in CI
        text: Never run terraform here.
        boundary: [agent]
        deny:
          - runs: [terraform apply|destroy]
        instead: Open a merge request; CI applies it.

Examples:
          deny:
            - shell: terraform apply
          allow:
            - shell: terraform plan

Examples are run when the file is compiled: a rule that does not do what they say is refused.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from groundplan.core import io, registry, write
from groundplan.core.errors import Refused
from groundplan.guard import decide
from groundplan.rules.examples import example_faults
from groundplan.rules.validation import TOP_KEYS, faults_of, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FOLDER = ".groundplan"
SOURCE = f"{FOLDER}/rules.local.yml"
COMPILED = f"{FOLDER}/rules.local.json"
TABLE = f"{FOLDER}/rules.json"
LIMIT = 1_000_000  # bytes; a repo's own rules have some thousand


@dataclass(frozen=True)
class Shown:
    """A rule as `groundplan rules` shows it."""

    rule: Mapping[str, Any]
    state: str
    """`kit`, `changed`, `own` or `off`."""
    reason: str = ""


# -- compiling -----------------------------------------------------------------------------------


def compile_own(root: Path) -> bool:
    """Compile the repo's own rules; say whether the compiled file changed.

    Without a source there is nothing to do, and a compiled file left over is removed.

    Raises:
        Refused: the source has a fault; the message names its line. Nothing was changed.
        EnvironmentTrouble: a file can't be read or written.
    """
    source, target = root / SOURCE, root / COMPILED
    if not source.is_file():
        if target.is_file():
            target.unlink()
            return True
        return False
    text = io.read_text(source, limit=LIMIT)
    compiled = compiled_text(text, root)
    if target.is_file() and io.read_text(target) == compiled:
        return False
    write.write_text(target, compiled)
    return True


def compiled_text(text: str, root: Path) -> str:
    """Return what the source compiles to.

    Raises:
        Refused: it has a fault; the message names its line.
    """
    value, lines = _loaded(text)
    kit = kit_rules(root)
    faults = list(faults_of(value, lines, {str(rule["id"]) for rule in kit}))
    if faults:
        line, sentence = min(faults)
        raise Refused(
            f"{SOURCE}:{line}: {sentence}", "Mend the line, then: groundplan rules compile"
        )
    compiled = {
        "schema": "rules/1",
        "source": source_mark(text.encode()),
        "on_missing": value.get("on_missing", "allow"),
        "on_unreadable": value.get("on_unreadable", "deny"),
        "off": value.get("off") or {},
        "rules": [_kept(rule) for rule in value.get("rules") or []],
    }
    _run_examples(value, decide.merged(kit, compiled), facts_of(root))
    return json.dumps(compiled, indent=1, ensure_ascii=False) + "\n"


def _kept(rule: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in rule.items() if key not in ("examples", "applies")}
    if "text" in kept:
        kept["text"] = " ".join(str(kept["text"]).split())
    return kept


def _run_examples(
    value: Mapping[str, Any], rules: list[dict[str, Any]], facts: Mapping[str, Any]
) -> None:
    for rule in value.get("rules") or []:
        for sentence in example_faults(rule, rules, facts):
            raise Refused(
                f"{SOURCE}: {rule['id']}: {sentence}",
                "Change the rule's matchers or the example, then: groundplan rules compile",
            )


def source_mark(data: bytes) -> str:
    """Return what tells one text of the source from another."""
    return decide.source_mark(data)


def kit_rules(root: Path) -> list[dict[str, Any]]:
    """Return the kit's rules of a repo, or all of the kit's where it has not landed."""
    path = root / TABLE
    if not path.is_file():
        return [dict(rule) for rule in registry.rules()]
    try:
        rules = json.loads(io.read_text(path, limit=LIMIT * 4))["rules"]
    except (ValueError, KeyError, TypeError) as problem:
        raise Refused(f"{TABLE} can't be read.", "Get it back: groundplan sync") from problem
    return [dict(rule) for rule in rules]


def facts_of(root: Path) -> dict[str, Any]:
    """Return the repo's facts; usual ones where the kit has not landed."""
    value = decide.read_json(str(root / FOLDER / "facts.json"))
    if isinstance(value, dict):
        return value
    return {
        "api_service": "api",
        "containers": True,
        "env_file": ".env",
        "env_files": ".env",
        "migrate_command": "alembic upgrade head",
        "one_command": "make docker-test-one T=NAME",
        "revision_command": "alembic revision -m {message}",
        "suite_command": "make docker-test",
        "test_command": "pytest",
        "test_one_command": "pytest",
    }


# -- the source, with its lines --------------------------------------------------------------------


def _loaded(text: str) -> tuple[dict[str, Any], dict[tuple[object, ...], int]]:
    """Return the source's value and the line of each part, by its path of keys and numbers."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(text, Loader=loader)
        value = yaml.load(text, Loader=loader)  # noqa: S506 - both are safe loaders
    except (yaml.YAMLError, RecursionError, ValueError) as problem:
        mark = getattr(problem, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        what = getattr(problem, "problem", None) or "it is no YAML"
        raise Refused(f"{SOURCE}:{line}: {what}.", "Mend the line's YAML.") from problem
    if value is None:
        return {}, {}
    if not isinstance(value, dict):
        raise Refused(
            f"{SOURCE}:1: the file is no mapping.", f"Begin with one of: {listed(TOP_KEYS)}."
        )
    # YAML 1.1 reads a bare `off` as the boolean.
    value = {"off" if key is False else key: item for key, item in value.items()}
    return value, dict(_lines(node, ()))


def _lines(node: Any, path: tuple[object, ...]) -> Iterator[tuple[tuple[object, ...], int]]:
    import yaml

    yield path, node.start_mark.line + 1
    if len(path) > 6:
        return
    if isinstance(node, yaml.MappingNode):
        for key, item in node.value:
            here = (*path, key.value)
            yield from _lines(item, here)
            yield here, key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _lines(item, (*path, number))


# -- showing -------------------------------------------------------------------------------------


def shown_rules(root: Path) -> list[Shown]:
    """Return all rules of a repo in their order: the kit's, the changed, the own, the off.

    Raises:
        Refused: a table can't be read.
    """
    kit = kit_rules(root)
    local = decide.read_json(str(root / COMPILED))
    local = local if isinstance(local, dict) else {}
    off = local.get("off") or {}
    changed = {rule["id"] for rule in local.get("rules") or []}
    names = {str(rule["id"]) for rule in kit}
    found = [Shown(rule, "off", str(off[rule["id"]])) for rule in kit if rule["id"] in off]
    for rule in decide.merged(kit, local):
        state = "own" if rule["id"] not in names else "changed" if rule["id"] in changed else "kit"
        found.append(Shown(rule, state))
    return sorted(found, key=lambda item: (item.rule.get("order", 1000), str(item.rule["id"])))


def is_stale(root: Path) -> bool:
    """Say whether the source changed since it was compiled."""
    return bool(decide.stale_warning(str(root), decide.read_json(str(root / COMPILED))))
