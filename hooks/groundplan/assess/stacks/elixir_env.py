"""Environment variables in Elixir: `System.get_env`, `System.fetch_env`."""

from __future__ import annotations

import re

from groundplan.assess.checkout import Want
from groundplan.assess.env_patterns import HASHES, facts, reader
from groundplan.assess.stacks import Stack

_CALL = re.compile(
    r"\bSystem\.(?:get_env|fetch_env!?)\(\s*\"(\w+)\"|\"(\w+)\"\s*\|>\s*System\.(?:get_env|fetch_env)"
)
CALLS = Want(reader(_CALL, HASHES), suffixes=(".ex", ".exs"), needles=(b"get_env", b"fetch_env"))

STACK = Stack(
    key="elixir_env",
    title="Environment variables in Elixir",
    languages=("Elixir",),
    finds=("env_vars",),
    facts=facts(CALLS),
    wants=(CALLS,),
)
