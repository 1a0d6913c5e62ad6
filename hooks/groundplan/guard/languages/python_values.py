"""What an expression of Python is: the text that it stands for, as far as that is known."""

from ..paths import active, folder_of, join
from ..shell.sentinel import HOLE, cleaned

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..shell.interpreter import Shell


def number(node: "Any") -> int:
    """Return the number that a node says, with its sign.

    Raises:
        ValueError: it says none.
    """
    sign = -1 if type(getattr(node, "op", None)).__name__ == "USub" else 1
    value = getattr(getattr(node, "operand", node), "value", None)
    if not isinstance(value, int):
        raise ValueError
    return sign * value


class Values:
    """Knows what names stand for, and so what expressions are."""

    def __init__(self, shell: "Shell", rest: list) -> None:
        self.shell = shell
        self.rest = rest
        self.names: dict = {}
        self.printed = ""
        self.count = 0
        self.imported: set = set()
        self.depth = 0
        self.classes: set = set()

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
            if node.id == "__file__":
                return f"{self.shell.cwd}/__file__"
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
        if kind == "Attribute" and self.dotted(node) == "sys.executable":
            return "python"
        if kind == "Subscript":
            return self.item(node) or self.piece(node, depth)
        if kind == "Attribute" and node.attr != "parent":
            known = self.names.get(f".{node.attr}") or (
                self.names.get(node.attr) if self.dotted(node.value) in ("self", "cls") else None
            )
            return known if isinstance(known, str) else None
        if kind in ("BoolOp", "IfExp"):
            choices = node.values if kind == "BoolOp" else [node.body, node.orelse]
            known = [self.text(item, depth + 1) for item in choices]
            return next((item for item in known if item), None)
        if kind == "Attribute" and node.attr == "parent":
            inner = self.text(node.value, depth + 1)
            return folder_of(inner) if inner and "/" in inner else "."
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

    def piece(self, node: "Any", depth: int) -> "str | None":
        """Return a part of a text, such as `"vne."[::-1]`, or a known variable of the environment."""
        if self.dotted(node.value) == "os.environ":
            return "~" if self.text(getattr(node.slice, "value", node.slice)) == "HOME" else None
        known = self.names.get(getattr(node.value, "id", ""))
        if isinstance(known, tuple) and known[0] == "object":
            return self.member(known[1], node.slice)
        text = self.text(node.value, depth + 1) if type(node.slice).__name__ == "Slice" else None
        if text is None:
            return None
        ends = (node.slice.lower, node.slice.upper, node.slice.step)
        try:
            return text[slice(*[None if end is None else number(end) for end in ends])]
        except ValueError:
            return None

    def member(self, holder: "Any", index: "Any") -> "str | None":
        """Return what a dict or a list of the text itself has at a place."""
        index = getattr(index, "value", index)
        if type(holder).__name__ == "Dict":
            wanted = self.text(index) if hasattr(index, "_fields") else index
            for key, value in zip(holder.keys, holder.values):
                if key is not None and wanted is not None and self.text(key) == wanted:
                    return self.text(value)
        items = getattr(holder, "elts", None)
        if items and isinstance(index, int) and -len(items) <= index < len(items):
            return self.text(items[index])
        return None

    def item(self, node: "Any") -> "str | None":
        if self.dotted(node.value) == "sys.argv":
            index = getattr(node.slice, "value", None)
            index = getattr(index, "value", index)
            if isinstance(index, int) and 0 < index <= len(self.rest):
                return str(self.rest[index - 1])
        if self.dotted(node.value) == "os.environ":
            key = getattr(node.slice, "value", node.slice)
            return self.exported(self.text(key) if hasattr(key, "_fields") else key)
        return None

    def exported(self, name: object) -> "str | None":
        """Return a variable that the program was given by its shell."""
        shell = self.shell
        value = shell.variables.get(name) if name in shell.exported else None
        return value if isinstance(value, str) else None

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
        if name in ("os.getenv", "os.environ.get", "getenv") and arguments:
            given = self.exported(self.text(arguments[0], depth + 1))
            return given or (self.text(arguments[1], depth + 1) if len(arguments) > 1 else None)
        if last in ("getcwd", "cwd"):
            return str(self.shell.cwd)
        if name in ("Path.home", "pathlib.Path.home") or (
            last == "getenv" and arguments and self.text(arguments[0]) == "HOME"
        ):
            return "~"
        if last == "dirname" and arguments:
            inner = self.text(arguments[0], depth + 1)
            return folder_of(inner) if inner and "/" in inner else ""
        if last in ("abspath", "realpath") and arguments:
            inner = self.text(arguments[0], depth + 1)
            return join(self.shell.cwd, inner) if inner else inner
        if last in ("str", "expanduser", "fspath", "normpath") and arguments:
            return self.text(arguments[0], depth + 1)
        if last in ("get", "getenv") and name.startswith("os.") and len(arguments) > 1:
            return self.text(arguments[1], depth + 1)
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
        if type(node.func).__name__ == "Attribute":
            return self.method_text(node, last, [self.text(item, depth + 1) for item in arguments])
        return None

    def method_text(self, node: "Any", last: str, given: list) -> "str | None":
        """Return what a method makes of a text: `"a{}".format(x)`, `s.replace(a, b)`."""
        text = self.text(node.func.value)
        if last == "fromhex" and given and given[0]:
            try:
                return bytes.fromhex(given[0]).decode("utf-8", "replace")
            except ValueError:
                return None
        if text is None:
            return None
        if last == "format":
            for number, value in enumerate(given):
                text = text.replace(f"{{{number}}}", value or HOLE).replace("{}", value or HOLE, 1)
            return text
        if last == "replace" and len(given) > 1 and given[0] and given[1] is not None:
            return text.replace(given[0], given[1])
        if last == "with_suffix" and given and given[0] is not None:
            at = text.rfind(".")
            return (text[:at] if at > text.rfind("/") + 1 else text) + str(given[0])
        return text.lower() if last == "lower" else None

    def list_join(self, node: "Any", depth: int) -> "str | None":
        mark = self.text(node.func.value, depth + 1)
        items = getattr(node.args[0], "elts", None) if node.args else None
        if mark is None or items is None:
            return None
        return mark.join(self.text(item, depth + 1) or HOLE for item in items)

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
            if type(node).__name__ == "BinOp":
                return self.words(node.left) + self.words(node.right)
            return []
        return [self.text(item) or HOLE for item in items]

    def content_of(self, node: "Any") -> str:
        """Return the file whose text a value is: `open(PATH).read()`, `Path(PATH).read_text()`."""
        inner: Any = getattr(node, "func", None)
        if getattr(inner, "attr", "") in ("read", "read_text", "read_bytes"):
            return self.text(inner.value) or ""
        if self.dotted(inner) == "compile" and node.args:
            return self.content_of(node.args[0])
        return ""

    def flags(self, node: "Any") -> str:
        kind = type(node).__name__
        if kind == "BinOp":
            return f"{self.flags(node.left)} {self.flags(node.right)}"
        return self.dotted(node)

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
