"""Frameworks that are recognised but not read: naming them keeps "none found" honest.

Each is known by the package that its own documentation installs (2026-11). A framework that gets a
reader leaves this list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from groundplan.assess.stacks import Package

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUTES = ("routes",)
MODELS = ("models", "orms")


@dataclass(frozen=True)
class Known:
    """A framework without a reader: its language, what it would say, and what shows it."""

    name: str
    language: str
    kinds: tuple[str, ...]
    """The kinds of fact that its code holds and that nothing reads."""
    package: Package


def _known(language: str, name: str, kinds: tuple[str, ...] = ROUTES, **packages: Any) -> Known:
    kind = "frameworks" if "routes" in kinds else "orms"
    package = Package(kind, name, development=name in _BUILT, **packages)
    return Known(name, language, kinds, package)


_BUILT = frozenset(["astro", "nuxt", "react-router", "sveltekit"])
"""What is built into the pages that it makes often is among the development dependencies."""


def _all() -> Iterator[Known]:
    for language, ecosystem, rows in _ROWS:
        for name, kinds, packages in rows:
            yield _known(language, name, kinds, **{ecosystem: packages})


_ROWS: tuple[tuple[str, str, tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]], ...] = (
    (
        "Python",
        "pip",
        (
            ("blacksheep", ROUTES, ("blacksheep",)),
            ("cherrypy", ROUTES, ("cherrypy",)),
            ("connexion", ROUTES, ("connexion",)),
            ("emmett", ROUTES, ("emmett",)),
            ("hug", ROUTES, ("hug",)),
            ("masonite", ROUTES, ("masonite",)),
            ("pyramid", ROUTES, ("pyramid",)),
            ("robyn", ROUTES, ("robyn",)),
            ("turbogears", ROUTES, ("turbogears2",)),
            ("web.py", ROUTES, ("web-py",)),
        ),
    ),
    (
        "JavaScript",
        "npm",
        (
            ("adonisjs", ROUTES, ("@adonisjs/core",)),
            ("apollo-server", ROUTES, ("@apollo/server", "apollo-server")),
            ("astro", ROUTES, ("astro",)),
            ("elysia", ROUTES, ("elysia",)),
            ("feathers", ROUTES, ("@feathersjs/feathers", "feathers")),
            ("graphql-yoga", ROUTES, ("graphql-yoga",)),
            ("h3", ROUTES, ("h3", "nitropack", "nitro")),
            ("hapi", ROUTES, ("@hapi/hapi", "hapi")),
            ("loopback", ROUTES, ("@loopback/core", "loopback")),
            ("meteor", ROUTES, ("meteor-node-stubs",)),
            ("moleculer", ROUTES, ("moleculer-web",)),
            ("nuxt", ROUTES, ("nuxt", "nuxt3")),
            ("polka", ROUTES, ("polka",)),
            ("react-router", ROUTES, ("@react-router/node", "@react-router/dev")),
            ("remix", ROUTES, ("@remix-run/react", "@remix-run/node")),
            ("restify", ROUTES, ("restify",)),
            ("sails", ROUTES, ("sails",)),
            ("solidstart", ROUTES, ("@solidjs/start",)),
            ("strapi", ROUTES, ("@strapi/strapi",)),
            ("sveltekit", ROUTES, ("@sveltejs/kit",)),
            ("tanstack-start", ROUTES, ("@tanstack/react-start", "@tanstack/start")),
            ("trpc", ROUTES, ("@trpc/server",)),
        ),
    ),
    (
        "Go",
        "go",
        (
            ("beego", ROUTES, ("github.com/beego/beego", "github.com/astaxie/beego")),
            ("buffalo", ROUTES, ("github.com/gobuffalo/buffalo",)),
            ("connect", ROUTES, ("connectrpc.com/connect",)),
            ("fasthttp-router", ROUTES, ("github.com/fasthttp/router",)),
            ("goa", ROUTES, ("goa.design/goa",)),
            ("go-zero", ROUTES, ("github.com/zeromicro/go-zero",)),
            ("goframe", ROUTES, ("github.com/gogf/gf",)),
            ("grpc", ROUTES, ("google.golang.org/grpc",)),
            ("hertz", ROUTES, ("github.com/cloudwego/hertz",)),
            ("iris", ROUTES, ("github.com/kataras/iris",)),
            ("kratos", ROUTES, ("github.com/go-kratos/kratos",)),
            ("revel", ROUTES, ("github.com/revel/revel",)),
        ),
    ),
    (
        "Ruby",
        "gem",
        (
            ("cuba", ROUTES, ("cuba",)),
            ("graphql-ruby", ROUTES, ("graphql",)),
            ("hanami", ROUTES, ("hanami", "hanami-router")),
            ("padrino", ROUTES, ("padrino",)),
            ("roda", ROUTES, ("roda",)),
            ("sequel", MODELS, ("sequel",)),
        ),
    ),
    (
        "Java",
        "maven",
        (
            ("grails", ROUTES, ("org.grails:*",)),
            ("helidon", ROUTES, ("io.helidon:*",)),
            ("http4k", ROUTES, ("org.http4k:*",)),
            ("javalin", ROUTES, ("io.javalin:*",)),
            ("jooq", MODELS, ("org.jooq:*",)),
            ("exposed", MODELS, ("org.jetbrains.exposed:*",)),
            ("mybatis", MODELS, ("org.mybatis:*", "com.baomidou:*")),
            ("play", ROUTES, ("com.typesafe.play:*", "org.playframework:*")),
            ("ratpack", ROUTES, ("io.ratpack:*",)),
            ("spark", ROUTES, ("com.sparkjava:*",)),
            ("struts", ROUTES, ("org.apache.struts:*",)),
            ("vertx", ROUTES, ("io.vertx:vertx-web",)),
        ),
    ),
    (
        "PHP",
        "composer",
        (
            (
                "api-platform",
                ROUTES,
                ("api-platform/core", "api-platform/symfony", "api-platform/laravel"),
            ),
            ("cakephp", (*ROUTES, *MODELS), ("cakephp/cakephp",)),
            ("codeigniter", (*ROUTES, *MODELS), ("codeigniter4/framework",)),
            ("laminas", ROUTES, ("laminas/laminas-mvc", "mezzio/mezzio")),
            ("slim", ROUTES, ("slim/slim",)),
            ("yii", (*ROUTES, *MODELS), ("yiisoft/yii2", "yiisoft/router")),
        ),
    ),
    (
        "C#",
        "nuget",
        (
            ("fastendpoints", ROUTES, ("fastendpoints",)),
            ("nancy", ROUTES, ("nancy",)),
            ("nhibernate", MODELS, ("nhibernate",)),
            ("servicestack", ROUTES, ("servicestack",)),
            ("wolverine", ROUTES, ("wolverinefx.http",)),
        ),
    ),
    (
        "Rust",
        "cargo",
        (
            ("loco", ROUTES, ("loco-rs",)),
            ("poem", ROUTES, ("poem", "poem-openapi")),
            ("salvo", ROUTES, ("salvo",)),
            ("tide", ROUTES, ("tide",)),
            ("tonic", ROUTES, ("tonic",)),
            ("warp", ROUTES, ("warp",)),
        ),
    ),
    (
        "Elixir",
        "hex",
        (
            ("absinthe", ROUTES, ("absinthe",)),
            ("ash", (*ROUTES, *MODELS), ("ash",)),
        ),
    ),
)
KNOWN: tuple[Known, ...] = tuple(_all())
