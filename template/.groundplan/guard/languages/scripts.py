"""Interpreters that take a program's text by an option: `node`, `perl`, `ruby`, `php`."""

from ..event import WRITTEN
from ..options import names, program_name, split, values
from ..shell.sentinel import is_all_hole, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell

_TEXT_OPTIONS = {
    "node": ("ep", ("eval", "print")),
    "nodejs": ("ep", ("eval", "print")),
    "bun": ("ep", ("eval", "print")),
    "deno": ("", ()),
    "ruby": ("e", ()),
    "perl": ("eE", ()),
    "php": ("rRBE", ("run",)),
    "lua": ("e", ()),
    "luajit": ("e", ()),
    "rscript": ("e", ()),
    "osascript": ("e", ()),
    "tsx": ("ep", ("eval", "print")),
    "ts-node": ("ep", ("eval", "print")),
}


_OPTION_VALUES = {
    "node": ("rC", ("require", "import", "loader", "env-file", "input-type", "max-old-space-size")),
    "nodejs": ("rC", ("require", "import", "loader", "env-file", "input-type")),
    "ruby": ("rICExTW?", ()),
    "perl": ("IMmCxDF", ()),
    "php": ("dcfzSt", ()),
    "lua": ("l", ()),
    "osascript": ("l", ()),
}


def script(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow `node -e`, `ruby -e`, `perl -pi`, `php -r`: text literals and what is done with them."""
    short, long = _TEXT_OPTIONS[name]
    more_short, more_long = _OPTION_VALUES.get(name, ("", ()))
    rest = given[1:]
    if name == "deno" and rest[:1] == ["eval"]:
        texts, operands = rest[1:2], rest[2:]
        options: list = []
    elif name == "deno" or (
        name == "bun" and rest[:1] and rest[0] in ("run", "x", "install", "add", "test")
    ):
        return None
    else:
        inplace = name in ("perl", "ruby") and any(
            word[:1] == "-" and word[1:2] != "-" and _edits(word) for word in rest
        )
        words = [_without_i(word) for word in rest] if inplace else rest
        if "p" in short:
            # node's -p prints what -e gives; it takes a text only where no -e does.
            words = ["-e" if word == "-pe" else word for word in words]
        options, operands = split(words, short + more_short, long + more_long, True)
        texts = values(options, *short, *long)
        if inplace:
            paths = [word for word in operands if word[:1] != "-"]
            if not texts:
                paths = paths[1:]
            for path in paths:
                shell.event.touch(shell.cwd, path, WRITTEN)
    if not texts:
        text = shell.stdin if not operands or operands[0] == "-" else shell.content(operands[0])
        texts = [] if is_all_hole(text) else [text]
    if name == "php" and program_name("".join(operands[:1])) == "artisan":
        _artisan(shell, operands[1:])
    for text in texts:
        _follow(shell, text, name, operands)
    return "".join(_printed(plain(text), name) for text in texts) or None if want else None


_PRINTS = frozenset(
    names("print say puts printf echo console.log process.stdout.write io.write cat")
)


def _printed(text: str, name: str) -> str:
    """Return the plain texts that a program prints, one to a line."""
    if name == "osascript":
        return ""
    from .calls import LANGUAGES
    from .tokens import tokens

    found: list = []
    prints = False
    for kind, value in tokens(text, LANGUAGES.get(name, "javascript")):
        if kind == "name":
            prints = value in _PRINTS
        elif kind == "end":
            prints = False
        elif kind == "text" and prints and all(isinstance(part, str) for part in value):
            found.append("".join(value))
    return "".join(f"{line}\n" for line in found)


def _follow(shell: "Shell", text: str, name: str, operands: list) -> None:
    if name == "osascript":
        _apple_script(shell, text)
        return
    from .calls import LANGUAGES
    from .reader import follow

    follow(shell, plain(text), LANGUAGES.get(name, "javascript"), operands)


def _artisan(shell: "Shell", rest: list) -> None:
    """Follow Laravel's artisan: two of its commands write `.env`."""
    if "--show" in rest:
        return
    options, operands = split(rest, "", ("env", "env-encryption", "key", "path", "filename"))
    if operands[:1] in (["key:generate"], ["env:decrypt"]):
        names = [".env." + value for value in values(options, "env")] or [".env"]
        shell.event.touch(shell.cwd, (values(options, "filename") or names)[-1], WRITTEN)


def _apple_script(shell: "Shell", text: str) -> None:
    """Follow AppleScript's way to a shell: `do shell script "TEXT"`."""
    for piece in plain(text).split("do shell script")[1:]:
        quoted = piece.split('"')
        if len(quoted) > 2:
            shell.fresh().run_text(quoted[1])


def _edits(word: str) -> bool:
    """Say whether bundled letters of perl or ruby hold `i`: edit in place."""
    for letter in word[1:]:
        if letter == "i":
            return True
        if letter in "eEIMmFCxDVT":
            return False
    return False


def _without_i(word: str) -> str:
    if word[:1] != "-" or word[1:2] == "-" or not _edits(word):
        return word
    at = word.index("i")
    after = word[at + 1 :]
    # What follows -i is the ending of a copy, up to -e of the same bundle (`-pie`).
    return (word[:at] if at > 1 else "-w") + ("e" if after == "e" else "")
