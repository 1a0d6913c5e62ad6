"""Every command that the documentation and the skills show is there, with the options that it shows."""

from __future__ import annotations

import re
import shlex
from functools import cache
from pathlib import Path

import click
import pytest

from groundplan.cli.parser import root

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [
        ROOT / "README.md",
        *(page for page in (ROOT / "docs").rglob("*.md") if "reference" not in page.parts),
        *(ROOT / "hooks/groundplan/agents/skills").glob("*.md"),
    ]
)
_FENCE = re.compile(r"^ *```(?:sh|bash|console)[^\n]*\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
_CALL = re.compile(r"(?:^|[|;&(]|\$ )\s*(?:groundplan|sh \.groundplan/run) +([a-z][^|;&<>)\n]*)")
_INLINE = re.compile(r"`(?:groundplan|sh \.groundplan/run) +([a-z][^`|;&<>]*)`")


def calls(text: str) -> list[str]:
    """Return the words behind `groundplan` of each call in fenced blocks and in inline code."""
    fenced = [call for block in _FENCE.findall(text) for call in _CALL.findall(block)]
    return fenced + _INLINE.findall(re.sub(r"```.*?```", "", text, flags=re.DOTALL))


@cache
def command_named(name: str) -> click.Command | None:
    return root.get_command(click.Context(root), name)


def fault_of(call: str) -> str | None:
    """Return what is wrong with a call, or None."""
    try:
        words = shlex.split(call, comments=True)
    except ValueError:
        words = call.split()
    command = command_named(words[0])
    if command is None:
        return f"there is no command {words[0]}"
    rest = words[1:]
    if isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        command = command.commands.get(rest[0])
        if command is None:
            return f"{words[0]} has no {rest[0]}"
    known = {opt for param in command.params for opt in (*param.opts, *param.secondary_opts)}
    known |= {"--help", "-h"}
    for word in rest:
        option = word.partition("=")[0]
        if option.startswith("--") and option not in known:
            return f"{words[0]} has no {option}"
    return None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_page_shows_only_commands_that_are_there(page: Path) -> None:
    found = {call: fault_of(call) for call in calls(page.read_text())}
    assert {call: fault for call, fault in found.items() if fault} == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```sh\ngroundplan check --json  # why\n```", ["check --json  # why"]),
        ("```sh\ngh issue view 1 | groundplan new --from -\n```", ["new --from -"]),
        ("Run `groundplan accept --plan`, then go on.", ["accept --plan"]),
        ("```yaml\ngroundplan: no call\n```", []),
    ],
)
def test_calls_are_found_wherever_a_page_shows_them(text: str, expected: list[str]) -> None:
    assert [call.strip() for call in calls(text)] == expected


@pytest.mark.parametrize("call", ["chek", "check --jsn", "fleet stats"])
def test_a_call_that_is_not_there_is_a_fault(call: str) -> None:
    assert fault_of(call) is not None
