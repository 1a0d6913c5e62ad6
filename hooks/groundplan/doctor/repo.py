"""What the repo has of the kit: versions, edits, connections, rules files, env names."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from groundplan import __version__
from groundplan.agents import AGENTS, reads_instead
from groundplan.core.text import many
from groundplan.core.transaction import Tree
from groundplan.core.versions import is_same, version_of
from groundplan.doctor.finding import Finding, Fix, well, wrong
from groundplan.install.adopt import adopt
from groundplan.install.adopt.edits import CannotEdit
from groundplan.install.adopt.pre_commit import hook_entry
from groundplan.install.adopt.record import content_digest, read_landed
from groundplan.install.adopt.targets import HOOK_ID, PRE_COMMIT
from groundplan.install.answers_drift import drifted
from groundplan.install.checkout_state import checkout_problems

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from groundplan.core.answers_file import KitAnswers

RUN_BITS = (".groundplan/hook", ".groundplan/run")
EXAMPLES = (".env.example", ".env.sample", ".env.template", ".env.dist")
_NAME = re.compile(r"(?m)^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=")


def kit_findings(folder: Path, answers: KitAnswers) -> Iterator[Finding]:
    """Yield what of the kit is as it should be in a repo, and what is not."""
    tree = Tree(folder)
    yield from _versions(tree, answers)
    yield from _files(tree)
    yield from _connections(tree, answers)
    for drift in drifted(folder, answers):
        yield wrong(f"{drift.question} is {drift.stored or 'empty'}, but {drift.why}", drift.fix)
    yield from _rules(tree)
    yield from _rules_files(tree, answers)
    for problem in checkout_problems(tree, answers):
        yield wrong(f"{problem.path}: {problem.why}", problem.fix)
    yield from _env_names(folder)


def _versions(tree: Tree, answers: KitAnswers) -> Iterator[Finding]:
    landed = version_of(answers.commit)
    if landed is not None and landed.release != (version_of(__version__) or landed).release:
        yield wrong(
            f"the repo is on {answers.commit}, the installed groundplan is {__version__}",
            "groundplan sync, or install the version of the repo",
        )
    else:
        yield well(f"the kit is {answers.commit or 'of no version'}")
    data = tree.read(PRE_COMMIT)
    try:
        entry = hook_entry(data.decode("utf-8", "replace"), HOOK_ID) if data else None
    except CannotEdit as problem:
        yield wrong(f"{PRE_COMMIT}: {problem}", "mend the file")
        return
    if data and entry is None:
        yield wrong(f"{PRE_COMMIT} does not have the kit's hook", "groundplan adopt", Fix.ADOPT)
    elif entry and not is_same(str(entry.get("rev")), answers.commit):
        yield wrong(
            f"{PRE_COMMIT} runs {entry.get('rev')}, the repo is on {answers.commit}",
            "groundplan sync",
        )


def _files(tree: Tree) -> Iterator[Finding]:
    record = read_landed(tree)
    if not record.files:
        yield wrong("it is not recorded what landed (plain copier was used)", "groundplan sync")
    gone = [path for path in record.files if not (tree.root / path).is_file()]
    needed = [path for path in gone if path.startswith(".groundplan/")]
    if needed:
        yield wrong(f"missing: {', '.join(needed)}", f"git checkout HEAD -- {' '.join(needed)}")
    edited = [
        path
        for path, digest in record.files.items()
        if path not in gone and content_digest(tree.on_disk(path) or b"") != digest
    ]
    inner = [path for path in edited if path.startswith(".groundplan/")]
    if inner:
        yield wrong(
            f"edited by hand, and the kit's own: {', '.join(inner)}",
            f"git checkout HEAD -- {' '.join(inner)}; rules of yours go into rules.local.yml",
        )
    outer = len(edited) - len(inner)
    if outer:
        yield well(f"{many(outer, 'file')} of the kit with edits of yours; updates keep them")
    without = [
        path
        for path in RUN_BITS
        if (tree.root / path).is_file() and not os.access(tree.root / path, os.X_OK)
    ]
    if without:
        yield wrong(
            f"not executable: {', '.join(without)}", f"chmod +x {' '.join(without)}", Fix.RUN_BITS
        )


def _connections(tree: Tree, answers: KitAnswers) -> Iterator[Finding]:
    scratch = Tree(tree.root)
    found = adopt(scratch, answers)
    for path in found.edited:
        yield wrong(f"{path} is not connected to the kit", "groundplan adopt", Fix.ADOPT)
    for entry in found.by_hand:
        yield wrong(f"{entry.path}: {entry.why}", "groundplan adopt says what to add by hand")
    if not found.edited and not found.by_hand:
        yield well("your own files are connected to the kit")


def _rules(tree: Tree) -> Iterator[Finding]:
    from groundplan.rules.local import is_stale

    if is_stale(tree.root):
        yield wrong(
            "the repo's own rules are newer than what the guard reads", "groundplan rules compile"
        )


def _rules_files(tree: Tree, answers: KitAnswers) -> Iterator[Finding]:
    size = len(tree.read("AGENTS.md") or b"")
    for agent, limit in ((agent.key, agent.rules_limit) for agent in AGENTS if agent.rules_limit):
        if agent in answers.names("agents") and size > limit:
            yield wrong(
                f"AGENTS.md has {size:,} bytes, {agent} reads {limit:,} of them",
                "move parts of it into documents that it names",
            )
    holders = [
        path
        for path in ("AGENTS.md", *reads_instead())
        if not (tree.root / path).is_symlink()
        and b"No change without a plan." in (tree.read(path) or b"")
    ]
    if len(holders) > 1:
        yield wrong(
            f"the same rules stand in {' and '.join(holders)}; agents read them twice",
            "leave them in AGENTS.md, and lead to it from the others",
        )


def _env_names(folder: Path) -> Iterator[Finding]:
    """Compare names only; a value is never kept, printed or compared."""
    example = next((folder / name for name in EXAMPLES if (folder / name).is_file()), None)
    if example is None:
        return
    wanted = _names_in(example)
    env = folder / ".env"
    if not env.is_file():
        yield wrong(
            f"there is no .env; {example.name} names {many(len(wanted), 'variable')}",
            "ask a colleague for the values and make it",
        )
        return
    lacking = sorted(wanted - _names_in(env))
    if lacking:
        yield wrong(f".env lacks {', '.join(lacking)}", "ask a colleague for the values")
    else:
        yield well(f".env has every name of {example.name}")


def _names_in(path: Path) -> set[str]:
    return set(_NAME.findall(path.read_text(encoding="utf-8", errors="replace")))
