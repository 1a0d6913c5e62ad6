"""Paths as a command names them, and what lies under a folder."""

from . import disk
from .shell.sentinel import HOLE, STAR, has_glob, has_hole, matches, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .policy.protected import Protected
    from .policy.table import Table

_USUAL = {
    "/.git/hooks": ("pre-commit", "pre-push", "commit-msg"),
    "/.claude": ("settings.json", "settings.local.json", "hooks"),
    "/.codex": ("config.toml", "hooks.json"),
    "/.cursor": ("hooks.json",),
    "/.gemini": ("settings.json",),
}
"""Names that are taken to stand in these folders: hooks, and settings of agents."""

MOUNTS = ("/app", "/code", "/usr/src/app", "/srv/app", "/workspace", "/w")
"""Where a repo is usually mounted in a container: the same files by another name."""

MOUNT = "/app"
"""Where a container that a command enters has the repo."""

_LISTED = 400
_LONGEST_TEXT = 1_000_000
_DEPTH = 3


def join(folder: str, path: str) -> str:
    """Return `path` as seen from `folder`, without `.`, `..` and doubled slashes.

    Both may hold marks; a part that is not known stays a part of its own.
    """
    if not path.startswith(("/", "~")):
        path = f"{folder}/{path}"
    if "//" not in path and "/." not in path and not path.endswith("/"):
        return path
    parts: list = []
    for part in path.split("/"):
        if part in ("", "."):
            continue
        if part == ".." and parts and parts[-1] != "..":
            if has_hole(parts[-1]):
                parts.append(part)
            else:
                parts.pop()
        else:
            parts.append(part)
    start = "/" if path.startswith("/") else ""
    return start + "/".join(parts)


def base(path: str) -> str:
    """Return the last part of a path; trailing slashes do not count."""
    stripped = path.rstrip("/")
    return stripped[stripped.rfind("/") + 1 :]


def folder_of(path: str) -> str:
    """Return a path without its last part; `/` for what stands at the top."""
    stripped = path.rstrip("/")
    return stripped[: stripped.rfind("/")] or "/"


def from_windows(path: str) -> str:
    """Return a Windows path in the form of the others; text that is none is left alone."""
    if "\\" in path:
        path = path.replace("\\", "/")
        if path.startswith("//?/"):
            path = path[4:]
    name_at = path.rfind("/") + 1
    name = path[name_at:]
    # `name::$DATA` and `name. ` are the file `name` there.
    if ":" in name and not (name_at == 0 and len(name) > 1 and name[1] == ":"):
        name = name[: name.find(":")]
    stripped = name.rstrip(" .")
    return path[:name_at] + (stripped or name)


class Place:
    """The repo that a call is about: its root, and what is known to lie in it."""

    __slots__ = ("_protected", "_seen", "extra", "is_mounted", "is_real", "root", "table")

    def __init__(self, root: str, extra: tuple = (), is_real: bool = True) -> None:
        """Note the root; `extra` are folders below it with protected files taken to be there."""
        self.root = root
        self.extra = extra
        self.is_real = is_real
        self.is_mounted = False
        self._seen: dict = {}
        self.table: Table | None = None
        self._protected: Protected | None = None

    @property
    def protected(self) -> "Protected":
        """What the repo's rules protect; read when it is asked for."""
        if self._protected is None:
            from .policy.protected import protected_by

            self._protected = protected_by(self.table)
        return self._protected

    def names_in(self, folder: str) -> list:
        """Return the names in a folder: those on the disk, and the witnesses of the root."""
        if folder in self._seen:
            known: list = self._seen[folder]
            return known
        found: list = []
        if folder == self.root or folder in self.extra:
            found.extend(self.protected.witnesses)
        found.extend(_USUAL.get(folder[folder.rfind("/.") :], ()))
        if folder == self.root:
            found.extend(path[len(folder) + 1 :] for path in self.extra)
        if self.is_real and not has_hole(folder):
            found.extend(disk.names_in(folder)[:_LISTED])
        self._seen[folder] = found
        return found

    def is_folder(self, path: str) -> bool:
        """Say whether a path is known to be a folder."""
        if path in self.extra or self.is_above(path):
            return True
        if not self.is_real or has_hole(path) or has_glob(path):
            return False
        return disk.is_folder(path)

    def is_above(self, path: str) -> bool:
        """Say whether a path is the root or a folder above it."""
        return self.root == path or self.root.startswith(path.rstrip("/") + "/")

    def is_kept_by_kit(self) -> bool:
        """Say whether the kit has landed in the repo on the disk."""
        return self.is_real and disk.exists(f"{self.root}/.groundplan/rules.json")

    def fitting(self, path: str) -> list:
        """Return the paths that a path with active characters in its last part stands for."""
        name = base(path)
        folder = folder_of(path)
        if has_hole(name) and not self.protected.begins(name):
            # What is not known fits everything: only a name that is likely counts.
            return []
        if has_glob(folder):
            # Files of that name in any folder that fits.
            return (
                [path]
                if not has_glob(name)
                else [
                    f"{folder}/{known}"
                    for known in self.protected.witnesses
                    if self.protected.asks_for(name) and _fits(name, known)
                ]
            )
        found = {f"{folder}/{known}" for known in self.names_in(folder) if _fits(name, known)}
        if not found and (folder in MOUNTS or self.protected.asks_for(name)):
            known_names = self.protected.witnesses
            found.update(f"{folder}/{known}" for known in known_names if _fits(name, known))
        return sorted(found)

    def on_host(self, path: str) -> str:
        """Return a path in a container that has the repo as the path that it is here."""
        is_inside = path == MOUNT or path.startswith(MOUNT + "/")
        return self.root + path[len(MOUNT) :] if is_inside else path

    def files_under(self, folder: str) -> list:
        """Return files below a folder: the witnesses, and what is on the disk, within bounds."""
        found: list = []
        folder = self.on_host(folder)
        if self.is_above(folder):
            found.extend(f"{self.root}/{name}" for name in self.protected.witnesses)
            folder_on_disk = self.root
        else:
            folder_on_disk = folder
        for extra in self.extra:
            if extra == folder or extra.startswith(folder.rstrip("/") + "/"):
                found.extend(f"{extra}/{name}" for name in self.protected.witnesses)
        if self.is_real and not has_hole(folder) and not has_glob(folder):
            disk.walk(folder_on_disk, _DEPTH, _LISTED, found, self.protected.keeps)
        return found

    def all_under(self, folder: str) -> list:
        """Return all files below a folder on the disk, within bounds, and the protected ones."""
        found = self.files_under(folder)
        if self.is_real and not has_hole(folder) and not has_glob(folder):
            disk.walk(folder, _DEPTH, _LISTED, found, lambda _: True)
        return found

    def text(self, path: str) -> str:
        """Return the text of a file on the disk; empty where there is none that can be read."""
        if not self.is_real or has_hole(path) or has_glob(path):
            return ""
        try:
            return disk.content(path, _LONGEST_TEXT).decode("utf-8", "replace")
        except (OSError, ValueError):
            return ""

    def real(self, path: str) -> str:
        """Return where a path leads when its links are followed; the path itself where it can't."""
        if not self.is_real or has_hole(path) or has_glob(path) or not path.startswith("/"):
            return path
        return disk.real(path)


def _fits(pattern: str, name: str) -> bool:
    if name[:1] == "." and pattern[:1] not in (".", HOLE):
        return False
    return matches(pattern, name)


def active(text: str) -> str:
    """Return text whose `*`, `?` and `[` are to be looked up, as git and find do themselves."""
    if "\\" in text:
        parts = text.split("\\")
        # A letter behind a back-slash stands for itself.
        return active(parts[0]) + "".join(part[:1] + active(part[1:]) for part in parts[1:])
    return text.replace("*", STAR).replace("?", "\x03").replace("[", "\x04")


def shown(path: str, root: str) -> str:
    """Return a path as a person would write it, with `...` for what is not known."""
    if path.startswith(root + "/"):
        path = path[len(root) + 1 :]
    return plain(path).replace(HOLE, "...").replace("\x01", "...")
