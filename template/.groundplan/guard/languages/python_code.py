"""Python's programs that stand in a command: read by Python's own parser, followed in their order."""

from ..options import has, split, values
from ..programs import dispatch, interpreters
from ..shell.sentinel import plain
from .python_calls import Calls

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..shell.interpreter import Shell

_NODES = 20000
_ROUNDS = 12
"""How many values of a loop are followed."""
_CALLS = 4
"""How deep calls of a text's own functions are followed."""


def python(shell: "Shell", text: str, rest: list, prefix: dict, want: bool) -> "str | None":
    """Follow a text that Python runs; return what it prints where that is one plain text."""
    source = plain(text)
    try:
        tree = compile(
            source.replace("\x00", "_hole_").replace("\x01", "_hole_"), "text", "exec", 0x400, True
        )
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        # Python 2, or a text with holes: its calls can be found all the same.
        from .reader import follow

        follow(shell, source, "python", rest)
        return None
    if "groundplan" in source:
        from ..programs import groundplan

        groundplan.from_python(shell, source)
    inner = shell.inner()
    inner.variables.update(prefix)
    inner.exported.update(prefix)
    reader = Reader(inner, rest)
    reader.block(tree)
    return reader.printed or None


class Reader(Calls):
    """Looks through Python's syntax tree in its order."""

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
                if self.each(node, node.body):
                    continue
                self.looped(node, node.body[:1])
            elif kind in ("ListComp", "SetComp", "GeneratorExp"):
                if self.each(node.generators[0], [node.elt]):
                    continue
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
                self.own(node)
            elif kind in ("FunctionDef", "AsyncFunctionDef"):
                self.names[node.name] = ("function", node)
                # A method is found by its name alone, and its object by nothing.
                self.names[f".{node.name}"] = ("function", node)
            elif kind == "ClassDef":
                self.classes.add(node.name)
            children: list = []
            for name in getattr(node, "_fields", ()):
                value = getattr(node, name, None)
                if isinstance(value, list):
                    children.extend(item for item in value if hasattr(item, "_fields"))
                elif hasattr(value, "_fields"):
                    children.append(value)
            todo.extend(reversed(children))

    def each(self, loop: "Any", body: list) -> bool:
        """Follow a loop's body once for each text that it goes over; False where these are not known."""
        items = getattr(loop.iter, "elts", None) or []
        texts = [self.text(item) for item in items]
        known = [text for text in texts if text]
        if type(loop.target).__name__ != "Name" or len(known) != len(items) or not known:
            return False
        if len(known) > _ROUNDS or self.depth >= _CALLS:
            return False
        self.depth += 1
        for text in known:
            self.names[loop.target.id] = text
            for item in body:
                self.block(item)
        self.depth -= 1
        return True

    def own(self, node: "Any") -> None:
        """Follow a call of a function that the text itself defines, with what it is given."""
        called = getattr(node.func, "id", "") or f".{getattr(node.func, 'attr', '')}"
        known = self.names.get(".__init__" if called in self.classes else called)
        if not isinstance(known, tuple) or known[0] != "function" or self.depth >= _CALLS:
            return
        function = known[1]
        names = [item.arg for item in function.args.args]
        if names[:1] in (["self"], ["cls"]):
            names = names[1:]
        defaults = function.args.defaults
        given = dict(zip(names[len(names) - len(defaults) :], defaults))
        given.update(zip(names, node.args))
        given.update((item.arg, item.value) for item in node.keywords if item.arg)
        before = dict(self.names)
        for name, value in given.items():
            text = self.text(value)
            if text is not None:
                self.names[name] = text
            elif type(value).__name__ in ("List", "Tuple"):
                self.names[name] = ("object", value)
        self.depth += 1
        body = function.body
        for item in body if isinstance(body, list) else [body]:
            self.block(item)
        self.depth -= 1
        self.names = before

    def imports(self, node: "Any", kind: str) -> None:
        module = getattr(node, "module", None)
        for item in node.names:
            self.loaded(module, item.name, kind)
            full = f"{module}.{item.name}" if kind == "ImportFrom" else item.name
            self.imported.add(full.partition(".")[0])
            if kind == "ImportFrom" or item.asname:
                self.names[item.asname or item.name] = ("module", full)

    def loaded(self, module: "str | None", name: str, kind: str) -> None:
        """Note the repo's files that an import runs: `scripts.seed` is scripts/seed.py."""
        modules = [name] if kind == "Import" else [f"{module}.{name}", module or ""]
        for full in modules:
            interpreters.note_module(self.shell, full)

    def assigned(self, node: "Any") -> None:
        for target in node.targets:
            if type(target).__name__ == "Subscript" and self.dotted(target.value) == "os.environ":
                # Python 3.8 and older wrap the key.
                index = target.slice
                inner = getattr(index, "value", index) if type(index).__name__ == "Index" else index
                self.export(self.text(inner), node.value)
            if type(target).__name__ == "Attribute":
                text = self.text(node.value)
                if text is not None:
                    self.names[f".{target.attr}"] = text
            if type(node.value).__name__ == "Lambda" and type(target).__name__ == "Name":
                self.names[target.id] = ("function", node.value)
                continue
            alias = self.dotted(node.value)
            if type(target).__name__ == "Name" and alias and alias not in self.names:
                known = self.text(node.value)
                self.names[target.id] = ("module", alias) if known is None else known
            elif type(target).__name__ == "Name":
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
        if self.dotted(getattr(node.iter, "value", None)) == "sys.argv":
            self.names[getattr(node.target, "id", "")] = self.likely(self.rest)
            return
        if items and type(node.target).__name__ == "Name":
            texts = [self.text(item) for item in items]
            known = [text for text in texts if text]
            if known:
                self.names[node.target.id] = self.likely(known)

    def likely(self, texts: list) -> "str | None":
        """Return one text for all: one that a rule could mean."""
        mentions = self.shell.event.place.protected.mentions
        chosen = [text for text in texts if mentions(text)] or texts
        return chosen[0] if chosen else None


def ipython(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow `ipython -c TEXT`: Python, with lines of a shell after `!`."""
    options, operands = split(given[1:], "cm", (), True)
    if operands and not has(options, "c"):
        return dispatch.start(shell, ["python", *operands], prefix, want)
    for text in values(options, "c"):
        for line in plain(text).split("\n"):
            if line.lstrip().startswith("!"):
                shell.fresh().run_text(line.lstrip()[1:])
        python(shell, text, [], prefix, False)
    return None
