"""Which lines of a Markdown text are headings, fences, lists, quotes, ... at its top level.

This is the block phase of CommonMark 0.31 (appendix "A parsing strategy") with GitHub's tables, cut
down to what a plan needs: only blocks at the top level are told apart, and only the items of lists
there; a link definition counts as a paragraph. It works on source lines, so that a plan can be edited by lines. The tests compare it with
cmark-gfm. It is here, and not a Markdown library, because importing one costs more than a check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from groundplan.plan.block_lines import (
    ATX,
    DELIMITER_ROW,
    FENCE,
    HTML_ANY_TAG,
    HTML_KINDS,
    LINK_DEFINITION,
    MARKER,
    RULE,
    SETEXT,
    SIMPLE_ITEM,
    STARTERS,
    after_markers,
    blanks_at,
    cell_count,
    is_all_definitions,
)

if TYPE_CHECKING:
    import re

MAX_DEPTH = 100
"""Containers inside each other that are followed; cmark-gfm stops at as many lists."""


_NO_ITEMS: list[int] = []


class Block:
    """One block at the top level. Lines count from 1; `last` is its last line that is not blank.

    Attributes:
        kind: `heading`, `paragraph`, `table`, `fence`, `code`, `html`, `quote`, `list` or `rule`.
        level: of a heading: 1 to 6.
        text: a heading's text, or a fence's info string.
        closed: whether a fence has its closing line.
        items: the first lines of a list's items.
        marker: a list's bullet, or the character after its numbers.
    """

    __slots__ = ("closed", "first", "items", "kind", "last", "level", "marker", "text")

    def __init__(
        self,
        kind: str,
        first: int,
        last: int,
        level: int = 0,
        text: str = "",
        marker: str = "",
    ) -> None:
        self.kind = kind
        self.first = first
        self.last = last
        self.level = level
        self.text = text
        self.closed = True
        self.items: list[int] = [] if kind == "list" else _NO_ITEMS
        self.marker = marker

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Block) and self._values() == other._values()

    def __repr__(self) -> str:
        return f"Block{self._values()}"

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)


class Document(NamedTuple):
    """The blocks of a text, and the first line that is nested too deep (0: none is)."""

    blocks: list[Block]
    too_deep: int = 0


_LIST, _ITEM, _QUOTE = "list", "item", "quote"


class _Container:
    __slots__ = ("filled", "kind", "marker", "need")

    def __init__(self, kind: str, marker: str = "", need: int = 0) -> None:
        self.kind = kind
        self.marker = marker
        self.need = need
        self.filled = False


def read_blocks(lines: list[str], start: int = 0) -> Document:
    """Tell the top-level blocks of a text apart.

    Args:
        lines: the text, split on line feeds only; a carriage return at a line's end is ignored.
        start: the index of the first line to read; what stands before it is front matter.

    Returns:
        The blocks in their order. Every text has a result; nothing is an error here.
    """
    return _Reader(lines).read(start)


class _Reader:
    """The state between two lines: open containers, the open leaf, the open top-level block."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.blocks: list[Block] = []
        self.stack: list[_Container] = []
        self.leaf = ""
        self.fence = ("", 0)
        self.html_end: re.Pattern[str] | None = None
        self.paragraph_start = 0
        self.never_table = -1
        self.number = 0
        self.too_deep = 0

    def read(self, start: int) -> Document:
        for index in range(start, len(self.lines)):
            self.number = index + 1
            line = self.lines[index]
            if self._is_plain(line) if not self.stack else self._is_plain_in_list(line):
                continue
            if line.endswith("\r"):
                line = line[:-1]
            # Tab stops count from the start of the line, so that expanding them all changes nothing.
            self._line(line.expandtabs(4) if "\t" in line else line)
        return Document(self.blocks, self.too_deep)

    def _is_plain(self, line: str) -> bool:
        """Deal with a line outside of containers that needs no closer look."""
        if self.leaf == "fence":
            if self.fence[0] in line and self._closes_fence(line.rstrip("\r").expandtabs(4)):
                self.blocks[-1].closed = True
                self.leaf = ""
            self.blocks[-1].last = self.number
            return True
        if not line or line == "\r":
            if self.leaf == "html" and self.html_end is not None:
                self.blocks[-1].last = self.number
            elif self.leaf != "code":
                self.leaf = ""
            return True
        if self.leaf in ("html", "code"):
            return False
        if line[0] in STARTERS:
            return self._is_simple_item(line) or self._is_simple_heading(line)
        if self.leaf:
            self.blocks[-1].last = self.number
        else:
            self._open_leaf("paragraph")
            self.paragraph_start = self.number
        return True

    def _is_plain_in_list(self, line: str) -> bool:
        """Deal with the lines that most lists consist of, and with the heading that ends one."""
        if (
            len(self.stack) != 2
            or self.stack[0].kind != _LIST
            or self.leaf not in ("", "paragraph")
        ):
            return False
        if not line or line == "\r":
            if self.stack[1].filled:
                self.leaf = ""
            return self.stack[1].filled
        if line[0] == self.stack[0].marker:
            return self._is_simple_item(line)
        return line[0] == "#" and self._is_simple_heading(line)

    def _is_simple_item(self, line: str) -> bool:
        """Deal with `- text` at the first column, where the text can open no block of its own."""
        if not SIMPLE_ITEM.match(line):
            return False
        if self.stack:
            block = self.blocks[-1]
        else:
            block = Block("list", self.number, self.number, marker=line[0])
            self.blocks.append(block)
            self.stack = [_Container(_LIST, line[0])]
        item = _Container(_ITEM, need=2)
        item.filled = True
        self.stack[1:] = [item]
        block.items.append(self.number)
        block.last = self.paragraph_start = self.number
        self.leaf = "paragraph"
        return True

    def _is_simple_heading(self, line: str) -> bool:
        if line[0] != "#" or "\t" in line:
            return False
        found = ATX.match(line.rstrip("\r"))
        if found is None:
            return False
        level, text = len(found[1]), (found[2] or "").strip(" ")
        self.blocks.append(Block("heading", self.number, self.number, level=level, text=text))
        self.stack.clear()
        self.leaf = ""
        return True

    # -- one line, as in the appendix of CommonMark ----------------------------------------------

    def _line(self, line: str) -> None:
        matched, position = self._match_containers(line)
        all_matched = matched == len(self.stack)
        blank = not line[position:].strip(" ")
        if all_matched and self._continues_leaf(line, position, blank):
            return
        was_paragraph = self.leaf == "paragraph"
        opened, position = self._open_blocks(line, position, matched, all_matched)
        if opened == "leaf":
            return
        blank = not line[position:].strip(" ")
        if not opened and was_paragraph and not blank and self.leaf == "paragraph":
            # A paragraph goes on, also where its containers' markers are left out (lazily).
            self._touch()
            return
        if not opened:
            self._close_to(matched)
        if blank:
            if self.leaf != "code":
                self.leaf = ""
            if line.strip(" "):
                self._touch()  # a mark with nothing behind it is a line of its block, too
            return
        self._text(line)

    def _text(self, line: str) -> None:
        if self.leaf == "table":
            self._touch()
            return
        self._open_leaf("paragraph")
        self.paragraph_start = self.number

    def _match_containers(self, line: str) -> tuple[int, int]:
        """Return how many open containers go on in this line, and where its rest starts."""
        position = 0
        for index, container in enumerate(self.stack):
            if container.kind == _LIST:
                continue
            indent = blanks_at(line, position)
            after = position + indent
            if container.kind == _QUOTE:
                if indent > 3 or line[after : after + 1] != ">":
                    return index, position
                position = after + 1
                if line[position : position + 1] == " ":
                    position += 1
            elif indent >= container.need:
                position += container.need
            elif after == len(line) and container.filled:
                position = after
            else:
                return index, position
        return len(self.stack), position

    def _continues_leaf(self, line: str, position: int, blank: bool) -> bool:
        """Give the line to an open fence, HTML or code block, where there is one."""
        if self.leaf == "fence":
            if self._closes_fence(line[position:]):
                self.leaf = ""
                if not self.stack:
                    self.blocks[-1].closed = True
            self._touch()
            return True
        if self.leaf == "html":
            if self.html_end is None and blank:
                self.leaf = ""
                return True
            if self.html_end is not None and self.html_end.search(line, position):
                self.leaf = ""
            self._touch()
            return True
        if self.leaf == "code":
            if blank:
                return True
            if blanks_at(line, position) >= 4:
                self._touch()
                return True
            self.leaf = ""
        return False

    def _closes_fence(self, rest: str) -> bool:
        indent = blanks_at(rest, 0)
        char, length = self.fence
        body = rest[indent:].rstrip(" ")
        return indent <= 3 and len(body) >= length and not body.strip(char)

    def _open_blocks(
        self, line: str, position: int, matched: int, all_matched: bool
    ) -> tuple[str, int]:
        """Open what starts in this line: any number of containers, then perhaps a leaf.

        Returns:
            `leaf`, `container` or nothing, for the last thing opened; and where the rest starts.
        """
        opened = ""
        may_be_lazy = self.leaf == "paragraph"
        in_paragraph = may_be_lazy and all_matched
        while True:
            indent = blanks_at(line, position)
            after = position + indent
            if after == len(line):
                return opened, position
            if indent >= 4:
                if may_be_lazy:
                    return opened, position
                self._close_unless(opened, matched)
                self._open_leaf("code")
                return "leaf", position
            if self._opens_leaf(line, after, opened, matched, in_paragraph):
                return "leaf", position
            need = self._container_need(line, position, after, in_paragraph)
            if need is None:
                return opened, position
            if len(self.stack) >= 2 * MAX_DEPTH and (opened or all_matched):
                self.too_deep = self.too_deep or self.number
                return opened, position
            self._close_unless(opened, matched)
            position = self._open_container(line, after, need, indent)
            opened = "container"
            in_paragraph = may_be_lazy = False

    def _close_unless(self, opened: str, matched: int) -> None:
        if not opened:
            self._close_to(matched)
            self.leaf = ""

    def _opens_leaf(
        self,
        line: str,
        after: int,
        opened: str,
        matched: int,
        in_paragraph: bool,
    ) -> bool:
        char = line[after]
        rest = line[after:]
        if in_paragraph and char in "=-" and self._makes_setext(rest):
            return True
        if in_paragraph and char in "|:-" and self._makes_table(rest):
            return True
        if char == "#" and (found := ATX.match(rest)):
            self._close_unless(opened, matched)
            self._open_leaf("heading", level=len(found[1]), text=(found[2] or "").strip(" "))
            self.leaf = ""
            return True
        if char in "`~" and (fence := FENCE.match(rest)):
            self._close_unless(opened, matched)
            mark = fence[1] or fence[3]
            self.fence = (mark[0], len(mark))
            info = (fence[2] if fence[1] else fence[4]).strip(" ")
            self._open_leaf("fence", text=info, closed=False)
            return True
        if char == "<" and self._opens_html(rest, opened, matched, in_paragraph):
            return True
        if char in "*-_" and RULE.match(rest):
            self._close_unless(opened, matched)
            self._open_leaf("rule")
            self.leaf = ""
            return True
        return False

    def _opens_html(self, rest: str, opened: str, matched: int, in_paragraph: bool) -> bool:
        known = [end for start, end in HTML_KINDS if start.match(rest)]
        if not known and (in_paragraph or not HTML_ANY_TAG.match(rest)):
            return False
        end = known[0] if known else None
        self._close_unless(opened, matched)
        self._open_leaf("html")
        self.html_end = end
        if end is not None and end.search(rest):
            self.leaf = ""
        return True

    def _makes_setext(self, rest: str) -> bool:
        found = SETEXT.match(rest)
        if not found:
            return False
        if self.stack:
            self._touch()
            self.leaf = ""
            return True
        text = "\n".join(
            line.strip(" \t\r") for line in self.lines[self.paragraph_start - 1 : self.number - 1]
        )
        if LINK_DEFINITION.match(text) and is_all_definitions(text):
            return False
        block = self.blocks[-1]
        block.kind, block.level, block.text = "heading", 1 if found[1][0] == "=" else 2, text
        block.last = self.number
        self.leaf = ""
        return True

    def _makes_table(self, rest: str) -> bool:
        if self.never_table == self.paragraph_start or not DELIMITER_ROW.match(rest):
            return False
        header = self.lines[self.number - 2].rstrip("\r").expandtabs(4)
        if self.stack:
            header = after_markers(header)
        if cell_count(header) != cell_count(rest):
            # cmark-gfm tries each paragraph once.
            self.never_table = self.paragraph_start
            return False
        if not self.stack:
            block = self.blocks[-1]
            if block.first < self.number - 1:
                block.last = self.number - 2
                block = Block("table", self.number - 1, self.number)
                self.blocks.append(block)
            block.kind = "table"
        self.leaf = "table"
        self._touch()
        return True

    def _container_need(
        self, line: str, position: int, after: int, in_paragraph: bool
    ) -> re.Match[str] | str | None:
        if line[after] == ">":
            return ">"
        found = MARKER.match(line, after)
        if found is None:
            return None
        rest_is_blank = not line[found.end() :].strip(" ")
        if in_paragraph and (rest_is_blank or (found[2] and int(found[2]) != 1)):
            return None
        return found

    def _open_container(self, line: str, after: int, mark: re.Match[str] | str, indent: int) -> int:
        """Open a quote or a list's item; return where its content starts."""
        if isinstance(mark, str):
            self._add_to_parent("quote")
            self.stack.append(_Container(_QUOTE))
            return after + 2 if line[after + 1 : after + 2] == " " else after + 1
        marker = mark[1] or mark[3]
        if self.stack and self.stack[-1].kind == _LIST and self.stack[-1].marker != marker:
            self.stack.pop()
        if not (self.stack and self.stack[-1].kind == _LIST):
            self._add_to_parent("list", marker)
            self.stack.append(_Container(_LIST, marker))
        width = len(mark[0])
        blanks = blanks_at(line, mark.end())
        is_blank = mark.end() + blanks == len(line)
        padding = width + (1 if is_blank or blanks > 4 else blanks)
        if len(self.stack) == 1:
            self.blocks[-1].items.append(self.number)
            self.blocks[-1].last = self.number
        self.stack.append(_Container(_ITEM, need=indent + padding))
        return min(after + padding, len(line))

    # -- the tree ---------------------------------------------------------------------------------

    def _close_to(self, depth: int) -> None:
        if depth < len(self.stack):
            del self.stack[depth:]
            self.leaf = ""

    def _add_to_parent(self, kind: str, marker: str = "") -> None:
        """Make room for a block that is no list item: an open list ends before it."""
        if self.stack and self.stack[-1].kind == _LIST:
            self.stack.pop()
        if self.stack:
            self.stack[-1].filled = True
            self._touch()
        else:
            self.blocks.append(Block(kind, self.number, self.number, marker=marker))

    def _open_leaf(self, kind: str, level: int = 0, text: str = "", closed: bool = True) -> None:
        self._add_to_parent(kind)
        if not self.stack:
            block = self.blocks[-1]
            block.level, block.text, block.closed = level, text, closed
        self.leaf = kind

    def _touch(self) -> None:
        self.blocks[-1].last = self.number
