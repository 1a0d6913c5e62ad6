"""The stacks: one module a framework or tool that the assessment knows, all of one shape.

A module holds one `STACK`. To add one: write the module, add its name to `MODULES`, put a
miniature with its truth below `tests/data/assess/`, run `python -m groundplan.dev gen`.

**What a stack says of itself** (`Stack`): `key` (as facts name it), `title`, `finds` (the kinds of
fact that it looks for, keys of the format `assess/1` or extras), `wants` and `facts`.

**Reading, one file at a time.** A `Want` (reading/checkout.py) is a reader with the files that it is
for: suffixes, names, byte needles, places. Before any stack is asked, the road goes through the
checkout once and runs every want of every stack on each file while its bytes are at hand, so:

- a reader is a module-level function `read(file: File) -> Digest | None`, pure, one file in. It has
  `file.text`, `file.data`, `file.python()`, `file.tree("typescript")`, `file.line_of(offset)`.
- a digest is small (names, lines, literal values; never the bytes, never a tree-sitter node) and is
  kept for the run. None says: nothing here.
- several stacks may share one reader (the same function): it still runs once a file.
- a reader that can't go on raises `Unreadable(line, sentence)`; the road notes it and goes on.
- needles come first in every want: parsing is what costs.
- `places` is product code unless said otherwise: what is only in tests, documentation, examples,
  vendored or generated trees is not a fact about the product.

**Facts, over all files.** `facts(checkout)` yields `Fact`s, from `checkout.read(WANT)` (pairs of file
and digest, sorted by path), `checkout.files` (every path), `checkout.folders`, and
`checkout.files[path].digest(read)` for a file that another file points at. No fact without a place
(path, line from 1), nothing guessed, no value of an env file, no secret.

How each kind fills a `Fact(kind, name, value, path, line)`:

| kind | name | value |
| --- | --- | --- |
| `routes` | whole path with every prefix | method in capitals, `ANY` for all |
| `models` | class or table name | the stack's key |
| `env_vars` | the variable's name | empty |
| `frameworks`, `orms`, `databases`, `caches`, `package_managers`, `test_framework`, `linters`, `ci`, `migration_tool` | canonical name | what shows it, in a few words |
| `migration_dirs`, `test_dirs`, `docs_dirs` | the folder's path | the tool or empty |
| `entry_points` | the command's or module's name | what it starts |

**Routes across files.** `reading/mounts.py`: put applications, routers, mounts with prefixes and
endpoints into a `Mounts` graph and yield from `mounts.routes()`; its nodes are any hashable, usually
`(path of the file, name of the router in it)`. `route(...)` makes a single route's fact.

**What is installed.** `reading/manifests.py`: `checkout.read(MANIFESTS)` gives each manifest's
`Dependency`s (ecosystem, name, whether for development only, line). A stack that is known by a
package says `packages=(Package("frameworks", "express", npm=("express",)), ...)`; the road makes the
facts from the manifests of the product.

**Monorepos.** A stack works on the whole checkout at once: two applications in two folders are two
roots of one graph, and imports are resolved from the importing file's folder upwards.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from groundplan.assess.checkout import Checkout, Want
    from groundplan.core.model import Fact


@dataclass(frozen=True)
class Package:
    """A fact that a dependency shows: `kind` and `name` of the fact, the package's name by ecosystem."""

    kind: str
    name: str
    npm: tuple[str, ...] = ()
    pip: tuple[str, ...] = ()
    """Normalised as PEP 503 says: lower case, one dash for runs of `-_.`."""
    go: tuple[str, ...] = ()
    """Module paths without the major version at their end."""
    gem: tuple[str, ...] = ()
    maven: tuple[str, ...] = ()
    """`group:artifact`, or `group:*` for every artifact of a group and of those below it."""
    composer: tuple[str, ...] = ()
    nuget: tuple[str, ...] = ()
    """In lower case."""
    cargo: tuple[str, ...] = ()
    hex: tuple[str, ...] = ()
    development: bool = False
    """Whether a dependency for development alone shows it too, as with a test runner."""
    imports: tuple[str, ...] = ()
    """What Python code that uses it imports: a pinned package that nobody imports shows nothing, and
    an addition to it (`flask-x` to `flask`) shows it where the code imports it."""


@dataclass(frozen=True)
class Stack:
    """A framework or tool: what it reads, and the facts that it makes of that."""

    key: str
    title: str
    finds: tuple[str, ...]
    """The kinds of fact that it looks for."""
    facts: Callable[[Checkout], Iterable[Fact]] | None = None
    wants: tuple[Want[Any], ...] = ()
    languages: tuple[str, ...] = ()
    """The languages whose code it reads, as `languages` names them; none where it reads no code."""
    packages: tuple[Package, ...] = ()
    concludes: Callable[[Checkout, Sequence[Fact]], Iterable[Fact]] | None = None
    """Facts that follow from all others: asked last, with what every stack has found."""


def no_facts(_: Checkout) -> Iterable[Fact]:
    """Return nothing: a stack that is only known by its packages, or whose facts another one makes."""
    return ()


MODULES: tuple[str, ...] = (
    # around the code
    "ci",
    "languages",
    "package_managers",
    "compose",
    "databases",
    "tasks",
    "testing",
    "linters",
    "documents",
    "units",
    "layers",
    # Python
    "fastapi",
    "django",
    "flask",
    "litestar",
    "aiohttp",
    "python_small",
    "sqlalchemy",
    "django_models",
    "python_orms",
    "python_settings",
    # JavaScript and TypeScript
    "express",
    "fastify",
    "hono",
    "koa",
    "javascript_frameworks",
    "javascript_orms",
    "javascript_tests",
    "medusa",
    "nestjs",
    "nextjs",
    "node_env",
    "prisma",
    # Go
    "chi",
    "echo",
    "fiber",
    "gin",
    "go_env",
    "go_test",
    "gorm",
    "sql_migrations",
    "gorilla_mux",
    "httprouter",
    "huma",
    "net_http",
    "go_routes",
    # Java and Kotlin
    "spring",
    "jaxrs",
    "micronaut",
    "openapi",
    "ktor",
    "jpa",
    "liquibase",
    "jvm_env",
    "jvm_tests",
    # PHP
    "laravel",
    "symfony",
    "php_orms",
    "php_env",
    "php_tests",
    # C#
    "aspnetcore",
    "efcore",
    "dotnet_env",
    "dotnet_tests",
    # Rust
    "axum",
    "actix",
    "rocket",
    "rust_data",
    "rust_env",
    "rust_tests",
    # Elixir
    "phoenix",
    "ecto",
    "elixir_env",
    "elixir_tests",
    # Ruby
    "grape",
    "rails",
    "sinatra",
    "ruby_env",
    "ruby_tests",
)


@cache
def stacks() -> tuple[Stack, ...]:
    """Return all stacks in the order of `MODULES`."""
    return tuple(
        importlib.import_module(f"groundplan.assess.stacks.{name}").STACK for name in MODULES
    )
