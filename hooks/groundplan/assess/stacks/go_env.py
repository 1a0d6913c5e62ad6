"""Environment variables that Go reads: os, struct tags, viper, command-line flags.

Sources (2026-11): pkg.go.dev of os and syscall, kelseyhightower/envconfig, caarlos0/env,
ilyakaznacheev/cleanenv, sethvargo/go-envconfig, spf13/viper, urfave/cli, alecthomas/kong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from groundplan.assess.checkout import Want
from groundplan.assess.grammars import line_of, text_of
from groundplan.assess.places import Place
from groundplan.assess.queries import matches
from groundplan.assess.stacks import Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tree_sitter import Node

    from groundplan.assess.checkout import Checkout, File

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9_]*")
_READERS = re.compile(r"(?:os|syscall)\.(?:Getenv|LookupEnv|Setenv|ExpandEnv)")
_VIPER = re.compile(r"(?:viper|v|vp|config|cfg|vip)\.(?:Get\w*|SetDefault|IsSet)")
_TAG = re.compile(r'\b(env|envconfig|mapstructure|envvar)\s*:\s*"([^"]*)"')
_SHAPES = """
(call_expression function: (_) @function arguments: (argument_list) @arguments) @call
(field_declaration tag: (_) @tag) @field
(keyed_element) @entry
(const_spec name: (identifier) @constant value: (expression_list . (interpreted_string_literal) @text))
(var_spec name: (identifier) @constant value: (expression_list . (interpreted_string_literal) @text))
"""


@dataclass(frozen=True)
class GoEnvironment:
    """What one Go file says of the environment; names are texts, or constants to look up."""

    read: tuple[tuple[str, int], ...]
    constants: tuple[tuple[str, str], ...]
    named: tuple[tuple[str, int], ...]
    """(constant, line) of look-ups by a constant."""
    asked: tuple[Asked, ...]
    helpers: tuple[tuple[str, int], ...]
    """(function, position) of parameters that are looked up."""
    handed: tuple[tuple[str, int, str, int], ...]
    """(function, position, other function, position there) of parameters that are only handed on."""


class Asked(NamedTuple):
    """An argument of a call that may be a variable's name: a text, or a constant's name."""

    function: str
    position: int
    name: str
    literal: bool
    line: int


def read_go_environment(file: File) -> GoEnvironment | None:
    """Return which environment variables a Go file reads."""
    reading = _Reading(file.data)
    for found in matches(file.tree("go"), "go", _SHAPES):
        if "constant" in found:
            pair = text_of(found["constant"][0]), text_of(found["text"][0])[1:-1]
            reading.constants.append(pair)
        elif "tag" in found:
            reading.read += _tagged(found["tag"][0], automatic=reading.is_automatic)
        elif "entry" in found:
            reading.read += _flag(found["entry"][0])
        elif "function" in found and (arguments := found["arguments"][0].named_children):
            reading.call(text_of(found["function"][0]), arguments, found["call"][0])
    return reading.environment()


class _Reading:
    """What was found of one file so far."""

    def __init__(self, data: bytes) -> None:
        self.read: list[tuple[str, int]] = []
        self.constants: list[tuple[str, str]] = []
        self.named: list[tuple[str, int]] = []
        self.asked: list[Asked] = []
        self.helpers: set[tuple[str, int]] = set()
        self.handed: set[tuple[str, int, str, int]] = set()
        self.is_automatic = b"AutomaticEnv" in data
        prefix = re.search(rb'\.SetEnvPrefix\(\s*"(\w+)"', data)
        self.head = prefix[1].decode().upper() + "_" if prefix else ""

    def call(self, function: str, arguments: list[Node], call: Node) -> None:
        """Note what a call reads, or hands to what may read it."""
        first = arguments[0]
        literal = first.type in ("interpreted_string_literal", "raw_string_literal")
        if _READERS.fullmatch(function) and not function.endswith(("Setenv", "ExpandEnv")):
            self._looked_up(first, literal=literal)
        elif function.endswith((".BindEnv", ".MustBindEnv")):
            self.read += _bound(call, self.head)
        elif self.is_automatic and literal and _VIPER.fullmatch(function):
            own = text_of(first)[1:-1]
            key = re.sub(r"[.-]", "_", own).upper()
            if _CAPITALS.fullmatch(key) and (self.head or own == key):
                self.read.append((self.head + key, line_of(first)))
        elif len(function) < 60:
            called = function.rpartition(".")[2]
            self.asked += _asked(called, arguments)
            self.handed |= set(_handed(called, arguments))

    def _looked_up(self, first: Node, *, literal: bool) -> None:
        text, line = text_of(first), line_of(first)
        if literal:
            self.read.append((text[1:-1], line))
        elif first.type in ("identifier", "selector_expression"):
            self.named.append((text.rpartition(".")[2], line))
            self.helpers |= set(_around(first, text))
        elif first.type == "binary_expression":  # the name with something before or after it
            for part in first.named_children:
                if part.type == "identifier":
                    self.helpers |= set(_around(part, text_of(part)))

    def environment(self) -> GoEnvironment:
        """Return what was found, without what can be no variable's name."""
        return GoEnvironment(
            tuple((name, line) for name, line in self.read if NAME.fullmatch(name)),
            tuple(pair for pair in self.constants if NAME.fullmatch(pair[1])),
            tuple(self.named),
            tuple(one for one in self.asked if not one.literal or _CAPITALS.fullmatch(one.name)),
            tuple(sorted(self.helpers)),
            tuple(sorted(self.handed)),
        )


def _asked(called: str, arguments: list[Node]) -> Iterator[Asked]:
    for position, argument in enumerate(arguments):
        literal = argument.type == "interpreted_string_literal"
        if literal or argument.type in ("identifier", "selector_expression"):
            text = text_of(argument)
            own = text[1:-1] if literal else text.rpartition(".")[2]
            if NAME.fullmatch(own):
                yield Asked(called, position, own, literal, line_of(argument))


def _handed(called: str, arguments: list[Node]) -> Iterator[tuple[str, int, str, int]]:
    for position, argument in enumerate(arguments):
        if argument.type == "identifier":
            for function, own in _around(argument, text_of(argument)):
                yield function, own, called, position


def _tagged(tag: Node, *, automatic: bool) -> Iterator[tuple[str, int]]:
    for kind, value in _TAG.findall(text_of(tag)):
        name = re.split(r"[,;]", value)[0].strip()
        if kind == "mapstructure" and not (automatic and _CAPITALS.fullmatch(name)):
            continue
        if NAME.fullmatch(name) and (name.upper() == name or kind != "mapstructure"):
            yield name.upper() if kind == "envconfig" else name, line_of(tag)


def _flag(entry: Node) -> Iterator[tuple[str, int]]:
    """Yield the names of `EnvVars: []string{"X"}` and `Sources: cli.EnvVars("X")`."""
    parts = entry.named_children
    if len(parts) == 2 and text_of(parts[0]) in ("EnvVars", "EnvVar", "Sources", "Env"):
        value = text_of(parts[1])
        if "string" in value or "EnvVars(" in value or value.startswith('"'):
            for name in re.findall(r'"(\w+)"', value):
                if _CAPITALS.fullmatch(name):
                    yield name, line_of(entry)


def _bound(call: Node, head: str) -> Iterator[tuple[str, int]]:
    texts = re.findall(r'"([\w.-]+)"', text_of(call))
    if len(texts) > 1:
        yield from ((name, line_of(call)) for name in texts[1:])
    elif texts:
        yield head + re.sub(r"[.-]", "_", texts[0]).upper(), line_of(call)


def _around(node: Node, parameter: str) -> Iterator[tuple[str, int]]:
    """Yield (function, position) where `parameter` is one of the function's that `node` stands in."""
    current = node.parent
    while current is not None:
        if current.type in ("function_declaration", "method_declaration"):
            parameters = current.child_by_field_name("parameters")
            name = current.child_by_field_name("name")
            named = _parameters(parameters) if parameters is not None else []
            if parameter in named and name is not None:
                yield text_of(name), named.index(parameter)
            return
        current = current.parent


def _parameters(node: Node) -> list[str]:
    return [
        text_of(name)
        for declared in node.named_children
        for name in declared.children_by_field_name("name")
    ]


_TABLE_KEYS = re.compile(r'^\s*"([A-Z][A-Z0-9_]+)":\s*(?:&?\w*\{|new\w*\(|func\b)', re.MULTILINE)
_CASES = re.compile(r'^\s*case\s+((?:"[A-Z][A-Z0-9_]+"\s*,?\s*)+):', re.MULTILINE)
_PAIRS = re.compile(rb'\bstrings\.(?:Cut|SplitN?|Index)\([^()\n]*(?:\([^()\n]*\))?[^()\n]*"="')


def read_whole_environment(file: File) -> bool | None:
    """Say whether a Go file goes through all variables and takes names and values apart."""
    return True if _PAIRS.search(file.data) else None


def read_options(file: File) -> tuple[tuple[str, int], ...] | None:
    """Return the capital names that a table or a switch of a Go file knows."""
    text = file.text
    found = [(match[1], file.line_of(match.start(1))) for match in _TABLE_KEYS.finditer(text)]
    for match in _CASES.finditer(text):
        line = file.line_of(match.start(1))
        found += [(name, line) for name in re.findall(r'"(\w+)"', match[1])]
    return tuple(found) or None


WHOLE = Want(read_whole_environment, suffixes=(".go",), needles=(b"os.Environ()",))
ENVIRONMENT = Want(
    read_go_environment,
    suffixes=(".go",),
    needles=(
        b"Getenv",
        b"LookupEnv",
        b'env:"',
        b"envconfig:",
        b"EnvVar",
        b"BindEnv",
        b"AutomaticEnv",
        b"Env(",
        b"env(",
    ),
)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield every environment variable that the product's Go reads."""
    yield from _options(checkout)
    uses = list(checkout.read(ENVIRONMENT))
    helpers = _helpers(use for _, use in uses)
    uses += _beside(checkout, uses)
    constants: dict[tuple[str, str], str] = {}
    anywhere: dict[str, str] = {}
    for file, use in uses:
        for name, text in use.constants:
            constants[file.folder, name] = text
            anywhere.setdefault(name, text)
    for file, use in uses:

        def constant(name: str, folder: str = file.folder) -> str | None:
            return constants.get((folder, name)) or anywhere.get(name)

        for name, line in use.read:
            yield Fact("env_vars", name, "", file.path, line)
        wanted = [constant(name) or "" for name, _ in use.named]
        lines = [line for _, line in use.named]
        for one in use.asked:
            if (one.function, one.position) in helpers:
                wanted.append(one.name if one.literal else constant(one.name) or "")
                lines.append(one.line)
        for name, line in zip(wanted, lines, strict=True):
            if name:
                yield Fact("env_vars", name, "", file.path, line)


def _helpers(uses: Iterable[GoEnvironment]) -> set[tuple[str, int]]:
    """Return (function, position) of all parameters that end as the name of a variable."""
    found: set[tuple[str, int]] = set()
    above: dict[tuple[str, int], set[tuple[str, int]]] = {}
    for use in uses:
        found |= set(use.helpers)
        for function, own, called, position in use.handed:
            above.setdefault((called, position), set()).add((function, own))
    queue = list(found)
    while queue:
        for place in above.get(queue.pop(), set()) - found:
            found.add(place)
            queue.append(place)
    return found


def _beside(
    checkout: Checkout, uses: list[tuple[File, GoEnvironment]]
) -> Iterator[tuple[File, GoEnvironment]]:
    """Yield the other files of the packages that have helpers: they call them, or hold the names."""
    seen = {file.path for file, _ in uses}
    folders = {file.folder for file, use in uses if use.helpers}
    for file in checkout.files.values() if folders else ():
        is_new = file.path not in seen and file.place is Place.PRODUCT
        if not (file.folder in folders and file.suffix == ".go" and is_new):
            continue
        if (use := file.digest(read_go_environment)) is not None:
            yield file, use


def _options(checkout: Checkout) -> Iterator[Fact]:
    """Yield the options of a package that compares every variable with its own table of names."""
    folders = {file.folder for file, _ in checkout.read(WHOLE)}
    for file in checkout.files.values() if folders else ():
        if file.folder in folders and file.suffix == ".go" and file.place is Place.PRODUCT:
            for name, line in file.digest(read_options) or ():
                yield Fact("env_vars", name, "", file.path, line)


STACK = Stack(
    key="go_env",
    title="Environment variables in Go",
    languages=("Go",),
    finds=("env_vars",),
    facts=facts,
    wants=(ENVIRONMENT, WHOLE),
)
