"""git: what it writes, removes and stages, and whether its hooks are skipped or weakened."""

from . import programs
from .event import REMOVED, REMOVED_TREE, STAGED, WRITTEN
from .marks import HOLE, has_glob, has_hole, is_all_hole, plain
from .options import has, split, values
from .paths import active, base, join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .event import Event
    from .shell import Shell

HOOKED = frozenset(
    (
        "commit",
        "merge",
        "push",
        "rebase",
        "pull",
        "am",
        "cherry-pick",
        "revert",
        "citool",
        "gui",
        "ci",
    )
)

# Variables that make the hooks of pre-commit, husky, lefthook and others do less, and the values
# with which they do (None: any that is not empty). From the manual of each.
_SWITCHES: dict = {
    "SKIP": None,
    "HUSKY": ("0",),
    "HUSKY_SKIP_HOOKS": None,
    "LEFTHOOK": ("0", "false"),
    "LEFTHOOK_EXCLUDE": None,
    "PRE_COMMIT_ALLOW_NO_CONFIG": None,
    "OVERCOMMIT_DISABLE": None,
    "SKIP_SIMPLE_GIT_HOOKS": None,
}

_GLOBAL = (
    "git-dir",
    "work-tree",
    "namespace",
    "super-prefix",
    "config-env",
    "exec-path",
    "attr-source",
)
_COMMIT = (
    "message",
    "file",
    "author",
    "date",
    "reuse-message",
    "reedit-message",
    "fixup",
    "squash",
    "template",
    "cleanup",
    "trailer",
    "pathspec-from-file",
)
_STARTED = (
    "GIT_EDITOR",
    "GIT_SEQUENCE_EDITOR",
    "GIT_PAGER",
    "GIT_SSH_COMMAND",
    "GIT_EXTERNAL_DIFF",
    "GIT_ASKPASS",
)
"""Variables whose text git gives to a shell (git(1), ENVIRONMENT VARIABLES)."""
_SECTION_SHORT = {
    "commit": "mFCctS?u?",
    "merge": "mFsXS?",
    "rebase": "xsXCS?",
    "push": "o",
    "pull": "sXjS?",
    "am": "CpS?",
}
_SECTION_LONG = {
    "commit": _COMMIT,
    "merge": ("message", "file", "strategy", "strategy-option", "cleanup", "into-name"),
    "rebase": ("exec", "strategy", "strategy-option", "onto", "whitespace", "empty"),
    "push": ("repo", "receive-pack", "exec", "push-option", "recurse-submodules"),
    "pull": ("strategy", "strategy-option", "depth", "upload-pack"),
    "am": ("directory", "exclude", "include", "patch-format", "whitespace"),
}


def start(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow one git command."""
    event = shell.event
    cwd = shell.cwd
    environment = shell.environment(prefix)
    arguments = given[1:]
    aliases: dict = dict(event.git_aliases)
    number = 0
    while number < len(arguments) and arguments[number][:1] == "-":
        word = arguments[number]
        number += 1
        key, equals, value = word.partition("=")
        if word == "-C" or word == "-c":
            value = arguments[number] if number < len(arguments) else ""
            number += 1
            if word == "-C":
                cwd = join(cwd, value)
            else:
                setting(event, value, aliases)
        elif key == "--config-env" or key[2:] in _GLOBAL:
            if not equals and number < len(arguments):
                value = arguments[number]
                number += 1
            if key == "--config-env":
                setting(event, value, aliases)
            elif key == "--work-tree":
                cwd = join(cwd, value)
    from_environment(event, environment, aliases)
    for key in _STARTED:
        if isinstance(environment.get(key), str) and not is_all_hole(environment[key]):
            shell.fresh(cwd=cwd).run_text(environment[key])
    if number >= len(arguments):
        return None
    command, rest = arguments[number], arguments[number + 1 :]
    if command in aliases:
        alias = aliases[command]
        if alias.startswith("!"):
            shell.inner(cwd=cwd).run_text(alias[1:] + " " + " ".join(rest))
            return None
        words = alias.split()
        if words:
            command, rest = words[0], words[1:] + rest
    if command in HOOKED:
        switched(event, command, environment)
    if command in _SECTION_SHORT:
        skipped(shell, event, cwd, command, rest)
    action = _ACTIONS.get(command)
    inner = shell if cwd == shell.cwd else shell.inner(cwd=cwd)
    if action is not None:
        result: str | None = action(inner, rest, want)
        return result
    return None


# -- hooks --------------------------------------------------------------------------------------


def setting(event: "Event", text: str, aliases: dict) -> None:
    """Look at one `key=value` that git is given for this call."""
    key, _, value = plain(text).partition("=")
    key = key.lower()
    if key == "core.hookspath":
        event.skips.append("core.hooksPath")
    elif key.startswith("alias."):
        aliases[key[6:]] = value
        if weakens(value):
            event.skips.append("an alias that skips the hooks")
    elif has_hole(key) and "hook" in key:
        event.doubt("skips", "a setting that cannot be read")


def from_environment(event: "Event", environment: dict, aliases: dict) -> None:
    """Look at settings that come by `GIT_CONFIG_*`."""
    for name, value in environment.items():
        if not name.startswith("GIT_CONFIG"):
            continue
        text = str(value)
        if name.startswith("GIT_CONFIG_KEY_"):
            other = environment.get("GIT_CONFIG_VALUE_" + name[15:], "")
            setting(event, f"{text}={other}", aliases)
        elif "hookspath" in text.lower():
            event.skips.append("core.hooksPath")


def switched(event: "Event", command: str, environment: dict) -> None:
    """Look for variables that switch hooks off."""
    for name, wanted in _SWITCHES.items():
        value = environment.get(name)
        if value is None or value == "":
            continue
        if wanted is None or value in wanted:
            event.skips.append(f"{name}={plain(str(value))}".replace(HOLE, "..."))


def skipped(shell: "Shell", event: "Event", cwd: str, command: str, rest: list) -> None:
    """Look for options by which a command does not run the hooks."""
    options, operands = split(rest, _SECTION_SHORT[command], _SECTION_LONG[command])
    off = False
    for name, _ in options:
        if name in ("no-verify", "no-verif", "no-veri") or (
            name == "n" and command in ("commit", "am")
        ):
            off = True
        elif name == "verify":
            off = False
    if off:
        event.skips.append("--no-verify")
    if command == "commit":
        for path in operands:
            pathspec(shell, cwd, path, STAGED)
        for path in values(options, "pathspec-from-file"):
            for line in shell.content(path).split():
                pathspec(shell, cwd, line, STAGED)
    if command == "rebase":
        for text in values(options, "x", "exec"):
            shell.fresh(cwd=cwd).run_text(text)


def weakens(text: str) -> bool:
    """Say whether an alias's text skips hooks when it runs."""
    from .event import Event
    from .paths import Place
    from .shell import Shell

    if (
        "no-veri" not in text
        and "hookspath" not in text.lower()
        and " -" not in text
        and "=" not in text
    ):
        return False
    event = Event(Place("/repo", (), False), True)
    line = text[1:] if text.startswith("!") else f"git {text}"
    Shell(event, programs, "/repo").run_text(line)
    return bool(event.skips)


# -- files --------------------------------------------------------------------------------------


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
        for known in (".env", ".env.local", ".env.production"):
            from .marks import matches

            if matches(base(spec), known):
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
        for line in shell.content(source).split():
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
    if has(options, "n", "dry-run") or not has(options, "f", "force", "i", "interactive"):
        return
    if not ignored:
        # What git ignores stays, unless it is named.
        return
    from .marks import matches

    kept = [active(text.strip("/")) for text in values(options, "e", "exclude")]
    event = shell.event
    for folder in operands or ["."]:
        path = join(shell.cwd, folder)
        if has_glob(active(folder)) or base(path).startswith(".env"):
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


def _apply(shell: "Shell", rest: list, want: bool) -> None:
    from . import patch

    options, operands = split(rest, "Cp", ("directory", "exclude", "include", "whitespace"))
    if has(options, "check", "stat", "numstat", "summary"):
        return
    texts = [shell.content(path) for path in operands] or [shell.stdin]
    for text in texts:
        for path in patch.unified_paths(text):
            shell.event.touch(shell.cwd, path, WRITTEN)


def _config(shell: "Shell", rest: list, want: bool) -> None:
    options, operands = split(
        rest, "f", ("file", "blob", "type", "default", "comment", "value", "url")
    )
    event = shell.event
    reading = has(
        options,
        "get",
        "get-all",
        "get-regexp",
        "get-urlmatch",
        "l",
        "list",
        "get-color",
        "get-colorbool",
    )
    if operands[:1] in (["get"], ["list"], ["get-all"]):
        return
    verb = (
        operands[0]
        if operands[:1] in (["set"], ["unset"], ["rename-section"], ["remove-section"], ["edit"])
        else ""
    )
    if verb:
        operands = operands[1:]
    changes = (
        has(options, "add", "replace-all", "unset", "unset-all", "remove-section", "rename-section")
        or verb
        or len(operands) > 1
    )
    if reading or not changes:
        if has(options, "e", "edit"):
            for path in values(options, "f", "file"):
                event.touch(shell.cwd, path, WRITTEN)
        return
    for path in values(options, "f", "file"):
        event.touch(shell.cwd, path, WRITTEN)
    key = plain(operands[0]).lower() if operands else ""
    value = operands[1] if len(operands) > 1 else ""
    removes = has(options, "unset", "unset-all") or verb == "unset"
    if key == "core.hookspath" or (
        key == "core" and (has(options, "remove-section") or verb == "remove-section")
    ):
        event.skips.append("core.hooksPath")
    elif key.startswith("alias.") and not removes:
        event.git_aliases[key[6:]] = plain(value)
        if weakens(value):
            event.skips.append("an alias that skips the hooks")


def _foreach(shell: "Shell", rest: list, want: bool) -> None:
    if rest[:1] == ["foreach"]:
        _, operands = split(rest[1:], "", (), True)
        shell.fresh().run_text(" ".join(operands))


def _bisect(shell: "Shell", rest: list, want: bool) -> None:
    if rest[:1] == ["run"]:
        programs.run_words(shell, rest[1:], {}, False)


def _filter_branch(shell: "Shell", rest: list, want: bool) -> None:
    names = (
        "tree-filter",
        "index-filter",
        "msg-filter",
        "env-filter",
        "commit-filter",
        "parent-filter",
        "tag-name-filter",
        "setup",
    )
    options, _ = split(rest, "", (*names, "subdirectory-filter", "original", "d"))
    for text in values(options, *names):
        shell.fresh().run_text(text)


def _update_index(shell: "Shell", rest: list, want: bool) -> None:
    options, operands = split(rest, "", ("cacheinfo", "chmod", "index-version"))
    if has(options, "add", "remove", "force-remove", "again"):
        _paths(shell, operands, STAGED)
    for value in values(options, "cacheinfo"):
        _paths(shell, [value.rpartition(",")[2], *operands[-1:]], STAGED)


def _commit_tree(shell: "Shell", rest: list, want: bool) -> None:
    shell.event.skips.append("git commit-tree")


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


def _output_file(shell: "Shell", rest: list, want: bool) -> None:
    options, _ = split(rest, "o", ("output", "output-directory"))
    for path in values(options, "o", "output"):
        shell.event.touch(shell.cwd, path, WRITTEN)


_ACTIONS: dict = {
    "add": _add,
    "stage": _add,
    "checkout": _checkout,
    "restore": _restore,
    "reset": _reset,
    "rm": _rm,
    "mv": _mv,
    "clean": _clean,
    "stash": _stash,
    "apply": _apply,
    "am": _apply,
    "config": _config,
    "submodule": _foreach,
    "bisect": _bisect,
    "filter-branch": _filter_branch,
    "update-index": _update_index,
    "commit-tree": _commit_tree,
    "rev-parse": _rev_parse,
    "ls-files": _ls_files,
    "archive": _output_file,
    "diff": _output_file,
    "format-patch": _output_file,
    "checkout-index": _checkout,
}
