"""Reads a text of PowerShell from left to right: blanks, comments, and what brackets enclose."""

_PAIRS = {"(": ")", "{": "}", "[": "]"}


class Text:
    """A text, and the place in it that is read next."""

    __slots__ = ("at", "end", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.end = len(text)

    def space(self, lines: bool = False) -> None:
        """Step over blanks, comments and joined lines, and with `lines` over line ends too."""
        text = self.text
        while self.at < self.end:
            sign = text[self.at]
            if sign in " \t\r" or (lines and sign == "\n"):
                self.at += 1
            elif sign == "`" and text[self.at + 1 : self.at + 2] in ("\n", "\r"):
                stop = text.find("\n", self.at)
                self.at = self.end if stop < 0 else stop + 1
            elif sign == "#":
                stop = text.find("\n", self.at)
                self.at = self.end if stop < 0 else stop
            elif text.startswith("<#", self.at):
                stop = text.find("#>", self.at)
                self.at = self.end if stop < 0 else stop + 2
            else:
                return

    def between(self, opening: str, closing: str) -> str:
        """Return what stands between the bracket here and the one that closes it; step behind."""
        start = self.at + 1
        self.at = self.behind(self.at, opening, closing)
        stop = self.at - 1 if self.text[self.at - 1 : self.at] == closing else self.at
        return self.text[start : max(stop, start)]

    def behind(self, at: int, opening: str, closing: str) -> int:
        """Return the place behind the bracket that closes the one at `at`."""
        text = self.text
        level = 0
        while at < self.end:
            sign = text[at]
            if sign == "`":
                at += 1
            elif text.startswith(("@'\n", '@"\n', "@'\r\n", '@"\r\n'), at):
                stop = text.find("\n" + text[at + 1] + "@", at)
                at = self.end if stop < 0 else stop + 2
            elif sign in "'\"":
                at = self.behind_quote(at)
                continue
            elif sign == "#" and at and text[at - 1] in " \t\n;{(":
                stop = text.find("\n", at)
                at = self.end if stop < 0 else stop
                continue
            elif sign == opening:
                level += 1
            elif sign == closing:
                level -= 1
                if level == 0:
                    return at + 1
            at += 1
        return self.end

    def behind_quote(self, at: int) -> int:
        """Return the place behind a quoted text that begins at `at`."""
        text = self.text
        mark = text[at]
        at += 1
        while at < self.end:
            if text[at] == "`" and mark == '"':
                at += 2
                continue
            if mark == '"' and text.startswith("$(", at):
                at = self.behind(at + 1, "(", ")")
                continue
            if text[at] == mark:
                if text[at + 1 : at + 2] != mark:
                    return at + 1
                at += 1
            at += 1
        return self.end

    def name(self) -> str:
        """Return the word of letters that stands here, in small letters; empty for any other."""
        end = self.at
        while end < self.end and self.text[end].isalpha():
            end += 1
        following = self.text[end : end + 1]
        return (
            ""
            if following and following in "-.\\/:_=0123456789"
            else self.text[self.at : end].lower()
        )
