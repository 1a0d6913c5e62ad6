"""Adoption: connect the kit to files that a repo has of its own, and take that back to the byte.

Every edit is an insertion of exact text, recorded in `.groundplan/adopted.json`. A file that can't be
read safely is left alone, and the lines to paste are said.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from groundplan.core.digest import sha256 as digest
from groundplan.install.adopt.edits import CannotEdit, applied, reverted
from groundplan.install.adopt.record import Adopted, read_adopted, write_adopted
from groundplan.install.adopt.targets import targets

if TYPE_CHECKING:
    from groundplan.core.answers_file import KitAnswers
    from groundplan.core.transaction import Tree
    from groundplan.install.adopt.targets import Target


@dataclass(frozen=True)
class ByHand:
    """A file that a person has to edit: why, and the lines to paste."""

    path: str
    why: str
    lines: str


@dataclass
class Adoption:
    """What was done in the tree, and what is left for a person."""

    edited: list[str] = field(default_factory=list)
    by_hand: list[ByHand] = field(default_factory=list)


def adopt(tree: Tree, answers: KitAnswers, earlier_block: str = "") -> Adoption:
    """Bring every file of the user to what the kit needs of it; in the tree only, nothing is written.

    Args:
        tree: the repo with the kit's files in it, landed or pending.
        answers: which agents are used, which files stay the user's.
        earlier_block: what the kit's text for AGENTS.md was before, so that it is known as the kit's.

    Raises:
        Refused: the record of an earlier adoption can't be read.
    """
    records = read_adopted(tree)
    pieces = (edit.new for record in records.values() for edit in record.edits)
    known_block = "\n".join([earlier_block, *pieces])
    found = Adoption()
    wanted = targets(tree, answers, known_block)
    for target in wanted:
        try:
            _adopt_one(tree, target, records, found)
        except CannotEdit as problem:
            if target.key_text not in (_text(tree, target.path) or "") or not target.key_text:
                found.by_hand.append(ByHand(target.path, str(problem), target.lines))
    for path in sorted(set(records) - {target.path for target in wanted}):
        _disconnect(tree, path, records, found)
    write_adopted(tree, records)
    return found


def _adopt_one(tree: Tree, target: Target, records: dict[str, Adopted], found: Adoption) -> None:
    text = _text(tree, target.path)
    if text is None:
        raise CannotEdit("it is not there, is no text in UTF-8, or is a link out of the repo")
    if not target.edits(text, None):
        return
    base, hint = text, None
    record = records.get(target.path)
    if record:
        earlier = _before(text, record)
        if earlier:
            base, hint = earlier
    edits = target.edits(base, hint)
    after = applied(base, edits)
    if after == text:
        return
    tree.write(target.path, after.encode())
    if record is None or base is not text:
        records[target.path] = Adopted(digest(after.encode()), tuple(edits))
    found.edited.append(target.path)


def _disconnect(tree: Tree, path: str, records: dict[str, Adopted], found: Adoption) -> None:
    """Take back what nothing needs any more; what somebody changed since stays."""
    text = _text(tree, path)
    earlier = _before(text, records[path]) if text is not None else None
    if earlier is not None:
        tree.write(path, earlier[0].encode())
        found.edited.append(path)
    if earlier is not None or text is None:
        del records[path]


def _before(text: str, record: Adopted) -> tuple[str, int] | None:
    is_exact = digest(text.encode()) == record.after
    return reverted(text, record.edits, is_exact=is_exact)


def undo(tree: Tree) -> list[ByHand]:
    """Take every edit of adoption back; in the tree only.

    Returns:
        What could not be taken back, since somebody changed it: it is left as it is.

    Raises:
        Refused: the record can't be read.
    """
    left: list[ByHand] = []
    records = read_adopted(tree)
    remaining: dict[str, Adopted] = {}
    for path, record in records.items():
        text = _text(tree, path)
        if text is None:
            continue
        earlier = _before(text, record)
        if earlier is None:
            lines = "\n".join(edit.new.strip() for edit in record.edits)
            left.append(ByHand(path, "the kit's lines were changed; take them out by hand", lines))
            remaining[path] = record
        else:
            tree.write(path, earlier[0].encode())
    write_adopted(tree, remaining)
    return left


def _text(tree: Tree, path: str) -> str | None:
    data = tree.read(path)
    if data is None:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None
