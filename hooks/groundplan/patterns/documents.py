"""Pattern documents: drafted from what is there, and checked against it.

A document lies in `docs/patterns/`; `governs` in its front matter are globs, and each example is a
list item that starts with `path:line` in code. Code after it is what stands on that line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.assess.assessment import assess
from groundplan.assess.places import Place
from groundplan.assess.report import code
from groundplan.assess.walk import open_checkout
from groundplan.core import characters, io, write
from groundplan.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from groundplan.assess.checkout import Checkout
    from groundplan.core.model import Fact

FOLDER = "docs/patterns"
INDEX, FORM = "README.md", "_template.md"
MAX_DOCUMENT = 500_000
_EXAMPLES = 5
_EXAMPLE = re.compile(
    r"^\s*[-*+]\s+`+\s?([^`\n]+?):(\d+)\s?`+(?:\s+[-\u2013\u2014:]\s+`+([^`\n]+)`+)?"
)
_FRONT = re.compile(r"\A\ufeff?---\n(.*?)\n---\n", re.S)


@dataclass(frozen=True)
class Kind:
    """A pattern that can be drafted: its title, what it is about, and where examples come from."""

    title: str
    sentence: str
    fact: str
    """The kind of fact that places examples; empty where `pattern` finds them in the text."""
    pattern: str = ""
    places: tuple[Place, ...] = (Place.PRODUCT,)


KINDS: dict[str, Kind] = {
    "routes": Kind("Routes", "Every HTTP route is declared and mounted in the same way.", "routes"),
    "models": Kind("Models", "Every persistent model is declared in the same way.", "models"),
    "migrations": Kind(
        "Migrations",
        "Every change of the database is a migration in these folders.",
        "",
        r"^(?:class Migration\(|revision\s*[:=]|class \w+ < ActiveRecord::Migration|-- \+goose Up|exports\.up\b)",
    ),
    "tests": Kind(
        "Tests",
        "Tests lie in these folders and are named in the same way.",
        "",
        r"^\s*(?:(?:async )?def (?:test_\w+)|class Test\w+|func (?:Test\w+)|(?:test|it|describe)\()",
        (Place.TEST,),
    ),
    "settings": Kind(
        "Settings", "Settings are read from the environment in one place.", "env_vars"
    ),
    "errors": Kind(
        "Errors",
        "Errors have classes of their own, and become answers in one place.",
        "",
        r"^\s*(?:class \w+\((?:\w+\.)*\w*(?:Error|Exception|Problem)\)|@\w+\.(?:exception_handler|errorhandler|app_errorhandler)\b"
        r"|class \w+ < (?:Standard)?Error|export class \w+ extends \w*(?:Error|Exception)\b|rescue_from\b)",
    ),
}
"""Name -> what can be drafted from code."""


@dataclass(frozen=True)
class Example:
    """A real place and what stands there."""

    path: str
    line: int
    text: str


@dataclass(frozen=True)
class Problem:
    """One thing in a pattern document that the code does not bear out."""

    path: str
    line: int
    sentence: str


# -- a new document --------------------------------------------------------------------------------


def new_pattern(root: Path, name: str, *, from_code: bool) -> Path:
    """Write a new pattern document, and its row into the index where that has a table.

    Args:
        root: the repo.
        name: what the pattern is called; the file is named after it.
        from_code: whether examples and globs are looked for; `name` is then a key of `KINDS`.

    Raises:
        Refused: the document is there, the name can't be a file's, or nothing of it is in the code.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if not slug or slug in ("readme", "template"):
        raise Refused(f"{name!r} can't be the name of a pattern.", "Use letters and digits.")
    target = root / FOLDER / f"{slug}.md"
    if target.exists() or target.is_symlink():
        raise Refused(f"{FOLDER}/{slug}.md is there already.", "Change it, or take another name.")
    if not io.is_inside(target.parent, root):
        raise Refused(f"{FOLDER} leads out of the repo.", "Make it a folder of the repo.")
    if from_code and slug not in KINDS:
        raise Refused(f"{name!r} can't be drafted from code.", f"Patterns: {', '.join(KINDS)}.")
    kind = KINDS.get(slug)
    examples = list(_examples(root, kind)) if from_code and kind else []
    if from_code and not examples:
        raise Refused(
            f"No {slug} were found in the code.", "Leave --from-code out for an empty form."
        )
    title = kind.title if from_code and kind else name
    text = document(title, kind.sentence if from_code and kind else "", _globs(examples), examples)
    write.write_text(target, text)
    _list_in_index(root, title, slug, _globs(examples))
    return target


def document(title: str, sentence: str, globs: Sequence[str], examples: Sequence[Example]) -> str:
    """Return a pattern document with its examples; what a person has to say stays open."""
    import json

    heading = " ".join(characters.printable(title).split())
    listed = "\n".join(f"- {code(f'{one.path}:{one.line}')} - {code(one.text)}" for one in examples)
    return (
        f"---\npattern: {json.dumps(heading)}\ngoverns: {json.dumps(list(globs))}\n---\n\n# {heading}\n\n"
        f"{sentence or 'TODO: one sentence: what is done this way, everywhere.'}\n\n"
        "## Why\n\nTODO: what goes wrong without it.\n\n"
        "## How\n\nTODO: the rules, in the order in which one meets them.\n\n1. First ...\n\n"
        f"## Examples\n\n{listed or '- `path/to/file.py:12` - what to see there'}\n\n"
        "## Not like this\n\nTODO: what looks similar and is wrong here.\n\n"
        "## Exceptions\n\nTODO: where it is left on purpose, and who decided it when.\n"
    )


def _examples(root: Path, kind: Kind) -> Iterator[Example]:
    """Yield real places, from as many files as there are, the best known first."""
    checkout = open_checkout(root)
    if kind.fact:
        facts = assess(root, only=(kind.fact,)).of(kind.fact)
        places = [(fact.path, fact.line, _shown(checkout, fact)) for fact in facts]
    else:
        places = list(_matches(checkout, kind))
    seen: set[str] = set()
    for path, line, text in sorted(places, key=lambda place: place[:2]):
        if len(seen) >= _EXAMPLES:
            return
        if path not in seen and text:
            seen.add(path)
            yield Example(path, line, text)


def _shown(checkout: Checkout, fact: Fact) -> str:
    """Return what stands at a fact's place: of a setting its name only, because a line holds a value."""
    if fact.kind == "env_vars":
        return fact.name
    file = checkout.files.get(fact.path)
    lines = file.text.split("\n") if file else []
    return lines[fact.line - 1].strip()[:100] if 0 < fact.line <= len(lines) else ""


def _matches(checkout: Checkout, kind: Kind) -> Iterator[tuple[str, int, str]]:
    pattern = re.compile(kind.pattern, re.M)
    for file in checkout.files.values():
        if file.place in kind.places and file.suffix in (".py", ".ts", ".js", ".go", ".rb", ".sql"):
            for match in list(pattern.finditer(file.text))[:1]:
                line = file.line_of(match.end())
                yield file.path, line, file.text.split("\n")[line - 1].strip()[:100]


def _globs(examples: Sequence[Example]) -> list[str]:
    """Return globs for the files that examples are in: a folder each, or a name that repeats."""
    names = {one.path.rpartition("/")[2] for one in examples}
    folders = {one.path.rpartition("/")[0] for one in examples}
    if len(names) == 1 and len(folders) > 1:
        return [f"**/{next(iter(names))}"]
    tops = {
        folder for folder in folders if not any(folder.startswith(f"{other}/") for other in folders)
    }
    ends = {one.path.rpartition("/")[0]: one.path.rpartition(".")[2] for one in examples}
    return sorted(f"{top}/**" if top else f"*.{ends.get(top, '*')}" for top in tops)


def _list_in_index(root: Path, title: str, slug: str, globs: Sequence[str]) -> None:
    index = root / FOLDER / INDEX
    if not index.is_file() or not io.is_inside(index, root):
        return
    text = io.read_text(index, MAX_DOCUMENT)
    if (
        not re.search(r"^\|\s*-+\s*\|\s*-+\s*\|[^\n]*\n(?:\|[^\n]*\n)*\Z", text, re.M)
        or f"({slug}.md)" in text
    ):
        return
    listed = ", ".join(code(glob).replace("|", "\\|") for glob in globs)
    write.write_text(index, f"{text}| [{' '.join(title.split())}]({slug}.md) | {listed} |\n")


# -- checking --------------------------------------------------------------------------------------


def pattern_problems(root: Path) -> list[Problem]:
    """Return what pattern documents say that the code does not bear out, sorted by place.

    Raises:
        Refused: `root` is no folder, or a document is not UTF-8.
    """
    checkout = open_checkout(root)
    found: list[Problem] = []
    for path in sorted(checkout.files):
        folder, _, name = path.rpartition("/")
        if folder == FOLDER and name.endswith(".md") and name not in (INDEX, FORM):
            found += _problems_of(checkout, path, io.read_text(root / path, MAX_DOCUMENT))
    return found


def _problems_of(checkout: Checkout, path: str, text: str) -> Iterator[Problem]:
    text = text.replace("\r\n", "\n")
    yield from _globs_that_match_nothing(checkout, path, text)
    in_fence = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith(("```", "~~~")):
            in_fence = not in_fence
        match = None if in_fence else _EXAMPLE.match(line)
        if match and (
            sentence := _example_problem(checkout, match[1].strip(), int(match[2]), match[3] or "")
        ):
            yield Problem(path, number, sentence)


def _globs_that_match_nothing(checkout: Checkout, path: str, text: str) -> Iterator[Problem]:
    import yaml

    front = _FRONT.match(text)
    if front is None:
        yield Problem(path, 1, "has no front matter with `governs`.")
        return
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        data = yaml.load(front[1], Loader=loader)  # noqa: S506 - both are safe loaders
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        yield Problem(path, mark.line + 2 if mark else 1, "its front matter is not YAML.")
        return
    globs = data.get("governs") if isinstance(data, dict) else None
    if not isinstance(globs, list) or not all(isinstance(glob, str) for glob in globs):
        yield Problem(path, 1, "`governs` is not a list of globs.")
        return
    line = next((n for n, one in enumerate(text.split("\n"), 1) if one.startswith("governs")), 1)
    for glob in globs:
        matcher = glob_pattern(glob)
        if not any(matcher.fullmatch(name) for name in checkout.files):
            yield Problem(path, line, f"{glob} matches no file.")


def _example_problem(checkout: Checkout, example: str, line: int, text: str) -> str:
    """Return what is wrong with an example; nothing when it still stands."""
    file = checkout.files.get(example)
    if file is None:
        return f"{example} is not there any more."
    lines = file.text.split("\n")
    wanted = text.strip()
    if 0 < line <= len(lines) and (not wanted or wanted in lines[line - 1]):
        return ""
    if not wanted:
        return f"{example} has {len(lines)} lines, not {line}."
    now = next((number for number, one in enumerate(lines, 1) if wanted in one), 0)
    if now:
        return f"{wanted} has moved: {example}:{line} is {example}:{now} now."
    return f"{wanted} is not in {example} any more."


def glob_pattern(glob: str) -> re.Pattern[str]:
    """Return what a glob matches: `*` inside a name, `**` over folders, a folder with all in it."""
    glob = glob.removeprefix("./")
    if glob.endswith("/"):
        glob += "**"
    parts = []
    for part in re.split(r"(\*\*/|\*\*|\*|\?)", glob):
        parts.append(
            {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}.get(part, re.escape(part))
        )
    return re.compile("".join(parts))
