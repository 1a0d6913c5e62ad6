"""The text of a shell command -> its syntax, by the grammar of bash.

Commands are tuples whose first item names the kind:

- `("run", assignments, words, redirections)`: a simple command
- `("seq", commands)`: one after the other, whatever joins them
- `("branch", commands)`: of which some may not run (`if`, `case`, `&&`, `||`)
- `("pipe", commands)`, `("sub", command, redirections)`, `("group", command, redirections)`
- `("for", name, words or None, body, redirections)`, `("while", condition, body, redirections)`
- `("function", name, body)`, `("words", words, redirections)`: tests and arithmetic

What a word is says `words`.
"""

from .lexer import NAME, Unreadable, Words
from .sentinel import CLOSE, OPEN

DEPTH = 40
"""How deep a command may be nested: nobody writes this, and each level costs stack frames."""
_ENDS = frozenset(("then", "do", "done", "fi", "elif", "else", "esac", "}", "in"))
_COMPOUND = frozenset(
    ("if", "while", "until", "for", "select", "case", "{", "[[", "function", "coproc", "time", "!")
)
_DECLARES = frozenset(("declare", "typeset", "local", "export", "readonly"))
_REDIRECTIONS = ("&>>", "<<<", "<<-", "&>", ">>", "<<", "<>", ">|", ">&", "<&", ">", "<")


class Array(list):
    """The words of `NAME=(...)`: a list of its own kind, since a word may be a list too."""


def parse(text: str, depth: int = 0) -> tuple:
    """Return the command that a text is.

    Raises:
        Unreadable: it breaks the grammar; `so_far` is what was read before the place.
    """
    return Reader(text, depth).whole()


class Reader(Words):
    """Reads the commands of one text."""

    __slots__ = ()

    def whole(self) -> tuple:
        """Read the text to its end."""
        command = self.sequence("")
        if self.at < self.end:
            problem = Unreadable(f"unexpected {self.text[self.at]!r}")
            problem.so_far = command
            raise problem
        return command

    def sequence(self, closing: str) -> tuple:
        """Read commands up to `closing` (`)` or `` ` ``), a word that ends a part, or the end."""
        self.depth += 1
        if self.depth > DEPTH:
            raise Unreadable("nested too deeply")
        commands: list = []
        while True:
            self.blank(True)
            if self.at >= self.end or self.text[self.at] == ")" or self.is_end():
                break
            if self.text[self.at] == ";":
                if closing == "case" and self.text[self.at + 1 : self.at + 2] in (";", "&"):
                    break
                raise self.stopped(commands)
            try:
                commands.append(self.chain())
            except Unreadable as problem:
                if problem.so_far is None:
                    problem.so_far = _sequence(commands)
                raise
            self.blank()
            sign = self.text[self.at : self.at + 1]
            if sign == ";" and self.text[self.at + 1 : self.at + 2] in (";", "&"):
                break
            if sign in (";", "&"):
                self.at += 1
            elif sign == "\n":
                self.newline()
            else:
                self.blank(True)
                if self.at < self.end and self.text[self.at] != ")" and not self.is_end():
                    raise self.stopped(commands)
        self.depth -= 1
        return _sequence(commands)

    def stopped(self, commands: list) -> Unreadable:
        problem = Unreadable(f"unexpected {self.text[self.at]!r} at {self.at}")
        problem.so_far = _sequence(commands)
        return problem

    def chain(self) -> tuple:
        """Read pipes joined by `&&` and `||`."""
        commands = [self.pipe()]
        while True:
            self.blank()
            sign = self.text[self.at : self.at + 2]
            if sign not in ("&&", "||"):
                return commands[0] if len(commands) == 1 else ("branch", commands)
            self.at += 2
            self.blank(True)
            commands.append(self.pipe())

    def pipe(self) -> tuple:
        commands = [self.command()]
        while True:
            self.blank()
            text, at = self.text, self.at
            if text[at : at + 1] != "|" or text[at : at + 2] == "||":
                return commands[0] if len(commands) == 1 else ("pipe", commands)
            self.at += 2 if text[at : at + 2] == "|&" else 1
            self.blank(True)
            commands.append(self.command())

    def command(self) -> tuple:
        text, at = self.text, self.at
        sign = text[at : at + 1]
        if sign == "(":
            if text[at : at + 2] == "((":
                from .compound import arithmetic

                found = arithmetic(self)
                if found is not None:
                    return found
            self.at += 1
            body = self.sequence(")")
            self.expect(")")
            return ("sub", body, self.redirections())
        word = self.bare_word()
        if word in _COMPOUND:
            from .compound import compound

            return compound(self, word)
        if sign in ("", ")", "|", "&", ";", "\n") or (word in _ENDS and word != "in"):
            raise Unreadable(f"a command was expected at {at}")
        return self.simple()

    def simple(self) -> tuple:
        assignments: list = []
        words: list = []
        redirections: list = []
        text = self.text
        declares = False
        while True:
            self.blank()
            at = self.at
            if at >= self.end:
                break
            sign = text[at]
            if (sign in "<>" and text[at + 1 : at + 2] != "(") or (
                sign == "&" and text[at + 1 : at + 2] == ">"
            ):
                redirections.append(self.redirection(""))
                continue
            if sign in "|&;\n)":
                break
            if sign == "(":
                if len(words) == 1 and not assignments and isinstance(words[0], str):
                    rest = at + 1
                    while text[rest : rest + 1] in (" ", "\t"):
                        rest += 1
                    if text[rest : rest + 1] == ")":
                        self.at = rest + 1
                        self.blank(True)
                        return ("function", words[0], self.command())
                raise Unreadable(f"unexpected ( at {at}")
            if (not words or declares) and self.assignment(assignments, words):
                continue
            word = self.word()
            if word is None:
                # The first of `<(` or `>(` is a word; anything else was handled above.
                raise Unreadable(f"unexpected {sign!r} at {at}")
            following = text[self.at : self.at + 1]
            if following in ("<", ">") and isinstance(word, str) and self.is_descriptor(word):
                redirections.append(self.redirection(word))
                continue
            words.append(word)
            if len(words) == 1:
                declares = isinstance(word, str) and word in _DECLARES
        return ("run", assignments, words, redirections)

    @staticmethod
    def is_descriptor(word: str) -> bool:
        return word.isdigit() or (
            word[:1] == OPEN and word[-1:] == CLOSE and word[1:-1].isidentifier()
        )

    def assignment(self, assignments: list, words: list) -> bool:
        """Read `NAME=value`, `NAME+=value`, `NAME[i]=value` or `NAME=(...)` if one stands here."""
        text, at = self.text, self.at
        end = at
        while end < self.end and text[end] in NAME:
            end += 1
        if end == at or text[at].isdigit():
            return False
        name = text[at:end]
        sign = text[end : end + 1]
        if sign == "[":
            close = self.index_end(end)
            if close < 0 or "\n" in text[end:close]:
                return False
            index = text[end + 1 : close]
            end = close + 1
            sign = text[end : end + 1]
        else:
            index = ""
        adds = sign == "+" and text[end + 1 : end + 2] == "="
        if sign != "=" and not adds:
            return False
        self.at = end + (2 if adds else 1)
        if text[self.at : self.at + 1] == "(":
            self.at += 1
            value: str | list | None = self.array()
        elif words:
            # An argument of export or declare: the builtin reads it as text.
            self.at = at
            return False
        else:
            value = self.word()
            if value is None:
                value = ""
        if ("$(" in index or "`" in index) and not isinstance(value, Array):
            # What an index computes is followed with the value.
            parts = value if isinstance(value, list) else [value]
            value = [("sum", self.quoted_text(index)), *parts]
        assignments.append((name, adds, value, index))
        if words:
            words.append(name)
        return True

    def index_end(self, at: int) -> int:
        """Return where the `]` of an index stands that begins at `at`; -1 where it is none."""
        close = self.text.find("]", at)
        if close < 0 or "$(" not in self.text[at:close]:
            return close
        try:
            return self.skip_balanced(at, "[", "]") - 1
        except Unreadable:
            return -1

    def array(self) -> "Array":
        values = Array()
        while True:
            self.blank(True)
            if self.at >= self.end:
                raise Unreadable("an array is not closed")
            if self.text[self.at] == ")":
                self.at += 1
                return values
            word = self.word()
            if word is None:
                raise Unreadable("a value was expected")
            values.append(word)

    def redirections(self) -> list:
        found: list = []
        while True:
            self.blank()
            text, at = self.text, self.at
            while at < self.end and text[at].isdigit():
                at += 1
            sign = text[at : at + 2]
            if (sign[:1] in ("<", ">") and sign not in ("<(", ">(")) or (
                sign == "&>" and at == self.at
            ):
                number = text[self.at : at]
                self.at = at
                found.append(self.redirection(number))
            else:
                return found

    def redirection(self, number: str) -> "list | tuple":
        text, at = self.text, self.at
        for sign in _REDIRECTIONS:
            if text.startswith(sign, at):
                break
        self.at += len(sign)
        self.blank()
        if sign in ("<<", "<<-"):
            from .here_documents import begin

            return begin(self, sign)
        target = self.word()
        if target is None:
            raise Unreadable(f"a file was expected at {self.at}")
        return (sign, number, target)

    def is_end(self) -> bool:
        word = self.bare_word()
        return word in _ENDS and word != "in"

    def word_end(self, word: str) -> None:
        if self.bare_word() != word:
            raise Unreadable(f"{word} was expected at {self.at}")
        self.at += len(word)


def _sequence(commands: list) -> tuple:
    return commands[0] if len(commands) == 1 else ("seq", commands)
