"""Environment variables in C#: `Environment.GetEnvironmentVariable`."""

from __future__ import annotations

import re

from groundplan.assess.checkout import Want
from groundplan.assess.env_patterns import SLASHES, facts, reader
from groundplan.assess.stacks import Stack

_CALL = re.compile(r"\bGetEnvironmentVariable\(\s*\"(\w+)\"")
CALLS = Want(reader(_CALL, SLASHES), suffixes=(".cs",), needles=(b"GetEnvironmentVariable",))

STACK = Stack(
    key="dotnet_env",
    title="Environment variables in C#",
    languages=("C#",),
    finds=("env_vars",),
    facts=facts(CALLS),
    wants=(CALLS,),
)
