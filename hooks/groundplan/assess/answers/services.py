"""The services that hold data, and the files that hold a machine's own settings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.answers.evidence import answer, decides
from groundplan.assess.places import Place
from groundplan.assess.stacks.databases import CACHES, DATABASES

if TYPE_CHECKING:
    from groundplan.assess.checkout import Checkout
    from groundplan.core.model import Assessment, Fact

_ENV_FILE = re.compile(r"(?:[\w-]+[.-])?\.?env(?:\.[\w.-]+)?|\.?env[_-][\w-]+|[\w-]+\.env", re.I)
_PATTERN = re.compile(r"(?:example|sample|template|dist|default|defaults|tmpl|tpl)", re.I)
_CODE = re.compile(
    r"\.(?:py|[cm]?[jt]sx?|d|go|rb|php|rs|sh|md|json|ya?ml|toml|html?|css|java|kt|cs|mk|mako)$",
    re.I,
)
_NAMED = re.compile(r"(?<![\w/.-])((?:[\w.-]+/)*(?:\.env(?:\.[\w-]+)*|[\w-]+\.env))(?![\w/-])")
_IGNORED = re.compile(r"^/?(?:\*\*/)?((?:[\w.-]+/)*(?:\.env(?:\.[\w-]+)*|[\w-]+\.env))\s*$", re.M)


def data_services(checkout: Checkout, assessment: Assessment) -> Fact | None:
    """Return the services of the compose files that hold data, blanks between them."""
    known = {*DATABASES, *CACHES}
    found = [
        fact
        for kind in ("databases", "caches")
        for fact in assessment.of(kind)
        if fact.value.startswith("service ") and fact.name in known and decides(fact.path, checkout)
    ]
    names = list(dict.fromkeys(fact.value.removeprefix("service ") for fact in found))
    if not names:
        return None
    shown = ", ".join(dict.fromkeys(f"{fact.value} runs {fact.name}" for fact in found))
    return answer("data_services", " ".join(names), shown, found[0])


def env_files(checkout: Checkout) -> Fact | None:
    """Return the env files by the repo's own names, blanks between them, patterns without suffix.

    A file that git has under a name with `example` shows the name of the real one; so does a line of
    `.gitignore`, a compose file's `env_file`, and what the repo's commands read.
    """
    found: dict[str, tuple[str, int]] = {}
    for path, file in checkout.files.items():
        if file.place not in (Place.PRODUCT, Place.DOCS) or not _decides(path):
            continue
        if _ENV_FILE.fullmatch(file.name) and not _CODE.search(file.name):
            real = _real_name(file.name)
            if real:
                found.setdefault(f"{file.folder}/{real}".lstrip("/"), (path, 1))
        if file.name == ".gitignore" and not file.folder:
            for match in _IGNORED.finditer(file.text):
                if not _PATTERN.search(match[1]) and "*" not in match[1]:
                    line = file.line_of(match.start(1))
                    found.setdefault(match[1], (path, line))
    if not found:
        return None
    ordered = sorted(found, key=lambda name: (name.count("/"), name != ".env", name))
    path, line = found[ordered[0]]
    from groundplan.core.model import Fact

    return Fact("env_files", " ".join(ordered[:12]), "env files by name", path, line)


def _decides(path: str) -> bool:
    return not any(part.startswith(".") for part in path.split("/")[:-1])


def _real_name(name: str) -> str:
    """Return the name of the file that people make from a pattern; the name itself else."""
    plain = re.sub(rf"[._-]{_PATTERN.pattern}(?=[._-]|$)", "", name, flags=re.I)
    plain = re.sub(rf"^{_PATTERN.pattern}[._-]", "", plain, flags=re.I)
    if plain.lower() in ("env", "env_", "env-"):
        return ".env"
    return plain if "." in plain else ""
