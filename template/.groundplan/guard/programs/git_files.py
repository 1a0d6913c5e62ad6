"""What a command of git writes, removes and stages."""

from ..event import REMOVED, REMOVED_TREE, STAGED, WRITTEN
from ..options import by_name, has, names, split, values
from ..paths import active, base, join
from ..shell.sentinel import has_glob
from . import dispatch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell


def pathspec(shell: "Shell", cwd: str, text: str, kind: str) -> None:
    """Note the files that a path of git's stands for; git looks up `*` itself, in all folders."""
    event = shell.event
    if text.startswith(":"):
        if text.startswith(":(") and ")" in text:
            magic, _, text = text[2:].partition(")")
            if "exclude" in magic:
                return
            cwd = event.place.root if "top" in magic else cwd
        elif text[1:2] in ("!", "^"):
            return
        else:
            cwd = event.place.root
            text = text.lstrip(":/")
    spec = active(text)
    if has_glob(spec):
        for known in event.place.protected.fitting(base(spec)):
            event.touch(cwd, spec[: len(spec) - len(base(spec))] + known, kind)
        if has_glob(text):
            event.touch(cwd, text, kind)
        return
    event.touch(cwd, text, kind)


def _paths(shell: "Shell", operands: list, kind: str) -> None:
    for path in operands:
        pathspec(shell, shell.cwd, path, kind)


def _covered(shell: "Shell", folders: list, kind: str) -> None:
    """Note the env files below folders, which a command of git covers whether named or not."""
    event = shell.event
    for folder in folders or ["."]:
        path = join(shell.cwd, folder)
        for file in event.place.files_under(path):
            event.touch("", file, kind)


def _add(shell: "Shell", rest: list, want: bool) -> None:
    options, operands = split(rest, "", ("chmod", "pathspec-from-file"))
    if has(options, "n", "dry-run", "h", "help"):
        return
    _paths(shell, [path for path in operands if path not in (".", "*", ":/")], STAGED)
    for source in values(options, "pathspec-from-file"):
        for line in shell.content(source).replace("\ufffd", "\n").split():
            pathspec(shell, shell.cwd, line, STAGED)
    if has(options, "f", "force"):
        _covered(shell, operands if operands else ["."], STAGED)
    else:
        # Ignored files are not added, named as a folder or by a pattern of the shell.
        return


def _checkout(shell: "Shell", rest: list, want: bool) -> None:
    options, operands = split(rest, "bBj", ("orphan", "conflict", "pathspec-from-file"))
    if has(options, "b", "B", "orphan"):
        return
    _paths(shell, operands, WRITTEN)


def _restore(shell: "Shell", rest: list, want: bool) -> None:
    _options, operands = split(rest, "s", ("source", "conflict", "pathspec-from-file"))
    _paths(shell, operands, WRITTEN)


def _reset(shell: "Shell", rest: list, want: bool) -> None:
    _options, operands = split(rest, "U", ("pathspec-from-file",))
    _paths(shell, operands, STAGED)


def _rm(shell: "Shell", rest: list, want: bool) -> None:
    options, operands = split(rest, "", ("pathspec-from-file",))
    if has(options, "n", "dry-run"):
        return
    _paths(shell, operands, STAGED if has(options, "cached") else REMOVED)


def _mv(shell: "Shell", rest: list, want: bool) -> None:
    options, operands = split(rest)
    if has(options, "n", "dry-run") or len(operands) < 2:
        return
    event = shell.event
    target = operands[-1]
    full = join(shell.cwd, target)
    for path in operands[:-1]:
        event.touch(shell.cwd, path, REMOVED_TREE)
        if len(operands) > 2 or target.endswith("/") or event.place.is_folder(full):
            event.touch("", f"{full}/{base(path)}", WRITTEN)
    event.touch("", full, WRITTEN)


def _clean(shell: "Shell", rest: list, want: bool) -> None:
    options, operands = split(rest, "e", ("exclude",))
    ignored = has(options, "x", "X")
    if has(options, "n", "dry-run") or not (
        has(options, "f", "force", "i", "interactive") or shell.event.cleans
    ):
        return
    if not ignored:
        # What git ignores stays, unless it is named.
        return
    from ..shell.sentinel import matches

    kept = [active(text.strip("/")) for text in values(options, "e", "exclude")]
    if has(options, "X"):
        # Only what is ignored goes: what `!` takes out of that stays.
        kept = [text[1:] for text in kept if text[:1] == "!"]
    event = shell.event
    for folder in operands or ["."]:
        path = join(shell.cwd, folder)
        if has_glob(active(folder)) or event.place.protected.begins(base(path)):
            pathspec(shell, shell.cwd, folder, REMOVED)
        for file in event.place.files_under(path):
            name = base(file)
            if not any(matches(pattern, name) or matches(pattern, file) for pattern in kept):
                event.touch("", file, REMOVED)


def _stash(shell: "Shell", rest: list, want: bool) -> None:
    verb = rest[0] if rest and rest[0][:1] != "-" else "push"
    arguments = rest[1:] if rest and rest[0][:1] != "-" else rest
    if verb not in ("push", "save"):
        return
    options, operands = split(arguments, "m", ("message", "pathspec-from-file"))
    if verb == "push":
        _paths(shell, operands, REMOVED)
    if has(options, "a", "all") and (verb == "save" or not operands):
        root = shell.event.place.root
        _covered(shell, [root], REMOVED)
    elif has(options, "a", "all"):
        _covered(shell, operands, REMOVED)


def _apply(shell: "Shell", rest: list, want: bool) -> None:
    from . import patch

    options, operands = split(rest, "Cp", ("directory", "exclude", "include", "whitespace"))
    if has(options, "check", "stat", "numstat", "summary"):
        return
    _paths(shell, values(options, "include"), WRITTEN)
    texts = [patch.text_of(shell, path) for path in operands] or [patch.text_of(shell, "-")]
    for text in texts:
        for path in patch.unified_paths(text):
            shell.event.touch(shell.cwd, path, WRITTEN)


def _foreach(shell: "Shell", rest: list, want: bool) -> None:
    while rest and rest[0][:1] == "-":
        rest = rest[1:]
    if rest[:1] == ["foreach"]:
        _, operands = split(rest[1:], "", (), True)
        shell.fresh().run_text(" ".join(operands))


def _bisect(shell: "Shell", rest: list, want: bool) -> None:
    if rest[:1] == ["run"]:
        dispatch.run_words(shell, rest[1:], {}, False)


def _difftool(shell: "Shell", rest: list, want: bool) -> None:
    options, _ = split(rest, "xt", ("extcmd", "tool"))
    for text in values(options, "x", "extcmd"):
        shell.fresh().run_text(text)


_FILTER_BRANCH_NAMES = names(
    "tree-filter index-filter msg-filter env-filter commit-filter parent-filter"
    " tag-name-filter setup"
)


def _filter_branch(shell: "Shell", rest: list, want: bool) -> None:
    names = _FILTER_BRANCH_NAMES
    options, _ = split(rest, "", (*names, "subdirectory-filter", "original", "d"))
    for text in values(options, *names):
        shell.fresh().run_text(text)


def _update_index(shell: "Shell", rest: list, want: bool) -> None:
    options, operands = split(rest, "", ("cacheinfo", "chmod", "index-version"))
    if has(options, "add", "remove", "force-remove", "again"):
        _paths(shell, operands, STAGED)
        if has(options, "stdin", "index-info", "z"):
            lines = shell.stdin.replace("\ufffd", "\n").split("\n")
            _paths(shell, [line.rpartition("\t")[2] for line in lines if line], STAGED)
    elif has(options, "index-info"):
        _paths(shell, [line.rpartition("\t")[2] for line in shell.stdin.split("\n")], STAGED)
    for value in values(options, "cacheinfo"):
        _paths(shell, [value.rpartition(",")[2], *operands[-1:]], STAGED)


def _commit_tree(shell: "Shell", rest: list, want: bool) -> None:
    shell.event.skips.append("git commit-tree")


def _bundle(shell: "Shell", rest: list, want: bool) -> None:
    _, operands = split(rest)
    if operands[:1] == ["create"]:
        _paths(shell, operands[1:2], WRITTEN)


ACTIONS: dict = by_name(
    {
        _add: "add stage",
        _checkout: "checkout checkout-index",
        _restore: "restore",
        _reset: "reset",
        _rm: "rm",
        _mv: "mv",
        _clean: "clean",
        _stash: "stash",
        _apply: "apply am",
        _foreach: "submodule",
        _bisect: "bisect",
        _difftool: "difftool",
        _filter_branch: "filter-branch",
        _update_index: "update-index",
        _commit_tree: "commit-tree",
        _bundle: "bundle",
    }
)
