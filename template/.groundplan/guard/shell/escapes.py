"""The characters that escapes mean in `$'...'`, `printf` and `echo -e`."""

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
