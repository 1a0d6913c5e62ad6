"""What methods do that a text of PowerShell calls: those of texts, files, processes and blocks."""

from ..event import REMOVED, WRITTEN
from ..shell.sentinel import HOLE, cleaned, has_hole, is_all_hole
from .common import touch
from .values import Block, Encoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .values import Values

_FILES = ("writeall", "appendall", "create", "openwrite", "appendtext", "setlast", "setcreation")
_TEXTS = ("invokescript", "addscript", "invokecommand")


def method(reader: "Values", subject: list, name: str, arguments: list) -> list:
    """Follow a method; return its value."""
    first = subject[0] if subject else ""
    texts = [value[0] if value else "" for value in arguments]
    if isinstance(first, Block):
        flat = [item for value in arguments for item in value]
        return reader.called(first, flat) if name.startswith("invoke") else [first]
    if first[:1] == "[":
        return _static(reader, first, name, arguments, texts)
    if name in _TEXTS and texts:
        return reader.inside(texts[0])
    if name in ("run", "exec", "shellexecute") and texts:
        return _started(reader, texts)
    if name == "start" and not texts:
        return _started(reader, [reader.value("\x02file")[0], reader.value("\x02arguments")[0]])
    if name in ("downloadfile", "downloadfileasync") and len(texts) > 1:
        touch(reader.shell, texts[1], WRITTEN)
        return [HOLE]
    if name == "delete" and not texts:
        # A method of the file itself: `(Get-Item FILE).Delete()`.
        touch(reader.shell, first, REMOVED)
        return [HOLE]
    if name in ("moveto", "copyto", "replace") and len(texts) == 1:
        if name != "copyto":
            touch(reader.shell, first, REMOVED)
        touch(reader.shell, texts[0], WRITTEN)
        return [HOLE]
    return [_changed(str(first), name, texts)]


def _changed(text: str, name: str, texts: list) -> str:
    """Return what a method of a text makes of it."""
    if has_hole(text):
        return HOLE
    if name == "replace" and len(texts) > 1:
        return text.replace(texts[0], texts[1]) if texts[0] else text
    if name in ("tolower", "tolowerinvariant"):
        return text.lower()
    if name in ("toupper", "toupperinvariant"):
        return text.upper()
    if name in ("trim", "tostring", "trimstart", "trimend", "clone"):
        return text.strip(texts[0]) if texts and texts[0] else text.strip()
    if name == "substring" and texts and all(item.isdigit() for item in texts):
        start = int(texts[0])
        return text[start : start + int(texts[1])] if len(texts) > 1 else text[start:]
    if name == "insert" and len(texts) > 1 and texts[0].isdigit():
        return str(text[: int(texts[0])] + texts[1] + text[int(texts[0]) :])
    if name == "remove" and texts and texts[0].isdigit():
        count = int(texts[1]) if len(texts) > 1 and texts[1].isdigit() else len(text)
        return text[: int(texts[0])] + text[int(texts[0]) + count :]
    return HOLE


def _static(reader: "Values", kind: str, name: str, arguments: list, texts: list) -> list:
    """Follow a method of a type, such as `[IO.File]::WriteAllText(FILE, ...)`."""
    shell = reader.shell
    if not texts:
        return [HOLE]
    if "scriptblock" in kind and name == "create":
        return [Block(texts[0])]
    if name == "frombase64string":
        return [Encoded(texts[0])]
    if name == "getstring":
        return [_decoded(texts[0], arguments, "utf-16-le" if "unicode" in kind else "utf-8")]
    if name == "join" and len(arguments) > 1:
        return [texts[0].join(item for value in arguments[1:] for item in value)]
    if name in ("concat", "format"):
        flat = [item for value in arguments for item in value]
        if name == "concat":
            return ["".join(flat)]
        from .values import combined

        return combined(flat[:1], "f", flat[1:])
    if name == "start" or (name == "shell" and "interaction" in kind):
        return _started(reader, texts)
    if name == "new" and kind.endswith(("streamwriter]", "filestream]")):
        touch(shell, texts[0], WRITTEN)
        return [HOLE]
    if name == "setenvironmentvariable" and len(texts) > 1:
        reader.set(f"env:{texts[0]}", [texts[1]])
        return []
    if name == "combine":
        return ["/".join(texts)]
    if name.startswith(_FILES):
        touch(shell, texts[0], WRITTEN)
    elif name.startswith("delete"):
        touch(shell, texts[0], REMOVED)
    elif name in ("move", "replace") and len(texts) > 1:
        touch(shell, texts[0], REMOVED)
        touch(shell, texts[1], WRITTEN)
    elif name == "copy" and len(texts) > 1:
        touch(shell, texts[1], WRITTEN)
    return [HOLE]


def _decoded(text: str, arguments: list, encoding: str) -> str:
    value = arguments[0][0] if arguments and arguments[0] else text
    if not isinstance(value, Encoded) or has_hole(value):
        return HOLE
    import binascii

    try:
        return str(cleaned(binascii.a2b_base64(value.encode()).decode(encoding, "replace")))
    except ValueError:
        return HOLE


def _started(reader: "Values", texts: list) -> list:
    """Follow a program that a method starts: its file, then the text of its arguments."""
    if not texts or is_all_hole(texts[0]) or not texts[0]:
        return [HOLE]
    from .values import Values

    words: list = []
    for text in texts:
        if text and not is_all_hole(text):
            words.append(text)
    line = " ".join(words)
    if isinstance(reader, Values):
        from . import batch

        batch.run(reader.shell, line, reader.depth + 1)
    return [HOLE]
