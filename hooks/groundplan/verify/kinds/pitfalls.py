"""Blocks that would call something done that is not, whatever the program does.

A block is a text in a plan, often written by the one who is to be checked by it. What is here are
the forms by which an exit status says nothing, found in the text and in what the run wrote.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundplan.plan.model import CodeBlock

_QUOTED = re.compile(r"'[^']*'|\"(?:[^\"\\$`]|\\.)*\"")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$", re.M)
_SEPARATORS = re.compile(r"&&|\|\||[;\n|&]|\$\(|[(){}`]")
_INNER = re.compile(
    r"\b(?:ba|da|z|k)?sh[ \t]+(?:-\w+[ \t]+)*-\w*c[ \t]+(?:'([^']*)'|\"((?:[^\"\\]|\\.)*)\")"
)
_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=\S*\s+")

# `! command` succeeds whenever the command does not, for whatever reason.
_NEGATED = re.compile(r"(?:^|[;&|({]|\b(?:if|then|do|else|while)\b)[ \t]*![ \t]+\S", re.M)
_EMPTY = re.compile(r"-z[ \t]+\"?(?:\$\(|`)|(?:\$\(.*\)|`.*`)\"?[ \t]+={1,2}[ \t]+(?:\"\"|'')")
_COUNTED = re.compile(r"\bwc[ \t]+-l\b|\bgrep[ \t]+(?:\S+[ \t]+)*?-\w*c\w*\b")
_IF_FOUND = re.compile(r"\bif\b[^;\n]*[;\n]\s*then\b[^\n]*?\bexit[ \t]+[1-9]")
_ERRORS_HIDDEN = re.compile(
    r"(?:2|&)>>?[ \t]*(?:/dev/null|&-|&1)|\bgrep\b(?:[ \t]+-\S+)*[ \t]+(?:-[a-zA-Z]*s[a-zA-Z]*\b|--no-messages)"
)
_SWALLOWED = re.compile(
    r"\|\|[ \t]*(?:true|:|exit[ \t]+0|echo\b|printf\b)[^\n]*\Z|\bset[ \t]+\+e\b|(?<![&>])&\Z"
)
_FILTERS = frozenset(
    [
        "tail",
        "head",
        "cat",
        "tee",
        "sort",
        "uniq",
        "sed",
        "awk",
        "cut",
        "tr",
        "wc",
        "less",
        "more",
        "column",
        "fmt",
        "nl",
    ]
)
_PRINTERS = frozenset(["echo", "printf", "true", ":", "cd", "set", "export"])
_READERS = _PRINTERS | _FILTERS | frozenset(["grep", "ls", "jq", "find", "test", "["])


def commands(text: str) -> list[str]:
    """Return the first words of the commands in a block, in their order."""
    bare = _COMMENT.sub("", _QUOTED.sub("Q", text.replace("\\\n", " ")))
    found = []
    for piece in _SEPARATORS.split(bare):
        words = _ASSIGNMENT.sub("", f"{piece.strip()} ").split()
        while words and words[0] in (
            "!",
            "if",
            "then",
            "do",
            "else",
            "time",
            "fi",
            "done",
            "while",
        ):
            words.pop(0)
        if words:
            found.append(words[0].rpartition("/")[2])
    return found


def trouble_before(block: CodeBlock, plan: str, kind: str) -> str:
    """Return why a block proves nothing, seen from its text alone; empty where it can prove.

    Args:
        block: a block that is given to a shell.
        plan: the plan's path.
        kind: `test` or `cmd`.
    """
    expects = any(block.get(name, "~=") is not None for name in ("stdout", "stderr"))
    text = _COMMENT.sub("", block.script)
    return next(
        (
            trouble
            for trouble in (
                "" if commands(text) else "The block is empty.",
                _reads_the_plan(text, plan),
                _prints_its_result(text, kind, expects=expects),
                *(
                    _status_says_nothing(piece, block.language, kind, expects=expects)
                    for piece in _nested(text)
                ),
            )
            if trouble
        ),
        "",
    )


def _nested(text: str) -> list[str]:
    """Return the text and the texts that it gives to other shells by `-c`."""
    inner = [found[1] or found[2] or "" for found in _INNER.finditer(text)]
    return [text, *inner]


def _reads_the_plan(text: str, plan: str) -> str:
    own = rf"(?:^|[\s'\"=/])(?:{re.escape(plan)}|\.groundplan/evidence\S*)(?=$|[\s'\";|&)])"
    return "It reads the plan or its evidence: a plan can't prove itself." * bool(
        re.search(own, text)
    )


def _prints_its_result(text: str, kind: str, *, expects: bool) -> str:
    words = set(commands(text))
    if (expects or kind == "test") and words <= _PRINTERS:
        return "It prints what it looks for: that proves nothing."
    if kind == "test" and words <= _READERS:
        return "It runs no tests; it prints what an earlier run may have left."
    return ""


def _status_says_nothing(text: str, language: str, kind: str, *, expects: bool) -> str:
    bare = _QUOTED.sub("Q", text).rstrip()
    if not expects and _SWALLOWED.search(bare):
        return (
            "Its exit status says nothing: the failure is swallowed (`|| true`, `set +e`, `&`). "
            "Let it fail, or say what it must print by stdout~=."
        )
    if _is_negated_midway(bare):
        return (
            "`!` in the middle of a block never stops it. "
            "Give that command a block of its own with must-fail."
        )
    if _judges_absence(text) and _ERRORS_HIDDEN.search(bare):
        return (
            "It judges that something is absent and hides errors, so that a missing file reads as "
            "success. Show errors, or write the command alone with must-fail."
        )
    if kind == "cmd" and language != "bash" and not expects and _ends_in_filter(bare):
        return (
            f"Its exit status is that of `{commands(bare)[-1]}`, not of what is before the pipe. "
            "Drop the pipe, write a `bash` block (pipefail is on there), or say stdout~=."
        )
    return ""


def _is_negated_midway(bare: str) -> bool:
    lines = [line for line in bare.split("\n") if line.strip()]
    return any(re.match(r"[ \t]*![ \t]", line) for line in lines[:-1])


def _judges_absence(text: str) -> bool:
    bare = _QUOTED.sub("Q", text)
    return bool(_EMPTY.search(text)) or any(
        form.search(bare) for form in (_NEGATED, _COUNTED, _IF_FOUND)
    )


def _ends_in_filter(bare: str) -> bool:
    last = re.split(r"&&|\|\||[;\n&]", bare)[-1]
    stages = last.split("|")
    words = stages[-1].split()
    return len(stages) > 1 and bool(words) and words[0] in _FILTERS


def trouble_after(block: CodeBlock, errors: bytes) -> str:
    """Return why a run that ended well proves nothing; empty where it does.

    Args:
        block: a block that was given to a shell.
        errors: what it wrote to standard error.
    """
    text = _COMMENT.sub("", block.script)
    if errors.strip() and any(_judges_absence(piece) for piece in _nested(text)):
        return (
            "It judges that something is absent, and wrote errors: it may not have looked at all."
        )
    return ""
