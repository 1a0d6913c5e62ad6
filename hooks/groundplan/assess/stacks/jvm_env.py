"""Environment variables in Java and Kotlin: `System.getenv`, placeholders of settings."""

from __future__ import annotations

import re

from groundplan.assess.checkout import Want
from groundplan.assess.env_patterns import HASHES, SLASHES, facts, reader
from groundplan.assess.java.settings import WANT as SETTINGS
from groundplan.assess.stacks import Stack

_CODE = re.compile(
    r"""\bgetenv\s*\(\s*"(\w+)"\s*\)|\bgetenv\s*\(\s*\)\s*(?:\.get(?:OrDefault)?\(|\[)\s*"(\w+)\""""
    r"""|\bdotenv\s*(?:\.get\(|\[)\s*"(\w+)\""""
)
_PLACEHOLDER = re.compile(r"\$\{\??([A-Z][A-Z0-9_]*)(?=[:}])")
CALLS = Want(
    reader(_CODE, SLASHES), suffixes=(".java", ".kt", ".kts"), needles=(b"getenv", b"dotenv")
)
PLACEHOLDERS = Want(
    reader(_PLACEHOLDER, SLASHES),
    suffixes=(".java", ".kt"),
    needles=(b"@Value", b"@ConfigProperty"),
)
SETTING_FILES = Want(
    reader(_PLACEHOLDER, HASHES),
    suffixes=(".conf",),
    names=(
        *SETTINGS.names,
        "application-*.properties",
        "application-*.yml",
        "application-*.yaml",
        "logback*.xml",
    ),
    needles=(b"${",),
)

STACK = Stack(
    key="jvm_env",
    title="Environment variables in Java and Kotlin",
    languages=("Java", "Kotlin"),
    finds=("env_vars",),
    facts=facts(CALLS, PLACEHOLDERS, SETTING_FILES),
    wants=(CALLS, PLACEHOLDERS, SETTING_FILES),
)
