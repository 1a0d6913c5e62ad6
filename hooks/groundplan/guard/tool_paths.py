"""The files that a tool call's arguments name."""

from .json_text import Unreadable, load
from .marks import cleaned
from .options import names
from .paths import from_windows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .payload import Call

_READS = names(
    "read view grep glob search list ls get find fetch web open task think todo codebase"
    " semantic fsread"
)
_NO_READS = (
    "openandedit",
    "searchandreplace",
    "searchreplace",
    "findandreplace",
    "findreplace",
    "taskedit",
)
PATH_KEYS = frozenset(
    names(
        "filepath path notebookpath targetfile absolutepath file filename destination"
        " source newpath oldpath relativepath relativeworkspacepath targetpath uri paths"
        " files filepaths sourcepath destinationpath target directory dirpath"
    )
)
_PATCH_KEYS = ("command", "input", "patch", "patchText", "patch_text", "diff")
_CONTENT_KEYS = names(
    "content new_string newString new_str file_text CodeContent new_source new_text"
)
_DEPTH = 5


def describe(call: "Call", arguments: dict, simple: str) -> None:
    """Note the files that a call reads or writes."""
    found: list = []
    _collect(arguments, found, 0)
    patch = _patch_text(arguments)
    if patch:
        from . import patch as patches

        found.extend(patches.paths(patch))
    if simple.startswith("copy"):
        spared = (arguments.get("source"), arguments.get("source_path"))
        found = [path for path in found if path not in spared]
    is_read = simple.startswith(_READS) and not simple.startswith(_NO_READS)
    call.kind = "read" if is_read else "write"
    call.paths = [_path_of(path) for path in found]
    call.content = "\n".join(
        str(arguments[key]) for key in _CONTENT_KEYS if isinstance(arguments.get(key), str)
    )[:65536]


def _collect(value: object, found: list, depth: int) -> None:
    """Gather the paths that a tool's arguments name, however deep they stand."""
    if depth > _DEPTH:
        return
    if isinstance(value, dict):
        for key, item in value.items():
            name = str(key).replace("_", "").replace("-", "").lower()
            if name in PATH_KEYS:
                if isinstance(item, str):
                    _add(item, found, depth)
                elif isinstance(item, list):
                    for one in item:
                        found.append(one) if isinstance(one, str) else _collect(
                            one, found, depth + 1
                        )
                else:
                    _collect(item, found, depth + 1)
            elif isinstance(item, (dict, list)):
                _collect(item, found, depth + 1)
            elif (
                isinstance(item, str)
                and name in ("replacements", "operations", "edits")
                and item[:1] in "[{"
            ):
                _add(item, found, depth)
    elif isinstance(value, list):
        for item in value:
            _collect(item, found, depth + 1)


def _add(text: str, found: list, depth: int) -> None:
    if text[:1] in ("[", "{"):
        try:
            inner = load(text.encode("utf-8", "surrogatepass"))
        except Unreadable:
            found.append(text)
            return
        if isinstance(inner, list) and all(isinstance(one, str) for one in inner):
            found.extend(inner)
        else:
            _collect(inner, found, depth + 1)
    else:
        found.append(text)


def _patch_text(arguments: dict) -> str:
    for key in _PATCH_KEYS:
        text = arguments.get(key)
        if isinstance(text, str) and (
            "*** " in text or "\n+++ " in text or text.startswith(("--- ", "+++ "))
        ):
            return text
    return ""


def _path_of(path: str) -> str:
    """Return a path of a payload in one form: forward slashes, no scheme."""
    path = cleaned(path)
    if path.startswith("file://"):
        path = path[7:].replace("%2E", ".").replace("%2e", ".")
    if "\\" in path or path[1:2] == ":" or "::$" in path:
        path = from_windows(path)
        if path[1:2] == ":":
            path = "/" + path
    return path
