"""Compound commands: conditions, loops, functions, tests."""

from .lexer import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .parser import Reader


def compound(reader: "Reader", word: str) -> tuple:
    """Read the command that a word of the shell begins."""
    start = reader.at
    reader.at += len(word)
    if word == "!" or word == "time":
        reader.blank()
        if word == "time" and reader.bare_word() == "-p":
            reader.at += 2
            reader.blank()
        if reader.at >= reader.end or reader.text[reader.at] in "|&;)\n":
            return ("seq", [])
        return reader.command()
    if word == "{":
        body = reader.sequence("}")
        reader.word_end("}")
        return ("group", body, reader.redirections())
    if word == "[[":
        return _test(reader)
    if word == "if":
        return _condition(reader)
    if word in ("while", "until"):
        condition = reader.sequence("do")
        reader.word_end("do")
        body = reader.sequence("done")
        reader.word_end("done")
        return ("while", condition, body, reader.redirections())
    if word in ("for", "select"):
        return _loop(reader)
    if word == "case":
        return _case(reader)
    if word == "function":
        reader.blank()
        name = reader.bare_word()
        reader.at += len(name)
        return _function(reader, name)
    # coproc [NAME] COMMAND: a name stands only before a compound command.
    reader.blank()
    name = reader.bare_word()
    after = reader.at + len(name)
    rest = reader.text[after:].lstrip(" \t")
    if name and name.isidentifier() and rest[:1] in ("{", "("):
        reader.at = after
        reader.blank()
    if reader.at >= reader.end:
        reader.at = start
        return reader.simple()
    return reader.command()


def _condition(reader: "Reader") -> tuple:
    parts: list = []
    while True:
        parts.append(reader.sequence("then"))
        reader.word_end("then")
        parts.append(reader.sequence("fi"))
        word = reader.bare_word()
        reader.at += len(word)
        if word == "elif":
            continue
        if word == "else":
            parts.append(reader.sequence("fi"))
            reader.word_end("fi")
        elif word != "fi":
            raise Unreadable("an if without its fi")
        return ("group", ("branch", parts), reader.redirections())


def _loop(reader: "Reader") -> tuple:
    reader.blank()
    if reader.text.startswith("((", reader.at):
        head = arithmetic(reader)
        if head is None:
            raise Unreadable("a loop's head is not closed")
        body = _loop_body(reader)
        return ("group", ("seq", [head, body]), reader.redirections())
    name = reader.bare_word()
    reader.at += len(name)
    reader.blank(True)
    words = None
    if reader.bare_word() == "in":
        reader.at += 2
        words = []
        while True:
            reader.blank()
            word = reader.word()
            if word is None:
                break
            words.append(word)
    elif reader.text[reader.at : reader.at + 1] == "(":  # zsh: for x (a b) command
        reader.at += 1
        words = reader.array()
    body = _loop_body(reader)
    return ("for", name, words, body, reader.redirections())


def _loop_body(reader: "Reader") -> tuple:
    reader.blank(True)
    if reader.text[reader.at : reader.at + 1] == ";":
        reader.at += 1
    reader.blank(True)
    word = reader.bare_word()
    if word == "do":
        reader.at += 2
        body = reader.sequence("done")
        reader.word_end("done")
        return body
    if word == "{":
        reader.at += 1
        body = reader.sequence("}")
        reader.word_end("}")
        return body
    return reader.command()


def _case(reader: "Reader") -> tuple:
    reader.blank()
    subject = reader.word()
    reader.blank(True)
    reader.word_end("in")
    bodies: list = [("words", [subject], [])]
    while True:
        reader.blank(True)
        if reader.bare_word() == "esac":
            reader.at += 4
            return ("group", ("branch", bodies), reader.redirections())
        if reader.at >= reader.end:
            raise Unreadable("a case without its esac")
        if reader.text[reader.at] == "(":
            reader.at += 1
        while True:
            reader.blank()
            pattern = reader.word()
            if pattern is None:
                raise Unreadable("a pattern was expected")
            if not isinstance(pattern, str):
                bodies.append(("words", [pattern], []))
            reader.blank()
            sign = reader.text[reader.at : reader.at + 1]
            reader.at += 1
            if sign == ")":
                break
            if sign != "|":
                raise Unreadable("a pattern is not closed")
        bodies.append(reader.sequence("case"))
        for sign in (";;&", ";;", ";&"):
            if reader.text.startswith(sign, reader.at):
                reader.at += len(sign)
                break


def _function(reader: "Reader", name: str) -> tuple:
    reader.blank()
    if reader.text[reader.at : reader.at + 1] == "(":
        reader.at += 1
        reader.blank()
        reader.expect(")")
    reader.blank(True)
    return ("function", name, reader.command())


def _test(reader: "Reader") -> tuple:
    """Read `[[ ... ]]`; only the expansions in it matter."""
    words: list = []
    while True:
        reader.blank(True)
        if reader.text.startswith("]]", reader.at):
            reader.at += 2
            return ("words", words, reader.redirections())
        if reader.at >= reader.end:
            raise Unreadable("[[ is not closed")
        word = reader.word(True)
        if word is None:
            reader.at += 1
        elif not isinstance(word, str):
            words.append(word)


def arithmetic(reader: "Reader") -> "tuple | None":
    """Read `((...))`; None where it is a subshell in a subshell."""
    close = reader.arithmetic_end(reader.at + 2)
    if close < 0:
        return None
    word = reader.quoted_text(reader.text[reader.at + 2 : close])
    reader.at = close + 2
    return ("words", [word], reader.redirections())
