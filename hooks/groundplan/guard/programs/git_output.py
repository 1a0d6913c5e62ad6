"""What commands of git print, where others then read that, and the file that `--output` names."""

from ..event import WRITTEN
from ..options import by_name, has, split, values
from ..paths import base
from ..shell.sentinel import HOLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell


def _rev_parse(shell: "Shell", rest: list, want: bool) -> "str | None":
    root = shell.event.place.root
    for number, word in enumerate(rest):
        if word == "--show-toplevel":
            return root + "\n"
        if word in ("--git-dir", "--git-common-dir", "--absolute-git-dir"):
            return f"{root}/.git\n"
        if word == "--git-path" and number + 1 < len(rest):
            return f"{root}/.git/{rest[number + 1]}\n"
        if word == "--show-cdup":
            return "\n"
    return None


def _ls_files(shell: "Shell", rest: list, want: bool) -> "str | None":
    options, _operands = split(rest, "xX", ("exclude", "exclude-from", "format"))
    if not want or not has(options, "o", "others", "i", "ignored"):
        return None
    if has(options, "exclude-standard") and not has(options, "i", "ignored"):
        return None
    files = shell.event.place.files_under(shell.cwd)
    return "".join(f"{path}\n" for path in files) + HOLE + "\n"


def _check_ignore(shell: "Shell", rest: list, want: bool) -> "str | None":
    """Return what `git check-ignore` prints: the paths that it is given and git ignores."""
    options, operands = split(rest)
    begins = shell.event.place.protected.begins
    found = [path for path in operands if begins(base(path))]
    if has(options, "stdin"):
        found += [path for path in shell.stdin.split() if begins(base(path))]
    return "".join(f"{path}\n" for path in found) + HOLE + "\n"


def _status(shell: "Shell", rest: list, want: bool) -> "str | None":
    """Return what `git status --ignored` prints of env files, in its short form."""
    options, _ = split(rest, "", ("porcelain?",))
    if not want or not has(options, "ignored"):
        return None
    return "".join(f"!! {path}\n" for path in shell.event.place.files_under(shell.cwd))


def _output_file(shell: "Shell", rest: list, want: bool) -> None:
    options, _ = split(rest, "o", ("output", "output-directory"))
    for path in values(options, "o", "output"):
        shell.event.touch(shell.cwd, path, WRITTEN)


ACTIONS: dict = by_name(
    {
        _output_file: "archive diff log show range-diff format-patch",
        _check_ignore: "check-ignore",
        _status: "status",
        _rev_parse: "rev-parse",
        _ls_files: "ls-files",
    }
)
