"""What begins with `$` or a back-tick in a word: variables, commands, sums, quotes."""

from ..options import names
from .lexer import GLOB, NAME, Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .lexer import Words

_OPERATORS = names(":- := :+ :? ## %% // /# /% ^^ ,, - = + ? # % / ^ , @ :")
"""What may follow the name in `${name...}`, longer ones first."""


def dollar(reader: "Words", plain: list, parts: list, quoted: bool) -> None:
    """Read what a `$` begins."""
    text, at = reader.text, reader.at
    sign = text[at + 1 : at + 2]
    if sign == "(":
        if text[at + 2 : at + 3] == "(":
            close = reader.arithmetic_end(at + 3)
            if close >= 0:
                inside = reader.quoted_text(text[at + 3 : close])
                reader.flush(plain, parts)
                parts.append(("sum", inside))
                reader.at = close + 2
                return
        reader.at = at + 2
        reader.flush(plain, parts)
        body = nested(reader)
        parts.append(("out", body, quoted))
    elif sign == "{":
        reader.flush(plain, parts)
        reader.at = at + 2
        parts.append(_parameter(reader, quoted))
    elif sign == "[":
        close = reader.skip_balanced(at + 1, "[", "]")
        reader.flush(plain, parts)
        parts.append(("sum", reader.quoted_text(text[at + 2 : close - 1])))
        reader.at = close
    elif sign == "'" and not quoted:
        plain.append(_ansi_c(reader, at + 2))
        plain.append("")
    elif sign == '"' and not quoted:
        reader.at = at + 2
        reader.double_quoted(plain, parts)
    elif sign and sign in NAME:
        end = at + 2
        if not sign.isdigit():
            while end < reader.end and text[end] in NAME:
                end += 1
        reader.flush(plain, parts)
        parts.append(("var", text[at + 1 : end], "", "", quoted))
        reader.at = end
    elif sign and sign in "@*#?-$!":
        reader.flush(plain, parts)
        parts.append(("var", sign, "", "", quoted))
        reader.at = at + 2
    else:
        plain.append("$")
        reader.at = at + 1


def nested(reader: "Words") -> tuple:
    """Read the commands of a substitution up to its closing parenthesis."""
    pending, reader.pending = reader.pending, []
    reader.inside += 1
    body = reader.sequence(")")
    reader.expect(")")
    reader.inside -= 1
    reader.pending = pending
    return body


def _parameter(reader: "Words", quoted: bool) -> tuple:
    """Read what stands in `${...}`; `at` stands behind the brace."""
    text, at = reader.text, reader.at
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
    while end < reader.end and text[end] in NAME:
        end += 1
    if end == at:
        if text[at : at + 1] in ("@", "*", "#", "?", "-", "$", "!"):
            end = at + 1
        else:
            # `${ command; }` of bash 5.3 and `${(flags)name}` of zsh.
            return (
                _braced_command(reader)
                if text[at : at + 1] in (" ", "\t", "\n", "|")
                else _odd(reader, at)
            )
    name = text[at:end]
    reader.at = end
    index = ""
    computed = None
    if text[end : end + 1] == "[":
        close = reader.skip_balanced(end, "[", "]")
        index = text[end + 1 : close - 1]
        reader.at = close
        if "$(" in index or "`" in index:
            computed = reader.quoted_text(index)
    if index:
        name = f"{name}[{index}]"
    operator = ""
    for sign in _OPERATORS:
        if text.startswith(sign, reader.at):
            operator = sign
            reader.at += len(sign)
            break
    word = _parameter_word(reader, quoted)
    reader.expect("}")
    if computed is not None:
        return ("sum", computed)
    if indirect:
        return ("var", name, indirect + operator, word, quoted)
    return ("var", name, operator, word, quoted)


def _parameter_word(reader: "Words", quoted: bool) -> "str | list":
    """Read the word of an expansion, up to the closing brace."""
    text = reader.text
    plain: list = []
    parts: list = []
    while True:
        if reader.at >= reader.end:
            raise Unreadable("${ is not closed")
        sign = text[reader.at]
        if sign == "}":
            break
        if sign == "'" and not quoted:
            stop = text.find("'", reader.at + 1)
            if stop < 0:
                raise Unreadable("a quote is not closed")
            plain.append(text[reader.at + 1 : stop])
            reader.at = stop + 1
        elif sign == '"':
            reader.at += 1
            reader.double_quoted(plain, parts)
        elif sign == "\\":
            plain.append(text[reader.at + 1 : reader.at + 2])
            reader.at += 2
        elif sign == "$":
            dollar(reader, plain, parts, quoted)
        elif sign == "`":
            reader.flush(plain, parts)
            parts.append(backticks(reader, quoted))
        elif sign in "<>" and text[reader.at + 1 : reader.at + 2] == "(" and not quoted:
            reader.at += 2
            reader.flush(plain, parts)
            parts.append(("file", nested(reader)))
        elif sign in "*?[":
            plain.append(GLOB[sign])
            reader.at += 1
        else:
            plain.append(sign)
            reader.at += 1
    if not parts:
        return "".join(plain)
    reader.flush(plain, parts)
    return parts


def _braced_command(reader: "Words") -> tuple:
    """Read the command of `${ command; }`."""
    body = reader.sequence("}")
    reader.at = reader.at if reader.text[reader.at : reader.at + 1] == "}" else reader.end
    reader.expect("}")
    return ("out", body, True)


def _odd(reader: "Words", at: int) -> tuple:
    """Skip what is no expansion of bash."""
    close = reader.skip_balanced(at - 1, "{", "}")
    reader.at = close
    return ("sum", "")


def backticks(reader: "Words", quoted: bool) -> tuple:
    """Read a command between back-ticks."""
    text = reader.text
    at = reader.at + 1
    letters: list = []
    while True:
        if at >= reader.end:
            raise Unreadable("a back-tick is not closed")
        sign = text[at]
        if sign == "`":
            break
        if sign == "\\" and text[at + 1 : at + 2] in ("`", "\\", "$") + (('"',) if quoted else ()):
            letters.append(text[at + 1])
            at += 2
            continue
        letters.append(sign)
        at += 1
    reader.at = at + 1
    return ("out", type(reader)("".join(letters), reader.depth).whole(), quoted)


def _ansi_c(reader: "Words", at: int) -> str:
    """Read up to the closing quote of `$'...'`."""
    text = reader.text
    found: list = []
    while True:
        if at >= reader.end:
            raise Unreadable("a quote is not closed")
        sign = text[at]
        if sign == "'":
            reader.at = at + 1
            return "".join(found)
        if sign != "\\":
            found.append(sign)
            at += 1
            continue
        from .escapes import escaped

        letter, at = escaped(text, at + 1)
        found.append(letter)
