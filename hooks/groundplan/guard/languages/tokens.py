"""Text of a program in JavaScript, Ruby, PHP, Perl, Lua, R or Lisp -> its tokens.

A token is a pair: `name` with the name, `text` with the parts of a text literal, `list` with the
words of one such as `qw(a b)`, `run` with the parts of a command between back-ticks, `sign` with
one sign, and `end` where a statement may end. A part is plain text, or a pair `code` with the
program text that is put in.
"""

from ..shell.sentinel import cleaned

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_CLOSING = {"(": ")", "[": "]", "{": "}", "<": ">"}
_PERCENT = ("ruby", "crystal")
_SIGILS = ("perl", "php", "ruby")
_LINE_COMMENTS = {
    "javascript": ("//", "#!"),
    "php": ("//", "#"),
    "ruby": ("#",),
    "perl": ("#",),
    "python": ("#",),
    "r": ("#",),
    "lua": ("--",),
    "awk": ("#",),
    "lisp": (";",),
}
_QUOTING = {"perl": ("q", "qq", "qw", "qx"), "ruby": ("%q", "%Q", "%w", "%W", "%i", "%x", "%")}
_PATTERNS = {"m": 1, "qr": 1, "s": 2, "tr": 2, "y": 2}
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "0": "", "e": "", "a": "", "b": ""}
_LONGEST = 200000


def tokens(text: str, language: str) -> list:
    """Return the tokens of a program; text that is no such program becomes tokens, too."""
    return _Tokens(text[:_LONGEST], language).all()


class _Tokens:
    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language
        self.at = 0
        self.found: list = []
        self.comments = _LINE_COMMENTS.get(language, ("//",))
        self.joins = "-!?*" if language == "lisp" else ""

    def all(self) -> list:
        while self.at < len(self.text):
            self.one()
        return self.found

    def add(self, kind: str, value: "Any") -> None:
        self.found.append((kind, value))

    def one(self) -> None:
        text, at = self.text, self.at
        sign = text[at]
        if sign in " \t\r\\":
            self.at += 1
        elif sign == "\n" or (sign == ";" and self.language != "lisp"):
            self.add("end", sign)
            self.at += 1
        elif text.startswith(self.comments, at):
            stop = text.find("\n", at)
            self.at = len(text) if stop < 0 else stop
        elif text.startswith("/*", at):
            stop = text.find("*/", at)
            self.at = len(text) if stop < 0 else stop + 2
        elif sign in "'\"`":
            self.quoted(sign)
        elif sign == "[" and self.language == "lua" and text.startswith("[[", at):
            stop = text.find("]]", at)
            self.add("text", [cleaned(text[at + 2 : stop if stop > 0 else None])])
            self.at = len(text) if stop < 0 else stop + 2
        elif self.is_name(sign):
            self.name()
        elif sign == "%" and self.language in _PERCENT and self.percent():
            return
        elif sign == "/" and self.is_pattern():
            self.skip("/", 1)
        else:
            self.add("sign", sign)
            self.at += 1

    def is_name(self, sign: str) -> bool:
        if sign in "$@" and self.language in _SIGILS:
            return self.text[self.at + 1 : self.at + 2] not in ("", " ", "(", ")")
        return sign.isalnum() or sign in "_$"

    def name(self) -> None:
        """Read a name with the parts that dots, colons and arrows join to it."""
        text, at = self.text, self.at
        end = at + 1
        while end < len(text):
            sign = text[end]
            if sign.isalnum() or sign in "_$" or (self.joins and sign in self.joins):
                end += 1
                continue
            joint = next((one for one in ("?.", "->", "::", ".") if text.startswith(one, end)), "")
            after = text[end + len(joint) : end + len(joint) + 1]
            if (
                self.language == "awk"
                or not joint
                or not (after.isalpha() or after == "_")
                or text[at].isdigit()
            ):
                break
            if joint == "." and self.language in ("php", "perl"):
                break
            end += len(joint)
        name = text[at:end]
        self.at = end
        if self.language == "perl" and name in _QUOTING["perl"] and self.delimited(name, name[1:]):
            return
        if self.language == "perl" and name in _PATTERNS and self.is_delimiter():
            self.skip(text[self.at], _PATTERNS[name])
            return
        name = name.replace("?.", ".").replace("->", ".").replace("::", ".")
        self.add("name", name)

    def is_delimiter(self) -> bool:
        sign = self.text[self.at : self.at + 1]
        return bool(sign) and not sign.isalnum() and sign not in " \t\n,;=)_.-"

    def delimited(self, name: str, kind: str) -> bool:
        """Read a literal with a delimiter of one's choice: `qw(a b)`, `%w[a b]`."""
        if not self.is_delimiter():
            return False
        opening = self.text[self.at]
        start = self.at + 1
        self.skip(opening, 1)
        inside = cleaned(self.text[start : self.at - 1])
        if kind in ("w", "W", "i"):
            self.add("list", inside.split())
        elif kind == "x":
            self.add("run", self.parts(inside, True))
        else:
            self.add("text", self.parts(inside, kind in ("q", "Q", "") and name != "q"))
        return True

    def percent(self) -> bool:
        """Read a literal of Ruby that begins with `%`; False where it is the sign."""
        before = self.found[-1] if self.found else ("end", "")
        if before[0] in ("text", "list") or before == ("sign", ")"):
            return False
        start = self.at
        letter = self.text[start + 1 : start + 2]
        self.at += 2 if letter.isalpha() else 1
        if (letter.isalpha() and letter not in "qQwWix") or not self.delimited(
            "%", letter if letter.isalpha() else ""
        ):
            self.at = start
            return False
        return True

    def is_pattern(self) -> bool:
        """Say whether a slash begins a pattern and does not divide."""
        if self.language not in ("javascript", "ruby", "perl", "awk"):
            return False
        kind, value = self.found[-1] if self.found else ("end", "")
        return kind == "end" or (kind == "sign" and value not in ")]}") or value in ("if", "and")

    def skip(self, opening: str, count: int) -> None:
        """Go behind a delimited text; `at` stands on its opening sign."""
        closing = _CLOSING.get(opening, opening)
        text = self.text
        self.at += 1
        depth = 1
        while self.at < len(text) and count:
            sign = text[self.at]
            if sign == "\\":
                self.at += 1
            elif sign == closing:
                depth -= 1
                if not depth:
                    count -= 1
                    depth = 1
            elif sign == opening and closing != opening:
                depth += 1
            self.at += 1

    def quoted(self, mark: str) -> None:
        text, start = self.text, self.at + 1
        at = start
        while at < len(text) and text[at] != mark:
            at += 2 if text[at] == "\\" else 1
        self.at = at + 1
        inside = cleaned(text[start:at])
        if mark == "`" and self.language != "javascript":
            self.add("run", self.parts(inside, True))
        else:
            self.add("text", self.parts(inside, mark != "'"))

    def parts(self, inside: str, expands: bool) -> list:
        """Return the parts of a literal's inside: text, and program text that is put in."""
        opening = {"javascript": "${", "ruby": "#{", "php": "{$", "crystal": "#{"}.get(
            self.language, ""
        )
        found: list = []
        letters: list = []
        at = 0
        while at < len(inside):
            sign = inside[at]
            if sign == "\\" and at + 1 < len(inside):
                letters.append(_LETTERS.get(inside[at + 1], inside[at + 1]))
                at += 2
            elif expands and opening and inside.startswith(opening, at):
                stop = inside.find("}", at)
                stop = len(inside) if stop < 0 else stop
                found.append("".join(letters))
                letters = []
                skipped = 1 if self.language == "php" else 2
                found.append(("code", inside[at + skipped : stop]))
                at = stop + 1
            elif expands and sign == "$" and self.language in ("perl", "php"):
                end = at + 1
                while end < len(inside) and (inside[end].isalnum() or inside[end] == "_"):
                    end += 1
                found.append("".join(letters))
                letters = []
                found.append(("code", inside[at:end]))
                at = max(end, at + 1)
            else:
                letters.append(sign)
                at += 1
        found.append("".join(letters))
        return found
