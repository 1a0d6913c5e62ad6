"""Routers of Elixir: scopes, resources, forwards, as the macros of Phoenix and Plug write them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from groundplan.assess.grammars import line_of, text_of
from groundplan.assess.mounts import Endpoint, slashed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from groundplan.assess.checkout import File

VERBS = frozenset(["get", "post", "put", "patch", "delete", "options", "head", "connect", "trace"])
_ACTIONS = {
    "index": (("GET",), ""),
    "new": (("GET",), "/new"),
    "create": (("POST",), ""),
    "show": (("GET",), "/{}"),
    "edit": (("GET",), "/{}/edit"),
    "update": (("PATCH", "PUT"), "/{}"),
    "delete": (("DELETE",), "/{}"),
}
"""Action of a resource -> its methods and the path behind the resource's own."""
_DEVELOPMENT = re.compile(r":dev\b|:test\b|dev_routes|\bdev\?")
_USED = re.compile(r"\buse\s+(?:Plug\.Router|Phoenix\.Router|[\w.]+,\s*:router)\b")


@dataclass
class ModuleRoutes:
    """A router's own routes, and what it forwards to."""

    name: str
    line: int
    endpoints: list[Endpoint] = field(default_factory=list)
    forwards: list[tuple[str, str, int]] = field(default_factory=list)
    """(path, module, line)."""


def read_router(file: File) -> tuple[ModuleRoutes, ...] | None:
    """Return the routers that a file defines."""
    if not _USED.search(file.text):
        return None
    reading = _Reading(file)
    reading.walk(file.tree("elixir").root_node, None, "")
    return tuple(reading.found) or None


class _Reading:
    def __init__(self, file: File) -> None:
        self.file = file
        self.found: list[ModuleRoutes] = []
        self.constants: dict[str, str] = {}
        self.aliases: dict[str, str] = {}

    def walk(self, node: Node, router: ModuleRoutes | None, prefix: str) -> None:
        """Take what the statements of a block say, below a prefix."""
        for child in node.named_children:
            if child.type == "unary_operator":
                self._constant(child)
            if child.type != "call":
                continue
            target = child.child_by_field_name("target")
            name = text_of(target) if target is not None else ""
            if name == "defmodule":
                own = text_of(_arguments(child)[0]) if _arguments(child) else ""
                made = ModuleRoutes(own, line_of(child))
                block = _block(child)
                if block is not None:
                    if _USED.search(text_of(block)):
                        self.found.append(made)
                    self.walk(block, made, "")
            elif name == "alias" and _arguments(child):
                text = text_of(_arguments(child)[0])
                self.aliases[text.rpartition(".")[2]] = text
            elif router is not None:
                self._macro(child, name, router, prefix)

    def _macro(self, call: Node, name: str, router: ModuleRoutes, prefix: str) -> None:
        given, options = _positional(call), _options(call)
        path = self._text(given[0]) if given else None
        block = _block(call)
        if name == "scope":
            path = path if path is not None else self._text(options.get("path"))
            if block is not None:
                self.walk(block, router, slashed(prefix, path or ""))
        elif name in VERBS and path is not None:
            self._serve(router, name, slashed(prefix, path), call)
        elif name == "live" and path is not None:
            self._serve(router, "GET", slashed(prefix, path), call)
        elif name == "match" and len(given) > 1 and (path := self._text(given[1])) is not None:
            for method in re.findall(r":(\w+|\*)", text_of(given[0])):
                self._serve(router, "ANY" if method == "*" else method, slashed(prefix, path), call)
        elif name == "forward" and path is not None:
            to = given[1] if len(given) > 1 else options.get("to")
            text = text_of(to) if to is not None else ""
            whole = self.aliases.get(text.partition(".")[0], text.partition(".")[0])
            module = ".".join(part for part in (whole, text.partition(".")[2]) if part)
            router.forwards.append((slashed(prefix, path), module, line_of(call)))
        elif name in ("resources", "resource") and path is not None:
            self._resource(call, router, slashed(prefix, path))
        elif name == "for" and block is not None:
            self._repeat(call, block, router, prefix)
        elif name in ("if", "unless") and _DEVELOPMENT.search(text_of(call).partition("do")[0]):
            return
        elif block is not None and name not in ("pipeline", "def", "defp", "defmacro", "quote"):
            self.walk(block, router, prefix)

    def _serve(self, router: ModuleRoutes, method: str, path: str, call: Node) -> None:
        router.endpoints.append(
            Endpoint(method.upper(), path or "/", self.file.path, line_of(call))
        )

    def _resource(self, call: Node, router: ModuleRoutes, path: str) -> None:
        given, options = _positional(call), _options(call)
        only, left_out = _atoms(options.get("only")), _atoms(options.get("except"))
        is_single = text_of(options["singleton"]) == "true" if "singleton" in options else False
        parameter = self._text(options.get("param")) or "id"
        for action, (methods, rest) in _ACTIONS.items():
            if (only is not None and action not in only) or (left_out and action in left_out):
                continue
            if is_single and action == "index":
                continue
            end = rest.replace("/{}", "") if is_single else rest.replace("{}", f":{parameter}")
            for method in methods:
                self._serve(router, method, path.rstrip("/") + end, call)
        block = _block(call)
        if block is not None:
            controller = text_of(given[1]).rpartition(".")[2] if len(given) > 1 else ""
            name = self._text(options.get("name")) or _snake(controller.removesuffix("Controller"))
            below = path if is_single else f"{path.rstrip('/')}/:{name}_{parameter}"
            self.walk(block, router, below)

    def _repeat(self, call: Node, block: Node, router: ModuleRoutes, prefix: str) -> None:
        """Go through a block once for each item of a list that is written there."""
        item = re.match(r"for\s+(\w+)\s*<-\s*(\[[^\]]*\]|~w[\(\[][^\)\]]*[\)\]]a?)", text_of(call))
        words = re.findall(r"[\w/-]+", item[2].removeprefix("~w")) if item else []
        for word in words or [""]:
            if item:
                self.constants[item[1]] = word
            self.walk(block, router, prefix)

    def _constant(self, node: Node) -> None:
        found = re.match(r"@(\w+)\s+\"([^\"]*)\"", text_of(node))
        if found:
            self.constants[f"@{found[1]}"] = found[2]

    def _text(self, node: Node | None) -> str | None:
        if node is None:
            return None
        if node.type == "string":
            return "".join(self._piece(child) for child in node.named_children)
        return self.constants.get(text_of(node))

    def _piece(self, node: Node) -> str:
        if node.type != "interpolation":
            return text_of(node)
        name = text_of(node.named_children[0]) if node.named_children else ""
        return self.constants.get(name, "{" + name + "}")


def _arguments(call: Node) -> list[Node]:
    listed = next((one for one in call.named_children if one.type == "arguments"), None)
    return listed.named_children if listed is not None else []


def _positional(call: Node) -> list[Node]:
    return [one for one in _arguments(call) if one.type not in ("keywords", "comment")]


def _options(call: Node) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for listed in _arguments(call):
        for pair in listed.named_children if listed.type == "keywords" else ():
            key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
            if key is not None and value is not None:
                found[text_of(key).strip().rstrip(":")] = value
    return found


def _block(call: Node) -> Node | None:
    return next((one for one in call.named_children if one.type == "do_block"), None)


def _atoms(node: Node | None) -> list[str] | None:
    if node is None:
        return None
    text = text_of(node)
    if text.startswith("~w"):
        return re.findall(r"\w+", text[2:].rstrip("a"))
    return re.findall(r":(\w+)", text)


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def reachable(modules: dict[str, ModuleRoutes]) -> Iterator[str]:
    """Yield the routers that no other one forwards to."""
    targets = {target for one in modules.values() for _, target, _ in one.forwards}
    yield from (name for name in modules if name not in targets)
