"""Environment variables in Rust: `std::env`, `env!`, clap's `env`."""

from __future__ import annotations

import re

from groundplan.assess.checkout import Want
from groundplan.assess.env_patterns import SLASHES, facts, reader
from groundplan.assess.stacks import Stack

_CALL = re.compile(
    r"""\b(?:env|dotenv|dotenvy)::var(?:_os)?\(\s*"(\w+)"|\b(?:option_)?env!\(\s*"((?!CARGO_)\w+)"|#\[(?:arg|clap)\([^\]]*\benv\s*=\s*"(\w+)\""""
)
CALLS = Want(
    reader(_CALL, SLASHES), suffixes=(".rs",), needles=(b"env::var", b"env!", b"env =", b"dotenv")
)

STACK = Stack(
    key="rust_env",
    title="Environment variables in Rust",
    languages=("Rust",),
    finds=("env_vars",),
    facts=facts(CALLS),
    wants=(CALLS,),
)
