"""What a user keeps about a repo outside of it, where nothing that the repo contains can reach.

Keyed by the repo's real root, so that two ways to the same folder meet, and by nothing that the
environment of one run chooses, such as TMPDIR.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from groundplan.core import write
from groundplan.core.digest import sha256
from groundplan.core.errors import EnvironmentTrouble, Refused

NAME = "groundplan"
_WAY_OUT = "Set XDG_STATE_HOME to a folder that only you can write."


def state_folder(root: Path) -> Path:
    """Return the user's folder for the repo in `root`: private, and made where it is missing.

    It lies in `$XDG_STATE_HOME`, or in `~/.local/state` (XDG Base Directory Specification 0.8); where
    neither can be written, in a private folder for temporary files.

    Raises:
        Refused: somebody else owns the folder or may write to it, or the repo contains it.
        EnvironmentTrouble: no such folder can be made.
    """
    return _made(_parts(state_home(), root), root)


def find_state(root: Path) -> Path | None:
    """Return the user's folder for a repo where it is there already; nothing is made.

    Raises:
        Refused: as in `state_folder`.
    """
    folder = state_home().joinpath(*_parts(state_home(), root)[1:])
    if not folder.is_dir():
        return None
    _refuse_unsafe(folder, root)
    return folder


def state_home() -> Path:
    """Return the folder under which users keep the state of programs."""
    named = os.environ.get("XDG_STATE_HOME", "")
    if named and Path(named).is_absolute():
        return Path(named)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        return Path(local) if local else Path.home() / "AppData/Local"
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - `Path.home` raises where there is none
    state = home / ".local/state"
    return state if home.is_absolute() and _can_be_made(state) else _temporary()


def _temporary() -> Path:
    # The same for all runs of a user; `_refuse_unsafe` looks whose it is.
    owner = os.getuid() if hasattr(os, "getuid") else 0
    return Path(f"/tmp/{NAME}-{owner}")  # noqa: S108 - on purpose not TMPDIR


def _can_be_made(folder: Path) -> bool:
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    return nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)


def _parts(home: Path, root: Path) -> tuple[Path, str, str, str]:
    real = os.path.realpath(root)
    key = sha256(os.fsencode(os.path.normcase(real)))[:24]
    return home, NAME, "repos", key


def _made(parts: tuple[Path, str, str, str], root: Path) -> Path:
    home, *names = parts
    folder = home.joinpath(*names)
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise EnvironmentTrouble(f"{home} can't be made.", _WAY_OUT) from problem
    if not folder.is_dir():
        write.make_folder(folder, root=home, private=True)
    _refuse_unsafe(folder, root)
    return folder


def _refuse_unsafe(folder: Path, root: Path) -> None:
    """Refuse a folder that another user, or the repo itself, could have filled."""
    for path in (folder, folder.parent, folder.parent.parent):
        about = path.lstat()
        if not stat.S_ISDIR(about.st_mode):
            raise Refused(f"{path} is not a folder.", f"Remove it. {_WAY_OUT}")
        if hasattr(os, "geteuid") and (about.st_uid != os.geteuid() or about.st_mode & 0o022):
            raise Refused(f"{path} can be written by somebody else.", _WAY_OUT)
    if folder.resolve().is_relative_to(root.resolve()) and _is_tracked(folder, root):
        raise Refused(f"git tracks files in {folder}: the repo would vouch for itself.", _WAY_OUT)


def _is_tracked(folder: Path, root: Path) -> bool:
    from groundplan.core.git import git_output

    return bool(git_output("ls-files", "-z", "--", str(folder.resolve()), cwd=root))
