"""What an awk program writes and runs: `print > FILE`, `| COMMAND`, `system(...)` (awk(1))."""

from ..event import WRITTEN
from ..languages.tokens import tokens
from ..shell.sentinel import HOLE, cleaned, is_all_hole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell

_MOST = 5000
_ENDS = frozenset("};{")


def follow(shell: "Shell", text: str, known: dict, files: list) -> None:
    """Note what a program does; `known` are its variables, `files` what it reads."""
    reader = _Reader(shell, {**known, "FILENAME": _likely(shell, files)})
    reader.found = tokens(text, "awk")[:_MOST]
    while reader.at < len(reader.found):
        reader.one()


def _likely(shell: "Shell", files: list) -> str:
    """Return the file that a rule could mean among those that are read."""
    mentions = shell.event.place.protected.mentions
    return str(next((path for path in files if mentions(path)), files[0] if files else HOLE))


class _Reader:
    def __init__(self, shell: "Shell", known: dict) -> None:
        self.shell = shell
        self.known = known
        self.found: list = []
        self.at = 0

    def peek(self, ahead: int = 0) -> tuple:
        place = self.at + ahead
        return self.found[place] if place < len(self.found) else ("end", "")

    def one(self) -> None:
        """Read one token, and what it begins."""
        kind, value = self.peek()
        self.at += 1
        if kind == "name" and value in ("print", "printf"):
            self.printed()
        elif kind == "name" and value == "system" and self.peek() == ("sign", "("):
            self.at += 1
            self.run(self.joined(")"))
        elif kind == "name" and self.peek() == ("sign", "=") and self.peek(1) != ("sign", "="):
            self.at += 1
            self.known[value] = self.joined("")
        elif kind == "text" or (kind == "name" and value in self.known):
            self.at -= 1
            text = self.joined("|")
            if self.peek() == ("sign", "|") and self.peek(1) == ("name", "getline"):
                self.run(text)

    def printed(self) -> None:
        """Read a print statement up to where its output goes."""
        depth = 0
        while self.at < len(self.found):
            kind, value = self.peek()
            if kind == "end" or (kind == "sign" and value in _ENDS and not depth):
                return
            self.at += 1
            if kind == "sign" and value in "()":
                depth += 1 if value == "(" else -1
            elif kind == "sign" and value in (">", "|") and depth <= 0:
                while self.peek() == ("sign", value):
                    self.at += 1
                text = self.joined("")
                if value == "|":
                    self.run(text)
                elif text:
                    self.shell.event.touch(self.shell.cwd, cleaned(text), WRITTEN)
                return

    def joined(self, closing: str) -> str:
        """Return the text that the tokens up to a sign, or to the statement's end, make together."""
        letters: list = []
        depth = 0
        while self.at < len(self.found):
            kind, value = self.peek()
            if kind == "end" or (kind == "sign" and value in _ENDS):
                break
            if kind == "sign" and value in (closing, ",", "|", ">") and not depth and value:
                if value == ")":
                    self.at += 1
                break
            self.at += 1
            if kind == "text":
                letters.extend(part for part in value if isinstance(part, str))
            elif kind == "name":
                letters.append(str(self.known.get(value, HOLE)))
            elif value in "()":
                depth += 1 if value == "(" else -1
                if depth < 0:
                    break
        return "".join(letters)

    def run(self, text: str) -> None:
        if text.strip() and not is_all_hole(text):
            self.shell.fresh().run_text(text)
