"""Languages, by bytes of tracked source: programming and markup, no data, no prose.

As GitHub's linguist counts (2026-11): tests count, vendored, generated and documentation files do
not. A file's size is asked; only of large scripts and style sheets the lines are counted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.places import Place
from groundplan.assess.stacks import Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File

SUFFIXES: dict[str, str] = {
    suffix: language
    for language, suffixes in {
        "Python": ".py .pyi .pyw",
        "TypeScript": ".ts .tsx .mts .cts",
        "JavaScript": ".js .jsx .mjs .cjs",
        "Go": ".go",
        "Ruby": ".rb .rake .gemspec .ru",
        "Java": ".java",
        "Kotlin": ".kt .kts",
        "C#": ".cs",
        "F#": ".fs",
        "PHP": ".php",
        "Rust": ".rs",
        "C": ".c .h",
        "C++": ".cpp .cc .cxx .hpp .hh",
        "Swift": ".swift",
        "Scala": ".scala",
        "Elixir": ".ex .exs",
        "Erlang": ".erl",
        "Clojure": ".clj .cljs .cljc",
        "Haskell": ".hs",
        "Dart": ".dart",
        "Lua": ".lua",
        "Perl": ".pl .pm",
        "R": ".r",
        "Shell": ".sh .bash .zsh",
        "PowerShell": ".ps1",
        "Batchfile": ".bat .cmd",
        "HTML": ".html .htm .erb .jinja .jinja2 .j2",
        "CSS": ".css",
        "SCSS": ".scss",
        "Sass": ".sass",
        "Less": ".less",
        "Vue": ".vue",
        "Svelte": ".svelte",
        "Astro": ".astro",
        "Haml": ".haml",
        "Slim": ".slim",
        "Pug": ".pug",
        "EJS": ".ejs",
        "Handlebars": ".hbs .handlebars",
        "Mako": ".mako",
        "Liquid": ".liquid",
        "HCL": ".tf .hcl",
        "PLpgSQL": ".pgsql",
        "Makefile": ".mk",
        "Just": ".just",
        "Nix": ".nix",
        "Groovy": ".groovy .gradle",
        "Objective-C": ".m",
        "Zig": ".zig",
        "Cython": ".pyx .pxd",
        "Crystal": ".cr",
        "Julia": ".jl",
        "Nim": ".nim",
        "OCaml": ".ml .mli",
        "Visual Basic .NET": ".vb",
    }.items()
    for suffix in suffixes.split()
}
NAMES = {
    "dockerfile": "Dockerfile",
    "containerfile": "Dockerfile",
    "makefile": "Makefile",
    "gnumakefile": "Makefile",
    "procfile": "Procfile",
    "rakefile": "Ruby",
    "gemfile": "Ruby",
    "justfile": "Just",
    "vagrantfile": "Ruby",
    "jenkinsfile": "Groovy",
}
_NOT_COUNTED = re.compile(
    r"(?:^|/)(?:fixtures|cache|deps|configure|gradlew(?:\.bat)?|mvnw(?:\.cmd)?|\.github|\.vscode|env|venv|locale|locales)(?:/|$)"
    r"|(?:^|/)(?:jquery|bootstrap|font-?awesome|d3|react|angular|vue)[\w.-]*\.(?:js|css|scss)$"
    r"|(?:^|/)(?:static|public|assets)/(?:vendor|lib|libs|plugins|admin|rest_framework|debug_toolbar)/"
)
_LARGE = 20_000
"""Bytes; smaller files are never opened for this."""
_LONG_LINES = 110
_TOP_DOCS = re.compile(r"^(?:docs?|examples|demos?|samples?|man)/|(?:^|/)documentation/", re.I)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the languages, the one with the most bytes first; the place is its largest file."""
    total: dict[str, int] = defaultdict(int)
    largest: dict[str, tuple[int, str]] = {}
    marked = Marks(checkout)
    for file in checkout.files.values():
        language = marked.language(file)
        if language is None:
            continue
        size = checkout.size(file.path)
        if size > _LARGE and file.suffix in (".js", ".css") and _is_packed(file):
            continue
        total[language] += size
        if size > largest.get(language, (-1, ""))[0]:
            largest[language] = (size, file.path)
    for language, size in sorted(total.items(), key=lambda pair: (-pair[1], pair[0])):
        if size:
            yield Fact("languages", language, f"{size} bytes", largest[language][1], 1)


def _is_packed(file: File) -> bool:
    """Say whether a script was made for machines, as linguist does: by the length of its lines."""
    return len(file.data) > _LONG_LINES * (file.data.count(b"\n") + 1)


def language_of(file: File) -> str | None:
    """Return a file's language; None where it does not count."""
    if file.place in (Place.VENDORED, Place.GENERATED) or _TOP_DOCS.search(file.path):
        return None
    if _NOT_COUNTED.search(file.path):
        return None
    name = file.name.lower()
    language = SUFFIXES.get(file.suffix) or NAMES.get(name)
    if language is None and (name.startswith("dockerfile.") or name.endswith(".dockerfile")):
        return "Dockerfile"
    return language


# -- what a repo says of its files -----------------------------------------------------------------

_LEFT_OUT = ("linguist-vendored", "linguist-generated", "linguist-documentation")


def read_marks(file: File) -> tuple[tuple[str, str, str], ...] | None:
    """Return (pattern, attribute, value) of what a `.gitattributes` tells GitHub's linguist."""
    found = []
    for line in file.text.split("\n"):
        words = line.split()
        for attribute in words[1:] if not line.startswith("#") else ():
            name, _, value = attribute.lstrip("-!").partition("=")
            if name.startswith("linguist-"):
                is_off = attribute[0] in "-!" or value == "false"
                found.append((words[0], name, "false" if is_off else value or "true"))
    return tuple(found)


MARKS = Want(read_marks, names=(".gitattributes",), needles=(b"linguist-",))


class Marks:
    """The attributes of files; of two that say something, the later one counts, as in git."""

    def __init__(self, checkout: Checkout) -> None:
        self.marks = [
            (_path_pattern(file.folder, pattern), name, value)
            for file, marks in checkout.read(MARKS)
            for pattern, name, value in marks
        ]

    def language(self, file: File) -> str | None:
        """Return a file's language, None where it does not count, by its name and its marks."""
        if not self.marks or (file.suffix not in SUFFIXES and file.name.lower() not in NAMES):
            return language_of(file)
        found = language_of(file)
        said = {name: value for pattern, name, value in self.marks if pattern.fullmatch(file.path)}
        if "true" in (said.get(name) for name in _LEFT_OUT):
            return None
        if said.get("linguist-detectable") == "false":
            return None
        return said.get("linguist-language", found) if found else found


def _path_pattern(folder: str, pattern: str) -> re.Pattern[str]:
    """Return the regular expression of a pattern in a folder's `.gitattributes`."""
    parts = re.split(r"(\*\*/?|\*|\?)", pattern.lstrip("/"))
    kinds = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    text = "".join(kinds.get(part, re.escape(part)) for part in parts)
    anywhere = "" if "/" in pattern.rstrip("/") else "(?:.*/)?"
    above = f"{re.escape(folder)}/" if folder else ""
    return re.compile(f"{above}{anywhere}{text}")


STACK = Stack(key="languages", title="Languages", finds=("languages",), facts=facts, wants=(MARKS,))
