"""Programs in other languages that stand in a command: what their calls do to files, what they start.

The tokens are gone through once, in their order. A name stands for the last text that it was
given; a loop's name for the item that a rule could mean. What is not known becomes a hole.
"""

from .code_tokens import tokens
from .marks import HOLE, has_hole, plain
from .options import names
from .paths import active

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .shell import Shell

_ADDS = {"javascript": "+", "ruby": "+", "php": ".", "perl": ".", "lua": ".", "r": ""}
_DECLARES = frozenset(("const", "let", "var", "my", "our", "local", "new", "await", "return"))
_PASSES = frozenset(
    names(
        "String Path Pathname path trim strip chomp toString resolve normalize realpath realpathSync"
        " expand_path absolute_path file File.expand_path fs.realpathSync URL to_s freeze"
    )
)
"""Calls that give back the path that they were given."""
_JOINS = frozenset(("join", "file.path", "catfile", "joinpath"))
_GLOBS = frozenset(("glob", "Dir", "globSync", "list.files", "Dir.glob", "readdirSync"))
_EACH = ("forEach", "each", "map", "filter", "for", "foreach", "each_with_index")
_MOST = 20000


def follow(shell: "Shell", text: str, language: str, rest: list) -> None:
    """Follow a program's text; `rest` are the arguments that it is started with."""
    _Reader(shell, language, rest).block(tokens(text, language))


class _Reader:
    def __init__(self, shell: "Shell", language: str, rest: list) -> None:
        from .code_calls import Effects

        self.shell = shell
        self.language = language
        self.rest = rest
        self.names: dict = {}
        self.aliases: dict = {}
        self.effects = Effects(shell, language)
        self.found: list = []
        self.at = 0
        self.depth = 0

    def block(self, found: list) -> None:
        """Go through tokens; those of a text that is put in are gone through on their own."""
        before, self.found, self.at = (self.found, self.at), found[:_MOST], 0
        while self.at < len(self.found):
            kind, value = self.found[self.at]
            if kind in ("end", "sign") and value not in ("[", "(", "{"):
                self.at += 1
            elif value == "{":
                self.renames()
                self.at += 1
            else:
                start = self.at
                self.expression()
                self.at = max(self.at, start + 1)
        self.found, self.at = before

    def peek(self, ahead: int = 0) -> tuple:
        place = self.at + ahead
        return self.found[place] if place < len(self.found) else ("end", "")

    def is_sign(self, sign: str, ahead: int = 0) -> bool:
        return self.peek(ahead) == ("sign", sign)

    def renames(self) -> None:
        """Note the names of `{writeFileSync: w} = ...`."""
        ahead = 1
        pairs: list = []
        while self.peek(ahead)[0] == "name":
            name = self.peek(ahead)[1]
            ahead += 1
            if self.is_sign(":", ahead) and self.peek(ahead + 1)[0] == "name":
                pairs.append((self.peek(ahead + 1)[1], name))
                ahead += 2
            if self.is_sign(",", ahead):
                ahead += 1
        if self.is_sign("}", ahead) and self.is_sign("=", ahead + 1):
            self.aliases.update(pairs)

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
            value = _text(value) + _text(right)
        if self.language == "ruby" and self.is_sign("/"):
            self.at += 1
            value = f"{_text(value)}/{_text(self.operand())}"
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
            return self.after([_text(item) for item in self.items("]")[0]])
        if value == "(":
            self.at += 1
            items, _ = self.items(")")
            return self.after(items[0] if len(items) == 1 else items or None)
        if kind == "sign" and value not in (")", "]", "}", ","):
            self.at += 1
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
            letters.append(_text(self.expression()))
            self.found, self.at = before
        return "".join(letters)

    def named(self, name: str) -> object:
        """Read what follows a name: it is called, given a value, or stands for one."""
        if name[0].isdigit():
            return name
        if name in _DECLARES:
            return self.expression() if self.peek()[0] in ("name", "text") else None
        if name in ("for", "foreach", "foreach_") or (name == "in" and self.depth < 2):
            return None
        if self.is_sign("(") and self.language != "lisp":
            self.at += 1
            items, named = self.items(")")
            return self.after(self.called(name, items, named))
        if self.is_sign("=") and not self.is_sign("=", 1) and not self.is_sign(">", 1):
            self.at += 1
            value = self.expression()
            self.set(name, value)
            return value
        if name in ("of", "as", "in", "unless", "if", "or", "and", "do", "while"):
            return None
        if self.starts_operand() and self.effects.knows(self.whole(name)):
            items, named = self.bare()
            return self.after(self.called(name, items, named))
        if self.peek() == ("name", "of") or self.peek() == ("name", "in"):
            self.at += 1
            self.loop(name, self.expression())
            return None
        if self.is_sign("[") and name == "Dir":
            self.at += 1
            items, _ = self.items("]")
            return self.after(self.called("Dir.glob", items, {}))
        if self.is_sign("[") and name.endswith(("argv", "ARGV")):
            return self.argument()
        return self.after_name(name)

    def after_name(self, name: str) -> object:
        known = self.value(name)
        subject, _, member = name.rpartition(".")
        if known is None and subject and self.value(subject) is not None:
            if member in _EACH:
                self.each(self.value(subject))
                return None
            self.effects.method(self.value(subject), member, [], {})
        return self.after(known)

    def value(self, name: str) -> object:
        """Return what a name stands for."""
        if name in ("__dirname", "import.meta.dirname", "Dir.pwd", "import.meta.dir", "__DIR__"):
            return self.shell.cwd
        if name in ("$0", "__filename"):
            return HOLE
        return self.names.get(name.lstrip("@"))

    def set(self, name: str, value: object) -> None:
        """Give a name its value; one of the environment is exported."""
        for start in ("process.env.", "Deno.env."):
            if name.startswith(start):
                self.shell.variables[name[len(start) :]] = _text(value)
                self.shell.exported.add(name[len(start) :])
        self.names[name.lstrip("@")] = value

    def argument(self) -> object:
        """Read `process.argv[1]` or `ARGV[0]`."""
        self.at += 1
        items, _ = self.items("]")
        index = _text(items[0]) if items else ""
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

    def whole(self, name: str) -> str:
        return str(self.aliases.get(name, name))

    def called(self, name: str, items: list, named: dict) -> object:
        """Note what a call does; return what it gives back."""
        name = self.whole(name)
        subject, _, last = name.rpartition(".")
        if last in _JOINS and (len(items) > 1 or last != "join"):
            return "/".join(_text(item) for item in items)
        if last in _GLOBS or name in _GLOBS:
            return active(_text(items[0])) if items else None
        if last in ("cwd", "getcwd"):
            return self.shell.cwd
        if last in _EACH and subject and self.value(subject) is not None:
            return None
        if self.effects.call(name, items, named):
            return None
        if subject and self.value(subject) is not None:
            self.effects.method(self.value(subject), last, items, named)
        return items[0] if items and (name in _PASSES or last in _PASSES) else None

    def after(self, value: object) -> object:
        """Read the members that follow a value: `.each`, `.write(...)`."""
        while True:
            skipped = self.joint()
            if not skipped or self.peek(skipped)[0] != "name":
                return value
            name = self.peek(skipped)[1]
            self.at += skipped + 1
            if name.rpartition(".")[2] in _EACH:
                self.each(value)
                return None
            items: list = []
            named: dict = {}
            if self.is_sign("("):
                self.at += 1
                items, named = self.items(")")
            elif self.language == "ruby" and self.starts_operand():
                items, named = self.bare()
            if value is None or not self.effects.method(value, name, items, named):
                value = self.called(name, items, named) or (
                    value if name in _PASSES or not items else None
                )

    def joint(self) -> int:
        """Return how many signs join a member to the value before; none where there is no member."""
        if self.is_sign(".") and self.language not in ("php", "perl"):
            return 1
        if self.is_sign("?") and self.is_sign(".", 1):
            return 2
        return 2 if self.is_sign("-") and self.is_sign(">", 1) else 0

    def each(self, value: object) -> None:
        """Note the name that a block gets for each item: `{ |f| ... }`, `f => ...`, `(f) => ...`."""
        ahead = 0
        while self.peek(ahead)[0] == "sign" and self.peek(ahead)[1] in "({|":
            ahead += 1
        while (
            self.peek(ahead)[1] in ("function", "do", "async")
            or self.is_sign("|", ahead)
            or (self.is_sign("(", ahead))
        ):
            ahead += 1
        kind, name = self.peek(ahead)
        if kind == "name":
            self.loop(name, value)
            self.at += ahead + 1

    def loop(self, name: str, value: object) -> None:
        """Give a loop's name the item that a rule could mean."""
        items = value if isinstance(value, list) else [value]
        known = [item for item in items if isinstance(item, str) and not has_hole(item)]
        chosen = [item for item in known if ".env" in plain(item) or "hooks" in item] or known
        if chosen:
            self.names[name.lstrip("@")] = chosen[0]


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and len(value) == 1:
        return _text(value[0])
    return HOLE
