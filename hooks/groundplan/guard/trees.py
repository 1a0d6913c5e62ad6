"""Which checkouts a call is about: the rules of each kit at or above what it touches hold together."""

from . import disk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .payload.reader import Call

KIT = ".groundplan"
_TABLE = f"{KIT}/rules.json"
_LINK = 4096
"""How much of a `.git` file is read: one line with a path."""
_MOST = 8
"""How many checkouts one call is looked at in."""


def roots_of(call: "Call", here: str) -> list:
    """Return the roots whose rules hold for a call, the nearest first; at least one, which may be "".

    The tree that a call touches decides: a file's own, else that of the working folder. An agent's
    variable for the project counts where neither has a kit, and where it lies around them: a repo
    inside another one can't switch the outer one's rules off.
    """
    found: list = []
    for path in call.paths[:_MOST] if call.kind == "write" else ():
        if path.startswith("/"):
            _add(found, kits_above(path[: path.rfind("/")] or "/"))
    if not found:
        _add(found, kits_above(call.cwd))
    if call.root and disk.exists(f"{call.root}/{KIT}") and _holds_for(call.root, found, call.cwd):
        _add(found, kits_above(call.root) or [call.root])
    return found or [root_above(call.cwd) or root_above(here) or call.root or call.cwd]


def roots_touched(paths: "Iterable[str]", known: list) -> list:
    """Return the roots of further checkouts that touched paths lie in."""
    found: list = []
    for path in paths:
        if len(found) >= _MOST:
            break
        if path.startswith("/") and not any(path.startswith(root + "/") for root in known):
            folder = path[: path.rfind("/")] or "/"
            if "/.groundplan" in folder:
                folder = folder[: folder.index("/.groundplan")] or "/"
            elif path.endswith("/.groundplan"):
                folder = path[: -len("/.groundplan")] or "/"
            _add(found, [root for root in kits_above(folder) if root not in known])
    return found


def _holds_for(root: str, found: list, cwd: str) -> bool:
    """Whether the project's own root holds beside what was found, or alone."""
    if not found:
        return True
    nearest = found[-1]
    return nearest.startswith(root + "/") and not is_worktree(nearest)


def _add(found: list, more: list) -> None:
    found.extend(root for root in more if root not in found)


def kits_above(folder: str) -> list:
    """Return the folders at or above one that hold a kit with rules, up to the repo's root."""
    found: list = []
    at = folder
    while at.startswith("/"):
        if disk.exists(f"{at}/{_TABLE}"):
            found.append(at)
        if disk.exists(f"{at}/.git") or at == "/":
            break
        at = at[: at.rfind("/")] or "/"
    return found


def is_worktree(root: str) -> bool:
    """Whether a folder is a further worktree of a repo: its `.git` is a file that names the repo."""
    try:
        text = disk.content(f"{root}/.git", _LINK).decode("utf-8", "replace")
    except (OSError, ValueError):
        return False
    return text.startswith("gitdir:") and "/worktrees/" in text


def root_above(folder: str) -> str:
    """Return the nearest folder at or above `folder` that holds the kit, else a git repo's root.

    A folder of the kit's name without its rules is no repo of ours where one with rules is above.
    """
    found = bare = ""
    at = folder
    while at.startswith("/"):
        if disk.exists(f"{at}/{_TABLE}"):
            return at
        if not bare and disk.exists(f"{at}/{KIT}"):
            bare = at
        if not found and disk.exists(f"{at}/.git"):
            found = at
        if at == "/":
            break
        at = at[: at.rfind("/")] or "/"
    return bare or found
