"""What `echo` and `printf` print."""

from ..paths import join
from .escapes import escaped
from .sentinel import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .interpreter import Shell


def echo(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> str:
    """Follow `echo`."""
    if not want:
        return ""
    words = given[1:]
    interprets = False
    ends = "\n"
    while words and words[0][:1] == "-" and len(words[0]) > 1 and not words[0].strip("-neE"):
        interprets = "e" in words[0] or (interprets and "E" not in words[0])
        ends = "" if "n" in words[0] else ends
        words = words[1:]
    listed: list = []
    for word in words:
        listed.extend(looked_up(shell, word))
    text = plain(" ".join(listed))
    return (_escapes(text) if interprets else text) + ends


def looked_up(shell: "Shell", word: str) -> list:
    """Return the files that a word with active characters stands for, else the word."""
    from .sentinel import has_glob

    if not has_glob(word):
        return [word]
    place = shell.event.place
    path = join(shell.cwd, word)
    found = place.fitting(path)
    start = shell.cwd.rstrip("/") + "/"
    return [
        item[len(start) :] if item.startswith(start) and word[:1] != "/" else item for item in found
    ] or [word]


def _escapes(text: str) -> str:
    if "\\" not in text:
        return text
    found: list = []
    at = 0
    while at < len(text):
        stop = text.find("\\", at)
        if stop < 0:
            found.append(text[at:])
            break
        found.append(text[at:stop])
        if text[stop + 1 : stop + 2] == "0":
            # echo writes octal as \0nnn.
            letter, at = (
                escaped(text, stop + 2)
                if text[stop + 2 : stop + 3].isdigit()
                else ("\ufffd", stop + 2)
            )
        else:
            letter, at = escaped(text, stop + 1)
        found.append(letter)
    return "".join(found)


def printf(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> str:
    """Follow `printf`, with `-v` too."""
    words = given[1:]
    variable = ""
    if words[:1] == ["-v"]:
        variable = words[1] if len(words) > 1 else ""
        words = words[2:]
    if words[:1] == ["--"]:
        words = words[1:]
    if not words or not (want or variable):
        return ""
    listed: list = []
    for word in words[1:]:
        listed.extend(looked_up(shell, word))
    text = _formatted(plain(words[0]), [plain(word) for word in listed])
    if variable:
        shell.set(variable, text)
        return ""
    return text


def _formatted(pattern: str, arguments: list) -> str:
    found: list = []
    while True:
        used = 0
        at = 0
        while at < len(pattern):
            sign = pattern[at]
            if sign == "\\":
                letter, at = escaped(pattern, at + 1)
                found.append(letter)
                continue
            if sign != "%":
                found.append(sign)
                at += 1
                continue
            end = at + 1
            while end < len(pattern) and pattern[end] in "-+ #0123456789.*":
                end += 1
            kind = pattern[end : end + 1]
            at = end + 1
            if kind == "%":
                found.append("%")
                continue
            value = arguments[used] if used < len(arguments) else ""
            used += 1
            found.append(_escapes(value) if kind == "b" else value)
        arguments = arguments[used:]
        if not used or not arguments:
            return "".join(found)
