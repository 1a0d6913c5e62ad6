"""Here-documents: `<<WORD`, and the lines that follow the command."""

from .lexer import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .lexer import Words


def begin(reader: "Words", sign: str) -> "list | tuple":
    """Read the end word; the body comes with the line's end."""
    start = reader.at
    word = reader.word()
    if word is None:
        raise Unreadable("a here-document has no end word")
    raw = reader.text[start : reader.at]
    is_quoted = any(mark in raw for mark in "'\"\\")
    end_word = _unquoted(raw) if is_quoted else raw
    document = [sign, "", "", end_word, is_quoted]
    reader.pending.append(document)
    return document


def body(reader: "Words", sign: str, end_word: str, is_quoted: bool) -> object:
    """Read the lines up to the end word."""
    text = reader.text
    lines: list = []
    while reader.at < reader.end:
        stop = text.find("\n", reader.at)
        stop = reader.end if stop < 0 else stop
        line = text[reader.at : stop]
        reader.at = min(stop + 1, reader.end)
        if sign == "<<-":
            line = line.lstrip("\t")
        if line == end_word or line.rstrip("\r") == end_word:
            reader.at = min(stop, reader.end)
            # The line's end is still there for the caller: it may close a list.
            reader.at = min(stop + 1, reader.end)
            break
        if (
            reader.inside
            and line.startswith(end_word)
            and line[len(end_word) :].lstrip()[:1] == ")"
        ):
            # `EOF)` at the end of a substitution: bash warns and takes it for the end.
            reader.at = text.index(")", stop - len(line) + len(end_word))
            break
        lines.append(line)
    joined = "".join(f"{line}\n" for line in lines)
    return joined if is_quoted else reader.quoted_text(joined)


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
