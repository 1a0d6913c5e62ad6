"""Programs in other languages that stand in a command: what their calls do to files, what they start.

The tokens are gone through once, in their order. A name stands for the last text that it was
given; a loop's name for the item that a rule could mean. What is not known becomes a hole.
"""

from ..options import names
from ..paths import active
from ..shell.sentinel import has_hole, plain
from .tokens import tokens
from .values import Values, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell

_DECLARES = frozenset(("const", "let", "var", "my", "our", "local", "new", "await", "return"))
_PASSES = frozenset(
    names(
        "String Path Pathname path trim strip chomp toString resolve normalize realpath realpathSync"
        " expand_path absolute_path file File.expand_path fs.realpathSync URL to_s freeze"
    )
)
"""Calls that give back the path that they were given."""
_JOINS = frozenset(("join", "file.path", "catfile", "joinpath"))
_GLOBS = frozenset(("glob", "Dir", "globSync", "list.files", "Dir.glob"))
_NARROWS = ("startsWith", "start_with", "includes", "hasPrefix", "str_starts_with")
_EACH = ("forEach", "each", "map", "filter", "for", "foreach", "each_with_index")
_MOST = 20000
_CALLS = 4
"""How deep calls of a text's own functions are followed."""


def follow(shell: "Shell", text: str, language: str, rest: list) -> None:
    """Follow a program's text; `rest` are the arguments that it is started with."""
    _Reader(shell, language, rest).block(tokens(text, language))


class _Reader(Values):
    """Follows what a program does with its values."""

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

    def named(self, name: str) -> object:
        """Read what follows a name: it is called, given a value, or stands for one."""
        if name[0].isdigit():
            return name
        if name in _DECLARES:
            return self.expression() if self.peek()[0] in ("name", "text") else None
        if name in ("for", "foreach"):
            self.loop_head()
            return None
        if name in ("function", "def", "sub") and self.peek()[0] == "name":
            self.define(self.peek()[1], 1)
            return None
        if self.is_sign("(") and self.language != "lisp":
            self.at += 1
            items, named = self.items(")")
            if name in self.functions:
                self.own(name, items)
                return None
            return self.after(self.called(name, items, named))
        if self.is_sign("=") and not self.is_sign("=", 1) and not self.is_sign(">", 1):
            self.at += 1
            if self.is_arrow():
                self.define(name, 0)
                return None
            value = self.expression()
            self.set(name, value)
            return value
        if name in ("of", "as", "in", "unless", "if", "or", "and", "do", "while"):
            return None
        follows = self.peek()[1] not in ("for", "foreach", "if", "unless", "or", "and")
        if (
            follows
            and self.starts_operand()
            and (self.effects.knows(self.whole(name)) or name in _GLOBS)
        ):
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
        if self.language == "perl" and self.effects.knows(name):
            # Without arguments it is about the loop's item, `$_`, which may stand behind it.
            self.waiting = name
            self.called(name, [self.names.get("$_")], {})
            return None
        return self.after_name(name)

    def loop_head(self) -> None:
        """Read what `for` and `foreach` of Perl and PHP go through: `for (LIST)`, `foreach (L as $f)`."""
        if self.peek()[0] == "name" and self.peek()[1] in ("my", "our", "const", "let", "var"):
            self.at += 1
        name = "$_"
        if self.peek()[0] == "name" and self.peek()[1][:1] == "$" and self.is_sign("(", 1):
            name = self.peek()[1]
            self.at += 1
        if self.language not in ("perl", "php"):
            return
        if self.is_sign("("):
            self.at += 1
            items, _ = self.items(")")
        else:
            items, _ = self.items("")
        if self.language == "perl":
            self.loop(name, [text_of(item) for item in items if item is not None])
            if self.waiting:
                self.called(self.waiting, [self.names.get(name)], {})

    def is_arrow(self) -> bool:
        """Say whether a function begins here: `(a, b) =>`, `a =>`, `async a =>`, `function (`."""
        ahead = 1 if self.peek() == ("name", "async") else 0
        if self.peek(ahead) == ("name", "function"):
            return True
        if self.is_sign("(", ahead):
            while self.peek(ahead)[0] != "end" and not self.is_sign(")", ahead):
                ahead += 1
        elif self.peek(ahead)[0] != "name":
            return False
        return self.is_sign("=", ahead + 1) and self.is_sign(">", ahead + 2)

    def define(self, name: str, skipped: int) -> None:
        """Note a function: the names of its parameters, and where its body begins."""
        self.at += skipped
        names: list = []
        if self.peek()[0] == "name" and self.peek()[1] in ("async", "function"):
            self.at += 1
        start = self.at
        while self.at < len(self.found) and self.at - start < 40:
            kind, value = self.peek()
            if (kind == "sign" and value in ")>") or (kind == "end" and names):
                break
            if kind == "name":
                names.append(value)
            self.at += 1
        self.at += 1
        self.functions[name] = (names, self.found, self.at)

    def own(self, name: str, items: list) -> None:
        """Follow a call of a function that the text itself defines, with what it is given."""
        if self.calls >= _CALLS:
            return
        names, found, start = self.functions[name]
        before = self.names
        self.names = {**before, **dict(zip(names, items))}
        self.calls += 1
        self.block(_body(found, start))
        self.calls -= 1
        self.names = before

    def after_name(self, name: str) -> object:
        known = self.value(name)
        subject, _, member = name.rpartition(".")
        if known is None and subject and self.value(subject) is not None:
            if member in _EACH:
                self.each(self.value(subject))
                return None
            self.effects.method(self.value(subject), member, [], {})
        return self.after(known)

    def set(self, name: str, value: object) -> None:
        """Give a name its value; one of the environment is exported."""
        for start in ("process.env.", "Deno.env."):
            if name.startswith(start):
                self.shell.variables[name[len(start) :]] = text_of(value)
                self.shell.exported.add(name[len(start) :])
        self.names[name.lstrip("@")] = value

    def whole(self, name: str) -> str:
        return str(self.aliases.get(name, name))

    def called(self, name: str, items: list, named: dict) -> object:
        """Note what a call does; return what it gives back."""
        name = self.whole(name)
        subject, _, last = name.rpartition(".")
        if last in _JOINS and (len(items) > 1 or last != "join"):
            return "/".join(text_of(item) for item in items)
        if last in _NARROWS and subject and self.value(subject) is None and items:
            # A name that is not known, but how it begins is: `files.filter(f => f.startsWith(x))`.
            self.names[subject] = active(text_of(items[0]) + "*")
            return None
        if last in _GLOBS or name in _GLOBS:
            return active(text_of(items[0])) if items else None
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
            if name.rpartition(".")[2] == "join" and isinstance(value, list):
                value = (text_of(items[0]) if items else ",").join(map(text_of, value))
                continue
            if value is None or not self.effects.method(value, name, items, named):
                value = self.called(name, items, named) or (
                    value if name in _PASSES or not items else None
                )

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
        mentions = self.shell.event.place.protected.mentions
        chosen = [item for item in known if mentions(plain(item))] or known
        if chosen:
            self.names[name.lstrip("@")] = chosen[0]


def _body(found: list, start: int) -> list:
    """Return the tokens of a function's body: between braces, or up to the statement's end."""
    depth = 0
    for place in range(start, len(found)):
        kind, value = found[place]
        if kind == "sign" and value in "({[":
            depth += 1
        elif kind == "sign" and value in ")}]":
            depth -= 1
            if depth <= 0 and value == "}":
                return found[start:place]
    return found[start:]
