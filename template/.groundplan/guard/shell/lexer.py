"""Words of a shell command: quotes, and where expansions stand. What `syntax` builds on.

A word is a string where it is plain text (with marks, see `marks`), else a list of parts: strings
and tuples `("var", name, operator, word, quoted)`, `("out", command, quoted)`, `("file", command)`,
`("sum", word)`. Facts: the manual of bash 5.3, chapters 3.1 to 3.5, and what `bash -n` accepts.
"""

from .sentinel import BRACKET, CLOSE, COMMA, OPEN, QUERY, STAR

TYPE_CHECKING = False

_SPECIAL = frozenset(" \t\n\r|&;()<>'\"\\$`*?[{},~!@+\x00\x01")
_BLANK = " \t"
_MOST_SCANNED = 1_000_000
"""How many characters are looked through for the ends of arithmetic: some 100 ms."""
GLOB = {"*": STAR, "?": QUERY, "[": BRACKET, "{": OPEN, "}": CLOSE, ",": COMMA}
NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")


class Unreadable(Exception):
    """The text is no shell command as we know it; `so_far` is what was read before the place."""

    so_far: "tuple | None" = None


class Words:
    """Reads one text from left to right."""

    __slots__ = ("at", "depth", "end", "inside", "pending", "text", "tries")

    if TYPE_CHECKING:
        # Words hold commands, and commands hold words: these come with `syntax.Reader`.
        def sequence(self, closing: str) -> tuple: ...

        def whole(self) -> tuple: ...

    def __init__(self, text: str, depth: int = 0) -> None:
        self.text = text
        self.at = 0
        self.end = len(text)
        self.depth = depth
        self.pending: list = []
        self.inside = 0
        self.tries = 0

    def newline(self) -> None:
        """Step over a line's end; the bodies of here-documents follow it."""
        self.at += 1
        pending, self.pending = self.pending, []
        for document in pending:
            from .here_documents import body

            document[2] = body(self, document[0], document[3], document[4])

    def word(self, in_test: bool = False) -> "str | list | None":
        """Read one word; None where an operator stands."""
        text, end = self.text, self.end
        at = start = self.at
        parts: list = []
        plain: list = []
        while at < end:
            run = at
            while at < end and text[at] not in _SPECIAL:
                at += 1
            if at > run:
                plain.append(text[run:at])
                if at >= end:
                    break
            sign = text[at]
            if sign in " \t\n\r|&;)":
                if sign == "\r" and text[at + 1 : at + 2] != "\n":
                    plain.append(sign)
                    at += 1
                    continue
                break
            if sign == "\\":
                if text[at + 1 : at + 2] == "\n":
                    at += 2
                elif text[at + 1 : at + 3] == "\r\n":
                    at += 3
                else:
                    plain.append(text[at + 1 : at + 2])
                    at += 2
                # Even an empty piece makes it a word.
                if at >= end:
                    break
            elif sign == "'":
                stop = text.find("'", at + 1)
                if stop < 0:
                    raise Unreadable("a quote is not closed")
                plain.append(text[at + 1 : stop])
                if stop == at + 1:
                    plain.append("")
                at = stop + 1
            elif sign == '"':
                self.at = at + 1
                self.double_quoted(plain, parts)
                at = self.at
            elif sign == "$":
                self.at = at
                from . import expansion_lexer

                expansion_lexer.dollar(self, plain, parts, False)
                at = self.at
            elif sign == "`":
                self.at = at
                self.flush(plain, parts)
                from . import expansion_lexer

                parts.append(expansion_lexer.backticks(self, False))
                at = self.at
            elif sign in "<>":
                if text[at + 1 : at + 2] != "(":
                    break
                self.at = at + 2
                from . import expansion_lexer

                body = expansion_lexer.nested(self)
                self.flush(plain, parts)
                parts.append(("file", body))
                at = self.at
            elif sign == "(":
                before = text[at - 1] if at > start else ""
                if in_test and before not in ("?", "*", "+", "@", "!"):
                    if at > start:
                        at = self.skip_balanced(at)
                        plain.append(STAR)
                        continue
                    break
                if before not in ("?", "*", "+", "@", "!") or at == start:
                    break
                if plain and plain[-1][-1:] in (before, GLOB.get(before, "")):
                    plain[-1] = plain[-1][:-1]
                at = self.skip_balanced(at)
                plain.append(STAR)
            elif sign in "*?[{},":
                plain.append(GLOB[sign])
                at += 1
            else:
                plain.append(sign)
                at += 1
        if at > end:
            at = end
        self.at = at
        if at == start:
            return None
        if not parts:
            return plain[0] if len(plain) == 1 else "".join(plain)
        self.flush(plain, parts)
        return parts

    @staticmethod
    def flush(plain: list, parts: list) -> None:
        if plain:
            text = "".join(plain)
            if text:
                parts.append(text)
            plain.clear()

    def double_quoted(self, plain: list, parts: list) -> None:
        """Read up to the closing quote; `at` stands behind the opening one."""
        text = self.text
        plain.append("")
        while True:
            at = self.at
            stop = at
            end = self.end
            while stop < end and text[stop] not in '"\\$`':
                stop += 1
            if stop >= end:
                raise Unreadable("a quote is not closed")
            if stop > at:
                plain.append(text[at:stop])
            sign = text[stop]
            self.at = stop
            if sign == '"':
                self.at = stop + 1
                if parts:
                    # An empty quoted part keeps the word from vanishing.
                    parts.append("")
                return
            self.escape_or_expansion(sign, plain, parts, '"\\$`')

    def escape_or_expansion(self, sign: str, plain: list, parts: list, escapable: str) -> None:
        text, at = self.text, self.at
        if sign == "\\":
            following = text[at + 1 : at + 2]
            if following == "\n":
                pass
            elif following and following in escapable:
                plain.append(following)
            else:
                plain.append("\\" + following)
            self.at = at + 2
        elif sign == "$":
            from . import expansion_lexer

            expansion_lexer.dollar(self, plain, parts, True)
        else:
            self.flush(plain, parts)
            from . import expansion_lexer

            parts.append(expansion_lexer.backticks(self, True))

    def quoted_text(self, text: str) -> "str | list":
        """Return a text in which only expansions are active, such as a here-document's."""
        if "$" not in text and "`" not in text and "\\" not in text:
            return text
        inner = type(self)(text, self.depth)
        plain: list = []
        parts: list = []
        while inner.at < inner.end:
            stop = inner.at
            while stop < inner.end and text[stop] not in "\\$`":
                stop += 1
            if stop > inner.at:
                plain.append(text[inner.at : stop])
                inner.at = stop
            if stop < inner.end:
                inner.escape_or_expansion(text[stop], plain, parts, "\\$`")
        if not parts:
            return "".join(plain)
        self.flush(plain, parts)
        return parts

    def blank(self, lines: bool = False) -> None:
        """Step over blanks, joined lines and comments, and with `lines` over line ends too."""
        text, end = self.text, self.end
        at = self.at
        while at < end:
            sign = text[at]
            if sign in _BLANK:
                at += 1
            elif sign == "\\" and text[at + 1 : at + 2] == "\n":
                at += 2
            elif sign == "\\" and text[at + 1 : at + 3] == "\r\n":
                at += 3
            elif sign == "\r" and text[at + 1 : at + 2] in ("\n", ""):
                at += 1
            elif sign == "#" and (at == 0 or text[at - 1] in " \t\n\r;&|()`"):
                stop = text.find("\n", at)
                at = end if stop < 0 else stop
            elif sign == "\n" and lines:
                self.at = at
                self.newline()
                at = self.at
            else:
                break
        self.at = at

    def bare_word(self) -> str:
        """Return the unquoted word that stands here; empty where a part of it is quoted."""
        text, at = self.text, self.at
        end = at
        while end < self.end and text[end] not in " \t\n\r;&|()<>'\"\\$`":
            end += 1
        if end < self.end and text[end] in "'\"\\$`" and text[end : end + 2] != "\\\n":
            return ""
        return text[at:end]

    def expect(self, sign: str) -> None:
        if self.text[self.at : self.at + 1] != sign:
            raise Unreadable(f"{sign} was expected at {self.at}")
        self.at += 1

    def skip_balanced(self, at: int, opening: str = "(", closing: str = ")") -> int:
        """Return the place behind the sign that closes the one at `at`."""
        text = self.text
        level = 0
        while at < self.end:
            sign = text[at]
            if sign == "\\":
                at += 1
            elif sign == "'":
                at = text.find("'", at + 1)
                if at < 0:
                    break
            elif sign == opening:
                level += 1
            elif sign == closing:
                level -= 1
                if level == 0:
                    return at + 1
            at += 1
        raise Unreadable(f"{opening} is not closed")

    def arithmetic_end(self, at: int) -> int:
        """Return where `))` closes what begins at `at`; -1 where it is no arithmetic."""
        text = self.text
        level = 0
        self.tries += 1
        if self.tries > 1 and self.tries * self.end > _MOST_SCANNED:
            return -1  # an opening after the other, none of them closed
        while at < self.end:
            sign = text[at]
            if sign == "\\":
                at += 1
            elif sign == "(":
                level += 1
            elif sign == ")":
                if level == 0:
                    return at if text[at + 1 : at + 2] == ")" else -1
                level -= 1
            at += 1
        return -1
