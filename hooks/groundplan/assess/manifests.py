"""Manifests of packages: what a project says that it depends on, each with its line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from groundplan.assess import data_files
from groundplan.assess.checkout import Unreadable, Want
from groundplan.assess.manifest import Dependency, Manifest
from groundplan.assess.manifest_readers import cargo, composer, dotnet, jvm, mix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from groundplan.assess.checkout import Checkout, File


_DEVELOPMENT = re.compile(r"dev|test|lint|doc|type|check|\bci\b|style|quality|bench|local", re.I)
_PYTHON_NAME = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")
_WORD = re.compile(r"(?<![\w.-])[A-Za-z0-9][A-Za-z0-9._-]*")


def normalized(name: str) -> str:
    """Return a Python package's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_manifest(file: File) -> Manifest | None:
    """Return a manifest's content by its file name; None for a file that only looks like one."""
    name = file.name.lower()
    reader = _READERS.get(name) or _BY_SUFFIX.get(file.suffix)
    if reader is None and ("requirements" in name or "requirements" in file.folder.lower()):
        reader = _requirements
    return reader(file) if reader else None


# -- npm -------------------------------------------------------------------------------------------

_NPM_GROUPS = {
    "dependencies": False,
    "devDependencies": True,
    "peerDependencies": False,
    "optionalDependencies": False,
}


def _package_json(file: File) -> Manifest:
    data = data_files.json(file)
    if not isinstance(data, dict):
        raise Unreadable(1, "package.json is not an object")
    dependencies = tuple(
        Dependency("npm", name, development, lines.get(name, 1))
        for group, development in _NPM_GROUPS.items()
        if (names := _texts(data.get(group))) and (lines := _json_lines(file, group))
        for name in names
    )
    lines = _json_lines(file, "scripts")
    scripts = tuple(
        (name, command, lines.get(name, 1))
        for name, command in _table(data.get("scripts")).items()
        if isinstance(command, str)
    )
    return Manifest("package.json", _text(data.get("name")), dependencies, scripts, data)


_JSON_KEY = re.compile(r'"((?:[^"\\\n]|\\.)*)"\s*:')


def _json_lines(file: File, group: str) -> dict[str, int]:
    """Return key -> line of its first place behind the start of a group."""
    text = file.text
    start = re.search(rf'"{re.escape(group)}"\s*:\s*\{{', text)
    position = start.end() if start else 0
    line, found = file.line_of(position), dict[str, int]()
    for key in _JSON_KEY.finditer(text, position):
        line += text.count("\n", position, key.start())
        position = key.start()
        found.setdefault(key[1], line)
    return found


# -- Python ----------------------------------------------------------------------------------------


def _pyproject(file: File) -> Manifest:
    data = data_files.toml(file)
    project, tool = _table(data.get("project")), _table(data.get("tool"))
    poetry, pdm = _table(tool.get("poetry")), _table(tool.get("pdm"))
    wanted: list[tuple[str, bool]] = [(text, False) for text in _list(project.get("dependencies"))]
    for group, texts in _table(project.get("optional-dependencies")).items():
        wanted += [(text, bool(_DEVELOPMENT.search(group))) for text in _list(texts)]
    for group, texts in _table(data.get("dependency-groups")).items():
        # Beside a [project] they are for developers (PEP 735); alone they are all there is.
        is_development = bool(project.get("dependencies")) or bool(_DEVELOPMENT.search(group))
        wanted += [(text, is_development) for text in _list(texts)]
    for texts in _table(pdm.get("dev-dependencies")).values():
        wanted += [(text, True) for text in _list(texts)]
    wanted += [(text, True) for text in _list(_table(tool.get("uv")).get("dev-dependencies"))]
    wanted += [(name, False) for name in _table(poetry.get("dependencies"))]
    wanted += [(name, True) for name in _table(poetry.get("dev-dependencies"))]
    for group, table in _table(poetry.get("group")).items():
        names = _table(_table(table).get("dependencies"))
        wanted += [(name, bool(_DEVELOPMENT.search(group))) for name in names]
    scripts = _table(project.get("scripts")) | _table(poetry.get("scripts"))
    return Manifest(
        "pyproject",
        _text(project.get("name")) or _text(poetry.get("name")),
        _python_dependencies(file, wanted),
        tuple(
            (name, target, _toml_line(file, name))
            for name, target in scripts.items()
            if isinstance(target, str)
        ),
        data,
    )


def _toml_line(file: File, name: str) -> int:
    return data_files.line_with(file.text, rf"""^\s*["']?{re.escape(name)}["']?\s*=""")


def _python_dependencies(file: File, wanted: list[tuple[str, bool]]) -> tuple[Dependency, ...]:
    lines = _first_lines(file.text)
    found = []
    for text, development in wanted:
        if (part := _PYTHON_NAME.match(text)) and part[1].lower() != "python":
            line = lines.get(part[1], 1)
            found.append(Dependency("pip", normalized(part[1]), development, line))
    return tuple(found)


def _first_lines(text: str) -> dict[str, int]:
    """Return word -> the first line on which it stands before a comment."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        for word in _WORD.findall(line.partition("#")[0]):
            found.setdefault(word, number)
    return found


def _pipfile(file: File) -> Manifest:
    data = data_files.toml(file)
    wanted = [(name, False) for name in _table(data.get("packages"))]
    wanted += [(name, True) for name in _table(data.get("dev-packages"))]
    scripts = tuple(
        (name, target, _toml_line(file, name))
        for name, target in _table(data.get("scripts")).items()
        if isinstance(target, str)
    )
    return Manifest("pipfile", "", _python_dependencies(file, wanted), scripts, data)


def _requirements(file: File) -> Manifest:
    whole = f"{file.folder.rpartition('/')[2]}/{file.name}".replace("requirements", "")
    development = _DEVELOPMENT.search(whole) is not None
    found: list[Dependency] = []
    wanted_by: dict[str, set[str]] = {}
    for number, line in enumerate(file.text.split("\n"), 1):
        egg = re.search(r"#egg=([A-Za-z0-9._-]+)", line)
        part = egg or re.match(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:$|[\[=<>~!;@#(, ])", line)
        if part and not line.lstrip().startswith(("#", "-r", "-c", "--")):
            found.append(Dependency("pip", normalized(part[1]), development, number))
        if found and (
            via := re.match(r"[^#]*#\s+(?:via\s+)?(?!via$)([A-Za-z0-9][\w.-]*|-r .+)$", line)
        ):
            wanted_by.setdefault(found[-1].name, set()).add(normalized(via[1]))
    if re.search(r"^\s*# via\b", file.text, re.M) is None:
        return Manifest("requirements", "", tuple(found))
    # A compiled list says what wants each entry: what only other entries want is no choice of the repo.
    every = {one.name for one in found}
    chosen = [one for one in found if not (by := wanted_by.get(one.name)) or by - every]
    return Manifest("requirements", "", tuple(chosen))


def _setup(file: File) -> Manifest | None:
    """Read the requirements of a setup.cfg or setup.py as text: nothing of it is run."""
    if file.name.lower() == "setup.cfg":
        block = re.search(r"^install_requires\s*=((?:\n?[ \t]+[^\n]*|[^\n]*)*)", file.text, re.M)
        texts = block[1].split("\n") if block else []
        name = re.search(r"^name\s*=\s*(\S+)", file.text, re.M)
    else:
        block = re.search(r"install_requires\s*=\s*[\[(](.*?)[\])]", file.text, re.S)
        texts = re.findall(r"""["']([^"']+)["']""", block[1]) if block else []
        name = re.search(r"""\bname\s*=\s*["']([^"']+)["']""", file.text)
    wanted = [(text, False) for text in texts if text.strip()]
    return Manifest("setup", name[1] if name else "", _python_dependencies(file, wanted))


def _conda(file: File) -> Manifest:
    wanted: list[tuple[str, bool]] = []
    for document in data_files.yaml_documents(file):
        for item in _list(_table(document).get("dependencies"), of=object):
            texts = [item] if isinstance(item, str) else _list(_table(item).get("pip"))
            wanted += [(text, False) for text in texts]
    return Manifest("conda", "", _python_dependencies(file, wanted))


# -- Go and Ruby -----------------------------------------------------------------------------------


def _go_mod(file: File) -> Manifest:
    found, name = [], ""
    for number, line in enumerate(file.text.split("\n"), 1):
        if module := re.match(r"module\s+(\S+)", line):
            name = module[1].strip('"')
        required = re.match(r"(?:require)?\s+([\w.-]+\.[\w.-]+/\S+)\s+v\S+(.*)", line)
        if required and "// indirect" not in required[2] and "=>" not in line:
            found.append(Dependency("go", required[1], False, number))
    return Manifest("go.mod", name, tuple(found))


def _gemfile(file: File) -> Manifest:
    found, groups = [], [False]
    for number, line in enumerate(file.text.split("\n"), 1):
        code = line.split("#", 1)[0]
        if re.match(r"\s*group\b.*\bdo\b", code):
            groups.append(_only_development(code))
        elif re.search(r"\bdo\s*(\|.*\|)?\s*$", code) or re.match(r"\s*(?:if|unless)\b", code):
            groups.append(groups[-1])
        elif re.match(r"\s*end\b", code) and len(groups) > 1:
            groups.pop()
        gem = re.match(
            r"""\s*(?:gem|\w+\.add_(?:runtime_|development_)?dependency)[\s(]+["']([\w.-]+)["']""",
            code,
        )
        if gem:
            development = groups[-1] or "development_dependency" in code
            development = development or ("group" in code and _only_development(code))
            found.append(Dependency("gem", gem[1], development, number))
    return Manifest("gemfile", "", tuple(found))


def _only_development(code: str) -> bool:
    named = set(re.findall(r":(\w+)|(?<=[\[ ])(development|test|production|default)\b", code))
    words = {word for pair in named for word in pair if word} - {"group", "groups", "require"}
    return bool(words) and words <= {"development", "test", "ci", "lint", "doc"}


# -- shapes that may be anything -------------------------------------------------------------------


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object, of: type = str) -> list[Any]:
    return [item for item in value if isinstance(item, of)] if isinstance(value, list) else []


def _texts(value: object) -> list[str]:
    return [key for key in _table(value) if isinstance(key, str)]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


_READERS: dict[str, Callable[[File], Manifest | None]] = {
    "package.json": _package_json,
    "pyproject.toml": _pyproject,
    "pipfile": _pipfile,
    "setup.cfg": _setup,
    "setup.py": _setup,
    "environment.yml": _conda,
    "environment.yaml": _conda,
    "go.mod": _go_mod,
    "gemfile": _gemfile,
    "gems.rb": _gemfile,
    "cargo.toml": cargo.read,
    "composer.json": composer.read,
    "mix.exs": mix.read,
    "pom.xml": jvm.read_maven,
    "build.gradle": jvm.read_gradle,
    "build.gradle.kts": jvm.read_gradle,
    "libs.versions.toml": jvm.read_catalog,
    "directory.packages.props": dotnet.read,
}
_BY_SUFFIX: dict[str, Callable[[File], Manifest | None]] = {
    ".gemspec": _gemfile,
    ".csproj": dotnet.read,
    ".fsproj": dotnet.read,
    ".vbproj": dotnet.read,
}
MANIFESTS = Want(read_manifest, suffixes=(".txt", ".in", *_BY_SUFFIX), names=tuple(_READERS))


def dependencies(checkout: Checkout) -> Iterator[tuple[File, Dependency]]:
    """Yield every dependency of the product with the manifest that asks for it."""
    for file, manifest in checkout.read(MANIFESTS):
        for dependency in manifest.dependencies:
            yield file, dependency
