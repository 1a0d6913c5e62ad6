"""PowerShell's expressions -> the values that they give, as far as they are known.

A value is a list of texts; what is not known is a hole. Facts: Microsoft's about_Operators,
about_Quoting_Rules, about_Script_Blocks and about_Methods.
"""

from ..shell.sentinel import HOLE, has_hole
from .text import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell

_SAME = frozenset(
    ("fullname", "name", "path", "pspath", "source", "definition", "providerpath", "value", "text")
)
"""Members that stand for the thing itself, as far as a path or a program's name goes."""
_STOPS = " \t\r\n;|&(){}<>,'\"$`"


class Block(str):
    """The text of a script block: it runs when something calls it."""


class Unread(str):
    """A text that is not known, but the file that it comes from is."""

    path = ""


class Encoded(str):
    """Bytes, by their text in base64."""


class Values(Text):
    """Reads expressions."""

    __slots__ = ("depth", "shell")

    if TYPE_CHECKING:
        # Expressions hold commands, and commands hold expressions: this comes with `Reader`.
        def inside(self, text: str) -> list: ...

        def table(self, text: str) -> list: ...

        def called(self, block: Block, arguments: list) -> list: ...

    def __init__(self, shell: "Shell", text: str, depth: int) -> None:
        super().__init__(text)
        self.shell = shell
        self.depth = depth

    def expression(self) -> list:
        """Read an expression with its operators."""
        left = self.items()
        while True:
            self.space()
            sign = self.text[self.at : self.at + 1]
            name = self.operator()
            if name:
                self.at += len(name) + 1
            elif sign == "+" or (sign in ("*", "/", "%", "-") and self.follows_space()):
                name = sign
                self.at += 1
            elif self.text.startswith(("..", "??"), self.at):
                name = ".."
                self.at += 2
            else:
                return left
            self.space(True)
            left = combined(left, name, self.items())

    def follows_space(self) -> bool:
        return self.text[self.at + 1 : self.at + 2] in (" ", "(", "$")

    def operator(self) -> str:
        """Return the name of the operator that stands here, such as `f` or `join`."""
        if self.text[self.at : self.at + 1] != "-":
            return ""
        end = self.at + 1
        while end < self.end and self.text[end].isalpha():
            end += 1
        return self.text[self.at + 1 : end].lower()

    def items(self) -> list:
        """Read values with commas between them."""
        found = self.unary()
        while True:
            before = self.at
            self.space()
            if self.text[self.at : self.at + 1] != ",":
                self.at = before
                return found
            self.at += 1
            self.space(True)
            found = found + self.unary()

    def unary(self) -> list:
        self.space()
        sign = self.text[self.at : self.at + 1]
        if sign in ("!", ","):
            self.at += 1
            return self.unary()
        name = self.operator()
        if name in ("not", "join", "split", "bnot"):
            self.at += len(name) + 1
            inner = self.unary()
            return ["".join(inner)] if name == "join" else inner
        if sign == "[" and self.text[self.at + 1 : self.at + 2].isalpha():
            return self.typed()
        return self.members(self.primary())

    def typed(self) -> list:
        """Read what a type begins: `[Type]::Member(...)`, or a conversion of what follows."""
        end = self.behind(self.at, "[", "]")
        kind = self.text[self.at + 1 : end - 1].lower()
        self.at = end
        if self.text.startswith("::", self.at):
            return self.members([f"[{kind}]"])
        return self.unary()

    def primary(self) -> list:
        text, at = self.text, self.at
        sign = text[at : at + 1]
        if sign == "(":
            return self.inside(self.between("(", ")"))
        if sign == "{":
            return [Block(self.between("{", "}"))]
        if sign == "$":
            return self.variable()
        if sign == "@":
            following = text[at + 1 : at + 2]
            if following in ("(", "{"):
                self.at += 1
                if following == "{":
                    return self.table(self.between("{", "}"))
                return self.inside(self.between("(", ")"))
            if following in ("'", '"'):
                return [self.here_string()]
        if sign and sign in "'\"\u2018\u2019\u201c\u201d":
            return [self.quoted()]
        end = at
        while end < self.end and text[end] not in _STOPS:
            end += 1
        self.at = max(end, at + 1)
        return [text[at:end]]

    def variable(self) -> list:
        """Read `$name`, `${name}`, `$env:NAME` or `$(...)`."""
        text, at = self.text, self.at
        if text.startswith("$(", at):
            self.at += 1
            return self.inside(self.between("(", ")"))
        if text.startswith("${", at):
            self.at += 1
            return self.value(self.between("{", "}"))
        end = at + 1
        while end < self.end and (text[end].isalnum() or text[end] in "_?"):
            end += 1
        if text[end : end + 1] == ":" and text[end + 1 : end + 2].isalpha():
            end += 1
            while end < self.end and (text[end].isalnum() or text[end] == "_"):
                end += 1
        if end == at + 1:
            self.at = min(at + 2, self.end)
            return [HOLE]
        self.at = end
        return self.value(text[at + 1 : end])

    def value(self, name: str) -> list:
        """Return what a variable holds."""
        name = name.lower().removeprefix("script:").removeprefix("global:").removeprefix("local:")
        if name in ("pwd", "psscriptroot"):
            return [self.shell.cwd]
        if name in ("null", "true", "false"):
            return ["" if name == "null" else name]
        if name in ("home", "env:userprofile", "env:home"):
            return ["~"]
        known = self.shell.variables.get(f"${name}")
        if isinstance(known, list):
            return list(known)
        return [known] if isinstance(known, str) else [HOLE]

    def set(self, name: str, value: list, adds: bool = False) -> None:
        """Give a variable its value."""
        name = name.lower()
        if adds:
            before = self.value(name)
            joined = len(before) == 1 and len(value) == 1 and not isinstance(value[0], Block)
            value = [before[0] + value[0]] if joined else before + value
        self.shell.variables[f"${name}"] = value[0] if len(value) == 1 else value
        if name.startswith("env:") and value:
            self.shell.variables[name[4:].upper()] = value[0]
            self.shell.exported.add(name[4:].upper())

    def quoted(self) -> str:
        """Read a quoted text; between double quotes variables and commands stand for their values."""
        text = self.text
        double = text[self.at] in '"\u201c\u201d'
        marks = '"\u201c\u201d' if double else "'\u2018\u2019"
        found: list = []
        self.at += 1
        while self.at < self.end:
            sign = text[self.at]
            if sign in marks:
                if text[self.at + 1 : self.at + 2] != sign:
                    self.at += 1
                    break
                found.append(sign)
                self.at += 2
            elif double and sign == "`":
                found.append(text[self.at + 1 : self.at + 2])
                self.at += 2
            elif double and sign == "$":
                found.append(" ".join(self.variable()))
            else:
                found.append(sign)
                self.at += 1
        return "".join(found)

    def here_string(self) -> str:
        """Read `@'...'@` or `@"..."@`."""
        mark = self.text[self.at + 1]
        stop = self.text.find("\n" + mark + "@", self.at)
        stop = self.end if stop < 0 else stop
        inside = self.text[self.at + 2 : stop].lstrip(" \t").removeprefix("\r").removeprefix("\n")
        self.at = min(stop + 3, self.end)
        if mark == "'" or "$" not in inside:
            return inside
        return type(self)(self.shell, '"' + inside.replace('"', '""') + '"', self.depth).quoted()

    def members(self, value: list) -> list:
        """Read `.Name`, `::Name`, `[index]` and the arguments of methods behind a value."""
        while True:
            text, at = self.text, self.at
            if text.startswith("::", at):
                start = at + 2
            elif text[at : at + 1] == "." and (text[at + 1 : at + 2].isalpha()):
                start = at + 1
            elif text[at : at + 1] == "[" and at and text[at - 1] not in " \t":
                index = self.between("[", "]")
                if index.lstrip("-").isdigit() and -len(value) <= int(index) < len(value):
                    value = [value[int(index)]]
                continue
            else:
                return value
            end = start
            while end < self.end and (text[end].isalnum() or text[end] == "_"):
                end += 1
            name = text[start:end]
            self.at = end
            if text[end : end + 1] == "(":
                inner = self.between("(", ")")
                arguments = type(self)(self.shell, inner, self.depth).arguments_of_method()
                from .methods import method

                value = method(self, value, name.lower(), arguments)
            elif value and value[0][:1] == "[":
                value = [f"{value[0]}.{name.lower()}"]
            elif name.lower() not in _SAME:
                value = [HOLE + "." + name.lower()] if not value or has_hole(value[0]) else [HOLE]

    def arguments_of_method(self) -> list:
        """Read the arguments of a method, each a value of its own."""
        found: list = []
        while True:
            self.space(True)
            if self.at >= self.end:
                return found
            if self.text[self.at] == ",":
                self.at += 1
                continue
            before = self.at
            value = self.unary()
            self.space()
            name = self.operator()
            while name or self.text[self.at : self.at + 1] == "+":
                self.at += len(name) + 1
                self.space(True)
                value = combined(value, name or "+", self.unary())
                self.space()
                name = self.operator()
            found.append(value)
            if self.at == before:
                self.at += 1


def combined(left: list, name: str, right: list) -> list:
    """Return what an operator makes of two values."""
    first = left[0] if left else ""
    second = right[0] if right else ""
    if name == "+":
        return [first + second] if len(left) == 1 and len(right) == 1 else left + right
    if name == "f":
        for number, text in enumerate(right):
            first = first.replace("{" + str(number) + "}", text)
        return [first]
    if name == "join":
        return [second.join(left)]
    if name in ("split", "csplit", "isplit"):
        return [part for text in left for part in text.split(second or None)]
    if name in ("replace", "creplace", "ireplace"):
        return [_replaced(text, second, right[1] if len(right) > 1 else "") for text in left]
    if name == "..":
        return _range(first, second)
    return [HOLE]


def _replaced(text: str, pattern: str, new: str) -> str:
    if has_hole(text) or len(text) > 4096:
        return text
    if pattern.replace("-", "").replace("_", "").replace(" ", "").isalnum():
        return text.replace(pattern, new)
    import re

    try:
        return re.sub(pattern, new.replace("$", "\\"), text, flags=re.IGNORECASE)
    except (re.error, IndexError, RecursionError):
        return HOLE


def _range(first: str, last: str) -> list:
    if not first.isdigit() or not last.isdigit():
        return [HOLE]
    start, stop = int(first), int(last)
    return [str(number) for number in range(start, min(stop, start + 7) + 1)]
