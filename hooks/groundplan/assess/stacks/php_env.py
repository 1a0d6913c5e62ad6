"""Environment variables in PHP: `env`, `getenv`, `$_ENV`, Symfony's `%env(X)%`."""

from __future__ import annotations

import re

from groundplan.assess.checkout import Want
from groundplan.assess.env_patterns import HASHES, facts, reader
from groundplan.assess.stacks import Stack

_CODE = re.compile(
    r"""(?<![\w>:$])(?:env|getenv)\(\s*['"](\w+)['"]|\bEnv::get(?:OrFail)?\(\s*['"](\w+)['"]"""
    r"""|\$_(?:ENV|SERVER)\[\s*['"]((?!HTTP_|REQUEST_|SERVER_|REMOTE_|DOCUMENT_|SCRIPT_|QUERY_|PHP_|PATH_|CONTENT_|argv|argc)\w+)['"]"""
)
_PARAMETER = re.compile(r"%env\((?:[\w-]+:)*(\w+)\)%")
_COMMENT = re.compile(r"(?m)^\s*(?://|#(?!\[)).*$|(?<=[\s;{}])//.*$|/\*(?:.|\n)*?\*/")
CODE = Want(
    reader(_CODE, _COMMENT),
    suffixes=(".php",),
    needles=(b"env(", b"Env::get", b"$_ENV", b"$_SERVER"),
)
PARAMETERS = Want(
    reader(_PARAMETER, HASHES), suffixes=(".yaml", ".yml", ".php", ".xml"), needles=(b"%env(",)
)

STACK = Stack(
    key="php_env",
    title="Environment variables in PHP",
    languages=("PHP",),
    finds=("env_vars",),
    facts=facts(CODE, PARAMETERS),
    wants=(CODE, PARAMETERS),
)
