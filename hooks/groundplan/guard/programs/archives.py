"""Programs that pack, unpack and cut files."""

from ..event import REMOVED, REMOVED_TREE, WRITTEN
from ..options import by_name, has, names, split, values
from ..paths import active, join
from ..shell.sentinel import HOLE, is_all_hole
from .file_effects import touch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell


def _split_file(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(
        rest,
        "fnb" if name == "csplit" else "albnCt",
        ("lines", "bytes", "filter", "number", "suffix-length", "prefix", "digits"),
    )
    if name == "csplit":
        touch(shell, [prefix + "00" for prefix in values(options, "f", "prefix")])
        return
    for text in values(options, "filter"):
        shell.inner().run_text(text)
    touch(shell, [word + "aa" for word in operands[1:2]])


_TAR_NAMES = names(
    "file directory files-from exclude exclude-from transform strip-components"
    " use-compress-program to-command xform owner group mode"
)


def _renamed_to(script: str) -> str:
    """Return the name that `s/old/new/` gives to files: what it adds, with a hole for what stays."""
    parts = script[2:].split(script[1:2]) if len(script) > 3 else [""]
    new = parts[1] if len(parts) > 1 else ""
    return HOLE.join(
        part.lstrip("0123456789") if number else part
        for number, part in enumerate(new.replace("&", "\\0").split("\\"))
    )


def _tar(shell: "Shell", name: str, rest: list) -> None:
    if rest and rest[0][:1] not in ("-",):
        rest = ["-" + rest[0], *rest[1:]]
        # The old form: the letters' values follow in their order.
    options, operands = split(
        rest,
        "fCTXbgHIKLNV",
        _TAR_NAMES,
    )
    folder = shell.cwd
    for path in values(options, "C", "directory"):
        folder = join(folder, path)
    for text in values(options, "to-command", "I", "use-compress-program", "rsh-command"):
        shell.inner().run_text(text)
    for text in values(options, "checkpoint-action"):
        if text.startswith("exec="):
            shell.inner().run_text(text[5:])
    if has(options, "x", "extract", "get"):
        if not has(options, "O", "to-stdout"):
            for path in operands or ["."]:
                shell.event.touch(folder, active(path), WRITTEN)
            for text in values(options, "transform", "xform"):
                shell.event.touch(folder, _renamed_to(text), WRITTEN)
        return
    if has(options, "c", "create", "r", "append", "u", "update"):
        touch(shell, values(options, "f", "file"))
        if has(options, "remove-files"):
            for path in operands:
                shell.event.touch(folder, path, REMOVED_TREE)


def _cpio(shell: "Shell", name: str, rest: list) -> None:
    """Follow cpio: `-i` writes what fits its patterns, `-p` what it reads below a folder."""
    options, operands = split(
        rest,
        "CDEFHIMORV",
        ("directory", "file", "format", "pattern-file", "owner", "rename-batch-file"),
    )
    folder = shell.cwd
    for path in values(options, "D", "directory"):
        folder = join(folder, path)
    touch(shell, values(options, "O"))
    if has(options, "i", "extract") and not has(options, "t", "list", "to-stdout"):
        for path in operands:
            shell.event.touch(folder, active(path), WRITTEN)
    elif has(options, "p", "pass-through") and not is_all_hole(shell.stdin):
        for path in shell.stdin.split("\n"):
            for target in operands[:1] if path else []:
                shell.event.touch(join(folder, target), path, WRITTEN)
    elif has(options, "o", "create"):
        touch(shell, values(options, "F", "file"))


def _zip(shell: "Shell", name: str, rest: list) -> None:
    if name == "zip":
        options, operands = split(rest, "bintOPsx", ())
        touch(shell, operands[:1])
        if has(options, "m", "move"):
            touch(shell, operands[1:], REMOVED_TREE)
        return
    if name == "unzip":
        options, operands = split(rest, "dxP", ())
        if has(options, "l", "p", "t", "v", "Z", "c"):
            return
        folder = (values(options, "d") or ["."])[-1]
        for path in operands[1:] or [HOLE]:
            shell.event.touch(join(shell.cwd, folder), active(path), WRITTEN)
        return
    words = [word for word in rest if word[:1] != "-"]
    if words[:1] in (["x"], ["e"]):
        touch(shell, words[2:])
    elif words[:1] in (["a"], ["u"], ["d"]):
        touch(shell, words[1:2])
        if "-sdel" in rest:
            touch(shell, words[2:], REMOVED_TREE)


_ENDINGS = {
    "gzip": ".gz",
    "pigz": ".gz",
    "bzip2": ".bz2",
    "xz": ".xz",
    "zstd": ".zst",
    "lzma": ".lzma",
    "compress": ".Z",
    "lz4": ".lz4",
}


def _compress(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(rest, "SbTMo", ("suffix", "threads", "memlimit", "output"))
    if has(options, "c", "stdout", "to-stdout", "l", "list", "t", "test"):
        return
    touch(shell, values(options, "o", "output"))
    keeps = has(options, "k", "keep") or (
        name in ("zstd", "unzstd", "lz4") and not has(options, "rm")
    )
    ending = _ENDINGS.get(name)
    undo = has(options, "d", "decompress", "uncompress") or ending is None
    for path in operands:
        if undo:
            touch(shell, [path.rpartition(".")[0]])
        elif ending and not values(options, "o"):
            touch(shell, [path + ending])
    if (not keeps and not undo) or not keeps:
        touch(shell, operands, REMOVED)


def python_tool(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> None:
    """Follow a tool of Python's own library: `python -m zipfile -e`, `-m tarfile -e`, `-m json.tool`."""
    if name == "json.tool":
        _, operands = split(given, "", ("indent",))
        touch(shell, operands[1:2])
    elif name in ("zipfile", "tarfile") and given[:1] in (["-c"], ["--create"]):
        touch(shell, given[1:2])


ACTIONS: dict = by_name(
    {
        _split_file: "split csplit",
        _tar: "tar bsdtar gtar",
        _cpio: "cpio",
        _zip: "zip unzip 7z 7za",
        _compress: "gzip gunzip bzip2 bunzip2 xz unxz zstd unzstd lzma compress pigz lz4",
    }
)
