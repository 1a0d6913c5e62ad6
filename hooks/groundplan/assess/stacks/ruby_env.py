"""Environment variables that Ruby reads: `ENV["X"]`, `ENV.fetch`, also in ERB of configuration files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.stacks import Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File

_READ = re.compile(
    r"""\bENV\s*(?:\[\s*|\.(?:fetch|key\?|has_key\?|include\?|dig|delete|values_at|slice|fetch_values)[\s(]+)"""
    r"""((?:["']\w+["']\s*,?\s*)+)"""
)
_WRITTEN = re.compile(r"\s*\]\s*=(?![=~>])")
_TEXT = re.compile(r"""["'](\w+)["']""")
_BLOCK = re.compile(r"^=begin\b.*?^=end\b[^\n]*", re.DOTALL | re.MULTILINE)


def read_ruby_environment(file: File) -> tuple[tuple[str, int], ...] | None:
    """Return (name, line) of the variables that a Ruby or ERB file reads."""
    text = _BLOCK.sub(lambda block: "\n" * block[0].count("\n"), file.text)
    found: list[tuple[str, int]] = []
    for match in _READ.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        if _is_comment(text[start : match.start()]) or _WRITTEN.match(text, match.end()):
            continue
        names = _TEXT.findall(match[1])
        # `fetch("NAME", "default")`: only the methods that take several names read them all.
        several = "values" in match[0] or "slice" in match[0]
        line = text.count("\n", 0, match.start()) + 1
        found += [(name, line) for name in (names if several else names[:1])]
    return tuple(found) or None


def _is_comment(before: str) -> bool:
    """Say whether what stands before something on its line begins a comment."""
    bare = re.sub(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#\{""", "", before)
    return re.search(r"(?:^|\s)#", bare) is not None


ENVIRONMENT = Want(
    read_ruby_environment,
    suffixes=(".rb", ".ru", ".rake", ".erb", ".yml", ".yaml", ".gemspec"),
    names=("rakefile", "gemfile", "capfile"),
    needles=(b"ENV",),
)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield every environment variable that the product's Ruby reads."""
    for file, names in checkout.read(ENVIRONMENT):
        if file.suffix in (".yml", ".yaml") and "<%" not in file.text:
            continue
        for name, line in names:
            yield Fact("env_vars", name, "", file.path, line)


STACK = Stack(
    key="ruby_env",
    title="Environment variables in Ruby",
    languages=("Ruby",),
    finds=("env_vars",),
    facts=facts,
    wants=(ENVIRONMENT,),
)
