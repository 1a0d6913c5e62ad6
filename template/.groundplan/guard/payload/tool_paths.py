"""The files that a tool call's arguments name."""

from ..json_text import Unreadable, load
from ..options import names
from ..paths import from_windows
from ..shell.sentinel import cleaned
from .tool_commands import DEPTH, INNER, simple
from .tools import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .reader import Call

_READS = names(
    "read view grep glob search list ls get find fetch web open task think todo codebase"
    " semantic fsread tree stat exists describe show diff log status blame count"
)
_CHANGES = frozenset(
    names(
        "write edit replace delete remove rename move save update create insert append patch"
        " modify put set add copy upload download stage restore apply"
    )
)
_NO_READS = (
    "openandedit",
    "searchandreplace",
    "searchreplace",
    "findandreplace",
    "findreplace",
    "taskedit",
)
_PATHS = frozenset(
    names(
        "filepath path notebookpath targetfile absolutepath file filename destination"
        " source newpath oldpath relativepath relativeworkspacepath targetpath uri paths"
        " files filepaths sourcepath destinationpath target directory dirpath src dst dest"
        " oldname newname outputpath outputfile newfilepath oldfilepath"
    )
)
_FOLDERS = names("directory dirpath cwd workdir workingdirectory")
_BY_NAME = frozenset(names("files changes edits fileedits filecontents"))
"""Arguments that may be an object whose keys are the files' names."""
_SOURCES = names("source source_path src from oldpath")
_PATCH_KEYS = ("command", "input", "patch", "patchText", "patch_text", "diff", "content")
_CONTENT_KEYS = names(
    "content new_string newString new_str file_text CodeContent new_source new_text"
)


def describe(call: "Call", arguments: dict, tool: str) -> None:
    """Note the files that a call reads or writes."""
    found: list = []
    called = words(call.tool)
    # What a command's tool calls a folder is where it runs.
    keys = _PATHS.difference(_FOLDERS) if call.commands else _PATHS
    if any(word in ("copy", "move", "rename") for word in called):
        keys = keys.union(("from", "to"))
    _collect(arguments, keys, found, 0)
    patch = _patch_text(arguments)
    if patch:
        from ..programs import patch as patches

        found.extend(patches.paths(patch))
    if "copy" in called:
        spared = [arguments.get(key) for key in _SOURCES]
        found = [path for path in found if path not in spared]
    is_read = tool in call.shape.get("reads", ()) or _is_read(
        tool, called, arguments.get("command")
    )
    call.kind = "read" if is_read else "write"
    call.paths = [_path_of(path) for path in found]
    call.content = "\n".join(
        str(arguments[key]) for key in _CONTENT_KEYS if isinstance(arguments.get(key), str)
    )[:65536]


def _is_read(tool: str, called: list, told: object) -> bool:
    """Say whether a tool only reads: by its first verb, or by the verb that it is given."""
    if told in ("view", "read", "show", "list"):
        return True
    if tool.startswith(_NO_READS) or any(word in _CHANGES for word in called):
        return False
    if tool.startswith(_READS):
        return True
    # `mcp_files_read_file`, `git_diff`: the verb stands behind the server's name.
    return any(word in _READS for word in called)


def _collect(value: object, keys: frozenset, found: list, depth: int) -> None:
    """Gather the paths that a tool's arguments name, however deep they stand."""
    if depth > DEPTH:
        raise Unreadable("the call is nested too deeply")
    if isinstance(value, list):
        for item in value:
            _collect(item, keys, found, depth + 1)
        return
    if not isinstance(value, dict):
        return
    for key, item in value.items():
        name = simple(key)
        if name in _BY_NAME and isinstance(item, dict):
            found.extend(str(path) for path in item)
        if name in keys and isinstance(item, str):
            _add(item, keys, found, depth)
        elif name in keys and isinstance(item, list):
            for one in item:
                found.append(one) if isinstance(one, str) else _collect(one, keys, found, depth + 1)
        elif isinstance(item, (dict, list)):
            _collect(item, keys, found, depth + 1)
        elif isinstance(item, str) and name in INNER and item[:1] in "[{":
            _add(item, keys, found, depth)


def _add(text: str, keys: frozenset, found: list, depth: int) -> None:
    if text[:1] not in ("[", "{"):
        found.append(text)
        return
    try:
        inner = load(text.encode("utf-8", "surrogatepass"))
    except Unreadable:
        found.append(text)
        return
    if isinstance(inner, list) and all(isinstance(one, str) for one in inner):
        found.extend(inner)
    else:
        _collect(inner, keys, found, depth + 1)


def _patch_text(arguments: dict) -> str:
    for key in _PATCH_KEYS:
        text = arguments.get(key)
        if not isinstance(text, str):
            continue
        if key == "content" and "*** Begin Patch" not in text[:200]:
            continue
        if (
            "*** " in text
            or "\n+++ " in text
            or text.startswith(("--- ", "+++ ", "diff --git "))
            or "\ndiff --git " in text
        ):
            return text
    return ""


def _path_of(path: str) -> str:
    """Return a path of a payload in one form: forward slashes, no scheme."""
    path = cleaned(path)
    if path.startswith("file://"):
        path = _unescaped(path[7:])
        if path[:1] != "/":  # file://localhost/...
            path = path[path.find("/") :] if "/" in path else path
    if "\\" in path or path[1:2] == ":" or "::$" in path:
        path = from_windows(path)
        if path[1:2] == ":":
            path = "/" + path
    return path


def _unescaped(text: str) -> str:
    """Return the text of a URI with its `%2E` as the characters that they stand for."""
    parts = text.split("%")
    found = parts[0].encode("utf-8", "surrogatepass")
    for part in parts[1:]:
        try:
            found += bytes.fromhex(part[:2]) + part[2:].encode("utf-8", "surrogatepass")
        except ValueError:
            found += b"%" + part.encode("utf-8", "surrogatepass")
    return cleaned(found.decode("utf-8", "replace"))
