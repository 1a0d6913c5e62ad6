"""The values of programs in other languages: literals, names, and what joins them.

What is not known becomes a hole.
"""

from ..shell.sentinel import HOLE
from .tokens import tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell

_ADDS = {"javascript": "+", "ruby": "+", "php": ".", "perl": ".", "lua": ".", "r": ""}


_WRITING_FLAGS = ("WRONLY", "RDWR", "APPEND", "CREAT", "TRUNC")
"""Flags by which a file is opened to be written, in every language's spelling."""


class Values:
    """Reads the values that stand in a program's tokens."""

    if TYPE_CHECKING:
        # A value may be what a call gives back: these come with `Reader`.
        def named(self, name: str) -> object: ...

        def after(self, value: object) -> object: ...

        def loop(self, name: str, value: object) -> None: ...

    def __init__(self, shell: "Shell", language: str, rest: list) -> None:
        from .calls import Effects

        self.shell = shell
        self.language = language
        self.rest = rest
        self.names: dict = {}
        self.aliases: dict = {}
        self.effects = Effects(shell, language)
        self.found: list = []
        self.at = 0
        self.depth = 0
        self.calls = 0
        self.functions: dict = {}
        self.waiting = ""

    def peek(self, ahead: int = 0) -> tuple:
        place = self.at + ahead
        return self.found[place] if place < len(self.found) else ("end", "")

    def is_sign(self, sign: str, ahead: int = 0) -> bool:
        return self.peek(ahead) == ("sign", sign)

    def expression(self) -> object:
        """Read one expression; return the text or the list that it is, or None."""
        self.depth += 1
        if self.depth > 40:
            self.at += 1
            self.depth -= 1
            return None
        value = self.operand()
        adds = _ADDS.get(self.language, "+")
        while adds and self.is_sign(adds) and not self.is_sign("=", 1):
            self.at += 1
            while self.is_sign(adds):
                self.at += 1
            right = self.operand()
            value = text_of(value) + text_of(right)
        while (self.is_sign("|") and self.is_sign("|", 1)) or (
            self.is_sign("?") and self.is_sign("?", 1)
        ):
            self.at += 2
            right = self.operand()
            value = right if value is None else value
        if self.language == "ruby" and self.is_sign("/"):
            self.at += 1
            value = f"{text_of(value)}/{text_of(self.operand())}"
        self.depth -= 1
        return value

    def operand(self) -> object:
        kind, value = self.peek()
        if kind == "text":
            self.at += 1
            return self.after(self.filled(value))
        if kind == "run":
            self.at += 1
            self.effects.start_text(self.filled(value))
            return None
        if kind == "list":
            self.at += 1
            return self.after(value)
        if kind == "name":
            self.at += 1
            return self.named(value)
        if value == "[":
            self.at += 1
            return self.after([text_of(item) for item in self.items("]")[0]])
        if value == "(":
            self.at += 1
            items, _ = self.items(")")
            return self.after(items[0] if len(items) == 1 else items or None)
        if kind == "sign" and value not in (")", "]", "}", ","):
            self.at += 1
            if value == "*" and self.language == "ruby":
                return self.operand()  # `*LIST` stands for its items.
        return None

    def filled(self, parts: list) -> str:
        """Return a literal with what is put in."""
        letters: list = []
        for part in parts:
            if isinstance(part, str):
                letters.append(part)
                continue
            inner = tokens(part[1], self.language)
            before, self.found, self.at = (self.found, self.at), inner, 0
            letters.append(text_of(self.expression()))
            self.found, self.at = before
        return "".join(letters)

    def value(self, name: str) -> object:
        """Return what a name stands for."""
        if name in ("__dirname", "import.meta.dirname", "Dir.pwd", "import.meta.dir", "__DIR__"):
            return self.shell.cwd
        if name in ("$0", "__filename"):
            return HOLE
        if name.rpartition(".")[2].lstrip("O_") in _WRITING_FLAGS:
            return "w"
        if name.lstrip("@*") == "ARGV":
            return list(self.rest)
        return self.names.get(name.lstrip("@"))

    def argument(self) -> object:
        """Read `process.argv[1]` or `ARGV[0]`."""
        self.at += 1
        items, _ = self.items("]")
        index = text_of(items[0]) if items else ""
        offset = 1 if self.language == "javascript" else 0
        if index.isdigit() and 0 <= int(index) - offset < len(self.rest):
            return self.rest[int(index) - offset]
        return None

    def starts_operand(self) -> bool:
        kind, value = self.peek()
        return kind in ("text", "list", "name") or (kind == "sign" and value == "[")

    def bare(self) -> "tuple[list, dict]":
        """Read the arguments of a call without parentheses."""
        if self.language == "lisp":
            return self.items(")", "")
        return self.items("")

    def items(self, closing: str, comma: str = ",") -> "tuple[list, dict]":
        """Read values up to a closing sign, or to the statement's end; return them and the named ones."""
        found: list = []
        named: dict = {}
        while self.at < len(self.found):
            kind, value = self.peek()
            if kind == "sign" and value in (")", "]", "}"):
                if value == closing:
                    self.at += 1
                break
            if kind == "end":
                if not closing:
                    break
                self.at += 1
                continue
            if kind == "sign" and value == comma:
                self.at += 1
                continue
            if not closing and (
                value in ("if", "unless", "or", "and", "for", "do") or value == "{"
            ):
                break
            start = self.at
            if kind == "sign" and value == "{" and closing:
                self.at += 1
                named.update(self.items("}")[1])
                continue
            if kind == "name" and self.is_named():
                self.at += 2
                if self.is_sign("{"):
                    self.at += 1
                    inner = self.items("}")[1]
                    named.update(inner)
                    named[value] = inner
                else:
                    named[value] = self.expression()
                continue
            item = self.expression()
            if self.peek() == ("name", "as") and self.peek(1)[0] == "name":
                self.at += 1
                while self.peek()[0] == "name" or self.is_sign("=") or self.is_sign(">"):
                    # `as $key => $value`: the value comes last.
                    if self.peek()[0] == "name":
                        self.loop(self.peek()[1], item)
                    self.at += 1
            self.rest_of_item(closing, comma)
            self.at = max(self.at, start + 1)
            found.append(item)
        return found, named

    def is_named(self) -> bool:
        """Say whether a name is that of an argument: `name: value`, `name = value`."""
        joins = self.is_sign(":", 1) or self.is_sign("=", 1)
        return joins and not self.is_sign("=", 2) and not self.is_sign(">", 2)

    def rest_of_item(self, closing: str, comma: str) -> None:
        """Go on to the next comma: what else stands in the item is followed, too."""
        while comma and self.at < len(self.found):
            kind, value = self.peek()
            if kind == "sign" and value in (",", ")", "]", "}"):
                return
            if kind == "end":
                if not closing:
                    return
                self.at += 1
                continue
            if not closing and value in ("if", "unless", "or", "and", "for", "do", "{"):
                return
            start = self.at
            self.expression()
            self.at = max(self.at, start + 1)

    def joint(self) -> int:
        """Return how many signs join a member to the value before; none where there is no member."""
        if self.is_sign(".") and self.language not in ("php", "perl"):
            return 1
        if self.is_sign("?") and self.is_sign(".", 1):
            return 2
        return 2 if self.is_sign("-") and self.is_sign(">", 1) else 0


def text_of(value: object) -> str:
    """Return the text that a value is; a hole where it is none."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and len(value) == 1:
        return text_of(value[0])
    return HOLE
