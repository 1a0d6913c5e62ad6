"""What the commands of a text of PowerShell give, and what they do with blocks and with a pipe."""

from ..options import names, program_name
from ..paths import from_windows
from ..shell.control_flow import printed_path
from ..shell.sentinel import HOLE, is_all_hole
from . import cmdlets
from .common import DEPTH, ROUNDS
from .values import Block, Unread

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .pipelines import Pipelines

_SAYS = frozenset(names("echo write-output write write-host"))
_FINDS = frozenset(names("get-command gcm where which get-item gi resolve-path rvpa convert-path"))
_ELSEWHERE = frozenset(names("-computername -cn -hostname -session -vmname -containerid"))
"""Parameters by which a block runs on another machine."""
_STARTS = frozenset(names("start-process saps start"))
_MAKES_TASKS = frozenset(
    names("schtasks invoke-wmimethod invoke-cimmethod new-scheduledtaskaction")
)


def command(reader: "Pipelines", words: list, passed: "list | None") -> list:
    """Follow one command of PowerShell; return what it gives."""
    shell = reader.shell
    flat = [item for word in words for item in word]
    first = flat[0] if flat else ""
    if not flat or is_all_hole(first):
        return _unknown(reader, flat)
    name = program_name(from_windows(first))
    known = shell.variables.get(f"function {name}")
    if isinstance(known, Block):
        shell.variables["$_"] = passed[0] if passed else HOLE
        return reader.called(known, flat[1:])
    if name in shell.aliases:
        return command(reader, [[shell.aliases[name]], *words[1:]], passed)
    blocks = [item for item in flat[1:] if isinstance(item, Block)]
    if blocks and any(word.lower() in _ELSEWHERE for word in flat):
        return [HOLE]
    if blocks:
        found = _blocks(reader, name, blocks, passed)
        if name in cmdlets.MOVES or name in cmdlets.COPIES:
            # A block says what each file is called then.
            named = [word if not isinstance(word, Block) else HOLE for word in flat]
            _done(reader, name, named, passed)
        return found
    if name in ("get-location", "gl", "pwd"):
        return [shell.cwd]
    if name in _SAYS:
        return flat[1:]
    if name in _FINDS:
        return [word for word in flat[1:] if word[:1] != "-"] or [HOLE]
    if name == "join-path":
        return ["/".join(word for word in flat[1:] if word[:1] != "-")]
    if name in cmdlets.TEXTS:
        return [item for text in _texts(flat, passed) for item in reader.inside(text)]
    if name in _STARTS:
        return _started(reader, words)
    if name in _MAKES_TASKS:
        for text in flat[1:]:
            if " " in text:
                shell.fresh().run_text(text)
        return [HOLE]
    if name in ("set-alias", "sal", "new-alias", "nal"):
        named = [word for word in flat[1:] if word[:1] != "-"]
        if len(named) > 1:
            shell.aliases[named[0].lower()] = named[1]
        return []
    return _done(reader, name, flat, passed)


def _unknown(reader: "Pipelines", flat: list) -> list:
    """Look at a program that is not known: its arguments may tell."""
    if len(flat) > 1:
        reader.shell.inner().start([str(word) for word in flat], {}, False)
    return [HOLE]


def _blocks(reader: "Pipelines", name: str, blocks: list, passed: "list | None") -> list:
    """Follow the blocks that a command is given, once for each value that comes to it."""
    shell = reader.shell
    found: list = []
    before = shell.variables.get("$_")
    for value in (passed or [HOLE])[:ROUNDS]:
        shell.variables["$_"] = shell.variables["$psitem"] = value
        for block in blocks:
            found.extend(reader.called(block, []))
    shell.variables["$_"] = before if before is not None else HOLE
    if name in ("where-object", "where", "?"):
        return passed or [HOLE]
    return found


def _texts(flat: list, passed: "list | None") -> list:
    """Return the texts that `iex` runs: its argument, or what comes by the pipe."""
    given = [word for word in flat[1:] if word[:1] != "-"]
    return [" ".join(given)] if given else ["\n".join(passed or [])]


def _started(reader: "Pipelines", words: list) -> list:
    """Follow `Start-Process PROGRAM -ArgumentList ARGUMENTS`."""
    program = ""
    rest: list = []
    number = 1
    while number < len(words):
        word = words[number]
        number += 1
        key = word[0].lower() if word else ""
        if key[:1] == "-" and len(key) > 2 and len(word) == 1:
            takes = next(
                (long for long in ("-filepath", "-argumentlist", "-args") if long.startswith(key)),
                "",
            )
            value = words[number] if number < len(words) else []
            if takes == "-filepath" and value:
                program = value[0]
                number += 1
            elif takes:
                rest.extend(value)
                number += 1
            elif key.startswith(("-work", "-wind", "-verb", "-cred", "-redirect")):
                number += 1
        elif not program:
            program = word[0] if word else ""
        else:
            rest.extend(word)
    if program and reader.depth < DEPTH:
        arguments = rest if len(rest) > 1 else " ".join(rest).split()
        command(reader, [[program], *([word] for word in arguments)], None)
    return [HOLE]


def _done(reader: "Pipelines", name: str, flat: list, passed: "list | None") -> list:
    """Follow a cmdlet or a program; a shell among them reads what comes by the pipe."""
    shell = reader.shell
    words = [str(word) for word in flat]
    if passed and name in cmdlets.REMOVES:
        words = [words[0], *_names(passed), *words[1:]]
    elif passed and (name in cmdlets.MOVES or name in cmdlets.COPIES):
        for item in _names(passed)[1:ROUNDS]:
            cmdlets.command(shell, [words[0], item, *words[1:]], reader.depth)
        words = [words[0], *_names(passed)[:1], *words[1:]]
    elif passed and name in cmdlets.WRITES and not cmdlets.names_path(words):
        words = [words[0], *_names(passed)[:1], *words[1:]]
    before, before_source = shell.stdin, shell.source
    if passed:
        text = "\n".join(passed) + "\n"
        shell.stdin = HOLE if is_all_hole(text) else text
        shell.source = next((item.path for item in passed if isinstance(item, Unread)), "")
    cmdlets.command(shell, words, reader.depth)
    shell.stdin, shell.source = before, before_source
    if name in cmdlets.LISTS:
        return cmdlets.listed(words) or [HOLE]
    given = Unread(HOLE)
    given.path = printed_path(words) or next(
        (item.path for item in passed or () if isinstance(item, Unread)), ""
    )
    return [given]


def _names(passed: list) -> list:
    return [item for item in passed if not is_all_hole(item)]
