"""The steps of a plan: headings, labelled lines, actions and verifications -> values."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from groundplan.plan.answer_format import item_ranges, item_text, labelled
from groundplan.plan.blocks import read_blocks
from groundplan.plan.model import Action, BlockKey, CodeBlock, Lines, Step, Verification

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.plan.blocks import Block
    from groundplan.plan.model import Heading

ACTIONS, VERIFY = "actions", "verify"
NUMBER = r"\d{1,4}"
"""What follows the letters in the id of a step, and counts its actions."""
_HEADING = re.compile(
    rf"([A-Za-z]{{1,3}}{NUMBER})(?![\w.])[ \t]*(?:[-\u2013\u2014:.][ \t]*)?(.*)$", re.DOTALL
)
_DRAFT = re.compile(r"[ \t]*\(draft\)$")
# What stands before the words of an action and of a verification: the box, the id, `(manual)`.
_BOX = r"(?:\[([ xX])\](?:[ \t]+|$))?"
_ACTION = re.compile(rf"{_BOX}(?:([A-Za-z]{{1,3}}{NUMBER}\.{NUMBER})(?![\w.])[ \t:]*)?")
_VERIFICATION = re.compile(
    rf"{_BOX}(?:([A-Za-z]{{1,3}}{NUMBER}\.[a-z]{{1,2}}\d{{0,3}})(?![\w.])[ \t:]*)?(\(manual\)[ \t]*)?"
)
_CODE_SPAN = re.compile(r"(`+)[ \t]?(.+?)[ \t]?\1(?!`)")
_NOTHING = re.compile(r"(?:none|nothing|-+|\u2013|\u2014|n/a)?\.?$", re.IGNORECASE)
_WORD = re.compile(r"""(?:[^\s"']|"(?:[^"\\]|\\.)*"|'[^']*')+|\S""")
_KEY = re.compile(r"([^=~\s]+?)(~=|=)(.*)$", re.DOTALL)


class _Found:
    """A step while it is read."""

    def __init__(self) -> None:
        self.labels: dict[str, tuple[str, int]] = {}
        self.actions: list[Action] = []
        self.verifications: list[Verification] = []
        self.loose: list[CodeBlock] = []


def read_steps(
    lines: Sequence[str],
    blocks: Sequence[Block],
    headings: Sequence[Heading],
    steps: Heading | None,
) -> list[Step]:
    """Return the steps below a plan's `## Steps`; never raises.

    Args:
        lines: the whole text's lines, without line ends.
        blocks: the blocks at its top level.
        headings: the headings among them.
        steps: the heading of the steps; None where there is none.
    """
    if steps is None:
        return []
    inside = [other for other in headings if steps.body.first <= other.line <= steps.body.last]
    starts = [heading for heading in inside if heading.level == 3]
    at = 0
    found = []
    for heading in starts:
        while at < len(blocks) and blocks[at].first < heading.body.first:
            at += 1
        own = []
        while at < len(blocks) and blocks[at].first <= heading.body.last:
            own.append(blocks[at])
            at += 1
        found.append(_step(lines, heading, own))
    return found


def _step(lines: Sequence[str], heading: Heading, blocks: Sequence[Block]) -> Step:
    title = _DRAFT.sub("", heading.text)
    name = _HEADING.match(title)
    found = _Found()
    part_lines = {ACTIONS: 0, VERIFY: 0}
    part = ""
    for block in blocks:
        if block.kind == "heading":
            part = block.text.casefold().strip(" :")
            if part in part_lines:
                part_lines[part] = part_lines[part] or block.first
        elif block.kind == "list":
            _read_list(lines, block, part, found)
        elif block.kind == "fence" and part == VERIFY:
            _bind(read_code_block(lines, block), found)
    goal, goal_line = found.labels.get("goal", ("", 0))
    depends, depends_line = found.labels.get("depends", ("", 0))
    touches, touches_line = found.labels.get("touches", ("", 0))
    last = blocks[-1].last if blocks else heading.line
    return Step(
        id=name[1] if name else "",
        title=(name[2] if name else title).strip(),
        is_draft=title != heading.text,
        line=heading.line,
        lines=Lines(heading.line, last),
        goal=goal,
        goal_line=goal_line,
        depends=_names(depends),
        depends_line=depends_line,
        touches=_globs(touches),
        touches_line=touches_line,
        actions=tuple(found.actions),
        actions_line=part_lines[ACTIONS],
        verifications=tuple(found.verifications),
        verify_line=part_lines[VERIFY],
        loose_blocks=tuple(found.loose),
    )


def _read_list(lines: Sequence[str], block: Block, part: str, found: _Found) -> None:
    for first, last in item_ranges(block):
        text = item_text(lines[first - 1 : last])
        if part == ACTIONS:
            found.actions.append(_action(text, first))
        elif part == VERIFY:
            found.verifications.append(_verification(text, first))
        elif not part and (label := labelled(text)):
            found.labels.setdefault(label[0].casefold(), (" ".join(label[1].split()), first))


def _action(text: str, line: int) -> Action:
    found = _matched(_ACTION, text)
    box, name = found.groups()
    return Action(name or "", text[found.end() :], _is_ticked(box), line)


def _verification(text: str, line: int) -> Verification:
    found = _matched(_VERIFICATION, text)
    box, name, manual = found.groups()
    rest = text[found.end() :]
    block = None
    if "\n" in rest:
        # A block that somebody indented into its list item: as GitHub shows it.
        inner = rest.split("\n")
        fence = next((b for b in read_blocks(inner).blocks if b.kind == "fence"), None)
        if fence is not None:
            block = read_code_block(inner, fence, line - 1)
            rest = "\n".join(inner[: fence.first - 1]).strip()
    return Verification(name or "", rest, _is_ticked(box), line, bool(manual), block)


def _is_ticked(box: str | None) -> bool | None:
    return None if box is None else box != " "


def _matched(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    """Return what a pattern finds that finds something, if nothing, in every text."""
    found = pattern.match(text)
    assert found is not None  # noqa: S101 - each of its parts may lack
    return found


def _bind(block: CodeBlock, found: _Found) -> None:
    """Give a block to the task-list line before it, unless it names another one."""
    last = found.verifications[-1] if found.verifications else None
    wanted = block.get("verify")
    if last is None or last.block is not None or wanted not in (None, last.id):
        if wanted is not None:
            found.loose.append(block)
        return
    found.verifications[-1] = Verification(
        last.id, last.text, last.ticked, last.line, last.is_manual, block
    )


def read_code_block(lines: Sequence[str], block: Block, offset: int = 0) -> CodeBlock:
    """Return a fence as a value.

    Args:
        lines: the lines that the block was read from.
        block: a block of the kind `fence`.
        offset: what to add to its lines to count in the whole text.
    """
    opening = lines[block.first - 1]
    indent = len(opening) - len(opening.lstrip(" "))
    inner = lines[block.first : block.last - 1 if block.closed else block.last]
    inner = [_without_indent(line, indent) for line in inner] if indent else inner
    body = "\n".join([*inner, ""])
    language, _, words = block.text.partition(" ")
    if "=" in language:
        language, words = "", block.text
    return CodeBlock(
        language=language,
        info=block.text,
        keys=read_keys(words),
        body=body,
        lines=Lines(block.first + offset, block.last + offset),
        closed=block.closed,
    )


def read_keys(words: str) -> tuple[BlockKey, ...]:
    """Return the words of an info string: `name=value`, `name~=value` or `name`, values in quotes or not."""
    return tuple(_key(word) for word in _WORD.findall(words))


@lru_cache(maxsize=1024)  # most words come again in each step
def _key(word: str) -> BlockKey:
    found = _KEY.match(word)
    if found is None:
        return BlockKey(word, "", "")
    value = found[3]
    if len(value) >= 2 and value[0] == value[-1] == '"':
        value = re.sub(r"\\(.)", r"\1", value[1:-1])
    elif len(value) >= 2 and value[0] == value[-1] == "'":
        value = value[1:-1]
    return BlockKey(found[1], found[2], value)


def _without_indent(line: str, width: int) -> str:
    blanks = len(line) - len(line.lstrip(" "))
    return line[min(width, blanks) :]


def _names(text: str) -> tuple[str, ...]:
    if _NOTHING.match(text):
        return ()
    return tuple(word for word in re.split(r"[,;\s]+|\band\b", text.replace("`", "")) if word)


def _globs(text: str) -> tuple[str, ...]:
    if _NOTHING.match(text):
        return ()
    spans = [found[2] for found in _CODE_SPAN.finditer(text)]
    return tuple(spans or (word for word in re.split(r"[,;\s]+", text) if word))
