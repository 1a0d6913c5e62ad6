"""Programs in other languages that stand in a command: what they write, remove and start.

Python is read by Python's own parser. Other languages are looked through for their text literals
and for the words by which they write, remove or start something: as far as that goes.
"""

from . import programs
from .event import REMOVED, WRITTEN
from .marks import HOLE, cleaned, has_hole, is_all_hole, plain
from .options import program_name, split, values
from .paths import active

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .shell import Shell

_NODES = 20000


def python(shell: "Shell", text: str, rest: list, prefix: dict, want: bool) -> "str | None":
    """Follow a text that Python runs; return what it prints where that is one plain text."""
    source = plain(text)
    try:
        tree = compile(
            source.replace("\x00", "_hole_").replace("\x01", "_hole_"), "text", "exec", 0x400, True
        )
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        literals(shell, source, "python")
        return None
    reader = _Python(shell, rest)
    reader.block(tree)
    return reader.printed or None


class _Python:
    """Looks through Python's syntax tree in its order."""

    def __init__(self, shell: "Shell", rest: list) -> None:
        self.shell = shell
        self.rest = rest
        self.names: dict = {}
        self.printed = ""
        self.count = 0
        self.imported: set = set()

    def block(self, tree: "Any") -> None:
        todo = [tree]
        while todo:
            node = todo.pop()
            self.count += 1
            if self.count > _NODES:
                return
            kind = type(node).__name__
            if kind == "Assign":
                self.assigned(node)
            elif kind == "For":
                self.looped(node, node.body[:1])
            elif kind in ("ListComp", "SetComp", "GeneratorExp"):
                for part in node.generators:
                    self.looped(part, part.ifs)
            elif kind in ("Import", "ImportFrom"):
                self.imports(node, kind)
            elif kind == "withitem":
                target = getattr(node, "optional_vars", None)
                if target is not None and type(target).__name__ == "Name":
                    self.names[target.id] = ("object", node.context_expr)
            if kind == "Call":
                self.call(node)
            children: list = []
            for name in getattr(node, "_fields", ()):
                value = getattr(node, name, None)
                if isinstance(value, list):
                    children.extend(item for item in value if hasattr(item, "_fields"))
                elif hasattr(value, "_fields"):
                    children.append(value)
            todo.extend(reversed(children))

    def imports(self, node: "Any", kind: str) -> None:
        module = getattr(node, "module", None)
        for item in node.names:
            full = f"{module}.{item.name}" if kind == "ImportFrom" else item.name
            self.imported.add(full.partition(".")[0])
            if kind == "ImportFrom" or item.asname:
                self.names[item.asname or item.name] = ("module", full)

    def assigned(self, node: "Any") -> None:
        for target in node.targets:
            if type(target).__name__ == "Name":
                value = self.text(node.value)
                self.names[target.id] = value if value is not None else ("object", node.value)

    def looped(self, node: "Any", conditions: list) -> None:
        """Note what a loop's name stands for; the first conditions on it narrow a folder's list."""
        if type(node.iter).__name__ == "Call" and type(node.target).__name__ == "Name":
            found = self.listed(node.iter, conditions)
            if found:
                self.names[node.target.id] = found
            return
        items = getattr(node.iter, "elts", None)
        if items and type(node.target).__name__ == "Name":
            texts = [self.text(item) for item in items]
            known = [text for text in texts if text]
            # One that a rule could mean stands for all of them.
            chosen = [text for text in known if ".env" in text or "hooks" in text] or known
            if chosen:
                self.names[node.target.id] = chosen[0]

    def listed(self, node: "Any", conditions: list) -> str:
        """Return the files that a call lists, as one path with active characters; else nothing."""
        last = self.dotted(node.func).rpartition(".")[2]
        value = getattr(node.func, "value", None)
        if last in ("glob", "iglob", "rglob") and node.args:
            folder = self.text(value) if value is not None else None
            pattern = self.text(node.args[0])
            return active(f"{folder}/{pattern}" if folder else pattern) if pattern else ""
        if last not in ("listdir", "iterdir", "scandir"):
            return ""
        for condition in conditions:
            test = getattr(condition, "test", condition)
            if self.dotted(getattr(test, "func", None)).endswith(".startswith") and test.args:
                start = self.text(test.args[0])
                folder = self.text(node.args[0] if node.args else value)
                return active(f"{folder or '.'}/{start}*") if start else ""
        return ""

    def dotted(self, node: "Any") -> str:
        kind = type(node).__name__
        if kind == "Name":
            known = self.names.get(node.id)
            if isinstance(known, tuple) and known[0] == "module":
                return str(known[1])
            return str(node.id)
        if kind == "Attribute":
            inner = self.dotted(node.value)
            return f"{inner}.{node.attr}" if inner else f".{node.attr}"
        if kind == "Call":
            called = self.dotted(node.func)
            if called == "__import__" and node.args:
                return self.text(node.args[0]) or ""
            if called == "importlib.import_module" and node.args:
                return self.text(node.args[0]) or ""
            if called == "getattr" and len(node.args) > 1:
                return f"{self.dotted(node.args[0])}.{self.text(node.args[1]) or ''}"
        return ""

    def text(self, node: "Any", depth: int = 0) -> "str | None":
        """Return the text that an expression is, as far as it is known."""
        kind = type(node).__name__
        if depth > 8:
            return None
        if kind in ("Constant", "Str"):
            value = getattr(node, "value", getattr(node, "s", None))
            if isinstance(value, bytes):
                return value.decode("utf-8", "replace")
            return cleaned(value) if isinstance(value, str) else None
        if kind == "Name":
            known = self.names.get(node.id)
            if isinstance(known, str):
                return known
            if isinstance(known, tuple) and known[0] == "object":
                self.names[node.id] = None
                found = self.text(known[1], depth + 1)
                self.names[node.id] = known
                return found
            return None
        if kind == "JoinedStr":
            return "".join(self.text(item, depth + 1) or HOLE for item in node.values)
        if kind == "FormattedValue":
            return self.text(node.value, depth + 1)
        if kind == "BinOp":
            return self.joined(node, depth)
        if kind == "Subscript":
            return self.item(node)
        if kind == "Call":
            return self.call_text(node, depth)
        return None

    def joined(self, node: "Any", depth: int) -> "str | None":
        left = self.text(node.left, depth + 1)
        right = self.text(node.right, depth + 1)
        sign = type(node.op).__name__
        if left is None and right is None:
            return None
        if sign == "Div":
            return f"{left or HOLE}/{right or HOLE}" if left != "" else right
        if sign == "Add":
            return (left or HOLE) + (right or HOLE)
        if sign == "Mod" and left:
            return left.replace("%s", right or HOLE)
        return None

    def item(self, node: "Any") -> "str | None":
        if self.dotted(node.value) == "sys.argv":
            index = getattr(node.slice, "value", None)
            index = getattr(index, "value", index)
            if isinstance(index, int) and 0 < index <= len(self.rest):
                return str(self.rest[index - 1])
        return None

    def call_text(self, node: "Any", depth: int) -> "str | None":
        name = self.dotted(node.func)
        arguments = node.args
        last = name.rpartition(".")[2]
        if last in ("Path", "PurePath", "PosixPath", "join", "joinpath"):
            parts = [self.text(item, depth + 1) or HOLE for item in arguments]
            if last == "join" and not name.startswith(("os.", "path.", "posixpath.")):
                return self.list_join(node, depth)
            if last == "joinpath" and type(node.func).__name__ == "Attribute":
                parts.insert(0, self.text(node.func.value, depth + 1) or HOLE)
            return "/".join(parts)
        if last in ("getcwd", "cwd"):
            return str(self.shell.cwd)
        if last in ("str", "expanduser", "abspath", "realpath", "fspath", "normpath") and arguments:
            return self.text(arguments[0], depth + 1)
        if (
            last in ("resolve", "absolute", "strip", "expanduser", "decode", "encode", "rstrip")
            and type(node.func).__name__ == "Attribute"
        ):
            return self.text(node.func.value, depth + 1)
        if last in ("b64decode", "a2b_base64") and arguments:
            import binascii

            try:
                return binascii.a2b_base64(
                    (self.text(arguments[0], depth + 1) or "").encode()
                ).decode("utf-8", "replace")
            except ValueError:
                return None
        if last == "chr" and arguments and isinstance(getattr(arguments[0], "value", None), int):
            return chr(arguments[0].value) if 31 < arguments[0].value < 0x110000 else None
        if last == "with_name" and arguments:
            return self.text(arguments[0], depth + 1)
        if last in ("open",):
            return (
                self.text(arguments[0], depth + 1)
                if arguments
                else self.text(getattr(node.func, "value", None), depth + 1)
            )
        return None

    def list_join(self, node: "Any", depth: int) -> "str | None":
        mark = self.text(node.func.value, depth + 1)
        items = getattr(node.args[0], "elts", None) if node.args else None
        if mark is None or items is None:
            return None
        return mark.join(self.text(item, depth + 1) or HOLE for item in items)

    # -- what a call does -----------------------------------------------------------------------

    def call(self, node: "Any") -> None:
        name = self.dotted(node.func)
        last = name.rpartition(".")[2]
        arguments = list(node.args)
        named = {item.arg: item.value for item in node.keywords if item.arg}
        subject = getattr(node.func, "value", None)
        if last == "open":
            self.opened(name, arguments, named, subject)
        elif last in ("write_text", "write_bytes", "touch", "symlink_to", "hardlink_to", "link_to"):
            self.touch(subject, WRITTEN)
        elif last in ("unlink", "remove", "removedirs", "rmtree", "rmdir", "send2trash"):
            self.touch(arguments[0] if arguments else subject, REMOVED)
            if (
                last == "unlink"
                and arguments
                and subject is not None
                and not name.startswith("os.")
            ):
                self.touch(subject, REMOVED)
        elif last in ("rename", "replace", "move", "renames"):
            is_text = last == "replace" and len(arguments) == 2 and name.partition(".")[0] != "os"
            if not is_text:
                self.touch(arguments[0] if len(arguments) > 1 else subject, REMOVED)
                self.touch(arguments[-1] if arguments else None, WRITTEN)
        elif (
            last
            in ("copy", "copyfile", "copy2", "copytree", "symlink", "link", "copymode", "copystat")
            and len(arguments) > 1
        ):
            if last not in ("copymode", "copystat"):
                self.copied(arguments)
        elif (last in ("truncate", "utime", "mkfifo", "mknod") and arguments) or (
            last in ("set_key", "unset_key") and arguments
        ):
            self.touch(arguments[0], WRITTEN)
        elif last == "urlretrieve" and len(arguments) > 1:
            self.touch(arguments[1], WRITTEN)
        elif last == "FileInput" or name == "fileinput.input":
            if "inplace" in named and arguments:
                self.touch(arguments[0], WRITTEN)
        elif last == "chmod" and (arguments or subject is not None):
            from .event import MODE

            self.touch(arguments[0] if len(arguments) > 1 else subject, MODE)
        elif last == "print" and len(arguments) == 1 and not named:
            text = self.text(arguments[0])
            self.printed += f"{text}\n" if text else HOLE
        else:
            self.started(name, last, arguments, named)

    def copied(self, arguments: list) -> None:
        source, target = self.text(arguments[0]), self.text(arguments[1])
        if target is None:
            return
        from .files import _target

        _target(self.shell, target, [source or HOLE], False)

    def opened(self, name: str, arguments: list, named: dict, subject: "Any") -> None:
        is_method = type(subject).__name__ in ("Call", "Name") and name.rpartition(".")[0] not in (
            "io",
            "os",
            "codecs",
            "builtins",
            "gzip",
            "aiofiles",
        )
        if name == "open" or not is_method or subject is None:
            target = arguments[0] if arguments else named.get("file")
            mode = arguments[1] if len(arguments) > 1 else named.get("mode")
        else:
            target = subject
            mode = arguments[0] if arguments else named.get("mode")
        if name == "os.open":
            flags = self.flags(arguments[1]) if len(arguments) > 1 else ""
            if (
                "O_WRONLY" in flags
                or "O_RDWR" in flags
                or "O_CREAT" in flags
                or "O_TRUNC" in flags
                or "O_APPEND" in flags
            ):
                self.touch(target, WRITTEN)
            return
        text = self.text(mode) if mode is not None else "r"
        if text is not None and any(letter in text for letter in "wax+"):
            self.touch(target, WRITTEN)

    def flags(self, node: "Any") -> str:
        kind = type(node).__name__
        if kind == "BinOp":
            return f"{self.flags(node.left)} {self.flags(node.right)}"
        return self.dotted(node)

    def touch(self, node: "Any", kind: str) -> None:
        text = self.text(node)
        if text and not is_all_hole(text):
            self.shell.event.touch(self.shell.cwd, text, kind)

    def started(self, name: str, last: str, arguments: list, named: dict) -> None:
        shell = self.shell
        top = name.partition(".")[0]
        if (
            last in ("system", "popen", "getoutput", "getstatusoutput", "create_subprocess_shell")
            and arguments
        ):
            text = self.text(arguments[0])
            if text:
                shell.fresh().run_text(text)
        elif (
            last
            in (
                "run",
                "call",
                "check_call",
                "check_output",
                "Popen",
                "create_subprocess_exec",
                "spawn",
            )
            or last.startswith(("execv", "execl", "spawnl", "spawnv"))
            or last == "posix_spawn"
        ):
            self.subprocess(last, arguments, named)
        elif last in ("exec", "eval") and arguments:
            text = self.text(arguments[0])
            source = self.content_of(arguments[0])
            if text:
                python(shell, text, [], {}, False)
            elif source:
                programs.note(shell, program_name(source), [f"./{source}"])
        elif (
            top in ("pytest", "py") and last in ("main", "cmdline")
        ) or name == "pytest.console_main":
            words = self.words(arguments[0]) if arguments else []
            programs.note(shell, "pytest", ["pytest", *words])
        elif top == "alembic" and last in ("upgrade", "downgrade", "revision", "stamp"):
            programs.note(shell, "alembic", ["alembic", last])
        elif top == "alembic" and last == "main":
            words = self.words(named.get("argv") or (arguments[0] if arguments else None))
            programs.note(shell, "alembic", ["alembic", *words])
        elif top == "flask_migrate" and last in (
            "upgrade",
            "downgrade",
            "migrate",
            "revision",
            "stamp",
        ):
            programs.note(shell, "flask", ["flask", "db", last])
        elif last == "call_command" and arguments:
            programs.note(shell, "manage.py", ["manage.py", self.text(arguments[0]) or HOLE])
        elif last == "execute_from_command_line" and arguments:
            programs.note(shell, "manage.py", ["manage.py", *self.words(arguments[0])[1:]])
        elif last == "run_path" and arguments:
            path = self.text(arguments[0])
            if path:
                programs.note(shell, program_name(path), [f"./{path}"])
        elif last == "run_module" and arguments:
            module = self.text(arguments[0])
            if module:
                programs.python_module(shell, module, [], {}, False)

    def content_of(self, node: "Any") -> str:
        """Return the file whose text a value is: `open(PATH).read()`, `Path(PATH).read_text()`."""
        inner: Any = getattr(node, "func", None)
        if getattr(inner, "attr", "") in ("read", "read_text", "read_bytes"):
            return self.text(inner.value) or ""
        if self.dotted(inner) == "compile" and node.args:
            return self.content_of(node.args[0])
        return ""

    def words(self, node: "Any") -> list:
        items = getattr(node, "elts", None)
        if items is None:
            known = self.names.get(getattr(node, "id", ""))
            if isinstance(known, tuple) and known[0] == "object":
                items = getattr(known[1], "elts", None)
        if items is None:
            if type(node).__name__ == "Call" and self.dotted(node.func).endswith("split"):
                inner = node.args[0] if node.args else getattr(node.func, "value", None)
                text = self.text(inner) or self.text(getattr(node.func, "value", None))
                return text.split() if text else []
            return []
        return [self.text(item) or HOLE for item in items]

    def subprocess(self, last: str, arguments: list, named: dict) -> None:
        shell = self.shell
        first = arguments[0] if arguments else named.get("args")
        if first is None:
            return
        inner = shell.fresh()
        folder = self.text(named["cwd"]) if "cwd" in named else None
        if folder:
            from .paths import join

            inner.cwd = join(inner.cwd, folder)
        words = self.words(first)
        text = self.text(first)
        if last.startswith(("execl", "spawnl")) or last == "create_subprocess_exec":
            texts = [self.text(item) or HOLE for item in arguments]
            skip = 2 if last.startswith("spawnl") else 1 if last.startswith("execl") else 0
            words = texts[skip:]
            text = None
        elif last.startswith(("execv", "spawnv")) or last == "posix_spawn":
            place = 2 if last.startswith("spawnv") else 1
            words = self.words(arguments[place]) if len(arguments) > place else []
            if words and text:
                words[0] = text
            text = None
        env = named.get("env")
        prefix = self.environment(env) if env is not None else {}
        if words:
            programs.run_words(inner, words, prefix, False)
        elif text:
            inner.variables.update(prefix)
            inner.exported.update(prefix)
            inner.run_text(text)

    def environment(self, node: "Any") -> dict:
        found: dict = {}
        if type(node).__name__ == "Dict":
            for key, value in zip(node.keys, node.values):
                name = self.text(key) if key is not None else None
                if name:
                    found[name] = self.text(value) or HOLE
        for item in getattr(node, "keywords", ()):
            if item.arg:
                found[item.arg] = self.text(item.value) or HOLE
        return found


# -- other languages ----------------------------------------------------------------------------

_TEXT_OPTIONS = {
    "node": ("ep", ("eval", "print")),
    "nodejs": ("ep", ("eval", "print")),
    "bun": ("ep", ("eval", "print")),
    "deno": ("", ()),
    "ruby": ("e", ()),
    "perl": ("eE", ()),
    "php": ("rRBE", ("run",)),
    "lua": ("e", ()),
}
_OPTION_VALUES = {
    "node": ("rC", ("require", "import", "loader", "env-file", "input-type", "max-old-space-size")),
    "nodejs": ("rC", ("require", "import", "loader", "env-file", "input-type")),
    "ruby": ("rICExTW?", ()),
    "perl": ("IMmCxDF", ()),
    "php": ("dcfzSt", ()),
    "lua": ("l", ()),
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
    for text in texts:
        literals(shell, plain(text), name)
    return None


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
_READ_VERBS = (
    "readFile",
    "createReadStream",
    "file_get_contents",
    "File.read",
    "IO.read",
    "readTextFile",
    "require(",
    "existsSync",
    "exists",
    "loadEnv",
    "config(",
    "readlines",
    "foreach",
    "Bun.file",
)
_START_VERBS = (
    "exec",
    "spawn",
    "system",
    "shell_exec",
    "passthru",
    "popen",
    "proc_open",
    "Open3",
    "fork",
    "qx",
    "`",
    "$`",
)


_MODULES = frozenset(
    (
        "child_process",
        "fs",
        "fs/promises",
        "fs-extra",
        "open3",
        "path",
        "os",
        "process",
        "fileutils",
        "util",
    )
)


def literals(shell: "Shell", text: str, language: str) -> None:
    """Look at the text literals of a program: what is written, removed or started with them."""
    for statement in _statements(text):
        found = [
            word for word in _quoted_texts(statement) if word.removeprefix("node:") not in _MODULES
        ]
        if not found:
            continue
        verbs = _outside(statement)
        starts = any(verb in verbs for verb in _START_VERBS) or (
            "`" in statement and language in ("ruby", "perl", "php")
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


def _only_reads(verbs: str, found: list, language: str) -> bool:
    """Say whether a file is opened to be read: by its mode, or by none at all."""
    others = (
        "writeFile",
        "writeText",
        "Bun.write",
        "appendFile",
        "createWrite",
        "copy",
        "truncate",
        "unlink",
        "rename",
        "rm",
        "remove",
        "delete",
        "put_contents",
        "FileUtils",
        "File.write",
        "IO.write",
        ".write(",
        "symlink",
        "touch",
        "cp",
        "mv",
        "output",
    )
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


def _quoted_texts(statement: str) -> list:
    found: list = []
    at = 0
    while at < len(statement):
        sign = statement[at]
        if sign in "'\"`":
            end = at + 1
            while end < len(statement) and statement[end] != sign:
                end += 2 if statement[end] == "\\" else 1
            found.append(cleaned(statement[at + 1 : end]))
            at = end + 1
        else:
            at += 1
    for mark in ("qx", "qq", "qw", "q", "%x"):
        for opening, closing in (("(", ")"), ("{", "}"), ("/", "/"), ("[", "]")):
            start = statement.find(mark + opening)
            if start >= 0 and (start == 0 or not statement[start - 1].isalnum()):
                end = statement.find(closing, start + len(mark) + 1)
                if end > 0:
                    inside = cleaned(statement[start + len(mark) + 1 : end])
                    found.extend(inside.split() if mark == "qw" else [inside])
    return found


def _outside(statement: str) -> str:
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
        if " " in text or text == words[0]:
            shell.fresh().run_text(text)


def awk(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow awk: files that it prints into, commands that it starts, editing in place."""
    options, operands = split(
        given[1:], "fFvieE", ("file", "field-separator", "assign", "include", "exec"), False
    )
    inplace = "inplace" in values(options, "i", "include")
    text = ""
    if not values(options, "f", "file", "E", "exec") and operands:
        text, operands = plain(operands[0]), operands[1:]
    if inplace:
        for path in operands:
            shell.event.touch(shell.cwd, path, WRITTEN)
    outside = _outside(text)
    if text and (">" in outside or "system" in outside or "|" in outside):
        known = dict(item.partition("=")[::2] for item in values(options, "v", "assign"))
        _awk_text(shell, text, known)
    if want and "print" in text:
        return shell.stdin
    return None


def _awk_text(shell: "Shell", text: str, known: dict) -> None:
    for name, value in known.items():
        pieces = text.split(">")
        for number, piece in enumerate(pieces[1:]):
            # Only after `print` is `>` a redirection: elsewhere it compares.
            statement = pieces[number].replace("{", ";").replace("\n", ";").rpartition(";")[2]
            if number and not statement:
                statement = "print"  # the second sign of `>>`
            if "print" not in statement or statement.count("(") > statement.count(")"):
                continue
            words = piece.lstrip("> \t").replace(";", " ").replace("}", " ").split(None, 1)
            if words[:1] == [name]:
                shell.event.touch(shell.cwd, cleaned(plain(value)), WRITTEN)
    at = 0
    while at < len(text):
        at = text.find('"', at)
        if at < 0:
            return
        end = at + 1
        while end < len(text) and text[end] != '"':
            end += 2 if text[end] == "\\" else 1
        inside = cleaned(text[at + 1 : end])
        before = text[:at].rstrip()
        after = text[end + 1 :].lstrip()
        if before.endswith(">"):
            shell.event.touch(shell.cwd, inside, WRITTEN)
        elif before.endswith(("system(", "|")) or after.startswith("| getline"):
            shell.fresh().run_text(inside)
        at = end + 1


def ipython(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow `ipython -c TEXT`: Python, with lines of a shell after `!`."""
    options, _ = split(given[1:], "cm")
    for text in values(options, "c"):
        for line in plain(text).split("\n"):
            if line.lstrip().startswith("!"):
                shell.fresh().run_text(line.lstrip()[1:])
        python(shell, text, [], prefix, False)
    return None
