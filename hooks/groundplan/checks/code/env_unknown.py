"""PL205: environment variables that a verification uses are known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.checks.looking import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


# Set by every shell or system (POSIX.1-2024, "Environment Variables"), or by CI systems.
COMMON = frozenset(
    [
        "CI",
        "COLUMNS",
        "EDITOR",
        "HOME",
        "HOSTNAME",
        "IFS",
        "LANG",
        "LINES",
        "LOGNAME",
        "OLDPWD",
        "OPTARG",
        "OPTIND",
        "PAGER",
        "PATH",
        "PPID",
        "PS1",
        "PWD",
        "RANDOM",
        "SECONDS",
        "SHELL",
        "TERM",
        "TMPDIR",
        "TZ",
        "UID",
        "USER",
        "VISUAL",
    ]
)
USED = re.compile(r"\$\{?([A-Z][A-Z0-9_]{2,})\b(?!\}?\()")
SET = re.compile(
    r"(?:^|[\s;&|(])(?:export\s+|local\s+|readonly\s+|declare\s+(?:-\w+\s+)*)?([A-Z][A-Z0-9_]{2,})=|\b(?:read|for)\s+(?:-\w+\s+)*([A-Z][A-Z0-9_]{2,})\b|-e\s+([A-Z][A-Z0-9_]{2,})\b",
    re.MULTILINE,
)


@check(
    code="PL205",
    name="env-unknown",
    severity=WARNING,
    why="A variable that the repo does not have is empty when the verification runs.",
    help="Use a name that `make env-names` lists, or name the new variable under Environment variables.",
    bad=Sample(
        "```sql verify=S1.a rows=1", "```sql verify=S1.a rows=1 url-env=DATABASE_URI\nselect 1\n```"
    ),
    good=Sample(
        "```sql verify=S1.a rows=1", "```sql verify=S1.a rows=1 url-env=DATABASE_URL\nselect 1\n```"
    ),
)
def env_unknown(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    if seen.env_names is None:
        return
    planned = {row[0].strip("` ") for row, _ in rows(plan, "setup", "env_vars")}
    known = seen.env_names | planned | COMMON
    for step in plan.steps:
        for verification in step.verifications:
            block = verification.block
            if block is None:
                continue
            here = {name for found in SET.findall(block.body) for name in found if name}
            used = list(dict.fromkeys(USED.findall(block.body) if block.language != "sql" else []))
            used += [block.get("url-env")] if block.get("url-env") else []
            for name in used:
                if name and name not in known | here:
                    yield Finding(
                        block.lines.first, f"The repo has no environment variable {name}."
                    )
