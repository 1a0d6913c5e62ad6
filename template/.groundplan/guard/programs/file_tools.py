"""Programs that copy, move, link and remove files. From the manual page of each."""

from ..event import MODE, REMOVED, REMOVED_TREE, WRITTEN
from ..options import by_name, has, names, split, values
from ..paths import join
from ..shell.sentinel import is_all_hole
from .file_effects import linked, target_of, touch, with_content

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell


def _rm(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(
        rest, "ns" if name == "shred" else "", ("iterations", "size", "random-source")
    )
    if name == "del" or name == "erase" or name == "rd":
        operands = [word for word in rest if word[:1] not in ("/", "-") or len(word) > 3]
    if name == "rip" and has(options, "s", "u"):
        return
    if name == "gio":
        operands = operands[1:] if operands[:1] in (["trash"], ["remove"]) else []
    tree = has(options, "r", "R", "recursive", "d") or name in (
        "rimraf",
        "trash",
        "trash-put",
        "gio",
        "del-cli",
        "rip",
        "rd",
    )
    touch(shell, operands, REMOVED_TREE if tree else REMOVED)


def _all(shell: "Shell", name: str, rest: list) -> None:
    short, long = {
        "touch": ("dtr", ("date", "reference", "time")),
        "truncate": ("sr", ("size", "reference")),
        "mkfifo": ("mZ", ("mode", "context")),
        "fallocate": ("lo", ("length", "offset")),
    }.get(name, ("", ()))
    options, operands = split(rest, short, long)
    if has(options, "n", "newfile") and name.endswith(("2unix", "2dos")):
        operands = operands[1::2]
    touch(shell, operands)


def _mktemp(shell: "Shell", name: str, rest: list) -> None:
    """Note a file that is made by a template; the letters of the template change."""
    options, operands = split(rest, "ps?", ("tmpdir", "suffix"))
    if has(options, "u", "dry-run", "t"):
        return
    folder = (values(options, "p", "tmpdir") or ["."])[-1]
    for path in operands[:1]:
        shell.event.touch(join(shell.cwd, folder), path, WRITTEN)


def _tee(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(rest)
    touch(shell, operands)
    if not is_all_hole(shell.stdin):
        for word in operands:
            path = join(shell.cwd, word)
            before = shell.files.get(path, "") if has(options, "a", "append") else ""
            shell.files[path] = before + shell.stdin


def _mknod(shell: "Shell", name: str, rest: list) -> None:
    _, operands = split(rest, "mZ", ("mode",))
    touch(shell, operands[:1])


def _copy(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(rest, "tS", ("target-directory", "suffix", "rename"))
    folders = values(options, "t", "target-directory")
    for new in values(options, "rename"):
        shell.event.touch(join(shell.cwd, "".join(operands[-1:])), new, WRITTEN)
    if name in ("copy", "move", "ren") and rest:
        operands = [word for word in rest if word[:1] != "/" or len(word) > 3]
    if name == "ren" and len(operands) == 2:
        touch(shell, operands)
        return
    moves = name in ("mv", "move", "gmv")
    sources = operands if folders else operands[:-1]
    target = folders[-1] if folders else operands[-1] if len(operands) > 1 else ""
    if target and has(options, "parents"):
        for source in sources:
            shell.event.touch(join(shell.cwd, target), source.lstrip("/"), WRITTEN)
    elif target:
        flat = has(options, "T", "no-target-directory")
        target_of(shell, target, sources, bool(folders), flat)
        if moves or has(options, "r", "R", "a", "recursive", "archive") or name == "ditto":
            with_content(shell, target, sources)
    if name in ("cp", "gcp") and target and has(options, "l", "link", "s", "symbolic-link"):
        for source in sources:
            linked(shell, source, target)
    if moves:
        touch(shell, sources, REMOVED_TREE)


def _link(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(rest, "tS", ("target-directory", "suffix"))
    folders = values(options, "t", "target-directory")
    if folders:
        target_of(shell, folders[-1], operands, True)
    elif len(operands) == 1:
        target_of(shell, ".", operands, True)
    elif operands:
        target_of(
            shell, operands[-1], operands[:-1], False, has(options, "T", "no-target-directory")
        )
        for source in operands[:-1]:
            linked(shell, source, operands[-1], has(options, "s", "symbolic"))


def _install(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(
        rest, "mogtS", ("mode", "owner", "group", "target-directory", "suffix", "strip-program")
    )
    folders = values(options, "t", "target-directory")
    if has(options, "d", "directory"):
        return
    if folders:
        target_of(shell, folders[-1], operands, True)
    elif len(operands) > 1:
        target_of(shell, operands[-1], operands[:-1], False)


_SORT_NAMES = names(
    "output key buffer-size field-separator temporary-directory parallel compress-program"
    " files0-from batch-size"
)


def _sort(shell: "Shell", name: str, rest: list) -> None:
    options, _ = split(
        rest,
        "okStT",
        _SORT_NAMES,
    )
    touch(shell, values(options, "o", "output"))


def _second(shell: "Shell", name: str, rest: list) -> None:
    _options, operands = split(
        rest, "fswlcgo" if name == "xxd" else "fsw", ("skip-fields", "skip-chars", "check-chars")
    )
    touch(shell, operands[1:2])


def _output(shell: "Shell", name: str, rest: list) -> None:
    """Programs whose `-o` or `--output` names what they write."""
    options, _operands = split(
        rest, "oftTxIRsVtXDULlWBk", ("output", "out", "output-file", "from-code", "to-code")
    )
    touch(shell, values(options, "o", "output", "out", "output-file"))


def _dd(shell: "Shell", name: str, rest: list) -> None:
    touch(shell, [word[3:] for word in rest if word.startswith("of=")])


def _mode(shell: "Shell", name: str, rest: list) -> None:
    _, operands = split(rest, "", ("reference", "from"))
    if (
        name == "chmod"
        and rest
        and rest[0][:1] == "-"
        and len(rest[0]) > 1
        and rest[0][1] in "rwxXst"
    ):
        operands = [rest[0], *operands]
    if name in ("chmod", "setfacl", "chattr", "chflags") and not _keeps_running(operands[:1]):
        touch(shell, operands[1:] or operands, MODE)


def _keeps_running(mode: list) -> bool:
    """Say whether a mode of chmod leaves a hook that its owner can read and run."""
    text = mode[0] if mode else ""
    if text.isdigit():
        owner = int(text[-3]) if len(text) >= 3 else 0
        return owner & 5 == 5
    return bool(text) and all(_clause_keeps(clause) for clause in text.split(","))


def _clause_keeps(clause: str) -> bool:
    for sign in "+-=":
        who, found, letters = clause.partition(sign)
        if not found or who.strip("ugoa"):
            continue
        if letters.strip("rwxXst"):
            return False
        if sign == "+" or (who and not set(who) & set("ua")):
            return True
        if sign == "-":
            return not set(letters) & set("rx")
        return "r" in letters and "x" in letters.lower()
    return False


ACTIONS: dict = by_name(
    {
        _rm: (
            "rm grm unlink shred srm trash trash-put rmtrash gomi gio rip wipe del erase rimraf"
            " del-cli rd"
        ),
        _mktemp: "mktemp",
        _tee: "tee sponge",
        _all: "touch truncate mkfifo fallocate dos2unix unix2dos mac2unix fromdos todos recode",
        _mknod: "mknod",
        _copy: "cp mv copy move ren ditto gcp gmv cpy cpx cpx2 ncp copyfiles",
        _link: "ln link gln",
        _install: "install ginstall",
        _sort: "sort",
        _second: "uniq xxd",
        _output: "iconv envsubst pandoc gcc cc g++ go rustc age rage",
        _dd: "dd",
        _mode: "chmod chown chgrp setfacl chattr chflags",
    }
)
