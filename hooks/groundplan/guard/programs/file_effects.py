"""What the programs that change files have in common."""

from ..event import WRITTEN
from ..paths import base, join
from ..shell.sentinel import HOLE, has_glob, has_hole, is_all_hole, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell


def touch(shell: "Shell", paths: list, kind: str = WRITTEN) -> None:
    """Note that a program changes files."""
    for path in paths:
        if path:
            shell.event.touch(shell.cwd, path, kind)


def target_of(shell: "Shell", target: str, sources: list, into: bool, flat: bool = False) -> None:
    """Note what is written at a target: itself, or the sources' names in it if it is a folder."""
    event = shell.event
    full = join(shell.cwd, target)
    is_folder = not flat and (
        into or target.endswith(("/", "/.")) or target in (".", "..") or event.place.is_folder(full)
    )
    if is_folder or len(sources) > 1:
        for source in sources:
            name = base(source.rstrip("/")) if source.rstrip("/") not in (".", "..") else ""
            for found in _named_by(shell, source) if has_glob(source) else [name]:
                if found:
                    event.touch("", f"{full}/{found}", WRITTEN)
    if not is_folder:
        event.touch("", full, WRITTEN)
        known = shell.content(sources[0]) if len(sources) == 1 else HOLE
        if not is_all_hole(known):
            shell.files[full] = known


def with_content(shell: "Shell", target: str, sources: list) -> None:
    """Note what a copy of whole folders writes in the repo: each file that lies in them."""
    place = shell.event.place
    full = join(shell.cwd, target)
    is_cache = full.endswith("/.cache")
    if has_hole(full) or not (
        is_cache or place.is_above(full) or full.startswith(place.root + "/")
    ):
        return
    if is_cache:
        shell.event.touch("", full, WRITTEN)
        return
    for source in sources:
        folder = join(shell.cwd, source)
        made = [path for path in shell.files if path.startswith(folder + "/")]
        if not place.is_folder(folder) and not made:
            if source.endswith(("/.", "/", "/*")) or has_glob(source):
                # A folder that is not known, put over one that is: any of its files may come.
                shell.event.doubt("folder", full)
            continue
        spread = source.endswith(("/.", "/")) or source == "." or not place.is_folder(full)
        into = full if spread else f"{full}/{base(folder)}"
        for file in [*place.all_under(folder), *made]:
            if file.startswith(folder + "/"):
                shell.event.touch("", into + file[len(folder) :], WRITTEN)


def linked(shell: "Shell", source: str, target: str, symbolic: bool = False) -> None:
    """Note that a path leads to another one from now on: a write to it is one to that."""
    full = join(shell.cwd, target)
    if shell.event.place.is_folder(full):
        full = f"{full}/{base(source)}"
    start = full[: full.rfind("/")] if symbolic else shell.cwd
    shell.event.links[full] = join(start, source)


def _named_by(shell: "Shell", source: str) -> list:
    """Return the names that a pattern of the shell stands for; dots have to be written."""
    place = shell.event.place
    if not place.protected.mentions(plain(base(source))):
        return []
    return [base(path) for path in place.fitting(join(shell.cwd, source))]
