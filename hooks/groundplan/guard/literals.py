"""Programs in other languages that stand in a command, such as `node -e`.

They are looked through for their text literals and for the words by which they write, remove or
start something: as far as that goes.
"""

from . import programs
from .event import REMOVED, WRITTEN
from .marks import cleaned, has_hole
from .options import names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .shell import Shell

_WRITE_VERBS = (
    "writeFile",
    "appendFile",
    "createWriteStream",
    "copyFile",
    "cpSync",
    "truncate",
    "symlink",
    "linkSync",
    "utimes",
    "outputFile",
    "file_put_contents",
    "fopen",
    "touch",
    "File.write",
    "IO.write",
    "File.open",
    "FileUtils",
    ".write",
    "open(",
    "open ",
    "writeTextFile",
    "Bun.write",
    "write_text",
    "copy(",
    "rename",
    "openSync",
    "cp(",
    "cp ",
)


_REMOVE_VERBS = (
    "unlink",
    "rmSync",
    "rm(",
    "rename",
    "remove",
    "delete",
    "rmtree",
    "mv(",
    "mv ",
    "File.delete",
    "removeSync",
)


_READ_VERBS = names(
    "readFile createReadStream file_get_contents File.read IO.read readTextFile require("
    " existsSync exists loadEnv config( readlines foreach Bun.file"
)


_START_VERBS = names(
    "exec spawn system shell_exec passthru popen proc_open Open3 open3 fork qx %x Command( ` $`"
)


_MODULES = frozenset(
    names("child_process fs fs/promises fs-extra open3 path os process fileutils util")
)


def literals(shell: "Shell", text: str, language: str) -> None:
    """Look at the text literals of a program: what is written, removed or started with them."""
    known: dict = {}
    others = _other_names(text)
    for statement in _statements(text):
        found = [
            word
            for word in _quoted_texts(statement, known)
            if word.removeprefix("node:") not in _MODULES
        ]
        _note_name(statement, found, known)
        if not found:
            continue
        verbs = outside(statement)
        starts = (
            any(verb in verbs for verb in (*_START_VERBS, *others))
            or ("`" in statement and language in ("ruby", "perl", "php"))
            or ("open" in verbs and any(_is_pipe(word) for word in found))
        )
        if starts:
            _started(shell, statement, found)
        changes = any(verb in verbs for verb in _REMOVE_VERBS)
        writes = any(verb in verbs for verb in _WRITE_VERBS)
        if not changes and not writes:
            continue
        if _only_reads(verbs, found, language):
            continue
        targets = found
        if "copy" in verbs.lower() or "cp" in verbs:
            targets = found[1:2] or found
        elif any(verb in verbs for verb in _READ_VERBS) and len(found) > 1 and writes:
            targets = found[:1]
        elif writes and not changes:
            targets = found[:1] if "open" not in verbs else found
        for target in targets:
            name = target.lstrip("<>+ ").strip()
            if name and not has_hole(name) and "\n" not in name:
                shell.event.touch(shell.cwd, name, REMOVED if changes and not writes else WRITTEN)


_ONLY_READS_NAMES = names(
    "writeFile writeText Bun.write appendFile createWrite copy truncate unlink rename rm"
    " remove delete put_contents FileUtils File.write IO.write .write( symlink touch cp mv"
    " output"
)


def _is_pipe(text: str) -> bool:
    """Say whether `open` of perl or ruby starts what this text says: `cmd |`, `-|`."""
    stripped = text.strip()
    return stripped[:1] == "|" or stripped[-1:] == "|"


def _other_names(text: str) -> list:
    """Return the names that a program gives to a verb that starts: `{execSync: run}`, `as run`."""
    found: list = []
    for verb in ("execSync", "execFileSync", "spawnSync", "execFile", "exec", "spawn"):
        for mark in (": ", ":", " as "):
            at = text.find(verb + mark)
            if at >= 0:
                rest = text[at + len(verb + mark) :].lstrip()
                end = 0
                while end < len(rest) and (rest[end].isalnum() or rest[end] in "_$"):
                    end += 1
                if end:
                    found.append(rest[:end] + "(")
    return found


def _note_name(statement: str, found: list, known: dict) -> None:
    """Note a name that stands for a text: `const c = "..."`."""
    left, equals, right = statement.partition("=")
    name = left.split()[-1] if left.split() else ""
    if equals and found and right.strip()[:1] in ("'", '"', "`") and "(" not in left:
        known[name.lstrip("$@")] = found[0]


def _only_reads(verbs: str, found: list, language: str) -> bool:
    """Say whether a file is opened to be read: by its mode, or by none at all."""
    others = _ONLY_READS_NAMES
    if any(verb in verbs for verb in others):
        return False
    modes = [text for text in found if text and len(text) <= 4 and not text.strip("rwab+x<>t")]
    if any(any(letter in mode for letter in "wax+>") for mode in modes):
        return False
    return not any(text.startswith((">", "+>", "+<")) for text in found)


def _statements(text: str) -> list:
    """Cut a program at `;` and line ends outside of its text literals."""
    found: list = []
    current: list = []
    quote = ""
    at = 0
    while at < len(text):
        sign = text[at]
        if quote:
            if sign == "\\":
                current.append(text[at : at + 2])
                at += 2
                continue
            if sign == quote:
                quote = ""
        elif sign in "'\"`":
            quote = sign
        elif sign in ";\n":
            found.append("".join(current))
            current = []
            at += 1
            continue
        current.append(sign)
        at += 1
    found.append("".join(current))
    return found[:400]


def _quoted_texts(statement: str, known: "dict | None" = None) -> list:
    """Return the texts of a statement in their order; a known name stands for its text."""
    found: list = []
    at = 0
    joins = False
    while at < len(statement):
        sign = statement[at]
        end = at + 1
        text = None
        if sign in "'\"`":
            while end < len(statement) and statement[end] != sign:
                end += 2 if statement[end] == "\\" else 1
            text = cleaned(statement[at + 1 : end])
            text = _filled(text, known) if known and sign != "'" else text
            end += 1
        elif sign.isalpha() or sign in "_$@":
            while end < len(statement) and (statement[end].isalnum() or statement[end] == "_"):
                end += 1
            text = (known or {}).get(statement[at:end].lstrip("$@"))
            if statement[end:].lstrip()[:1] == "=":
                text = None
        if text is not None:
            if joins:
                found[-1] += text
            else:
                found.append(text)
            joins = False
            rest = statement[end:].lstrip()
            # `"a" + "b"`, and `.` of perl and php.
            if rest[:1] in ("+", ".") and rest[1:].lstrip()[:1] in ("'", '"', "$"):
                joins = True
                end = len(statement) - len(rest) + 1
        at = end
    for mark in ("qx", "qq", "qw", "q", "%x"):
        for opening, closing in (("(", ")"), ("{", "}"), ("/", "/"), ("[", "]")):
            start = statement.find(mark + opening)
            if start >= 0 and (start == 0 or not statement[start - 1].isalnum()):
                end = statement.find(closing, start + len(mark) + 1)
                if end > 0:
                    inside = cleaned(statement[start + len(mark) + 1 : end])
                    found.extend(inside.split() if mark == "qw" else [inside])
    return found


def _filled(text: str, known: dict) -> str:
    for name, value in known.items():
        text = text.replace("${" + name + "}", value).replace("#{" + name + "}", value)
        text = text.replace("$" + name, value)
    return text


def outside(statement: str) -> str:
    """Return a statement without the insides of its text literals."""
    found: list = []
    at = 0
    while at < len(statement):
        sign = statement[at]
        if sign in "'\"`":
            end = at + 1
            while end < len(statement) and statement[end] != sign:
                end += 2 if statement[end] == "\\" else 1
            found.append(sign)
            at = end + 1
        else:
            found.append(sign)
            at += 1
    return "".join(found)


def _started(shell: "Shell", statement: str, found: list) -> None:
    words = [text for text in found if text not in ("inherit", "utf8", "utf-8", "pipe", "ignore")]
    if not words:
        return
    if len(words) > 1 and " " not in words[0]:
        programs.run_words(shell, words, {}, False)
    for text in words:
        text = text.strip(" |") if _is_pipe(text) else text
        if " " in text or text == words[0]:
            shell.fresh().run_text(text)
