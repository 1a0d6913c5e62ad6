"""What a sed script writes and runs: its `w` and `e`, by the grammar of sed's commands (sed(1))."""

from ..shell.sentinel import is_all_hole, plain
from .file_effects import touch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell

_BLANK = " \t\n;"
_TEXTS = "aic"
_NAMES = "btT:rR"


def follow(shell: "Shell", text: str) -> None:
    """Note the files that a script writes, and follow the commands that it runs."""
    script = _Script(shell, plain(text))
    while script.at < len(script.text):
        script.command()


class _Script:
    def __init__(self, shell: "Shell", text: str) -> None:
        self.shell = shell
        self.text = text
        self.at = 0

    def sign(self) -> str:
        return self.text[self.at : self.at + 1]

    def command(self) -> None:
        """Read one command with its addresses."""
        while self.sign() and self.sign() in _BLANK + "{}":
            self.at += 1
        self.address()
        name = self.sign()
        self.at += 1
        if name == "s":
            self.substitution()
        elif name == "y":
            mark = self.sign()
            self.at += 1
            self.part(mark)
            self.part(mark)
        elif name and name in "wW":
            touch(self.shell, [self.line().strip()])
        elif name == "e":
            self.run(self.line())
        elif name and name in _TEXTS:
            line = self.line()
            while line.endswith("\\"):
                line = self.line()
        elif name and name in _NAMES:
            self.word()

    def address(self) -> None:
        """Go behind the addresses: numbers, patterns, `$`, and what joins them."""
        while self.sign() and self.sign() in "0123456789$,+~! \t/\\I":
            sign = self.sign()
            self.at += 1
            if sign == "/":
                self.part("/")
            elif sign == "\\":
                mark = self.sign()
                self.at += 1
                self.part(mark)

    def part(self, mark: str) -> str:
        """Read up to a mark, and go behind it."""
        start = self.at
        inside = False
        while self.at < len(self.text):
            sign = self.sign()
            if sign == "\\":
                self.at += 1
            elif sign == "[" and not inside and "]" in self.text[self.at + 2 :]:
                inside = True
            elif sign == "]":
                inside = False
            elif sign == mark and not (inside and mark == "/"):
                break
            self.at += 1
        found = self.text[start : self.at]
        self.at += 1
        return found

    def substitution(self) -> None:
        """Read `s/old/new/flags`; a flag may write a file, or run what the line then is."""
        mark = self.sign()
        self.at += 1
        self.part(mark)
        new = self.part_of_replacement(mark)
        while self.sign() and self.sign() in "gpIiMm0123456789ew":
            flag = self.sign()
            self.at += 1
            if flag == "w":
                touch(self.shell, [self.line().strip()])
            elif flag == "e":
                self.run(new)

    def part_of_replacement(self, mark: str) -> str:
        start = self.at
        while self.at < len(self.text) and self.sign() != mark:
            self.at += 2 if self.sign() == "\\" else 1
        found = self.text[start : self.at]
        self.at += 1
        return found

    def line(self) -> str:
        """Read the rest of the line: a file's name or a text ends there only."""
        stop = self.text.find("\n", self.at)
        stop = len(self.text) if stop < 0 else stop
        found = self.text[self.at : stop]
        self.at = stop + 1
        return found

    def word(self) -> None:
        while self.sign() and self.sign() not in "\n;}":
            self.at += 1

    def run(self, text: str) -> None:
        if text.strip() and not is_all_hole(text):
            self.shell.inner().run_text(text.strip())
