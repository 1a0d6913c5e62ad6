"""Rules about files: whether a path that is touched is one that a rule names."""

from ..event import MODE, REMOVED_TREE, STAGED
from ..options import names
from ..paths import MOUNTS, active, base, join, shown
from ..shell.sentinel import has_glob, has_hole, matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..event import Event
    from ..paths import Place

_READERS = frozenset(
    names(
        "cat tac nl head tail less more bat batcat view vim vi nvim nano emacs code grep"
        " egrep fgrep rg ag ack sed gsed awk gawk cut sort uniq diff comm paste join column"
        " xxd od hexdump strings base64 cp scp rsync tar zip gzip jq yq dotenv envsubst"
        " curl openssl gpg tee source . rev fold wc"
    )
)
"""Programs that take a file's content: what they name counts as read."""


def globs(texts: "Iterable[str]", filled: "Callable[[str], str]") -> list:
    """Return patterns with the repo's facts filled in; one of which nothing is left is none.

    Args:
        texts: the patterns as a rule says them.
        filled: puts the facts in the place of their names.
    """
    found = [
        (text, glob)
        for text in texts
        # A fact that names several files gives a pattern for each of them.
        for glob in (
            filled(text).split() if text[:1] == "{" and text[-1:] == "}" else [filled(text)]
        )
    ]
    # Where a fact is empty, `` or `**` is what stays, and that would fit every file.
    return [glob for text, glob in found if glob == text or glob.strip("*?/. ")]


def met(
    path: str, kind: str, patterns: list, spared: list, place: "Place", at_edit: bool
) -> "str | None":
    """Return the file that a rule names among those that a touched path stands for; else None.

    Args:
        path: the path, with its marks.
        kind: what is done to it.
        patterns: what the rule names, and `spared` what it leaves alone.
        spared: see above.
        place: the repo.
        at_edit: whether the rule is about content only, not about modes and the index.
    """
    has_folders = any("/" in text for text in patterns)
    if (kind == STAGED and has_folders) or (kind == MODE and not has_folders):
        return None
    if at_edit and kind in (STAGED, MODE):
        return None
    for candidate in candidates(path, kind, place, has_folders):
        if covered(candidate, patterns, spared, place, kind):
            return shown(candidate, place.root)
    return None


def readings(event: "Event") -> list:
    """Return what a call reads: by a tool, by `<`, or by a program that is known to read."""
    found = list(event.read)
    for run in event.runs:
        if run.name in _READERS:
            found.extend((join(run.cwd, word), "read") for word in run.arguments if word[:1] != "-")
    return found


def candidates(path: str, kind: str, place: "Place", deep: bool) -> list:
    """Return the files that a touched path stands for: itself, where it leads, what fits it."""
    path = path if "\\" not in path else path.replace("\\", "/")
    if has_glob(path):
        found = place.fitting(path)
        if not found and not has_glob(path[: len(path) - len(base(path))]):
            found = [path]
        if has_glob(path) and path not in found:
            found = [*found, path]
    else:
        found = [path]
    real = place.real(path)
    if real != path:
        found.append(real)
    if kind == REMOVED_TREE:
        for item in list(found):
            name = base(item)
            if has_glob(item) or place.is_folder(item) or name in (".", "..", ""):
                found.extend(place.files_under(item))
    return found


def covered(path: str, patterns: list, spared: list, place: "Place", kind: str) -> bool:
    """Say whether a path is one that a rule names."""
    name = base(path).lower()
    if not name:
        return False
    if has_hole(name) or has_glob(name):
        return (
            _folder_covered(path, patterns, place, kind)
            if any("/" in text for text in patterns)
            else False
        )
    for pattern in patterns:
        if pattern == "**":
            if _is_code(path, spared, place):
                return True
            continue
        if "/" in pattern:
            if not has_hole(path) and _suffix_fits(path, pattern, kind, place):
                return True
        elif _name_fits(pattern, name):
            if has_hole(path):
                # The folder is not known: a question, not a denial (see `doubtful`).
                continue
            if not any(_name_fits(other, name) for other in spared):
                return True
    return False


def _name_fits(pattern: str, name: str) -> bool:
    if "*" not in pattern:
        return pattern.lower() == name
    return matches(active(pattern), name, True)


_ONCE = (".git", ".github")
"""Folders that count in the root only: below another folder they are another repo's."""


def inside_parts(path: str, place: "Place") -> "list | None":
    """Return the folders of a path below the root (or the home folder); None where it is elsewhere."""
    low = path.lower()
    if low[2:3] == ":":  # a drive's letter
        low = low[3:]
    for start in (place.root.lower(), "~", *MOUNTS):
        if low == start:
            # On the host a folder of that name is another one.
            return [] if start not in MOUNTS or start == place.root or place.is_mounted else None
        if low.startswith(start + "/"):
            return [part for part in low[len(start) :].split("/") if part]
    return None


def _suffix_fits(path: str, pattern: str, kind: str, place: "Place") -> bool:
    """Say whether a path in the repo is the one that a pattern with folders names, or holds it."""
    parts = inside_parts(path, place)
    if parts is None:
        return False
    return _parts_fit(parts, pattern.lower().split("/"), kind)


def _parts_fit(parts: list, wanted: list, kind: str) -> bool:
    tree = wanted[-1] == "**"
    wanted = wanted[:-1] if tree else wanted
    if not parts:
        return kind == REMOVED_TREE
    starts = range(1) if wanted[0] in _ONCE else range(len(parts))
    for start in starts:
        here = parts[start : start + len(wanted)]
        if not all(matches(active(one), other) for one, other in zip(wanted, here)):
            continue
        after = len(parts) - start - len(wanted)
        if len(here) == len(wanted):
            if after == 0 or (tree and after > 0):
                return True
        elif kind == REMOVED_TREE:
            # A folder that holds what the pattern names goes away as a whole.
            return True
    return False


def _folder_covered(path: str, patterns: list, place: "Place", kind: str) -> bool:
    """Say whether a path whose last part is not known lies in a folder that a rule names whole."""
    parts = inside_parts(path[: path.rfind("/")], place)
    if not parts or has_hole(path[: path.rfind("/")]):
        return False
    for pattern in patterns:
        wanted = pattern.lower().split("/")
        if wanted[-1] == "**" and len(parts) >= len(wanted) - 1 and _parts_fit(parts, wanted, kind):
            return True
    return False


def likely_folder(path: str, patterns: list) -> bool:
    """Say whether a path that begins with something unknown ends as a pattern with folders says."""
    tail = path[max(path.rfind("\x00"), path.rfind("\x01")) + 1 :]
    parts = [part for part in tail.lower().split("/") if part]
    wanted = [pattern.lower().split("/") for pattern in patterns if "/" in pattern]
    return bool(parts) and any(
        len(parts) >= len(one) and _parts_fit(parts, one, "") for one in wanted
    )


def _is_code(path: str, spared: list, place: "Place") -> bool:
    """Say whether a path is a file of the repo that is no document."""
    root = place.root + "/"
    if not path.startswith(root):
        return False
    inside = path[len(root) :]
    for pattern in spared:
        if "/" in pattern:
            if matches(active(pattern), inside, True):
                return False
        elif _name_fits(pattern, base(inside).lower()):
            return False
    return True
