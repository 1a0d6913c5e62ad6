"""Programs that start the one behind their own options, such as `sudo`, `env` and `timeout`."""

from ..options import has, names, split, values
from ..paths import join
from ..shell.sentinel import HOLE, is_all_hole
from . import dispatch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell

# Programs that start another one: letters and names of the options that take a value, and how many
# operands stand before the program. `=` says that assignments may stand there, too; a program that
# is not here has no such option. From the manual pages of each.
_NONE: tuple = ("", (), 0, "")
_OPTIONS: dict = {
    "sudo": (
        "ughpUrtCTDRA",
        names(
            "user group host prompt chdir role type close-from other-user chroot command-timeout"
        ),
        0,
        "=",
    ),
    "doas": ("uCa", (), 0, ""),
    "env": ("uCSPa", ("unset", "chdir", "split-string", "argv0"), 0, "="),
    "timeout": ("ks", ("kill-after", "signal"), 1, ""),
    "gtimeout": ("ks", ("kill-after", "signal"), 1, ""),
    "nice": ("n", ("adjustment",), 0, ""),
    "ionice": ("cnp", ("class", "classdata"), 0, ""),
    "chrt": ("TPD", ("sched-runtime",), 1, ""),
    "taskset": ("", (), 1, ""),
    "numactl": ("mNCp", (), 0, ""),
    "stdbuf": ("ioe", ("input", "output", "error"), 0, ""),
    "time": ("fo", ("format", "output"), 0, ""),
    "gtime": ("fo", ("format", "output"), 0, ""),
    "exec": ("a", (), 0, ""),
    "strace": ("aeoOpsSuEPI", (), 0, ""),
    "ltrace": ("aeolpsSuF", (), 0, ""),
    "chroot": ("", ("userspec", "groups"), 1, ""),
    "fakeroot": ("lsbi", (), 0, ""),
    "unshare": ("RwSG", ("root", "wd", "setuid", "setgid"), 0, ""),
    "nsenter": ("tSGrw", ("target",), 0, ""),
    "systemd-run": (
        "pEuHM",
        names("property setenv unit host machine slice description working-directory uid gid"),
        0,
        "",
    ),
    "systemd-inhibit": ("", ("what", "who", "why", "mode"), 0, ""),
    "setpriv": ("", ("reuid", "regid", "groups"), 0, ""),
    "gosu": ("", (), 1, ""),
    "su-exec": ("", (), 1, ""),
    "s6-setuidgid": ("", (), 1, ""),
    "tini": ("p", (), 0, ""),
    "dumb-init": ("r", (), 0, ""),
    "caffeinate": ("tw", (), 0, ""),
    "arch": ("e", (), 0, ""),
    "setarch": ("", (), 1, ""),
    "rlwrap": ("aAbcCDefgHlmMoOpPqsStTwz", (), 0, ""),
    "wsl": ("du", ("distribution", "user", "cd"), 0, ""),
    "proxychains": ("f", (), 0, ""),
    "proxychains4": ("f", (), 0, ""),
    "xvfb-run": ("enswpf", (), 0, ""),
    "ssh-agent": ("atEPD", (), 0, ""),
    "uvx": ("pw", ("python", "with", "from", "index", "index-url", "with-requirements"), 0, ""),
    "npx": ("pcw", ("package", "call", "workspace"), 0, ""),
    "bunx": ("", ("package",), 0, ""),
    "kernprof": ("op", (), 0, ""),
    "retry": ("tdm", ("times", "delay", "until", "while"), 0, ""),
    "cross-env": ("", (), 0, "="),
    "env-cmd": ("fer", ("file", "environments", "rc-file"), 0, ""),
    "envdir": ("", (), 1, ""),
    "envchain": ("", (), 1, ""),
    "setuidgid": ("", (), 1, ""),
    "runcon": ("trulc", (), 1, ""),
    "cpulimit": ("lpPe", ("limit", "pid"), 0, ""),
    "faketime": ("", (), 1, ""),
    "cgexec": ("g", (), 0, ""),
    "heaptrack": ("op", ("output", "pid"), 0, ""),
    "logsave": ("", (), 1, ""),
    "choom": ("np", ("adjust", "pid"), 0, ""),
    "trickle": ("dusptlwLP", (), 0, ""),
    "proot": ("rbwqvik", (), 0, ""),
    "daemonize": ("aeopulcE", (), 0, ""),
    "ts": ("LNDWSTO", (), 0, ""),
    "austin": ("itopx", ("interval", "timeout", "output"), 0, ""),
    "gsudo": ("u", ("user",), 0, ""),
    "watchexec": ("efwisd", ("exts", "filter", "watch", "ignore", "signal", "debounce"), 0, ""),
}


def start(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow a program that starts the one behind its own options."""
    short, long, skipped, takes = _OPTIONS.get(name, _NONE)
    options, operands = split(
        _whole_text(given[1:]) if name == "env" else given[1:], short, long, True
    )
    if name in ("command",) and has(options, "v", "V"):
        return "\n".join(operands) + "\n" if want else None
    if name == "busybox" and not operands:
        return None
    if not (name == "runcon" and has(options, *"trul")):  # else its options are the context
        operands = operands[skipped:]
    environment = dict(prefix)
    inner = shell
    if takes:
        if operands[:1] == ["-"]:
            operands = operands[1:]  # `env -` is `env -i`.
        while operands and _is_assignment(operands[0]):
            key, _, value = operands[0].partition("=")
            environment[key] = value
            operands = operands[1:]
        if is_all_hole(operands[0] if operands else ""):
            # `env $(cat FILE) PROGRAM`: what is not known are more of them.
            operands = operands[1:]
    if name == "env":
        texts = values(options, "S", "split-string")
        if texts:
            return inner.run_text(
                " ".join([texts[0]] + [_quoted(word) for word in operands]), inner.stdin, want
            )
        for unset in values(options, "u", "unset"):
            environment.pop(unset, None)
            inner = shell.inner() if inner is shell else inner
            inner.exported.discard(unset)
        if has(options, "i", "ignore-environment") or "-" in given[1:2]:
            inner = shell.inner()
            inner.exported = set()
            inner.exports_all = False
    folders = values(options, "C", "chdir") if name in ("env", "sudo") else []
    if name == "sudo":
        folders = values(options, "D", "chdir")
        if has(options, "e", "edit"):
            for path in operands:
                shell.event.touch(shell.cwd, path, "write")
            return None
        if not operands and has(options, "s", "i", "shell", "login"):
            return shell.run_text(shell.stdin, HOLE, want)
    if name == "npx":
        for text in values(options, "c", "call"):
            shell.run_text(text)
    if name in ("npx", "uvx", "bunx", "pnpx") and operands:
        operands = [operands[0].partition("@")[0] or operands[0], *operands[1:]]
    if name == "time":
        for path in values(options, "o", "output"):
            shell.event.touch(shell.cwd, path, "write")
    if name == "strace":
        for path in values(options, "o"):
            shell.event.touch(shell.cwd, path, "write")
    if folders:
        inner = inner.inner(cwd=join(shell.cwd, folders[-1]))
    if not operands:
        if name == "exec":
            return ""
        return None
    if name in ("builtin", "command", "exec", "noglob", "nocorrect"):
        if name == "exec" or operands[0] not in shell.functions:
            return dispatch.start(inner, operands, environment, want)
        return dispatch.start(inner, operands, environment, want)
    if (name == "entr" and has(options, "s")) or (
        name == "watchexec" and len(operands) == 1 and " " in operands[0]
    ):
        return shell.run_text(operands[0])
    if name in ("entr", "chroot", "wsl") and operands[0] == "-c":
        operands = operands[1:]
    return dispatch.run_words(inner, operands, environment, want)


def _whole_text(arguments: list) -> list:
    """Return env's arguments with all that follows `-S TEXT` as operands: they belong to the text."""
    for number, word in enumerate(arguments):
        if word[:1] != "-" or word == "--":
            return arguments
        if word in ("-S", "--split-string"):
            return [*arguments[: number + 2], "--", *arguments[number + 2 :]]
    return arguments


def _is_assignment(word: str) -> bool:
    name, equals, _ = word.partition("=")
    return bool(equals) and name.replace("_", "a").isalnum() and not name[:1].isdigit()


def _quoted(word: str) -> str:
    from ..shell.interpreter import quoted

    return quoted(word)
