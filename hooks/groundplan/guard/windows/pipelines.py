"""PowerShell's commands, and what joins them. Facts: Microsoft's about_Pipelines, about_Redirection."""

from ..event import WRITTEN
from ..shell.sentinel import HOLE, is_all_hole
from .common import touch
from .values import Block, Values

_ENDS = "\n;|)}"


class Pipelines(Values):
    """Reads commands and follows them."""

    __slots__ = ()

    def pipeline(self) -> list:
        """Follow commands that are joined by `|`, `&&` and `||`."""
        passed: list | None = None
        found: list = []
        while True:
            self.space()
            passed = self.element(passed)
            self.space()
            text, at = self.text, self.at
            if text.startswith(("&&", "||"), at):
                found.extend(passed)
                self.at += 2
                self.space(True)
                passed = None
            elif text[at : at + 1] == "|":
                self.at += 1
                self.space(True)
            else:
                if text[at : at + 1] == "&":
                    self.at += 1
                return found + passed

    def element(self, passed: "list | None") -> list:
        """Follow one command or expression; `passed` is what comes to it by the pipe."""
        text, at = self.text, self.at
        sign = text[at : at + 1]
        following = text[at + 1 : at + 2]
        if sign == "&" or (sign == "." and following in (" ", "{", "$", "(", '"', "'")):
            self.at += 1
            self.space()
            first = self.argument()
            return self.calls(first, self.arguments(), passed)
        if (
            sign in "'\"$({[\u2018\u201c!,"
            or (sign == "@" and following in "({'\"")
            or (sign == "-" and self.operator() in ("not", "join", "split"))
            or (sign.isdigit() and self.number())
        ):
            value = self.expression()
            self.space()
            if self.text[self.at : self.at + 1] == ">":
                self.arguments()
            return value
        words = self.arguments()
        return self.command(words, passed) if words else []

    def number(self) -> bool:
        end = self.at
        while end < self.end and self.text[end] in "0123456789.":
            end += 1
        return self.text[end : end + 1] in ("", " ", ";", "\n", ")", "}", ",", "|")

    def calls(self, first: list, arguments: list, passed: "list | None") -> list:
        """Follow `& THING ARGUMENTS`: a block, or the program or function of that name."""
        if first and isinstance(first[0], Block):
            return self.called(first[0], [item for value in arguments for item in value])
        found: list = []
        # More than one value is what the branches of a condition gave.
        for name in first or [HOLE]:
            found = self.command([[name], *arguments], passed)
        return found

    def arguments(self) -> list:
        """Read the words of a command, each a list of values; redirections are noted."""
        found: list = []
        text = self.text
        while True:
            self.space()
            sign = text[self.at : self.at + 1]
            if sign == "" or sign in _ENDS or (sign == "&" and found):
                return found
            if text.startswith("--%", self.at):
                stop = text.find("\n", self.at)
                stop = self.end if stop < 0 else stop
                found.extend([word] for word in text[self.at + 3 : stop].split())
                self.at = stop
                return found
            if sign == ">" or (sign in "123456*" and text[self.at + 1 : self.at + 2] == ">"):
                self.redirection()
                continue
            before = self.at
            word = self.argument()
            self.space()
            while text[self.at : self.at + 1] == ",":
                self.at += 1
                self.space(True)
                word = word + self.argument()
                self.space()
            found.append(word)
            if self.at == before:
                self.at += 1

    def redirection(self) -> None:
        self.at = self.text.index(">", self.at) + 1
        if self.text.startswith(">", self.at):
            self.at += 1
        if self.text.startswith("&", self.at):
            self.at += 2
            return
        self.space()
        for path in self.argument():
            if path and not is_all_hole(path):
                touch(self.shell, path, WRITTEN)

    def argument(self) -> list:
        """Read one word of a command."""
        text = self.text
        pieces: list = []
        while self.at < self.end:
            sign = text[self.at]
            if sign in " \t\r\n;|,)}>" or (sign == "&" and pieces):
                break
            if sign == "`":
                pieces.append([text[self.at + 1 : self.at + 2]])
                self.at += 2
            elif sign in "'\"\u2018\u2019\u201c\u201d":
                pieces.append([self.quoted()])
            elif sign == "$" and text[self.at + 1 : self.at + 2] not in ("", " ", "\\"):
                value = self.variable()
                pieces.append(self.members(value) if len(pieces) == 0 else value)
            elif sign in "({" and not pieces:
                return self.members(self.primary())
            elif sign == "(":
                pieces.append(self.primary())
            elif (
                sign == "@"
                and not pieces
                and text[self.at + 1 : self.at + 2] in ("(", "{", "'", '"')
            ):
                return self.primary()
            elif sign == "@" and not pieces and text[self.at + 1 : self.at + 2].isalpha():
                self.at += 1
                start = self.at
                while self.at < self.end and (text[self.at].isalnum() or text[self.at] == "_"):
                    self.at += 1
                return self.value(text[start : self.at])
            elif sign == "[" and not pieces and "::" in text[self.at :].split("\n")[0]:
                return self.unary()
            else:
                start = self.at
                self.at += 1
                while self.at < self.end and text[self.at] not in " \t\r\n;|,)}>'\"`$({&":
                    self.at += 1
                pieces.append([text[start : self.at]])
        if len(pieces) == 1:
            return list(pieces[0])
        return ["".join(" ".join(piece) for piece in pieces)]

    def command(self, words: list, passed: "list | None") -> list:
        """Follow one command; each word is a list of values."""
        from .commands import command

        return command(self, words, passed)
