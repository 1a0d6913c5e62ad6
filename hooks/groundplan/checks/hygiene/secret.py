"""PL701: no secret stands in a plan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.checks.looking import lines_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


# Expressions are compiled where they are used: most plans hold nothing that they look for.
# Forms that the issuers document: AWS, GitHub, GitLab, Slack, Stripe, Google, OpenAI and Anthropic keys,
# JSON web tokens, private keys in PEM.
KNOWN = (
    r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_\w{60,}\b|\bglpat-[\w-]{20,}"
    r"|\bxox[abprs]-[\w-]{10,}|\b[sr]k_live_\w{16,}|\bAIza[\w-]{35}\b|\bsk-(?:ant-|proj-)?[\w-]{20,}"
    r"|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}|-----BEGIN [A-Z ]*PRIVATE KEY-----"
)
SAID = r"(?i)\b(\w*(?:password|passwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?))\b[\"']?\s*[:=]\s*[\"']?([^\s\"'`|<>${}(),;]{8,})"
IN_URL = r"\b[a-z][a-z0-9+.-]*://([^\s/:@`]+):([^\s/@`${}<>]{3,})@"
SHOWN_TO_ALL = frozenset(
    {"password", "passwd", "pass", "secret", "postgres", "changeme", "example"}
)
# What stands in every text that each of the expressions finds, in small letters.
KNOWN_HINTS = (
    "akia",
    "asia",
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "xox",
    "k_live_",
    "aiza",
    "sk-",
    "eyj",
    "private key",
)
SAID_HINTS = ("passw", "secret", "token", "key", "credential")
URL_HINTS = ("://",)
HARMLESS = r"(?i)(?:change[_-]?me|example|placeholder|your|dummy|redacted|hidden|\.\.\.|x{4,}|\*{3,}|test(?:ing)?$|secret$|password$|required|optional|string)"


@check(
    code="PL701",
    name="secret",
    severity=ERROR,
    why="A plan is committed; a secret in it is out, and stays in the history.",
    help="Take the value out and have it replaced. Write the variable's name instead.",
    bad=Sample("- No new runtime dependency", "- The key is AKIAZQ3DRSTUVWXY2345"),
    good=Sample("- No new runtime dependency", "- The token: ${EXPORT_TOKEN}, password=changeme"),
    in_skeleton=True,
)
def secret(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    found: dict[int, re.Match[str]] = {}
    for hints, looked in ((KNOWN_HINTS, _known), (SAID_HINTS, _said), (URL_HINTS, _in_url)):
        for number in lines_with(plan, hints):
            if number not in found and (match := looked(plan.lines[number - 1])):
                found[number] = match
    for number, match in found.items():
        if not re.search(HARMLESS, match.group()):
            yield Finding(number, "This looks like a secret.", match.start() + 1)


def _known(line: str) -> re.Match[str] | None:
    return re.search(KNOWN, line)


def _in_url(line: str) -> re.Match[str] | None:
    """Return an address with a password that is not just its user's name or a word for one."""
    for found in re.finditer(IN_URL, line) if "@" in line else ():
        if found[2].lower() not in SHOWN_TO_ALL | {found[1].lower()}:
            return found
    return None


def _said(line: str) -> re.Match[str] | None:
    for found in re.finditer(SAID, line):
        value = found[2]
        kinds = sum(bool(re.search(kind, value)) for kind in (r"[a-z]", r"[A-Z]", r"\d", r"[^\w]"))
        if kinds >= 3 or (kinds >= 2 and len(value) >= 16 and re.search(r"\d", value)):
            return found
    return None
