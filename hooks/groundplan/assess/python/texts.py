"""The texts that Python expressions make, as far as prefixes and paths are built with them."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from groundplan.assess.python.targets import MAX_DEPTH, MAX_STEPS, External, Instance, Value, Where

if TYPE_CHECKING:
    from groundplan.assess.python.names import Names

MAX_LENGTH = 4_000
"""No path is longer; what code could blow up without end stays unknown."""
_DJANGO_SETTINGS = "django.conf.settings."
_CUTS = ("strip", "lstrip", "rstrip", "removeprefix", "removesuffix")
_CASES = ("lower", "upper", "title")
TEXT_METHODS = frozenset((*_CUTS, *_CASES, "replace", "format", "join", "%"))
_FIELD = re.compile(r"\{(\d*)\}")


def worked(text: str, name: str, given: list[str]) -> str | None:
    """Return what a method makes of a text with known arguments; None where that can't be said.

    >>> worked("/{}/", "format", ["x"])
    '/x/'
    """
    found = None
    if (name in _CUTS and len(given) < 2) or (name in _CASES and not given):
        found = str(getattr(text, name)(*given))
    elif name == "replace" and len(given) == 2 and given[0]:
        found = text.replace(given[0], given[1])
    elif name == "join":
        found = text.join(given)
    elif name == "format":
        found = _formatted(text, given)
    elif name == "%" and text.count("%") == text.count("%s") == len(given):
        found = "".join(map("".join, zip(text.split("%s"), (*given, ""), strict=True)))
    return found if found is not None and len(found) <= MAX_LENGTH else None


def _formatted(text: str, given: list[str]) -> str | None:
    """Fill `{}` and `{0}`; what asks for more than that is not known."""
    fields = _FIELD.findall(text)
    if len(fields) != text.count("{") or len(fields) != text.count("}"):
        return None
    if any(field and int(field) >= len(given) for field in fields) or (
        "" in fields and len(fields) > len(given)
    ):
        return None
    order = iter(given)
    return _FIELD.sub(lambda found: given[int(found[1])] if found[1] else next(order), text)


class Texts:
    """Works out the texts that expressions make, over all Python files of a checkout."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._count = 0

    def text(self, expression: ast.expr, where: Where, depth: int = MAX_DEPTH) -> str | None:
        """Return the text that an expression makes, defaults of settings included; None if unknown."""
        self._count = 0 if depth == MAX_DEPTH else self._count + 1
        if self._count > MAX_STEPS:
            return None
        for target in self.names.resolve(expression, where, depth):
            if isinstance(target, Value) and (found := self._literal(target, depth)) is not None:
                return found
            if isinstance(target, Instance) and (made := self._default(target, depth)) is not None:
                return made
            if isinstance(target, External) and target.name.startswith(_DJANGO_SETTINGS):
                name = target.name.removeprefix(_DJANGO_SETTINGS)
                if (stated := self._setting(name, depth)) is not None:
                    return stated
        return None

    def _setting(self, name: str, depth: int) -> str | None:
        """Return the text of a Django setting, by the modules that are named after settings."""
        for module in self.names.modules() if depth > 0 else ():
            if "settings" in module.path or "config" in module.path:
                for value in module.names.get("", {}).get(name, ()):
                    if (text := self.text(value, Where(module), depth - 1)) is not None:
                        return text
        return None

    def _literal(self, value: Value, depth: int) -> str | None:
        node = value.expression
        if depth <= 0:
            return None
        if isinstance(node, ast.Constant):
            return node.value if isinstance(node.value, str) else None
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            left = self.text(node.left, value.where, depth - 1)
            right = self.text(node.right, value.where, depth - 1)
            return None if left is None or right is None else (left + right)[:MAX_LENGTH]
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
            given = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
            return self._worked(node.left, "%", given, value.where, depth)
        if isinstance(node, ast.JoinedStr):
            return self._joined(node, value.where, depth)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            return self._worked(node.func.value, node.func.attr, node.args, value.where, depth)
        return None

    def _worked(
        self, text: ast.expr, name: str, given: list[ast.expr], where: Where, depth: int
    ) -> str | None:
        """Return what a method of a text makes of it; None where the text or an argument is unknown."""
        if name not in TEXT_METHODS or (base := self.text(text, where, depth - 1)) is None:
            return None
        if name == "join":
            parts = [
                self.text(item, there, depth - 1)
                for one in given
                for item, there in self.names.elements(one, where)
            ]
        else:
            parts = [self._shown(one, where, depth - 1) for one in given]
        known = [part for part in parts if part is not None]
        return worked(base, name, known) if len(known) == len(parts) else None

    def _joined(self, node: ast.JoinedStr, where: Where, depth: int) -> str | None:
        parts = []
        for part in node.values:
            inner = part.value if isinstance(part, ast.FormattedValue) else part
            if (text := self._shown(inner, where, depth - 1)) is None:
                return None
            parts.append(text)
        return "".join(parts)

    def _shown(self, expression: ast.expr, where: Where, depth: int) -> str | None:
        """Return what stands in a text for an expression: a text, or a number."""
        if (text := self.text(expression, where, depth)) is not None:
            return text
        for target in self.names.resolve(expression, where, depth) if depth > 0 else ():
            constant = target.expression if isinstance(target, Value) else None
            if isinstance(constant, ast.Constant) and isinstance(constant.value, int | float):
                return str(constant.value)
        return None

    def _default(self, made: Instance, depth: int) -> str | None:
        """Return the text that a call falls back on: `getenv(name, default)`, `Field(default=...)`."""
        call = made.call
        if call is None or not isinstance(made.of, External):
            return None
        last = made.of.name.rpartition(".")[2]
        if isinstance(call.func, ast.Attribute) and last in TEXT_METHODS:
            return self._worked(call.func.value, last, call.args, made.where, depth)
        for word in call.keywords:
            if word.arg == "default":
                return self.text(word.value, made.where, depth - 1)
        if made.of.name == "getattr" and len(call.args) > 2:
            return self.text(call.args[2], made.where, depth - 1)
        if last in ("getenv", "get", "config", "env", "str", "Env") and len(call.args) > 1:
            return self.text(call.args[1], made.where, depth - 1)
        if last in ("Field", "str", "field", "URL", "Path", "PurePosixPath") and call.args:
            return self.text(call.args[0], made.where, depth - 1)
        return None

    def texts(self, expression: ast.expr, where: Where) -> list[str] | None:
        """Return the texts of a list, tuple or set of them; None if unknown."""
        for target in self.names.resolve(expression, where):
            if isinstance(target, Value) and isinstance(
                target.expression, ast.List | ast.Tuple | ast.Set
            ):
                found = [self._member(item, target.where) for item in target.expression.elts]
                return [text for text in found if text is not None]
        single = self.text(expression, where)
        return [single] if single is not None else None

    def _member(self, item: ast.expr, where: Where) -> str | None:
        if (text := self.text(item, where)) is not None:
            return text
        for target in self.names.resolve(item, where):  # http.HTTPMethod.GET
            if isinstance(target, External) and target.name.rpartition(".")[2].isupper():
                return target.name.rpartition(".")[2]
        return None
