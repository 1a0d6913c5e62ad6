"""What a person is shown before a block runs: all that decides what it does, as it will run.

The same lines are what a confirmation is about: where one of them changes, the person is asked again.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from groundplan.core.characters import printable
from groundplan.core.digest import sha256
from groundplan.verify.engine import database_service
from groundplan.verify.kinds import VERIFIERS, verifier
from groundplan.verify.kinds.shell import SHELLS
from groundplan.verify.process import environment
from groundplan.verify.process.env_files import declared_names

if TYPE_CHECKING:
    from pathlib import Path

    from groundplan.plan.model import BlockKey, CodeBlock, Verification

_INDENT = "    "


class Given(NamedTuple):
    """What a block gets from its surroundings, which the plan does not say."""

    database: str
    """The service of the database, by the repo's facts."""
    secrets: tuple[str, ...]
    """The names of credentials in the environment."""


def given_to(root: Path, named: frozenset[str] = frozenset()) -> Given:
    """Return what the blocks of a repo get, with the variables that the person names."""
    secrets = environment.secrets_given(os.environ, declared_names(root), named)
    return Given(database_service(root), tuple(secrets))


def lines_of(check: Verification, given: Given) -> list[str]:
    """Return all that decides what a verification does, line by line; nothing is masked.

    Args:
        check: the verification.
        given: what it gets from its surroundings.
    """
    lines = [f"{check.id} {check.text}"]
    block = check.block
    if block is None:
        return lines
    lines.append(f"{_INDENT}{_runner(block, check.kind, given)}")
    options = [_option(key) for key in block.keys if key.name not in ("verify", "kind")]
    if options:
        lines.append(f"{_INDENT}options: {' '.join(options)}")
    if given.secrets:
        lines.append(f"{_INDENT}gets from your environment: {', '.join(given.secrets)}")
    is_shell = block.language in SHELLS
    text = block.script if is_shell else block.body
    mark = "$" if is_shell else ">"
    return [*lines, *(f"{_INDENT}{mark} {line}" for line in text.rstrip("\n").split("\n"))]


def confirmation_digest(check: Verification, given: Given) -> str:
    """Return what a confirmation is kept under: the digest of everything that was shown."""
    return sha256("\n".join(lines_of(check, given)).encode("utf-8", "surrogatepass"))


def _runner(block: CodeBlock, kind: str, given: Given) -> str:
    if block.language in SHELLS:
        return f"{kind}: {' '.join(SHELLS[block.language])}{_limit(block, kind)}"
    if kind == "sql":
        named = block.get("url-env")
        place = f"the URL in {named}" if named else f"service {block.get('in') or given.database}"
        mode = "may write" if block.has("write") else "reads only"
        return f"sql: {place}, {mode}{_limit(block, kind)}"
    return f"{kind}: {block.language}{_limit(block, kind)}"


def _limit(block: CodeBlock, kind: str) -> str:
    if block.get("timeout") or kind not in VERIFIERS:
        return ""
    return f", at most {verifier(kind).seconds:g} s"


def _option(key: BlockKey) -> str:
    value = printable(key.value)
    shown = f'"{value}"' if not value or set(value) & set(" \t\"'") else value
    return f"{key.name}{key.operator}{shown}" if key.operator else key.name
