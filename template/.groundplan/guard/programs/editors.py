"""Programs that change files in place: editors, `sed`, patches, formatters."""

from ..event import REMOVED, REMOVED_TREE
from ..options import by_name, has, names, split, values
from ..paths import active
from ..shell.sentinel import HOLE, is_all_hole, plain
from .file_effects import touch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell


_VIMS = names("vi vim nvim view ex gvim gview rvim vimdiff gvimdiff evim mvim vimx elvis")


def _editor(shell: "Shell", name: str, rest: list) -> None:
    reading = ("R", "M")
    if name in _VIMS:
        # `-s` is silent in ex mode; elsewhere it takes a file of commands.
        silent = name == "ex" or any(word[:2] in ("-e", "-E") for word in rest)
        options, operands = split(
            rest,
            ("" if silent else "s") + "cSTuUWwrV?p?o?O?it",
            ("cmd", "startuptime", "servername", "remote-send"),
        )
        operands = [word for word in operands if word[:1] != "+"]
        texts = values(options, "c", "cmd") + [
            word[1:] for word in rest if word[:1] == "+" and len(word) > 1
        ]
        if silent and not is_all_hole(shell.stdin):
            texts.append(shell.stdin)
        _vim_commands(shell, texts)
        if name == "view" or has(options, *reading):
            return
        touch(shell, operands)
        return
    if name in ("code", "codium", "subl", "cursor", "windsurf", "zed", "atom"):
        options, operands = split(
            rest,
            "gn?",
            (
                "goto",
                "install-extension",
                "uninstall-extension",
                "user-data-dir",
                "extensions-dir",
                "diff",
            ),
        )
        goto = [path.partition(":")[0] for path in values(options, "g", "goto")]
        touch(shell, operands + goto)
        return
    if name == "nano" and any(word in ("-v", "--view") for word in rest):
        return
    if name == "open":
        options, operands = split(rest, "ab", ())
        if not has(options, "R"):
            touch(shell, operands)
        return
    options, operands = split(
        rest,
        "e" if name == "emacsclient" else "",
        ("eval", "execute", "load", "funcall", "alternate-editor", "socket-name", "visit", "file"),
    )
    operands += values(options, "visit", "file")
    touch(shell, [word for word in operands if word[:1] != "+"])
    for text in values(options, "eval", "execute", "e"):
        from ..languages.reader import follow

        follow(shell, plain(text), "lisp", [])
    if name == "ed":
        _vim_commands(shell, [shell.stdin] if not is_all_hole(shell.stdin) else [])


_VIM_COMMANDS_NAMES = names("w write saveas sav wq x")
_VIM_OPENS = names("e edit sp split vs vsplit tabe tabedit tabnew n next args badd b buffer")
_VIM_WRITES = names("w write wq wqa wqall wa wall x xa xall xit exit up update ZZ")


def _vim_commands(shell: "Shell", texts: list) -> None:
    opened = ""
    for text in texts:
        for line in plain(text).replace("|", "\n").split("\n"):
            command = line.strip().lstrip(":")
            if command.startswith("!"):
                shell.inner().run_text(command[1:])
            words = command.split()
            verb = words[0].rstrip("!") if words else ""
            if verb in _VIM_OPENS and len(words) > 1:
                opened = words[-1]
            elif verb in _VIM_COMMANDS_NAMES and len(words) > 1:
                touch(shell, words[1:2])
            elif opened and verb.rpartition("%")[2] in _VIM_WRITES:
                touch(shell, [opened])


def _sed(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(rest, "efli?", ("expression", "file", "line-length"))
    scripts = values(options, "e", "expression")
    inplace = has(options, "i", "in-place")
    if inplace and operands[:1] == [""]:  # BSD: sed -i '' script file
        operands = operands[1:]
    if not scripts and not has(options, "f", "file") and operands:
        scripts, operands = operands[:1], operands[1:]
    for text in scripts:
        if "w" in text or "e" in text or "W" in text:
            from . import sed_script

            sed_script.follow(shell, text)
    if inplace:
        touch(shell, operands)
        for suffix in values(options, "i", "in-place"):
            if suffix and not suffix.startswith("e"):
                begins = shell.event.place.protected.begins
                touch(shell, [path + suffix for path in operands if not begins(path)])


def _inplace_operands(shell: "Shell", name: str, rest: list) -> None:
    if name == "sd":
        options, operands = split(rest, "nf", ("max-replacements", "flags"))
        if not has(options, "p", "preview"):
            touch(shell, operands[2:])
    elif name == "rpl":
        _, operands = split(rest, "xt", ())
        touch(shell, operands[2:])
    elif name == "vidir":
        touch(shell, split(rest)[1], REMOVED_TREE)


def _renamed(shell: "Shell", name: str, rest: list) -> None:
    """Follow rename, by a script of perl's or by two texts: what goes away, and what comes."""
    options, operands = split(rest, "e", ("expr",))
    if has(options, "n", "nono", "no-act", "dry-run"):
        return
    scripts = values(options, "e", "expr")
    if not scripts:
        scripts, operands = operands[:1], operands[1:]
    is_pair = not any("/" in script for script in scripts) and len(operands) > 1
    old = scripts[0] if is_pair and scripts else ""
    new, operands = (operands[0], operands[1:]) if is_pair else ("", operands)
    touch(shell, operands, REMOVED)
    from .output import substituted

    for path in operands:
        changed = path.replace(old, new, 1) if old else path
        for script in [] if is_pair else scripts:
            changed = substituted(plain(script), changed) or changed
        if changed != path:
            touch(shell, [changed])


def _moved_by_pattern(shell: "Shell", name: str, rest: list) -> None:
    """Follow mmv and its like: they look up the patterns themselves."""
    options, operands = split(rest)
    if has(options, "n"):
        return
    for source in operands[:1] if name == "mmv" else []:
        touch(shell, [active(source)], REMOVED)
    for target in operands[1:2]:
        touch(shell, [target.partition("#")[0] + HOLE if "#" in target else target])


def _apply_patch(shell: "Shell", name: str, rest: list) -> None:
    from . import patch

    for text in rest or [shell.stdin]:
        touch(shell, patch.paths(text))


def _patch(shell: "Shell", name: str, rest: list) -> None:
    from . import patch

    options, operands = split(
        rest,
        "pioirDdBzFgVY",
        ("strip", "input", "output", "directory", "reject-file", "prefix", "suffix"),
    )
    if has(options, "dry-run", "C", "check"):
        return
    touch(shell, operands[:1] + values(options, "o", "output"))
    named = values(options, "i", "input") + operands[1:2]
    texts = [patch.text_of(shell, path) for path in named or ["-"]]
    for text in texts:
        touch(shell, patch.unified_paths(text))


def _settings_file(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(rest, "fo", ("file", "output", "format"))
    if name == "json":
        if has(options, "I"):
            touch(shell, values(options, "f"))
    elif name == "crudini":
        if has(options, "set", "del", "merge"):
            touch(shell, operands[:1])
    elif has(options, "i", "inplace", "in-place", "P?"):
        touch(shell, operands)
    if name in ("ini-file", "dasel"):
        touch(
            shell,
            [word for word in operands if shell.event.place.protected.mentions(word)]
            if operands[:1] in (["set"], ["put"], ["delete"])
            else [],
        )
        if operands[:1] in (["put"], ["delete"]):
            touch(shell, values(options, "f", "file"))


def _formatter(shell: "Shell", name: str, rest: list) -> None:
    if {"--write", "-w", "--fix", "-i", "--in-place"}.intersection(rest):
        _, operands = split(rest, "c", ("config",))
        touch(shell, operands)


ACTIONS: dict = by_name(
    {
        _editor: "vi vim nvim view ex gvim gview rvim vimdiff gvimdiff evim mvim vimx elvis ed nano rnano pico emacs emacsclient micro code code-insiders codium subl sublime_text mate bbedit idea pycharm webstorm fleet gedit gnome-text-editor kate kwrite mousepad pluma xed leafpad featherpad mcedit joe jed ne tilde helix hx kak atom zed cursor windsurf notepad notepad++ vipw sudoedit sensible-editor editor open xdg-open",
        _sed: "sed gsed ssed",
        _inplace_operands: "sd rpl vidir",
        _renamed: "rename prename perl-rename file-rename",
        _moved_by_pattern: "mmv mcp mln",
        _patch: "patch",
        _apply_patch: "apply_patch applypatch",
        _settings_file: "crudini json yq dasel tomlq ini-file xmlstarlet",
        _formatter: "black ruff prettier eslint shfmt",
    }
)
