"""What checks may know of the repo, gathered once: files, names, services, rules, patterns, evidence."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from groundplan.checks.interface import Governed, KitRule, Surroundings
from groundplan.core import io
from groundplan.core.commits import changed_since, is_commit
from groundplan.core.errors import Refused
from groundplan.core.model import Status
from groundplan.plan.evidence import (
    MAX_RECORDS_BYTES,
    Records,
    evidence_path,
    last_accept,
    read_records,
    standing,
)
from groundplan.plan.front_matter import MAX_LINES
from groundplan.plan.touched import repo_files, touched_digests

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from groundplan.plan.evidence import Standing
    from groundplan.plan.files import PlanFile
    from groundplan.plan.model import CodeBlock, Plan

FACTS = ".groundplan/facts.json"
RULES = ".groundplan/rules.json"
LOCAL_RULES = ".groundplan/rules.local.json"
PATTERNS = "docs/patterns/"
LARGEST_FILE = 1_000_000
"""Bytes of a rule table, an env file, a compose file or a pattern that are read."""
_ENV_FILE = re.compile(r"(?:.*/)?(?:\.env(?:\..+)?|.+\.env|\.envrc)$")
_ENV_NAME = re.compile(r"^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=", re.M)
_ENTERS = re.compile(r"\bdocker[ \t]+(?:compose|exec)\b")
_COMPOSE_FILE = re.compile(r"(?:.*/)?(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$")
_COMPOSE_WORD = re.compile(r"(?<![A-Za-z0-9_])[A-Z][A-Z0-9_]{2,}(?![A-Za-z0-9_])")


def gather(source: PlanFile, *, on_main: bool = False) -> Surroundings:
    """Look around a plan.

    Args:
        source: the plan; outside of a repo only its text is judged.
        on_main: whether this is the main branch.
    """
    plan, root = source.plan, source.root
    if root is None or plan.status in (Status.SKELETON, None):
        return Surroundings(main=on_main, file_id=source.file_id)
    files = repo_files(root)
    blocks = [proof.block for step in plan.steps for proof in step.verifications if proof.block]
    records, path = _records(root, plan)
    return Surroundings(
        main=on_main,
        files=frozenset(files),
        env_names=_env_names(root, files) if _speaks_of_env(blocks) else None,
        services=_services(root, files) if _speaks_of_containers(blocks) else None,
        rules=_rules(root),
        facts=_facts(root),
        denied=_denied(root, plan),
        patterns=tuple(pattern_documents(root, files)),
        standing=_standings(source, files, records),
        evidence_path=path,
        evidence_troubles=records.troubles,
        base_is_known=is_commit(root, plan.value("base")),
        drift=_drift(root, plan, records),
        file_id=source.file_id,
    )


def _read(root: Path, path: str) -> str:
    """Return a file's text; nothing where it is no text, too large, or lies outside of the repo."""
    file = root / path
    if not file.is_file() or not io.is_inside(file, root):
        return ""
    if file.stat().st_size > LARGEST_FILE:
        return ""
    return io.read_bytes(file).decode("utf-8", "replace")


# -- names ---------------------------------------------------------------------------------------


def _speaks_of_env(blocks: Iterable[CodeBlock]) -> bool:
    return any("$" in block.body or block.has("url-env") for block in blocks)


def _env_names(root: Path, files: Iterable[str]) -> frozenset[str]:
    """Return the names in env files and compose files; values are never kept."""
    names: set[str] = set()
    ignored = [path.name for path in root.glob(".env*") if path.is_file()]
    for path in {*files, *ignored}:
        if _ENV_FILE.match(path):
            names.update(_ENV_NAME.findall(_read(root, path)))
        elif _COMPOSE_FILE.match(path):
            names.update(_COMPOSE_WORD.findall(_read(root, path)))
    return frozenset(names)


def _speaks_of_containers(blocks: Iterable[CodeBlock]) -> bool:
    return any(_ENTERS.search(block.body) or block.has("in") for block in blocks)


def _services(root: Path, files: Iterable[str]) -> frozenset[str]:
    """Return the services of all compose files, and the names that they give to containers."""
    found: set[str] = set()
    for path in files:
        if _COMPOSE_FILE.match(path):
            services = _yaml(_read(root, path)).get("services")
            for name, service in services.items() if isinstance(services, dict) else ():
                found.add(str(name))
                if isinstance(service, dict) and isinstance(service.get("container_name"), str):
                    found.add(service["container_name"])
    return frozenset(found)


def _yaml(text: str) -> Mapping[str, Any]:
    import yaml

    try:
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}  # somebody else's file; the assessment reports what it can't read
    return data if isinstance(data, dict) else {}


# -- rules and patterns ----------------------------------------------------------------------------


def _rules(root: Path) -> tuple[KitRule, ...] | None:
    """Return the rules that landed; None where there are none.

    Raises:
        Refused: the compiled table can't be read.
    """
    text = _read(root, RULES)
    if not text:
        return None
    try:
        rules = json.loads(text)["rules"]
        off = _switched_off(root)
        found = [
            KitRule(str(rule["title"]), str(rule["text"]))
            for rule in rules
            if rule.get("id") not in off
        ]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise Refused(f"{RULES} is not as it landed.", "Run: groundplan sync") from problem
    return tuple(found)


def _denied(root: Path, plan: Plan) -> dict[str, str]:
    if not (root / RULES).is_file() or not any(step.verifications for step in plan.steps):
        return {}
    from groundplan.rules.plan_commands import (
        denied_verifications,  # the guard, which not every plan needs
    )

    return denied_verifications(root, plan)


def _switched_off(root: Path) -> set[str]:
    """Return the ids of the kit's rules that the repo's own rules switch off."""
    try:
        off = json.loads(_read(root, LOCAL_RULES) or "{}").get("off")
    except (ValueError, AttributeError, RecursionError):
        return set()  # `doctor` says so; until it is mended every rule holds
    return set(off) if isinstance(off, dict) else set()


def _facts(root: Path) -> Mapping[str, object] | None:
    """Return the answers of the set-up; None where there are none, or where they can't be read."""
    try:
        data = json.loads(_read(root, FACTS) or "null")
    except (ValueError, RecursionError):
        return None  # `doctor` and `new` say so
    return data if isinstance(data, dict) else None


def pattern_documents(root: Path, files: Iterable[str]) -> Iterable[Governed]:
    """Yield the documents of patterns that say which code they govern.

    Args:
        root: the repo.
        files: its files, POSIX, from its root.
    """
    for path in files:
        name = path.removeprefix(PATTERNS)
        if name == path or "/" in name or not name.endswith(".md") or name.startswith("_"):
            continue
        head = _read(root, path).replace("\r\n", "\n").split("\n")[: MAX_LINES + 1]
        if head[0].strip() != "---" or "---" not in [line.rstrip() for line in head[1:]]:
            continue
        front = head[1 : [line.rstrip() for line in head].index("---", 1)]
        if not any(line.startswith("governs:") and line.strip() != "governs: []" for line in front):
            continue
        globs = _yaml("\n".join(front)).get("governs")
        if isinstance(globs, list):
            yield Governed(path, tuple(glob for glob in globs if isinstance(glob, str)))


# -- evidence --------------------------------------------------------------------------------------


def _records(root: Path, plan: Plan) -> tuple[Records, str]:
    path = evidence_path(plan.id)
    if path is None or not (root / path).is_file():
        return Records(), path or ""
    text = io.read_bytes(root / path, MAX_RECORDS_BYTES).decode("utf-8", "replace")
    return read_records(text, path), path


def _standings(source: PlanFile, files: list[str], records: Records) -> dict[str, Standing]:
    plan, root = source.plan, source.root
    if not records.records or root is None:
        return {}
    touched = touched_digests(root, source.name, plan.steps, files)
    return {
        proof.id: standing(proof, records, touched.get(step.id, ""))
        for step in plan.steps
        for proof in step.verifications
    }


def _drift(root: Path, plan: Plan, records: Records) -> tuple[str, ...]:
    """Return what has changed below a plan that waits; once work begins the changes are its own."""
    base = plan.value("base")
    if plan.status is not Status.DRAFT or not base:
        return ()
    look = last_accept(records.records)
    return tuple(changed_since(root, look.head if look and look.head else base) or ())
