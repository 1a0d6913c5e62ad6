"""Project files of .NET (learn.microsoft.com/dotnet/core/project-sdk, 2026-11)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.manifest import Dependency, Manifest

if TYPE_CHECKING:
    from groundplan.assess.checkout import File

_REFERENCE = re.compile(
    r"<(?:Package|Framework|GlobalPackage)(?:Reference|Version)\s[^>]*?\bInclude\s*=\s*\"([^\"]+)\""
)
_SDK = re.compile(r"<Project\s[^>]*\bSdk\s*=\s*\"([^\"/]+)")
_COMMENT = re.compile(r"<!--.*?-->", re.S)


def read(file: File) -> Manifest:
    """Return the packages of a project, its SDK among them, by their names in lower case."""
    text = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), file.text)
    tests = "microsoft.net.test.sdk" in text.lower()
    found = [
        Dependency("nuget", match[1].lower(), tests, text.count("\n", 0, match.start(1)) + 1)
        for pattern in (_SDK, _REFERENCE)
        for match in pattern.finditer(text)
    ]
    return Manifest("dotnet", file.name.rpartition(".")[0], tuple(found))
