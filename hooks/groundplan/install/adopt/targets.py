"""Which files of a repo the kit is connected to, and by what: one table of targets."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from groundplan.agents import reads_instead
from groundplan.core.answers_file import ANSWERS_FILE
from groundplan.install.adopt.edits import CannotEdit, TextEdit
from groundplan.install.adopt.gitignore import HEAD as GITIGNORE_HEAD
from groundplan.install.adopt.gitignore import NAME as GITIGNORE
from groundplan.install.adopt.gitignore import gitignore_edits, lines_for
from groundplan.install.adopt.json_text import merge_edits
from groundplan.install.adopt.makefile import KIT, NAMES, makefile_edits
from groundplan.install.adopt.markdown_block import block_edits, line_edits
from groundplan.install.adopt.own_rules_text import own_rules_text
from groundplan.install.adopt.pre_commit import hook_entry, rev_edits
from groundplan.install.adopt.record import ADOPTED, LANDED, read_adopted, read_landed
from groundplan.install.adopt.yaml_text import entry_edits, load
from groundplan.install.hook_runners import CALL, HUSKY
from groundplan.install.index import links_as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from groundplan.core.answers_file import KitAnswers
    from groundplan.core.transaction import Tree

BLOCK = ".groundplan/AGENTS.block.md"
PRE_COMMIT = ".pre-commit-config.yaml"
HOOK_ID = "groundplan"

# Zed takes the first of these that is there (zed.dev/docs/ai/rules, 2026-11).
READ_BEFORE = (".cursorrules", ".windsurfrules", ".clinerules", ".github/copilot-instructions.md", "AGENT.md")  # fmt: skip
# Files that an agent reads only where there is no AGENTS.md: their rules are led to from there. By
# documentation (junie.jetbrains.com, opencode.ai/docs/rules, 2026-11).
SWITCHED_OFF = (
    (".junie/guidelines.md", "junie"),
    ("CLAUDE.md", "opencode"),
    (".claude/CLAUDE.md", "opencode"),
    ("CONTEXT.md", "opencode"),
)


@dataclass(frozen=True)
class Target:
    """One file of the user, and how it comes to hold what the kit needs."""

    path: str
    edits: Callable[[str, int | None], list[TextEdit]]
    """Text of the file, and where the kit's part stood before -> edits; none when all is there."""
    lines: str
    """What to paste where the file can't be edited."""
    key_text: str = ""
    """A text whose presence shows that a person has pasted the lines."""


def targets(tree: Tree, answers: KitAnswers, known_block: str) -> list[Target]:
    """Return what is to be connected in this repo, in the order in which it is done."""
    found = [
        *_husky(tree),
        *_makefile(tree, answers),
        *_rules_files(tree, answers, known_block),
        *_pre_commit(answers),
        *_agent_files(answers),
        *_gitignore(tree),
    ]
    return _once(tree, found)


def _once(tree: Tree, found: list[Target]) -> list[Target]:
    """Leave out a link to a file that is a target itself, and name linked files by their own path."""
    top = tree.root.resolve()
    seen: set[str] = set()
    kept = []
    texts = links_as_text(tree.root)
    for target in found:
        if texts.get(target.path):  # a link that was checked out as text: the file that it names
            target = replace(target, path=texts[target.path])
        elif target.path in texts:
            kept.append(replace(target, edits=_link_out_of_reach))
            continue
        real = (tree.root / target.path).resolve()
        if real.is_relative_to(top):
            name = real.relative_to(top).as_posix()
            if name in seen:
                continue
            seen.add(name)
        kept.append(target)
    return kept


def _makefile(tree: Tree, answers: KitAnswers) -> Iterator[Target]:
    kit = (tree.read(KIT) or b"").decode("utf-8", "replace")
    lines = f"include {KIT}"
    there = _names_in(tree)
    for name in NAMES:
        is_own = name != "Makefile" or name in answers.names("own_files")
        if name in there and is_own:
            yield Target(name, lambda text, _: makefile_edits(text, kit, tree.root), lines, lines)
            return


def _husky(tree: Tree) -> Iterator[Target]:
    if tree.read(HUSKY) is not None:
        yield Target(HUSKY, _line_adder(CALL), CALL, CALL)


def _names_in(tree: Tree) -> set[str]:
    """Return the names in the folder as they are spelt: a case-blind disk would say yes to all."""
    pending = {path for path, change in tree.pending.items() if change.after is not None}
    there = tree.root.iterdir() if tree.root.is_dir() else ()
    return {path.name for path in there} | pending


def _rules_files(tree: Tree, answers: KitAnswers, known_block: str) -> Iterator[Target]:
    body, own = tree.read(BLOCK), own_rules_text(tree)
    if "AGENTS.md" in answers.names("own_files") and body is not None:
        text = body.decode("utf-8", "replace").replace("\r\n", "\n")
        kept = [line for line in text.split("\n") if not line.startswith("<!-- Kept by")]
        shown = "\n".join(kept).strip() + (f"\n\n{own}" if own else "")
        lines = f"the text of {BLOCK}, or the line: Read `{BLOCK}` whole before anything else."
        yield Target("AGENTS.md", _block_setter(shown, known_block), lines, BLOCK)
    elif own and tree.read("AGENTS.md") is not None:
        yield Target("AGENTS.md", _block_setter(own, known_block), own)
    for path, (agent, line) in reads_instead().items():
        is_same = _leads_to(tree, "AGENTS.md") == _leads_to(tree, path)
        if agent in answers.names("agents") and tree.read(path) is not None and not is_same:
            yield Target(path, _line_adder(line), line, line)
    lead = "Read `AGENTS.md` in the root of the repo first."
    first = next((path for path in (".rules", *READ_BEFORE) if tree.read(path) is not None), "")
    if "zed" in answers.names("agents") and first in READ_BEFORE:
        yield Target(first, _line_adder(lead), lead, lead)
    yield from _switched_off(tree, answers)


def _switched_off(tree: Tree, answers: KitAnswers) -> Iterator[Target]:
    """Yield AGENTS.md where it switches files of rules off: it has to lead to them."""
    if "AGENTS.md" in answers.names("own_files") or tree.read("AGENTS.md") is None:
        return
    agents = answers.names("agents")
    off = [
        path
        for path, agent in SWITCHED_OFF
        if agent in agents
        and (text := tree.read(path)) is not None
        and text.strip() != b"@AGENTS.md"
        and _leads_to(tree, path) != _leads_to(tree, "AGENTS.md")
    ]
    if off:
        names = " and ".join(f"`{path}`" for path in off)
        line = f"The team's own rules are in {names}: read them, too."
        yield Target("AGENTS.md", _line_adder(line), line, line)


def _leads_to(tree: Tree, path: str) -> Path:
    """Return the file that a path leads to, by a link or by a link that was checked out as text."""
    return (tree.root / (links_as_text(tree.root).get(path) or path)).resolve()


def _link_out_of_reach(_text: str, _hint: int | None) -> list[TextEdit]:
    raise CannotEdit(
        "git has it as a link, checked out as text here, and what it names is not there"
    )


def _block_setter(body: str, known: str) -> Callable[[str, int | None], list[TextEdit]]:
    return lambda text, hint: block_edits(text, body, hint, known)


def _line_adder(line: str) -> Callable[[str, int | None], list[TextEdit]]:
    return lambda text, _: line_edits(text, line)


def _pre_commit(answers: KitAnswers) -> Iterator[Target]:
    if PRE_COMMIT not in answers.names("own_files"):
        return
    entry = {"repo": answers.source, "rev": answers.commit, "hooks": [{"id": HOOK_ID}]}
    lines = (
        f"- repo: {json.dumps(answers.source, ensure_ascii=False)}\n"
        f"  rev: {json.dumps(answers.commit)}\n"
        "  hooks:\n"
        f"    - id: {HOOK_ID}"
    )

    def edits(text: str, _: int | None) -> list[TextEdit]:
        return rev_edits(text, HOOK_ID, answers.commit) or (
            [] if hook_entry(text, HOOK_ID) else entry_edits(text, "repos", lines, entry)
        )

    yield Target(PRE_COMMIT, edits, f"under `repos:`\n{lines}", f"id: {HOOK_ID}")


def _agent_files(answers: KitAnswers) -> Iterator[Target]:
    from groundplan.agents import AGENTS, LAUNCHER
    from groundplan.agents.landed import content_of, template_text

    containers = bool(answers.values.get("containers"))
    seen = set()
    for agent in AGENTS:
        for file in agent.files:
            if (
                agent.key not in answers.names("agents")
                or file.path not in answers.names("own_files")
                or file.path in seen
            ):
                continue
            seen.add(file.path)
            content = content_of(file, containers)
            if isinstance(content, dict):
                lines = json.dumps(content, indent=2, ensure_ascii=False)
                yield Target(file.path, _json_merger(content, LAUNCHER), lines, LAUNCHER)
            elif PurePosixPath(file.path).suffix in (".yml", ".yaml"):
                yield Target(file.path, _yaml_merger(str(content)), str(content), "AGENTS.md")
            else:
                yield Target(file.path, _same_as(str(content)), template_text(file), LAUNCHER)


def _gitignore(tree: Tree) -> Iterator[Target]:
    text = tree.read(GITIGNORE)
    if text is None:
        return
    kit = [*read_landed(tree).files, ANSWERS_FILE, LANDED, ADOPTED]
    lines = lines_for(tree.root, kit)
    if GITIGNORE_HEAD.encode() in text:
        # The lines are the user's to change; only what an update brought since is let in.
        earlier = _let_in(tree)
        new = [line for line in lines if line not in earlier]
        every = list(dict.fromkeys([*earlier, *new]))

        def edits(text: str, _: int | None) -> list[TextEdit]:
            return gitignore_edits(text, every) if new else []

        yield Target(GITIGNORE, edits, "\n".join(new))
        return
    if lines:
        yield Target(GITIGNORE, lambda text, _: gitignore_edits(text, lines), "\n".join(lines))


def _let_in(tree: Tree) -> list[str]:
    """Return the lines that earlier edits put into `.gitignore`."""
    record = read_adopted(tree).get(GITIGNORE)
    lines = [line for edit in record.edits for line in edit.new.split("\n")] if record else []
    return [line.strip() for line in lines if line.strip() and line.strip() != GITIGNORE_HEAD]


def _json_merger(
    content: dict[str, object], mark: str
) -> Callable[[str, int | None], list[TextEdit]]:
    return lambda text, _: merge_edits(text, content, mark)


def _yaml_merger(content: str) -> Callable[[str, int | None], list[TextEdit]]:
    """Each list at the top of the kit's file is a list that has to hold the kit's entries."""

    def edits(text: str, _: int | None) -> list[TextEdit]:
        ours, theirs = load(content), load(text) or {}
        found: list[TextEdit] = []
        for key, values in ours.items():
            for value in values:
                here = theirs.get(key) if isinstance(theirs, dict) else None
                if value != here and value not in (here if isinstance(here, list) else []):
                    if here is not None and not isinstance(here, list):
                        raise CannotEdit(f"{key} is not a list")
                    found += entry_edits(text, key, f"- {value}", value)
        return found

    return edits


def _same_as(content: str) -> Callable[[str, int | None], list[TextEdit]]:
    def edits(text: str, _: int | None) -> list[TextEdit]:
        if text.replace("\r\n", "\n") == content:
            return []
        raise CannotEdit("it is a program of your own at the path of the kit's")

    return edits
