"""Programs that start what a text in their arguments says, such as `watch` and `su -c`."""

from ..event import WRITTEN
from ..options import has, names, program_name, split, values
from ..shell.sentinel import is_all_hole
from . import dispatch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell


def joined(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow `watch COMMAND`: the words are joined and read by a shell."""
    options, operands = split(given[1:], "nq", ("interval", "equexit"), True)
    if has(options, "x", "exec"):
        return dispatch.run_words(shell, operands, prefix, want)
    if operands:
        shell.fresh().run_text(" ".join(operands))
    return None


def su(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow `su USER -c TEXT` and `runuser -u USER COMMAND`."""
    arguments = given[1:]
    options, _operands = split(
        arguments, "cugGs", ("command", "session-command", "user", "group", "supp-group", "shell")
    )
    texts = values(options, "c", "command", "session-command")
    for text in texts:
        shell.fresh().run_text(text, shell.stdin)
    if not texts and has(options, "u", "user"):
        _, words = split(arguments, "ugG", ("user", "group", "supp-group"), True)
        return dispatch.run_words(shell, words, prefix, want)
    if not texts and not is_all_hole(shell.stdin):
        shell.fresh().run_text(shell.stdin)
    return None


def flock(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow `flock FILE COMMAND` and `flock FILE -c TEXT`."""
    _options, operands = split(given[1:], "wEc", ("timeout", "conflict-exit-code", "command"), True)
    if operands:
        shell.event.touch(shell.cwd, operands[0], WRITTEN)
    rest = operands[1:]
    if rest[:1] in (["-c"], ["--command"]):
        shell.fresh().run_text(rest[1] if len(rest) > 1 else "")
        return None
    return dispatch.run_words(shell, rest, prefix, want)


def typescript(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow `script -c TEXT FILE`: it writes the file that it names."""
    options, operands = split(
        given[1:],
        "cEIBTOo",
        ("command", "log-in", "log-out", "log-io", "log-timing", "echo", "output-limit"),
    )
    for text in values(options, "c", "command"):
        shell.fresh().run_text(text)
    for path in operands[:1] + values(options, "O", "log-out", "I", "B"):
        shell.event.touch(shell.cwd, path, WRITTEN)
    if len(operands) > 1:  # BSD: script FILE COMMAND
        return dispatch.run_words(shell, operands[1:], prefix, want)
    return None


_TERMINAL_NAMES = names(
    "new-session new new-window neww split-window splitw respawn-pane run-shell run"
    " display-popup popup respawn-window"
)


def terminal(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow tmux and screen: commands that they start or type."""
    arguments = given[1:]
    for number, word in enumerate(arguments):
        if word in ("send-keys", "send", "stuff"):
            for line in typed_lines(arguments[number + 1 :]):
                shell.fresh().run_text(line)
            return None
        if word in ("if-shell", "if"):
            for text in arguments[number + 1 :]:
                words = text.split(None, 1)
                if words and words[0] in _TERMINAL_NAMES and len(words) > 1:
                    shell.fresh().run_text(words[1].strip("'\""))
                elif text[:1] != "-":
                    shell.fresh().run_text(text)
            return None
        if word in _TERMINAL_NAMES:
            rest = arguments[number + 1 :]
            # tmux takes more than one command: `new-session ; send-keys ...`.
            end = rest.index(";") if ";" in rest else len(rest)
            _, operands = split(rest[:end], "cesntxyFl", (), True)
            if operands:
                shell.fresh().run_text(" ".join(operands))
            return terminal(shell, name, ["", *rest[end + 1 :]], prefix, want)
    if name == "screen":
        _, operands = split(arguments, "SchepstT", (), True)
        if operands:
            return dispatch.run_words(shell, operands, prefix, want)
    return None


_KEYS = {"Enter": "\n", "C-m": "\n", "KPEnter": "\n", "C-j": "\n", "Space": " ", "Tab": ""}
"""Keys by the names that tmux gives them."""


def typed_lines(words: list) -> list:
    """Return the lines that `send-keys` or `stuff` types: words stand next to each other."""
    _, operands = split(words, "tNp", (), False)
    typed = "".join(
        _KEYS.get(word, "" if word.startswith(("C-", "M-")) else word) for word in operands
    )
    for mark in ("^M", "\\n", "\\r", "\\015", "\r"):
        typed = typed.replace(mark, "\n")
    return [line for line in typed.split("\n") if line.strip()]


def expect(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow the programs that an expect script spawns."""
    options, _ = split(given[1:], "c")
    text = "\n".join(values(options, "c")) or shell.stdin
    for line in text.replace(";", "\n").split("\n"):
        words = line.strip()
        for start in ("spawn ", "exec ", "system "):
            if words.startswith(start):
                shell.fresh().run_text(words[len(start) :])
    return None


def later(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow `at` and `batch`: they read commands."""
    options, _ = split(given[1:], "fqt")
    text = shell.stdin
    for path in values(options, "f"):
        text = shell.content(path)
    if not is_all_hole(text):
        shell.fresh().run_text(text)
    return None


def crontab(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow `crontab -` and `crontab FILE`: each line holds a command behind its times."""
    _, operands = split(given[1:], "u")
    for path in operands[:1]:
        text = shell.stdin if path == "-" else shell.content(path)
        for line in text.split("\n"):
            words = line.split(None, 1 if line.lstrip()[:1] == "@" else 5)
            if words and words[0][:1] != "#" and len(words) in (2, 6):
                shell.fresh(cwd="~").run_text(words[-1])
    if "-e" in given:
        dispatch.follow_tools(shell, prefix)
    return None


def text_option(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow programs that take a command's text by an option."""
    options, operands = split(given[1:], "cxp", ("run", "runner", "command", "exec"))
    texts = values(options, "run", "runner", "command", "exec", "c", "x")
    if name == "sg":
        texts = texts or [" ".join(operands[1:])]
    for text in texts:
        shell.fresh().run_text(text)
    if not texts and "--" in given:
        return dispatch.run_words(shell, given[given.index("--") + 1 :], prefix, want)
    return None


def debugger(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow `gdb --args PROGRAM`, and the shell commands that it is told to run."""
    for word in given[1:]:
        for mark in ("shell ", "!"):
            if word.startswith(mark):
                shell.fresh().run_text(word[len(mark) :])
    if "--args" in given:
        return dispatch.run_words(shell, given[given.index("--args") + 1 :], prefix, want)
    return None


def daemon(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow `start-stop-daemon --start --exec PROGRAM -- ARGUMENTS`."""
    rest = given[given.index("--") + 1 :] if "--" in given else []
    for number, word in enumerate(given[:-1]):
        if word in ("-x", "--exec", "-a", "--startas"):
            dispatch.run_words(shell, [given[number + 1], *rest], prefix, want)
    return None


def window(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow a terminal's window: `xterm -e PROGRAM` and its like."""
    for number, word in enumerate(given[1:], 1):
        if word in ("-e", "-x", "--command", "--execute", "--") and number + 1 < len(given):
            words = given[number + 1 :]
            if " " in words[0]:
                shell.fresh().run_text(words[0])
                return None
            return dispatch.run_words(shell, words, prefix, want)
    return None


def pager(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow what a pager is told to do first: `less +'!COMMAND'`."""
    options, _ = split(given[1:], "P", ("pager",))
    for text in values(options, "P", "pager") if name == "man" else ():
        shell.fresh().run_text(text)
    for word in given[1:]:
        if word[:2] == "+!":
            shell.fresh().run_text(word[2:])
    return None


def newgrp(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow newgrp: a shell that reads what comes to it."""
    if not is_all_hole(shell.stdin):
        shell.fresh().run_text(shell.stdin)
    return None


_TEXTS_NAMES = names(
    "warmup min-runs max-runs runs prepare setup cleanup shell export-json export-markdown"
    " names prefix"
)


def texts(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow programs whose operands are commands' texts, such as hyperfine."""
    options, operands = split(
        given[1:],
        "wmMrpscSPLDn",
        _TEXTS_NAMES,
    )
    for text in operands + values(options, "p", "prepare", "s", "setup", "c", "cleanup"):
        if " " in text or name != "concurrently":
            shell.fresh().run_text(text, shell.stdin)
    return None


def sops(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow sops: it edits files, and runs commands' texts."""
    arguments = given[1:]
    if arguments[:1] in (["exec-env"], ["exec-file"]):
        _, operands = split(arguments[1:], "", ("input-type", "output-type"))
        for text in operands[1:]:
            shell.fresh().run_text(text)
        return None
    options, operands = split(
        arguments, "kp", ("output", "kms", "pgp", "age", "input-type", "output-type", "config")
    )
    for path in values(options, "output"):
        shell.event.touch(shell.cwd, path, WRITTEN)
    reads = has(options, "d", "e", "decrypt", "encrypt") or operands[:1] in (
        ["decrypt"],
        ["encrypt"],
    )
    if has(options, "i", "in-place") or not reads:
        for path in operands:
            shell.event.touch(shell.cwd, path, WRITTEN)
    return None


def make(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow make where its rules stand in the command itself; what a file holds is not read."""
    options, operands = split(
        given[1:],
        "CfIoWj?l?E",
        ("directory", "file", "makefile", "eval", "include-dir", "jobs", "old-file", "what-if"),
    )
    source = "\n".join(values(options, "eval", "E"))
    for path in values(options, "f", "file", "makefile"):
        known = shell.content(path)
        if not is_all_hole(known):
            source += "\n" + known
    for line in source.split("\n"):
        recipe = line[1:] if line[:1] == "\t" else line.partition(";")[2] if ":" in line else ""
        if recipe:
            shell.fresh().run_text(recipe.lstrip("@-+ ").replace("$$", "$"))
    for word in operands:
        if word.startswith(("SHELL=", ".SHELLFLAGS=")):
            _shell_of_make(shell, word.partition("=")[2])
    if any(word[:4] in ("plan", "rule") for word in operands):
        from . import groundplan

        assigned = dict(shell.environment(prefix))
        assigned.update(word.split("=", 1) for word in operands if "=" in word)
        for word in operands:
            groundplan.target(shell, word, assigned)
    return None


_SHELLS = names("sh bash dash zsh ksh ash busybox env fish pwsh cmd")


_FOLDERS = ("", "/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")


def _is_shell(word: str) -> bool:
    return program_name(word) in _SHELLS and word.rpartition("/")[0] in _FOLDERS


def _shell_of_make(shell: "Shell", text: str) -> None:
    """Look at the program that make is told to start in the place of a shell."""
    words = text.split()
    if not words:
        return
    known = shell.content(words[0])
    if not is_all_hole(known):
        shell.fresh().run_text(known)
    elif words[0][:1] != "-" and not _is_shell(words[0]):
        shell.event.doubt("text", text)
    shell.fresh().run_text(text)
