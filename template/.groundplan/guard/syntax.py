"""The text of a shell command -> its syntax, by the grammar of bash.

Commands are tuples whose first item names the kind:

- `("run", assignments, words, redirections)`: a simple command
- `("seq", commands)`: one after the other, whatever joins them
- `("branch", commands)`: of which some may not run (`if`, `case`, `&&`, `||`)
- `("pipe", commands)`, `("sub", command, redirections)`, `("group", command, redirections)`
- `("for", name, words or None, body, redirections)`, `("while", condition, body, redirections)`
- `("function", name, body)`, `("words", words, redirections)`: tests and arithmetic

A word is a string where it is plain text (with marks, see `marks`), else a list of parts: strings
and tuples `("var", name, operator, word, quoted)`, `("out", command, quoted)`, `("file", command)`,
`("tilde",)`. Facts: the manual of bash 5.3, chapters 3.1 to 3.5, and what `bash -n` accepts.
"""

from .marks import BRACKET, CLOSE, COMMA, OPEN, QUERY, STAR

DEPTH = 40
"""How deep a command may be nested: nobody writes this, and each level costs stack frames."""

_SPECIAL = frozenset(" \t\n\r|&;()<>'\"\\$`*?[{},~!@+\x00\x01")
_BLANK = " \t"
_GLOB = {"*": STAR, "?": QUERY, "[": BRACKET, "{": OPEN, "}": CLOSE, ",": COMMA}
_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
_ENDS = frozenset(("then", "do", "done", "fi", "elif", "else", "esac", "}", "in"))
_COMPOUND = frozenset(
    ("if", "while", "until", "for", "select", "case", "{", "[[", "function", "coproc", "time", "!")
)
_DECLARES = frozenset(("declare", "typeset", "local", "export", "readonly"))
_ESCAPES = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "a": "\ufffd",
    "b": "\ufffd",
    "e": "\ufffd",
    "E": "\ufffd",
    "f": "\ufffd",
    "v": "\ufffd",
}


class Unreadable(Exception):
    """The text is no shell command as we know it; `so_far` is what was read before the place."""

    so_far: "tuple | None" = None


class Array(list):
    """The words of `NAME=(...)`: a list of its own kind, since a word may be a list too."""


def parse(text: str, depth: int = 0) -> tuple:
    """Return the command that a text is.

    Raises:
        Unreadable: it breaks the grammar; `so_far` is what was read before the place.
    """
    reader = Reader(text, depth)
    command = reader.sequence("")
    if reader.at < reader.end:
        problem = Unreadable(f"unexpected {reader.text[reader.at]!r}")
        problem.so_far = command
        raise problem
    return command


class Reader:
    """Reads one text from left to right."""

    __slots__ = ("at", "depth", "end", "inside", "pending", "text")

    def __init__(self, text: str, depth: int = 0) -> None:
        self.text = text
        self.at = 0
        self.end = len(text)
        self.depth = depth
        self.pending: list = []
        self.inside = 0

    # -- lists and pipes ------------------------------------------------------------------------

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

    # -- one command ----------------------------------------------------------------------------

    def command(self) -> tuple:
        text, at = self.text, self.at
        sign = text[at : at + 1]
        if sign == "(":
            if text[at : at + 2] == "((":
                found = self.arithmetic_command()
                if found is not None:
                    return found
            self.at += 1
            body = self.sequence(")")
            self.expect(")")
            return ("sub", body, self.redirections())
        word = self.bare_word()
        if word in _COMPOUND:
            return self.compound(word)
        if sign in ("", ")", "|", "&", ";", "\n") or (word in _ENDS and word != "in"):
            raise Unreadable(f"a command was expected at {at}")
        return self.simple()

    def compound(self, word: str) -> tuple:
        start = self.at
        self.at += len(word)
        if word == "!" or word == "time":
            self.blank()
            if word == "time" and self.bare_word() == "-p":
                self.at += 2
                self.blank()
            if self.at >= self.end or self.text[self.at] in "|&;)\n":
                return ("seq", [])
            return self.command()
        if word == "{":
            body = self.sequence("}")
            self.word_end("}")
            return ("group", body, self.redirections())
        if word == "[[":
            return self.test()
        if word == "if":
            return self.condition()
        if word in ("while", "until"):
            condition = self.sequence("do")
            self.word_end("do")
            body = self.sequence("done")
            self.word_end("done")
            return ("while", condition, body, self.redirections())
        if word in ("for", "select"):
            return self.loop()
        if word == "case":
            return self.case()
        if word == "function":
            self.blank()
            name = self.bare_word()
            self.at += len(name)
            return self.function(name)
        # coproc [NAME] COMMAND: a name stands only before a compound command.
        self.blank()
        name = self.bare_word()
        after = self.at + len(name)
        rest = self.text[after:].lstrip(_BLANK)
        if name and name.isidentifier() and rest[:1] in ("{", "("):
            self.at = after
            self.blank()
        if self.at >= self.end:
            self.at = start
            return self.simple()
        return self.command()

    def condition(self) -> tuple:
        parts: list = []
        while True:
            parts.append(self.sequence("then"))
            self.word_end("then")
            parts.append(self.sequence("fi"))
            word = self.bare_word()
            self.at += len(word)
            if word == "elif":
                continue
            if word == "else":
                parts.append(self.sequence("fi"))
                self.word_end("fi")
            elif word != "fi":
                raise Unreadable("an if without its fi")
            return ("group", ("branch", parts), self.redirections())

    def loop(self) -> tuple:
        self.blank()
        if self.text.startswith("((", self.at):
            head = self.arithmetic_command()
            if head is None:
                raise Unreadable("a loop's head is not closed")
            body = self.loop_body()
            return ("group", ("seq", [head, body]), self.redirections())
        name = self.bare_word()
        self.at += len(name)
        self.blank(True)
        words = None
        if self.bare_word() == "in":
            self.at += 2
            words = []
            while True:
                self.blank()
                word = self.word()
                if word is None:
                    break
                words.append(word)
        elif self.text[self.at : self.at + 1] == "(":  # zsh: for x (a b) command
            self.at += 1
            words = self.array()
        body = self.loop_body()
        return ("for", name, words, body, self.redirections())

    def loop_body(self) -> tuple:
        self.blank(True)
        if self.text[self.at : self.at + 1] == ";":
            self.at += 1
        self.blank(True)
        word = self.bare_word()
        if word == "do":
            self.at += 2
            body = self.sequence("done")
            self.word_end("done")
            return body
        if word == "{":
            self.at += 1
            body = self.sequence("}")
            self.word_end("}")
            return body
        return self.command()

    def case(self) -> tuple:
        self.blank()
        subject = self.word()
        self.blank(True)
        self.word_end("in")
        bodies: list = [("words", [subject], [])]
        while True:
            self.blank(True)
            if self.bare_word() == "esac":
                self.at += 4
                return ("group", ("branch", bodies), self.redirections())
            if self.at >= self.end:
                raise Unreadable("a case without its esac")
            if self.text[self.at] == "(":
                self.at += 1
            while True:
                self.blank()
                pattern = self.word()
                if pattern is None:
                    raise Unreadable("a pattern was expected")
                if not isinstance(pattern, str):
                    bodies.append(("words", [pattern], []))
                self.blank()
                sign = self.text[self.at : self.at + 1]
                self.at += 1
                if sign == ")":
                    break
                if sign != "|":
                    raise Unreadable("a pattern is not closed")
            bodies.append(self.sequence("case"))
            for sign in (";;&", ";;", ";&"):
                if self.text.startswith(sign, self.at):
                    self.at += len(sign)
                    break

    def function(self, name: str) -> tuple:
        self.blank()
        if self.text[self.at : self.at + 1] == "(":
            self.at += 1
            self.blank()
            self.expect(")")
        self.blank(True)
        return ("function", name, self.command())

    def test(self) -> tuple:
        """Read `[[ ... ]]`; only the expansions in it matter."""
        words: list = []
        while True:
            self.blank(True)
            if self.text.startswith("]]", self.at):
                self.at += 2
                return ("words", words, self.redirections())
            if self.at >= self.end:
                raise Unreadable("[[ is not closed")
            word = self.word(True)
            if word is None:
                self.at += 1
            elif not isinstance(word, str):
                words.append(word)

    def arithmetic_command(self) -> "tuple | None":
        close = self.arithmetic_end(self.at + 2)
        if close < 0:
            return None
        word = self.quoted_text(self.text[self.at + 2 : close])
        self.at = close + 2
        return ("words", [word], self.redirections())

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
        while end < self.end and text[end] in _NAME:
            end += 1
        if end == at or text[at].isdigit():
            return False
        name = text[at:end]
        sign = text[end : end + 1]
        if sign == "[":
            close = text.find("]", end)
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
        assignments.append((name, adds, value, index))
        if words:
            words.append(name)
        return True

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

    # -- redirections ---------------------------------------------------------------------------

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
        for sign in ("&>>", "<<<", "<<-", "&>", ">>", "<<", "<>", ">|", ">&", "<&", ">", "<"):
            if text.startswith(sign, at):
                break
        self.at += len(sign)
        self.blank()
        if sign in ("<<", "<<-"):
            return self.here_document(sign)
        target = self.word()
        if target is None:
            raise Unreadable(f"a file was expected at {self.at}")
        return (sign, number, target)

    def here_document(self, sign: str) -> "list | tuple":
        start = self.at
        word = self.word()
        if word is None:
            raise Unreadable("a here-document has no end word")
        raw = self.text[start : self.at]
        is_quoted = any(mark in raw for mark in "'\"\\")
        end_word = _unquoted(raw) if is_quoted else raw
        document = [sign, "", "", end_word, is_quoted]
        self.pending.append(document)
        return document

    def newline(self) -> None:
        """Step over a line's end; the bodies of here-documents follow it."""
        self.at += 1
        pending, self.pending = self.pending, []
        for document in pending:
            document[2] = self.document_body(document[0], document[3], document[4])

    def document_body(self, sign: str, end_word: str, is_quoted: bool) -> object:
        text = self.text
        lines: list = []
        while self.at < self.end:
            stop = text.find("\n", self.at)
            stop = self.end if stop < 0 else stop
            line = text[self.at : stop]
            self.at = min(stop + 1, self.end)
            if sign == "<<-":
                line = line.lstrip("\t")
            if line == end_word or line.rstrip("\r") == end_word:
                self.at = min(stop, self.end)
                # The line's end is still there for the caller: it may close a list.
                self.at = min(stop + 1, self.end)
                break
            if (
                self.inside
                and line.startswith(end_word)
                and line[len(end_word) :].lstrip()[:1] == ")"
            ):
                # `EOF)` at the end of a substitution: bash warns and takes it for the end.
                self.at = text.index(")", stop - len(line) + len(end_word))
                break
            lines.append(line)
        body = "".join(f"{line}\n" for line in lines)
        return body if is_quoted else self.quoted_text(body)

    # -- words ----------------------------------------------------------------------------------

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
                self.dollar(plain, parts, False)
                at = self.at
            elif sign == "`":
                self.at = at
                self.flush(plain, parts)
                parts.append(self.backticks(False))
                at = self.at
            elif sign in "<>":
                if text[at + 1 : at + 2] != "(":
                    break
                self.at = at + 2
                body = self.nested()
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
                if before == "=" and len(text) > at:  # zsh: =(command)
                    break
                if before not in ("?", "*", "+", "@", "!") or at == start:
                    break
                if plain and plain[-1][-1:] in (before, _GLOB.get(before, "")):
                    plain[-1] = plain[-1][:-1]
                at = self.skip_balanced(at)
                plain.append(STAR)
            elif sign in "*?[{},":
                plain.append(_GLOB[sign])
                at += 1
            elif sign == "~":
                if at == start or text[at - 1] in ":=":
                    plain.append("~")
                else:
                    plain.append(sign)
                at += 1
            elif sign in "\x00\x01":
                plain.append(sign)
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
            self.dollar(plain, parts, True)
        else:
            self.flush(plain, parts)
            parts.append(self.backticks(True))

    def quoted_text(self, text: str) -> "str | list":
        """Return a text in which only expansions are active, such as a here-document's."""
        if "$" not in text and "`" not in text and "\\" not in text:
            return text
        inner = Reader(text, self.depth)
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

    # -- expansions -----------------------------------------------------------------------------

    def dollar(self, plain: list, parts: list, quoted: bool) -> None:
        text, at = self.text, self.at
        sign = text[at + 1 : at + 2]
        if sign == "(":
            if text[at + 2 : at + 3] == "(":
                close = self.arithmetic_end(at + 3)
                if close >= 0:
                    inside = self.quoted_text(text[at + 3 : close])
                    self.flush(plain, parts)
                    parts.append(("sum", inside))
                    self.at = close + 2
                    return
            self.at = at + 2
            self.flush(plain, parts)
            body = self.nested()
            parts.append(("out", body, quoted))
        elif sign == "{":
            self.flush(plain, parts)
            self.at = at + 2
            parts.append(self.parameter(quoted))
        elif sign == "[":
            close = self.skip_balanced(at + 1, "[", "]")
            self.flush(plain, parts)
            parts.append(("sum", self.quoted_text(text[at + 2 : close - 1])))
            self.at = close
        elif sign == "'" and not quoted:
            plain.append(self.ansi_c(at + 2))
            plain.append("")
        elif sign == '"' and not quoted:
            self.at = at + 2
            self.double_quoted(plain, parts)
        elif sign and sign in _NAME:
            end = at + 2
            if not sign.isdigit():
                while end < self.end and text[end] in _NAME:
                    end += 1
            self.flush(plain, parts)
            parts.append(("var", text[at + 1 : end], "", "", quoted))
            self.at = end
        elif sign and sign in "@*#?-$!":
            self.flush(plain, parts)
            parts.append(("var", sign, "", "", quoted))
            self.at = at + 2
        else:
            plain.append("$")
            self.at = at + 1

    def nested(self) -> tuple:
        """Read the commands of a substitution up to its closing parenthesis."""
        pending, self.pending = self.pending, []
        self.inside += 1
        body = self.sequence(")")
        self.expect(")")
        self.inside -= 1
        self.pending = pending
        return body

    def parameter(self, quoted: bool) -> tuple:
        """Read what stands in `${...}`; `at` stands behind the brace."""
        text, at = self.text, self.at
        indirect = ""
        if text[at : at + 1] in ("#", "!") and text[at + 1 : at + 2] not in (
            "}",
            ":",
            "-",
            "=",
            "+",
            "?",
            "",
        ):
            indirect = text[at]
            at += 1
        end = at
        while end < self.end and text[end] in _NAME:
            end += 1
        if end == at:
            if text[at : at + 1] in ("@", "*", "#", "?", "-", "$", "!"):
                end = at + 1
            else:
                # `${ command; }` of bash 5.3 and `${(flags)name}` of zsh.
                return (
                    self.braced_command()
                    if text[at : at + 1] in (" ", "\t", "\n", "|")
                    else self.odd(at)
                )
        name = text[at:end]
        self.at = end
        index = ""
        if text[end : end + 1] == "[":
            close = self.skip_balanced(end, "[", "]")
            index = text[end + 1 : close - 1]
            self.at = close
        if index:
            name = f"{name}[{index}]"
        operator = ""
        for sign in (
            ":-",
            ":=",
            ":+",
            ":?",
            "##",
            "%%",
            "//",
            "/#",
            "/%",
            "^^",
            ",,",
            "-",
            "=",
            "+",
            "?",
            "#",
            "%",
            "/",
            "^",
            ",",
            "@",
            ":",
        ):
            if text.startswith(sign, self.at):
                operator = sign
                self.at += len(sign)
                break
        word = self.parameter_word(quoted)
        self.expect("}")
        if indirect:
            return ("var", name, indirect + operator, word, quoted)
        return ("var", name, operator, word, quoted)

    def parameter_word(self, quoted: bool) -> "str | list":
        """Read the word of an expansion, up to the closing brace."""
        text = self.text
        plain: list = []
        parts: list = []
        while True:
            if self.at >= self.end:
                raise Unreadable("${ is not closed")
            sign = text[self.at]
            if sign == "}":
                break
            if sign == "'" and not quoted:
                stop = text.find("'", self.at + 1)
                if stop < 0:
                    raise Unreadable("a quote is not closed")
                plain.append(text[self.at + 1 : stop])
                self.at = stop + 1
            elif sign == '"':
                self.at += 1
                self.double_quoted(plain, parts)
            elif sign == "\\":
                plain.append(text[self.at + 1 : self.at + 2])
                self.at += 2
            elif sign == "$":
                self.dollar(plain, parts, quoted)
            elif sign == "`":
                self.flush(plain, parts)
                parts.append(self.backticks(quoted))
            elif sign in "<>" and text[self.at + 1 : self.at + 2] == "(" and not quoted:
                self.at += 2
                self.flush(plain, parts)
                parts.append(("file", self.nested()))
            elif sign in "*?[":
                plain.append(_GLOB[sign])
                self.at += 1
            else:
                plain.append(sign)
                self.at += 1
        if not parts:
            return "".join(plain)
        self.flush(plain, parts)
        return parts

    def braced_command(self) -> tuple:
        body = self.sequence("}")
        self.at = self.at if self.text[self.at : self.at + 1] == "}" else self.end
        self.expect("}")
        return ("out", body, True)

    def odd(self, at: int) -> tuple:
        close = self.skip_balanced(at - 1, "{", "}")
        self.at = close
        return ("sum", "")

    def backticks(self, quoted: bool) -> tuple:
        text = self.text
        at = self.at + 1
        letters: list = []
        while True:
            if at >= self.end:
                raise Unreadable("a back-tick is not closed")
            sign = text[at]
            if sign == "`":
                break
            if sign == "\\" and text[at + 1 : at + 2] in ("`", "\\", "$") + (
                ('"',) if quoted else ()
            ):
                letters.append(text[at + 1])
                at += 2
                continue
            letters.append(sign)
            at += 1
        self.at = at + 1
        return ("out", parse("".join(letters), self.depth), quoted)

    def ansi_c(self, at: int) -> str:
        text = self.text
        found: list = []
        while True:
            if at >= self.end:
                raise Unreadable("a quote is not closed")
            sign = text[at]
            if sign == "'":
                self.at = at + 1
                return "".join(found)
            if sign != "\\":
                found.append(sign)
                at += 1
                continue
            letter, at = escaped(text, at + 1)
            found.append(letter)

    # -- small steps ----------------------------------------------------------------------------

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

    def is_end(self) -> bool:
        word = self.bare_word()
        return word in _ENDS and word != "in"

    def word_end(self, word: str) -> None:
        if self.bare_word() != word:
            raise Unreadable(f"{word} was expected at {self.at}")
        self.at += len(word)

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


def _sequence(commands: list) -> tuple:
    return commands[0] if len(commands) == 1 else ("seq", commands)


def _unquoted(raw: str) -> str:
    letters: list = []
    at = 0
    while at < len(raw):
        if raw[at] == "\\":
            at += 1
            letters.append(raw[at : at + 1])
        elif raw[at] not in "'\"":
            letters.append(raw[at])
        at += 1
    return "".join(letters)


def escaped(text: str, at: int) -> "tuple[str, int]":
    """Return the character that an escape of `$'...'` or `printf` means, and the place behind it.

    Args:
        text: the text that holds it.
        at: the place of the letter behind the back-slash.
    """
    sign = text[at : at + 1]
    if sign in _ESCAPES:
        return _ESCAPES[sign], at + 1
    if sign in ("x", "u", "U"):
        width = {"x": 2, "u": 4, "U": 8}[sign]
        return _number(text, at + 1, width, 16, "0123456789abcdefABCDEF", sign)
    if sign and sign in "01234567":
        return _number(text, at, 3, 8, "01234567", sign)
    if sign == "c":
        return "\ufffd", at + 2
    return sign if sign in "\\'\"?" else "\\" + sign, at + 1


def _number(text: str, at: int, width: int, base: int, digits: str, sign: str) -> "tuple[str, int]":
    end = at
    while end < len(text) and end - at < width and text[end] in digits:
        end += 1
    if end == at:
        return "\\" + sign, at
    code = int(text[at:end], base) & (0xFF if base == 8 or sign == "x" else 0x7FFFFFFF)
    return (chr(code) if 32 <= code < 0x110000 or code in (9, 10, 13) else "\ufffd"), end
