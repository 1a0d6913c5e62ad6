"""How an answer stands in a plan: value <-> the lines of its place.

docs/plan-format.md says the same in words. The template of PLAN.md writes this notation too, with the
same regular expressions, and a test compares the two; so every rule here is one substitution.
Everything holds for every text: what was encoded is decoded as it was (see `canonical` for the
blanks around an answer, which do not count).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from groundplan.core.model import Field, Kind
from groundplan.plan.blocks import read_blocks
from groundplan.plan.model import State

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from groundplan.core.model import Answer
    from groundplan.plan.blocks import Block

NOT_APPLICABLE = re.compile(r"Not applicable:[ \t]*(.*)", re.DOTALL)
OPEN = re.compile(r"([_*])Open: .*")
NOT_NEEDED = re.compile(r"[_*]Not needed in an? (\w+) change\.[_*]$")
BOX = re.compile(r"\[([ xX])\](?:[ \t]+|$)")
ITEM = re.compile(r" {0,3}(?:[-+*]|\d{1,9}[.)])(?:[ \t]+|$)")

# Text that a reader of Markdown, or of this format, could take for structure.
RISKY_TEXT = re.compile(r"^[ \t]*(?:[#><]|_Open|_Not needed|-+[ \t]*$|=+[ \t]*$)|```|~~~", re.M)
# The start of a line or an item that would be read as something else: it gets a back-slash.
RISKY_START = re.compile(r"^(\\*)(?=_Open|_Not needed|-[- \t]*(?:\n|$))")
_ESCAPED_START = re.compile(r"^\\(?=\\*(?:_Open|_Not needed|-[- \t]*(?:\n|$)))")
# In a cell: back-slashes before a pipe, a line break or a literal `<br>` are doubled; then the pipe
# and the literal get one more, and the line break becomes `<br>`.
# The look-behind keeps the search linear: a run of back-slashes is tried once, not from each of them.
_CELL_MARKS = re.compile(r"(?<!\\)(\\*)(\||\n|<br>)")
_CELL_READ = re.compile(r"(?<!\\)(\\*)(\||<br>)")
_CELL_WRITTEN = {"|": "\\|", "\n": "<br>", "<br>": "\\<br>"}
# In a column of paths a word is written as code: GitHub would make bold letters of `__init__`, and a
# link of `<int:id>`. What looks like that already gets a longer fence, so that it is read as it was.
_PATH = re.compile(r"(?!.*<br>)(?=.*[/._*<{\[~])[^\s`|\\]+")
_CODE = re.compile(r"`([^\s`]+)`")
_CODE_IN_CODE = re.compile(r"`` (`.*`) ``", re.DOTALL)
_LABEL = re.compile(r"\*\*(?P<label>.+?)(?::\*\*|\*\*:)[ \t]*(?P<rest>.*)", re.DOTALL)


class Decoded(NamedTuple):
    """What the lines of a field's place say."""

    state: State
    answer: Answer = ""
    item_lines: tuple[int, ...] = ()
    """Of each item or row: its line, counted from 0 at the first of the lines that were read."""
    ticked: tuple[bool, ...] = ()


# -- writing -------------------------------------------------------------------------------------


def encode_answer(field: Field, answer: Answer | None, ticked: Sequence[bool] = ()) -> list[str]:
    """Return the lines that stand in a field's place.

    Args:
        field: the field; its kind decides the notation.
        answer: text, items or rows; None writes the open question.
        ticked: of a checklist, whether each item's box is ticked; missing ones are not.

    Returns:
        Lines without line feeds, and without the field's own `### heading`; a `line` field is its
        whole list line.
    """
    if field.kind is Kind.LINE:
        words = _one_line(answer) if isinstance(answer, str) else ""
        return [f"- **{field.label}:** {_escaped_start(words) or _open(field)}"]
    if isinstance(answer, str):
        words = _clean(answer)
        if field.kind is Kind.TEXT or (NOT_APPLICABLE.match(words) and not field.always):
            return encode_text(words) if words else [_open(field)]
        return encode_answer(field, tuple(words.split("\n")) if words else None, ticked)
    if field.kind is Kind.TABLE:
        return _encode_table(field, [row for row in answer or () if isinstance(row, tuple)])
    return _encode_items(field, [item for item in answer or () if isinstance(item, str)], ticked)


def encode_text(text: str) -> list[str]:
    """Return the lines of a text answer: as typed, or quoted where it could be taken for structure."""
    lines = _clean(text).split("\n")
    if RISKY_TEXT.search("\n".join(lines)):
        return [f"> {line}" if line else ">" for line in lines]
    return lines


def encode_item(text: str, mark: str) -> list[str]:
    """Return the lines of one list item; further lines stand below the first one's text.

    Args:
        text: the item; may have several lines.
        mark: what stands before it, with its blank: `- `, `- [ ] ` or `3. `.
    """
    indent = " " * (len(mark) if mark[0].isdigit() else 2)
    first, *others = _escaped_start(_clean(text)).split("\n")
    return [mark + first, *(indent + line if line else "" for line in others)]


def encode_cell(text: str) -> str:
    """Return the text of one table cell."""
    return _CELL_MARKS.sub(lambda m: m[1] * 2 + _CELL_WRITTEN[m[2]], _clean(text))


def encode_path(text: str) -> str:
    """Return a cell of a column of paths before it is encoded as any cell: a path as code."""
    text = _clean(text)
    if _PATH.fullmatch(text):
        return f"`{text}`"
    return f"`` {text} ``" if _CODE.fullmatch(text) or _CODE_IN_CODE.fullmatch(text) else text


def decode_path(cell: str) -> str:
    """Return what `encode_path` was given."""
    found = _CODE_IN_CODE.fullmatch(cell) or _CODE.fullmatch(cell)
    return found[1] if found else cell


def encode_row(cells: Sequence[str]) -> str:
    """Return one line of a table."""
    return f"| {' | '.join(encode_cell(cell) for cell in cells)} |"


def _encode_table(field: Field, rows: Sequence[tuple[str, ...]]) -> list[str]:
    wide = len(field.columns)
    kept = [row for row in rows if any(_clean(cell) for cell in row)]
    if not kept:
        return [_open(field)]
    return [
        encode_row([column.label for column in field.columns]),
        "|" + " --- |" * wide,
        *(encode_row(_by_column(field, encode_path, row[:wide])) for row in kept),
    ]


def _by_column(field: Field, path: Callable[[str], str], row: Sequence[str]) -> tuple[str, ...]:
    """Return a row as wide as the table, with what happens to paths done in columns of paths."""
    cells = (*row, *[""] * (len(field.columns) - len(row)))
    return tuple(
        path(cell) if column.id == "path" else cell
        for column, cell in zip(field.columns, cells, strict=True)
    )


def _encode_items(field: Field, items: Sequence[str], ticked: Sequence[bool]) -> list[str]:
    kept = [
        (item, index < len(ticked) and ticked[index])
        for index, item in enumerate(items)
        if _clean(item)
    ]
    said = {_clean(item) for item, _ in kept}
    always = [(item, False) for item in field.always if item not in said]
    if not kept and not always:
        return [_open(field)]
    lines: list[str] = []
    if not [item for item in said if item not in field.always]:
        lines.append(f"{'- [ ] ' if field.kind is Kind.CHECKLIST else '- '}{_open(field)}")
    for number, (item, done) in enumerate([*kept, *always], start=1):
        marks = {Kind.CHECKLIST: f"- [{'x' if done else ' '}] ", Kind.ORDERED: f"{number}. "}
        lines += encode_item(item, marks.get(field.kind, "- "))
    return lines


def _open(field: Field) -> str:
    return f"_Open: {field.question}_"


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n")


def _escaped_start(text: str) -> str:
    return RISKY_START.sub(r"\1\\", text)


# -- reading -------------------------------------------------------------------------------------


def decode_answer(
    field: Field, lines: Sequence[str], blocks: Sequence[Block] | None = None, offset: int = 0
) -> Decoded:
    """Return what the lines of a field's place say; never raises.

    Args:
        field: the field; its kind decides how they are read.
        lines: as `encode_answer` returns them, or as people wrote them.
        blocks: the blocks of these lines where they are known already.
        offset: how many lines of the text stand before `lines`, for the line numbers of `blocks`.
    """
    if field.kind is Kind.LINE:
        return _decode_line("\n".join(lines))
    if blocks is None:
        blocks, offset = read_blocks(list(lines)).blocks, 0
    kept = [block for block in blocks if not is_comment(block, lines, offset)]
    words = _words(lines, kept, offset, drop_comments=len(kept) != len(blocks))
    if not words:
        return Decoded(State.EMPTY)
    if OPEN.match(words):
        return Decoded(State.OPEN)
    plain = _unquoted(words)
    if NOT_APPLICABLE.match(plain):
        return Decoded(State.NOT_APPLICABLE, plain)
    if field.kind is Kind.TEXT:
        return Decoded(State.ANSWERED, plain)
    if field.kind is Kind.TABLE:
        return _decode_table(field, lines, kept, offset)
    return _decode_items(field, lines, kept, offset)


def is_comment(block: Block, lines: Sequence[str], offset: int = 0) -> bool:
    """Say whether a block is an HTML comment."""
    return block.kind == "html" and lines[block.first - 1 - offset].lstrip(" ").startswith("<!--")


def labelled(item: str) -> tuple[str, str] | None:
    """Return the label and the rest of `**Label:** rest`, or None for any other text."""
    found = _LABEL.match(item)
    return (found["label"].strip(), found["rest"].strip(" \t\n")) if found else None


def item_text(lines: Sequence[str]) -> str:
    """Return the text of one list item without its marker and its indentation."""
    if len(lines) == 1 and lines[0].startswith(("- ", "* ")):
        return lines[0][2:].strip(" \t")
    found = ITEM.match(lines[0])
    if found is None:
        return "\n".join(lines)
    width = min(found.end(), len(found.group().rstrip(" \t")) + 1)
    first = lines[0][found.end() :]
    return "\n".join([first, *(_dedented(line, width) for line in lines[1:])]).strip(" \t\n")


def decode_start(text: str) -> str:
    """Take off the back-slash that keeps a line or an item from being read as something else."""
    return _ESCAPED_START.sub("", text)


def split_row(line: str) -> list[str]:
    """Return the cells of a table's row, decoded; the pipes at its ends are only its frame."""
    cells: list[str] = []
    text = line.strip(" \t\r")
    start = 1 if text.startswith("|") else 0
    for found in _CELL_READ.finditer(text, start):
        if found[2] == "|" and len(found[1]) % 2 == 0:
            cells.append(text[start : found.end() - 1])
            start = found.end()
    if text[start:].strip(" \t") or not cells:
        cells.append(text[start:])
    return [_CELL_READ.sub(_read_mark, cell.strip(" \t")) for cell in cells]


def _read_mark(found: re.Match[str]) -> str:
    slashes, mark = found[1], found[2]
    kept = "\\" * (len(slashes) // 2)
    return kept + (mark if len(slashes) % 2 else "\n" if mark == "<br>" else mark)


def _decode_line(text: str) -> Decoded:
    found = labelled(item_text(text.split("\n")))
    rest = found[1] if found else ""
    if not rest:
        return Decoded(State.EMPTY)
    if OPEN.match(rest):
        return Decoded(State.OPEN)
    state = State.NOT_APPLICABLE if NOT_APPLICABLE.match(rest) else State.ANSWERED
    return Decoded(state, decode_start(rest))


def _words(lines: Sequence[str], blocks: Sequence[Block], offset: int, drop_comments: bool) -> str:
    if not drop_comments:
        return "\n".join(lines).strip(" \t\n")
    parts = ["\n".join(lines[b.first - 1 - offset : b.last - offset]) for b in blocks]
    return "\n\n".join(parts).strip(" \t\n")


def _unquoted(text: str) -> str:
    lines = text.split("\n")
    if not all(line.startswith(">") for line in lines):
        return text
    return "\n".join(line[2:] if line.startswith("> ") else line[1:] for line in lines).strip(
        " \t\n"
    )


def _decode_items(
    field: Field, lines: Sequence[str], blocks: Sequence[Block], offset: int
) -> Decoded:
    items: list[str] = []
    places: list[int] = []
    ticked: list[bool] = []
    is_open = False
    for block in blocks:
        if block.kind != "list":
            continue
        for first, last in item_ranges(block):
            text = item_text(lines[first - 1 - offset : last - offset])
            box = BOX.match(text) if field.kind is Kind.CHECKLIST else None
            text = text[box.end() :] if box else text
            if OPEN.match(text):
                is_open = True
            elif text:
                items.append(decode_start(text))
                places.append(first - 1 - offset)
                ticked.append(bool(box and box[1] != " "))
    if len(items) == 1 and NOT_APPLICABLE.match(items[0]):
        return Decoded(State.NOT_APPLICABLE, items[0])
    state = State.OPEN if is_open else State.ANSWERED if items else State.EMPTY
    boxes = tuple(ticked) if field.kind is Kind.CHECKLIST else ()
    return Decoded(state, tuple(items), tuple(places), boxes)


def item_ranges(block: Block) -> list[tuple[int, int]]:
    """Return the first and the last line of each item of a list; none for any other block."""
    if not block.items:
        return []
    ends = [*(first - 1 for first in block.items[1:]), block.last]
    return list(zip(block.items, ends, strict=True))


def _decode_table(
    field: Field, lines: Sequence[str], blocks: Sequence[Block], offset: int
) -> Decoded:
    rows: list[tuple[str, ...]] = []
    places: list[int] = []
    for block in blocks:
        if block.kind != "table":
            continue
        order = _column_order(field, split_row(lines[block.first - 1 - offset]))
        for number in range(block.first + 2, block.last + 1):
            row = _in_order(order, split_row(lines[number - 1 - offset]), len(field.columns))
            row = _by_column(field, decode_path, row)
            if any(row):
                rows.append(row)
                places.append(number - 1 - offset)
    return Decoded(State.ANSWERED if rows else State.EMPTY, tuple(rows), tuple(places))


def _column_order(field: Field, header: Sequence[str]) -> list[int]:
    """Return which column each cell of a row belongs to: by the header's names, else as it stands."""
    names = [column.label.casefold() for column in field.columns]
    found = [names.index(cell.casefold()) if cell.casefold() in names else -1 for cell in header]
    known = [place for place in found if place >= 0]
    return found if known and len(set(known)) == len(known) else list(range(len(names)))


def _in_order(order: Sequence[int], cells: Sequence[str], wide: int) -> tuple[str, ...]:
    row = [""] * wide
    for index, cell in enumerate(cells):
        place = order[index] if index < len(order) and order[index] >= 0 else wide - 1
        row[place] = f"{row[place]} | {cell}" if row[place] and cell else row[place] or cell
    return tuple(row)


def _dedented(line: str, width: int) -> str:
    expanded = line.expandtabs(4) if line[:width].count("\t") else line
    blanks = len(expanded) - len(expanded.lstrip(" "))
    return expanded[min(width, blanks) :]
