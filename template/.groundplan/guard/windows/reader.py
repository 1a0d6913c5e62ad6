"""PowerShell's text, followed statement by statement. Facts: Microsoft's about_Parsing.

Each branch is taken and each loop is followed once for each value that is known. A script block or
a function only runs where something calls it.
"""

from ..shell.sentinel import HOLE
from .assignments import Assignments
from .common import DEPTH, ROUNDS
from .values import Block

_SKIPS = frozenset(("param", "using", "class", "enum"))


class Reader(Assignments):
    """Reads statements and follows them."""

    __slots__ = ()

    def block(self) -> list:
        """Follow the whole text; return what it gives."""
        found: list = []
        while True:
            self.space(True)
            if self.at >= self.end:
                return found
            if self.text[self.at] in ";)}":
                self.at += 1
                continue
            before = self.at
            found.extend(self.statement())
            if self.at == before:
                self.at += 1

    def inside(self, text: str) -> list:
        """Follow a text that stands in this one."""
        if self.depth >= DEPTH:
            return [HOLE]
        return Reader(self.shell, text, self.depth + 1).block()

    def table(self, text: str) -> list:
        """Follow the values of `@{name = value; ...}`."""
        inner = Reader(self.shell, text, self.depth + 1)
        found: list = []
        while inner.depth <= DEPTH:
            inner.space(True)
            equals = inner.text.find("=", inner.at)
            if equals < 0:
                return found
            inner.at = equals + 1
            inner.space(True)
            found.extend(inner.statement())
            inner.space()
            if inner.text[inner.at : inner.at + 1] == ";":
                inner.at += 1
        return found

    def called(self, block: Block, arguments: list) -> list:
        """Follow a script block or a function with its arguments."""
        head = Reader(self.shell, str(block), self.depth)
        head.space(True)
        before = self.shell.variables.get("$args")
        self.shell.variables["$args"] = list(arguments)
        if head.name() == "param":
            head.at += 5
            head.space(True)
            self.bind(head.between("(", ")"), arguments)
            block = Block(head.text[head.at :])
        found = self.inside(str(block))
        self.shell.variables["$args"] = before
        return found

    def bind(self, parameters: str, arguments: list) -> None:
        """Give the parameters of a block their arguments, by their order."""
        values = [word for word in arguments if word[:1] != "-" or len(word) < 2]
        for number, piece in enumerate(parameters.split("$")[1:]):
            name, equals, default = piece.split(",")[0].partition("=")
            if number < len(values):
                self.set(name.split(")")[0].strip(), [values[number]])
            elif equals:
                self.set(name.strip(), Reader(self.shell, default, self.depth).expression())

    # -- statements -----------------------------------------------------------------------------

    def statement(self) -> list:
        """Follow one statement."""
        self.shell.event.step()
        word = self.name()
        if word in ("if", "while", "switch", "foreach", "for", "do", "try", "trap"):
            after = self.at + len(word)
            self.at = after
            self.space(True)
            if self.text[self.at : self.at + 1] in ("(", "{", "-", "["):
                found: list = getattr(self, f"_{word}")()
                return found
            self.at = after - len(word)
        if word in ("function", "filter", "workflow"):
            return self._function(len(word))
        if word in _SKIPS:
            return self._skipped(len(word))
        if word in ("return", "throw", "exit"):
            self.at += len(word)
        if word in ("begin", "process", "end", "dynamicparam"):
            self.at += len(word)
            return self.body()
        self.space()
        if self.text[self.at : self.at + 1] in ("", "\n", ";"):
            return []
        target = self.target()
        if target is not None:
            return self.assigned(*target)
        return self.pipeline()

    def body(self) -> list:
        """Follow the block that stands here, if one does."""
        self.space(True)
        if self.text[self.at : self.at + 1] != "{":
            return []
        return self.inside(self.between("{", "}"))

    def condition(self) -> list:
        self.space(True)
        while self.text[self.at : self.at + 1] == "-":  # `switch -Regex (...)`
            self.at += len(self.operator()) + 1
            self.space(True)
        return self.inside(self.between("(", ")")) if self.text.startswith("(", self.at) else []

    def _if(self) -> list:
        self.condition()
        found = self.body()
        while True:
            before = self.at
            self.space(True)
            word = self.name()
            if word not in ("elseif", "else"):
                self.at = before
                return found
            self.at += len(word)
            if word == "elseif":
                self.condition()
            found = found + self.body()

    def _while(self) -> list:
        self.condition()
        return self.body()

    def _do(self) -> list:
        found = self.body()
        self.space(True)
        word = self.name()
        if word in ("while", "until"):
            self.at += len(word)
            self.condition()
        return found

    def _for(self) -> list:
        for part in self.between("(", ")").split(";"):
            self.inside(part)
        return self.body()

    def _foreach(self) -> list:
        while self.text[self.at : self.at + 1] == "-":
            self.at += len(self.operator()) + 1
            self.space(True)
        head = self.between("(", ")")
        name, _, rest = head.partition(" in ")
        values = self.inside(rest)
        self.space(True)
        body = self.between("{", "}") if self.text.startswith("{", self.at) else ""
        found: list = []
        for value in values[:ROUNDS] or [HOLE]:
            self.set(name.strip().lstrip("$"), [value])
            found.extend(self.inside(body))
        return found

    def _switch(self) -> list:
        subject = self.condition()
        self.space(True)
        if not self.text.startswith("{", self.at):
            return []
        inner = Reader(self.shell, self.between("{", "}"), self.depth + 1)
        found: list = []
        self.shell.variables["$_"] = subject[0] if subject else HOLE
        while True:
            inner.space(True)
            if inner.at >= inner.end:
                return found
            if inner.text[inner.at] == ";":
                inner.at += 1
                continue
            before = inner.at
            if inner.text[inner.at] == "{":
                inner.inside(inner.between("{", "}"))
            else:
                inner.unary()
            found.extend(inner.body())
            if inner.at == before:
                inner.at += 1

    def _try(self) -> list:
        found = self.body()
        while True:
            before = self.at
            self.space(True)
            word = self.name()
            if word not in ("catch", "finally"):
                self.at = before
                return found
            self.at += len(word)
            self._kinds()
            found = found + self.body()

    def _trap(self) -> list:
        self._kinds()
        return self.body()

    def _kinds(self) -> None:
        self.space(True)
        while self.text.startswith(("[", ","), self.at):
            self.at = self.behind(self.at, "[", "]") if self.text[self.at] == "[" else self.at + 1
            self.space(True)

    def _function(self, length: int) -> list:
        self.at += length
        self.space()
        start = self.at
        while self.at < self.end and self.text[self.at] not in " \t\r\n({":
            self.at += 1
        name = self.text[start : self.at].lower()
        self.space(True)
        parameters = self.between("(", ")") if self.text.startswith("(", self.at) else ""
        self.space(True)
        body = self.between("{", "}") if self.text.startswith("{", self.at) else ""
        text = f"param({parameters}){body}" if parameters else body
        self.shell.variables[f"function {name}"] = Block(text)
        return []

    def _skipped(self, length: int) -> list:
        self.at += length
        self.space(True)
        while self.at < self.end and self.text[self.at] not in "({\n;":
            self.at += 1
        sign = self.text[self.at : self.at + 1]
        if sign in ("(", "{") and sign:
            self.between(sign, ")" if sign == "(" else "}")
        return []
