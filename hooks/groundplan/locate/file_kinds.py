"""What a file is, by its path: code, test, template, migration, translation, documentation."""

from __future__ import annotations

import re
from functools import lru_cache

from groundplan.locate.words import parts, stem

# Endings of files in which people write the behaviour of a product.
_CODE_ENDINGS = """
    py pyi ts tsx mts cts js jsx mjs cjs go rb vue svelte astro html htm erb haml slim jinja j2 java kt kts
    php rs cs ex exs sql graphql gql prisma scala swift c h cc cpp hpp dart lua pl pm sh bash
    proto tf hbs ejs twig cshtml razor elm clj hs ml erl nim zig r jl groovy
    """
CODE = frozenset(_CODE_ENDINGS.split())
_TEXT_ENDINGS = "md mdx rst txt adoc json yml yaml toml ini cfg conf xml po ftl lock env mk gradle properties csv"
_TEXT_FILES = frozenset(_TEXT_ENDINGS.split())
_LAYER_WORDS = """
    model controller view service serializer schema form helper route router api hook store repository
    admin test spec factory component page policy job mailer query resolver handler util index
"""
_LAYERS = frozenset(stem(word) for word in _LAYER_WORDS.split())
"""Stems that say which layer a file is of, not what it is about."""
_TEST = re.compile(
    r"(^|/)(tests?|specs?|__tests__|e2e|fixtures?|testdata|testing|cypress|playwright)(/|$)"
    r"|(_test|_spec|\.test|\.spec|\.cy|\.e2e)\.\w+$|(^|/)test_[^/]*$|(^|/)conftest\.py$|Tests?\.(java|kt|cs|php)$"
)
_MIGRATION = re.compile(r"(^|/)(migrations?|migrate|alembic)/|(^|/)versions/[^/]*\d[^/]*\.\w+$")
_TRANSLATION = re.compile(
    r"(^|/)(locales?|i18n|lang|languages|translations?)(/|$)|\.(po|ftl)$|messages_\w+\."
)
_GENERATED = re.compile(
    r"(^|/)(vendor|node_modules|dist|build|third_party|generated|gen|__generated__|snapshots?|__snapshots__)(/|$)"
    r"|\.min\.|\.d\.ts$|_pb2|\.pb\.|schema\.rb$|structure\.sql$|[.-]lock\b|lock\.json$|\.bundle\.|\.map$|\.snap$",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"\.(md|mdx|rst|adoc|txt)$|(^|/)docs?/", re.IGNORECASE)
_CHANGELOG = re.compile(
    r"(^|/)(changelog|changes|history|news|release[-_]?notes)\b[^/]*$", re.IGNORECASE
)
_STYLE = re.compile(r"\.(css|scss|sass|less|styl)$")
_ASSET = re.compile(r"(^|/)(static|public|assets?)/.*\.(m?js|svg|html?)$")
_TEMPLATE = re.compile(r"\.(html?|erb|haml|slim|jinja2?|j2|hbs|ejs|twig|cshtml)$|(^|/)templates/")


@lru_cache(maxsize=50_000)
def kind_of(path: str) -> str:
    """Return what a path is; the first that fits of the kinds below, `other` where none does."""
    if _GENERATED.search(path):
        return "generated"
    if _CHANGELOG.search(path):
        return "changelog"
    if _TRANSLATION.search(path):
        return "translation"
    if _TEST.search(path):
        return "test"
    if _MIGRATION.search(path):
        return "migration"
    if _STYLE.search(path) or _ASSET.search(path):
        return "style" if _STYLE.search(path) else "asset"
    if _TEMPLATE.search(path):
        return "template"
    if _ending(path) in CODE:
        return "code"
    return "documentation" if _DOCUMENT.search(path) else "other"


def is_text(path: str) -> bool:
    """Say whether a file is of a kind whose text can tell something."""
    return bool(
        _ending(path) in CODE
        or _STYLE.search(path)
        or _ending(path) in _TEXT_FILES
        or "." not in path.rpartition("/")[2]
    )


def is_source(path: str) -> bool:
    """Say whether a file is one in which a change of behaviour is made."""
    return kind_of(path) in ("code", "template")


def base_name(path: str) -> str:
    """Return a file's name up to its first dot; a name that begins with a dot is kept whole."""
    name = path.rpartition("/")[2]
    return name.partition(".")[0] or name


@lru_cache(maxsize=50_000)
def subject_of(path: str) -> tuple[str, ...]:
    """Return the stems of what a file is about: its name, or its folder's where the name is a layer's."""
    folder, _, _ = path.rpartition("/")
    for name in (base_name(path), folder.rpartition("/")[2]):
        stems = tuple(stem for stem in parts(name) if stem not in _LAYERS)
        if stems:
            return stems
    return ()


def _ending(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[2].lower()
