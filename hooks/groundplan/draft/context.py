"""What steps are drafted from: the request, the repo's facts, and its code's facts."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from posixpath import commonpath
from typing import TYPE_CHECKING

from groundplan.core.model import Assessment, ChangeRequest, Lane
from groundplan.draft.sharing import about, words_of
from groundplan.plan.answers import NOT_APPLICABLE
from groundplan.request.known_endpoints import route_shape

if TYPE_CHECKING:
    from groundplan.core.repo_facts import RepoFacts

CONTAINER_NAME = '"$(make -s -f groundplan.mk docker-name)"'
_TESTS = re.compile(
    r"(?:^|/)(?:tests?|spec|specs|__tests__|e2e|cypress)/|(?:^|/)(?:test_[^/]*|[^/]*_test|[^/]*_spec)\.\w+$|\.(?:test|spec|cy)\.\w+$",
    re.I,
)
_MIGRATION = re.compile(r"(?:^|/)(?:migrations?|alembic|versions|migrate)/", re.I)
_MODEL = re.compile(
    r"(?:^|/)(?:models?|entities|entity|schema)(?:/|\.\w+$)|\.prisma$|[._-](?:model|entity)\.\w+$",
    re.I,
)
_ROUTE = re.compile(
    r"(?:^|/)(?:routes?|routers?|views?|controllers?|endpoints?|handlers?|apis?|resources|urls|pages/api|blueprints?)(?:/|\.\w+$)|[._-](?:controller|router|routes|handler|resource)\.\w+$|(?:^|/)route\.\w+$",
    re.I,
)
_DOCUMENT = re.compile(r"\.(?:md|rst|adoc|txt|mdx)$|^docs?/|(?:^|/)(?:openapi|swagger)\.\w+$", re.I)
_MANIFEST = re.compile(
    r"(?:^|/)(?:requirements[^/]*\.(?:txt|in)|pyproject\.toml|setup\.(?:py|cfg)|Pipfile|package\.json|go\.mod|Gemfile|Cargo\.toml|[^/]*lock[^/]*|yarn\.lock)$"
)
_BUILD = re.compile(
    r"(?:^|/)(?:[^/]*Dockerfile[^/]*|(?:docker-)?compose[^/]*\.ya?ml|Makefile|[^/]*\.mk|Procfile|\.gitlab-ci\.yml|Jenkinsfile)$|^\.github/workflows/|^(?:deploy|helm|charts|k8s|terraform|infra)/",
    re.I,
)
_ENV = re.compile(r"(?:^|/)\.env(?:\.|$)")
_PATTERN = re.compile(r"^docs/patterns/")


class Role(StrEnum):
    """What a file is for, as far as its path tells."""

    TEST = "test"
    MIGRATION = "migration"
    MODEL = "model"
    ROUTE = "route"
    DOCUMENT = "document"
    PATTERN = "pattern"
    MANIFEST = "manifest"
    BUILD = "build"
    ENV = "env"
    CODE = "code"


# The first that matches counts, so that `tests/models.py` is a test.
_ROLES = (
    (_ENV, Role.ENV),
    (_PATTERN, Role.PATTERN),
    (_TESTS, Role.TEST),
    (_MIGRATION, Role.MIGRATION),
    (_MANIFEST, Role.MANIFEST),
    (_BUILD, Role.BUILD),
    (_DOCUMENT, Role.DOCUMENT),
    (_MODEL, Role.MODEL),
    (_ROUTE, Role.ROUTE),
)


@dataclass(frozen=True)
class NamedFile:
    """A file that the request names."""

    path: str
    text: str
    """What changes in it, or what it is for."""
    is_new: bool
    role: Role


@dataclass(frozen=True)
class Ground:
    """Everything that a step can be drafted from. Nothing else is looked at, nothing is guessed."""

    request: ChangeRequest
    facts: RepoFacts
    lane: Lane = Lane.NORMAL
    assessment: Assessment = field(default_factory=Assessment)
    patterns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The documents of patterns, each with the globs of the code that it governs."""
    repo_files: tuple[str, ...] = ()
    """The files that are there, from the repo's root."""

    def text(self, key: str) -> str:
        """Return a text answer; "" where it is open or does not apply."""
        answer = self.request.answers.get(key, "")
        is_text = isinstance(answer, str) and not answer.startswith(NOT_APPLICABLE)
        return str(answer) if is_text else ""

    def items(self, key: str) -> tuple[str, ...]:
        """Return the items of a list; none where it is open or does not apply."""
        answer = self.request.answers.get(key, ())
        return tuple(i for i in answer if isinstance(i, str)) if isinstance(answer, tuple) else ()

    def rows(self, key: str) -> tuple[tuple[str, ...], ...]:
        """Return the rows of a table; none where it is open or does not apply."""
        answer = self.request.answers.get(key, ())
        return tuple(r for r in answer if isinstance(r, tuple)) if isinstance(answer, tuple) else ()

    @cached_property
    def files(self) -> tuple[NamedFile, ...]:
        """The files that the request names, each once."""
        found: dict[str, NamedFile] = {}
        for key in ("files.primary", "files.new", "files.related"):
            for path, text, *_ in self.rows(key):
                clean = plain_path(path)
                if clean and clean not in found:
                    found[clean] = NamedFile(clean, text, key == "files.new", role_of(clean))
        return tuple(found.values())

    def of(self, *roles: Role) -> tuple[NamedFile, ...]:
        """Return the named files of these roles."""
        return tuple(named for named in self.files if named.role in roles)

    @cached_property
    def tests(self) -> tuple[str, ...]:
        """The test files that the request names."""
        return tuple(named.path for named in self.of(Role.TEST))

    def tests_about(self, words: frozenset[str]) -> tuple[str, ...]:
        """Return the named tests that are about these words; all named ones where none is."""
        return tuple(named.path for named in about(self.of(Role.TEST), named_words, words))

    def test_places(self, tests: tuple[str, ...], paths: tuple[str, ...]) -> tuple[str, ...]:
        """Return where the tests of a step are written.

        Args:
            tests: those that the request names for it; they are the answer where there are any.
            paths: the files that change: else their tests by name, else the nearest folder of tests.
        """
        folders = [fact.name for fact in self.assessment.of("test_dirs") if fact.name != "."]
        nearest = max(folders, key=lambda one: _near(one, paths), default="")
        return tests or self.tests_beside(paths) or ((f"{nearest}/**",) if nearest else ())

    def tests_beside(self, paths: tuple[str, ...]) -> tuple[str, ...]:
        """Return the tests that are there and are called after these files, by the usual names."""
        named = {(_stem(path), _suffix(path)) for path in paths}
        return tuple(
            path
            for path in self.repo_files
            if role_of(path) is Role.TEST and (_tested(_stem(path)), _suffix(path)) in named
        )

    def route_file(self, name: str) -> str:
        """Return the file in which the code has a route, such as `GET /loans/{id}`; "" for none."""
        wanted = route_shape(name)
        routes = self.assessment.of("routes")
        return next((f.path for f in routes if route_shape(f"{f.value} {f.name}") == wanted), "")

    def layers(self, *names: str) -> tuple[str, ...]:
        """Return the places of the layers that the code has, of these names or of all."""
        found = self.assessment.of("layers")
        return tuple(fact.name for fact in found if not names or fact.value in names)

    def glob_of(self, path: str) -> str:
        """Return what a step that changes something at a path touches: in a folder, all below it."""
        is_folder = any(name.startswith(f"{path}/") for name in self.repo_files)
        return f"{path}/**" if is_folder else path

    @property
    def port(self) -> int | None:
        """The port of this machine at which the API answers, as the compose file publishes it."""
        ports = self.assessment.of("published_ports")
        own = [fact for fact in ports if fact.value == self.facts.api_service]
        return next((port for fact in own if (port := published(fact.name))), None)

    @property
    def container(self) -> str:
        """What a command that runs in the API's container begins with; "" without containers."""
        return f"docker exec {CONTAINER_NAME} " if self.facts.containers else ""

    def test_command(self, paths: tuple[str, ...]) -> str:
        """Return the command that runs these tests, or the whole suite when none is named."""
        if not paths:
            return self.facts.suite_command
        quoted = " ".join(shlex.quote(path) for path in paths)
        one = self.facts.test_one_command
        if not re.fullmatch(
            r"[\w./:=@ -]+", one
        ):  # a shell's line: the target knows how to quote it
            target = "docker-test-one" if self.facts.containers else "test-one"
            return f"make {target} T={shlex.quote(quoted)}"
        return f"{self.container}{one} {quoted}"


def _near(folder: str, paths: tuple[str, ...]) -> int:
    """Return how much of their way a folder and the closest of some files share."""
    return max((len(commonpath([folder, path])) for path in paths), default=0)


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0].lower()


def _suffix(path: str) -> str:
    return path.rpartition(".")[2]


def _tested(stem: str) -> str:
    """Return the stem of the file that a test of that stem is about: `test_items`, `items_test`."""
    return re.sub(r"^test_|_(?:test|spec)$", "", stem)


def named_words(named: NamedFile) -> frozenset[str]:
    """Return the words by which a named file is given to a step."""
    return words_of(named.path, named.text)


def published(port: str) -> int | None:
    """Return this machine's port in a compose file's `ports` entry; None for a random one.

    Args:
        port: its short form, as `127.0.0.1:${API_PORT:-8000}:8000/tcp`; a default stands for its
            variable (Compose specification, "Interpolation" and "ports").
    """
    plain = re.sub(r"\$\{\w+:?-([^{}]*)\}", r"\1", port).partition("/")[0]
    parts = plain.rsplit(":", 2)
    host = parts[-2] if len(parts) > 1 else ""
    return int(host) if re.fullmatch(r"\d{1,5}", host) else None


def role_of(path: str) -> Role:
    """Return what a file is for, by its path."""
    return next((role for pattern, role in _ROLES if pattern.search(path)), Role.CODE)


def plain_path(cell: str) -> str:
    """Return the path in a cell: without back-ticks, a line number, or `./`; "" where it is none."""
    text = cell.strip().strip("`*").strip().removeprefix("./")
    text = re.sub(r":\d+(?:-\d+)?$", "", text)
    is_path = bool(re.fullmatch(r"[^\s`|<>\"'$\\]+", text)) and not text.startswith(
        ("/", "-", "http")
    )
    return text if is_path and ".." not in text.split("/") else ""
