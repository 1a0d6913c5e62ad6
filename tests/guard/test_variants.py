"""A verdict does not change when the same command is typed in another way."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from guard_cases import decide, facts
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from groundplan.core import registry

if TYPE_CHECKING:
    from collections.abc import Iterator

# Commands of the rules' own examples that are one line of a shell.
EXAMPLES = [
    (rule["id"], kind, facts().table.filled(example["shell"]).replace("{test_command}", "pytest"))
    for rule in registry.rules()
    for kind, examples in (rule.get("examples") or {}).items()
    for example in examples
    if "shell" in example
    and "history" not in example
    and "plan" not in example
    and "{" not in facts().table.filled(example["shell"])
]
DENIED = [command for _, kind, command in EXAMPLES if kind == "deny"]
ALLOWED = [command for _, kind, command in EXAMPLES if kind == "allow"]


def quoted(command: str) -> str:
    return "'" + command.replace("'", "'\\''") + "'"


WRAPPERS = (
    "{}",
    "bash -c {q}",
    "sh -lc {q}",
    "eval {q}",
    "( {} )",
    "{{ {}; }}",
    "true && {}",
    "cd . ; {}",
    "if true; then {}; fi",
    "for x in 1; do {}; done",
    "while true; do {}; break; done",
    "f() {{ {}; }}; f",
    "case a in a) {};; esac",
    "echo $( {} )",
    'echo "$( {} )"',
    "cat <( {} )",
    "{} | cat",
    "true | {{ {}; }}",
    "{} & wait",
    "! {}",
    "printf '%s\\n' {q} | sh",
    "bash <<'EOF'\n{}\nEOF",
    "bash <<< {q}",
    "sudo -u root sh -c {q}",
    "timeout 5 bash -c {q}",
    "env A=1 bash -c {q}",
    "nohup sh -c {q} > /tmp/log 2>&1",
    "ls | xargs -I@ sh -c {q}",
    "python3 -c {python}",
    'x={q}; eval "$x"',
    "trap {q} EXIT",
    "flock /tmp/lock -c {q}",
    "su root -c {q}",
    "true\n{}",
    "# a comment\n{}",
    "  {}  ",
)

# A here-document ends at a line of its own: what is put behind it would not be the same command.
NESTABLE = [wrapper for wrapper in WRAPPERS if "EOF" not in wrapper]

DATA = (
    "echo {q}",
    "git commit -m {q}",
    "grep -rn {q} docs",
    "cat <<'EOF' > docs/page.md\n{}\nEOF",
    "cat > notes.txt <<'EOF'\n{}\nEOF",
    "x={q}",
    "test -n {q}",
    "# {}",
    "echo {q} | tee notes.txt",
    "[[ $a == {q} ]]",
    "printf '%s\\n' {q} > notes.txt",
    "gh pr create --title x --body {q}",
    "rg -n {q} README.md",
    "jq --arg x {q} . package.json",
)


def is_bash(command: str) -> bool:
    """Whether bash itself takes the text for a command: not every nesting of lines is one."""
    return subprocess.run(["bash", "-n", "-c", command], capture_output=True).returncode == 0


def wrapped(wrapper: str, command: str) -> str:
    # A command with a here-document or a comment of its own is not put in the middle of a line.
    python = "import os; os.system(" + repr(command) + ")"
    return wrapper.format(command, q=quoted(command), python=quoted(python))


@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_a_denied_command_stays_stopped_in_any_wrapping(wrapper: str) -> None:
    passed = [
        wrapped(wrapper, command)
        for command in DENIED
        if decide(wrapped(wrapper, command)) == "allow"
    ]
    assert passed == []


@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_an_allowed_command_stays_allowed_in_any_wrapping(wrapper: str) -> None:
    stopped = [
        wrapped(wrapper, command)
        for command in ALLOWED
        if decide(wrapped(wrapper, command)) != "allow"
    ]
    assert stopped == []


@pytest.mark.parametrize("use", DATA)
def test_a_denied_command_as_text_is_allowed(use: str) -> None:
    stopped = [wrapped(use, text) for text in DENIED if decide(wrapped(use, text)) != "allow"]
    assert stopped == []


@given(st.lists(st.sampled_from(NESTABLE), min_size=2, max_size=4), st.sampled_from(DENIED))
@settings(max_examples=150, deadline=None)
def test_a_denied_command_stays_stopped_in_nested_wrappings(
    wrappers: list[str], command: str
) -> None:
    for wrapper in wrappers:
        command = wrapped(wrapper, command)
    assume(is_bash(command))
    assert decide(command) != "allow"


@given(st.lists(st.sampled_from(NESTABLE), min_size=2, max_size=4), st.sampled_from(ALLOWED))
@settings(max_examples=150, deadline=None)
def test_an_allowed_command_stays_allowed_in_nested_wrappings(
    wrappers: list[str], command: str
) -> None:
    for wrapper in wrappers:
        command = wrapped(wrapper, command)
    assume(is_bash(command))
    assert decide(command) == "allow"


def spelled(word: str, how: list[int]) -> Iterator[str]:
    """The letters of a word, each in one of the ways in which a shell takes it for itself."""
    for letter, way in zip(word, how, strict=True):
        if way == 1:
            yield f"'{letter}'"
        elif way == 2:
            yield f'"{letter}"'
        elif way == 3:
            yield f"\\{letter}"
        elif way == 4:
            yield f"$'\\x{ord(letter):02x}'"
        elif way == 5:
            yield f"''{letter}"
        else:
            yield letter


@given(
    st.sampled_from(
        ["docker-compose up", "rm .env", "git commit --no-verify", "pytest tests", "psql shop"]
    ),
    st.data(),
)
@settings(max_examples=300, deadline=None)
def test_letters_may_be_quoted_in_any_way(command: str, data: st.DataObject) -> None:
    words = [
        "".join(
            spelled(
                word, data.draw(st.lists(st.integers(0, 5), min_size=len(word), max_size=len(word)))
            )
        )
        for word in command.split()
    ]
    assert decide(" ".join(words)) == "deny"


@given(
    st.lists(st.sampled_from([".", "config/..", "src/../config/..", "./."]), max_size=3),
    st.sampled_from([".env", ".env.local", "config/.env.production"]),
)
@settings(max_examples=100, deadline=None)
def test_a_path_may_take_any_detour(detour: list[str], path: str) -> None:
    assert decide(f"rm {'/'.join([*detour, path])}") == "deny"
    assert decide(f"rm /repo//{'//'.join([*detour, path])}") == "deny"
    assert decide(f"cat {'/'.join([*detour, path])}") == "allow"


@given(st.text(max_size=200))
@settings(max_examples=500, deadline=None)
def test_any_text_gets_a_decision(text: str) -> None:
    assert decide(text.encode("utf-8", "replace").decode()) in ("allow", "ask", "deny")


@given(
    st.lists(
        st.sampled_from(
            [
                *list("$(){}[]'\"`\\|&;<>\n \t#=~*?!:@%,/-a.x1"),
                "$(",
                "${",
                "<<EOF\n",
                "EOF\n",
                "$((",
                "))",
                "case ",
                " in ",
                "esac",
                "if ",
                "fi",
                "do",
                "done",
                ".env",
                "rm ",
            ]
        ),
        max_size=40,
    )
)
@settings(max_examples=1000, deadline=None)
def test_any_signs_get_a_decision(signs: list[str]) -> None:
    assert decide("".join(signs)) in ("allow", "ask", "deny")
