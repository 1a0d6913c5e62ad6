"""Which of its operands a program writes, removes or moves. From the manual page of each."""

from .event import MODE, REMOVED, REMOVED_TREE, WRITTEN
from .marks import has_glob, is_all_hole, plain
from .options import has, split, values
from .paths import active, base, join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .shell import Shell


def effect(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> None:
    """Note what one program does to files."""
    action = ACTIONS.get(name)
    if action is not None:
        action(shell, name, given[1:])


def _touch(shell: "Shell", paths: list, kind: str = WRITTEN) -> None:
    for path in paths:
        if path:
            shell.event.touch(shell.cwd, path, kind)


def _target(shell: "Shell", target: str, sources: list, into: bool, flat: bool = False) -> None:
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


def _named_by(shell: "Shell", source: str) -> list:
    """Return the names that a pattern of the shell stands for; dots have to be written."""
    if base(source)[:1] != "." or ".env" not in plain(base(source)):
        return []
    return [base(path) for path in shell.event.place.fitting(join(shell.cwd, source))]


# -- removing -----------------------------------------------------------------------------------


def _rm(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(
        rest, "ns" if name == "shred" else "", ("iterations", "size", "random-source")
    )
    if name == "del" or name == "erase" or name == "rd":
        operands = [word for word in rest if word[:1] not in ("/", "-") or len(word) > 3]
    if name == "rip" and has(options, "s", "u"):
        return
    tree = has(options, "r", "R", "recursive", "d") or name in (
        "rimraf",
        "trash",
        "trash-put",
        "del-cli",
        "rip",
        "rd",
    )
    _touch(shell, operands, REMOVED_TREE if tree else REMOVED)


def _rmdir(shell: "Shell", name: str, rest: list) -> None:
    return


# -- writing ------------------------------------------------------------------------------------


def _all(shell: "Shell", name: str, rest: list) -> None:
    short, long = {
        "touch": ("dtr", ("date", "reference", "time")),
        "truncate": ("sr", ("size", "reference")),
        "mkfifo": ("mZ", ("mode", "context")),
        "fallocate": ("lo", ("length", "offset")),
    }.get(name, ("", ()))
    _touch(shell, split(rest, short, long)[1])


def _mknod(shell: "Shell", name: str, rest: list) -> None:
    _, operands = split(rest, "mZ", ("mode",))
    _touch(shell, operands[:1])


def _editor(shell: "Shell", name: str, rest: list) -> None:
    reading = ("R", "M")
    if name in ("vi", "vim", "nvim", "view", "ex"):
        options, operands = split(
            rest, "cSTuUsWwrV?p?o?O?it", ("cmd", "startuptime", "servername", "remote-send")
        )
        operands = [word for word in operands if word[:1] != "+"]
        texts = values(options, "c", "cmd") + [
            word[1:] for word in rest if word[:1] == "+" and len(word) > 1
        ]
        if name == "ex" and not is_all_hole(shell.stdin):
            texts.append(shell.stdin)
        _vim_commands(shell, texts)
        if name == "view" or has(options, *reading):
            return
        _touch(shell, operands)
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
        _touch(shell, [word for word in operands + goto if "env" in word])
        return
    if name == "nano" and any(word in ("-v", "--view") for word in rest):
        return
    if name == "open":
        options, operands = split(rest, "ab", ())
        if has(options, "e", "t", "a"):
            _touch(shell, operands)
        return
    options, operands = split(
        rest, "", ("eval", "execute", "load", "funcall", "alternate-editor", "socket-name")
    )
    _touch(shell, [word for word in operands if word[:1] != "+"])
    if name == "ed":
        _vim_commands(shell, [shell.stdin] if not is_all_hole(shell.stdin) else [])


def _vim_commands(shell: "Shell", texts: list) -> None:
    for text in texts:
        for line in plain(text).replace("|", "\n").split("\n"):
            command = line.strip().lstrip(":")
            if command.startswith("!"):
                shell.inner().run_text(command[1:])
            words = command.split()
            if len(words) > 1 and words[0].rstrip("!") in (
                "w",
                "write",
                "saveas",
                "sav",
                "wq",
                "x",
                "e",
                "edit",
            ):
                if words[0].rstrip("!") in ("e", "edit"):
                    continue
                _touch(shell, words[1:2])


def _copy(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(rest, "tS", ("target-directory", "suffix", "backup?"))
    folders = values(options, "t", "target-directory")
    if name in ("copy", "move", "ren") and rest:
        operands = [word for word in rest if word[:1] != "/" or len(word) > 3]
    if name == "ren" and len(operands) == 2:
        _touch(shell, operands)
        return
    moves = name in ("mv", "move", "gmv")
    if folders:
        sources = operands
        _target(shell, folders[-1], sources, True)
    elif len(operands) > 1:
        sources = operands[:-1]
        _target(shell, operands[-1], sources, False, has(options, "T", "no-target-directory"))
    else:
        sources = operands
    if moves:
        _touch(shell, sources, REMOVED_TREE)


def _link(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(rest, "tS", ("target-directory", "suffix"))
    folders = values(options, "t", "target-directory")
    if folders:
        _target(shell, folders[-1], operands, True)
    elif len(operands) == 1:
        _target(shell, ".", operands, True)
    elif operands:
        _target(shell, operands[-1], operands[:-1], False, has(options, "T", "no-target-directory"))


def _install(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(
        rest, "mogtS", ("mode", "owner", "group", "target-directory", "suffix", "strip-program")
    )
    folders = values(options, "t", "target-directory")
    if has(options, "d", "directory"):
        return
    if folders:
        _target(shell, folders[-1], operands, True)
    elif len(operands) > 1:
        _target(shell, operands[-1], operands[:-1], False)


def _remote_copy(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(
        rest,
        "efFiPoclSJTBM",
        (
            "rsh",
            "exclude",
            "include",
            "filter",
            "exclude-from",
            "include-from",
            "files-from",
            "backup-dir",
            "suffix",
            "temp-dir",
            "partial-dir",
            "log-file",
            "compare-dest",
            "copy-dest",
            "link-dest",
            "bwlimit",
            "timeout",
            "chmod",
            "chown",
            "out-format",
            "rsync-path",
            "port",
            "info",
            "debug",
            "max-size",
            "min-size",
        ),
    )
    if (has(options, "n", "dry-run") and name == "rsync") or len(operands) < 2:
        return
    target = operands[-1]
    for path in values(options, "log-file"):
        _touch(shell, [path])
    sources = operands[:-1]
    if has(options, "remove-source-files"):
        _touch(shell, sources, REMOVED_TREE)
    if ":" in target and not target.startswith(("/", ".", "~")):
        return
    plain_sources = [source.rpartition(":")[2] if ":" in source else source for source in sources]
    single = [source for source in plain_sources if not source.endswith("/")]
    if single:
        _target(shell, target, single, False)
    if has(
        options,
        "delete",
        "delete-before",
        "delete-after",
        "delete-during",
        "delete-excluded",
        "del",
    ):
        _mirrored(shell, target, values(options, "exclude", "filter"))


def _mirrored(shell: "Shell", target: str, excluded: list) -> None:
    from .marks import matches
    from .paths import active

    event = shell.event
    patterns = [active(text.strip("/").rpartition(" ")[2]) for text in excluded]
    for path in event.place.files_under(join(shell.cwd, target)):
        if not any(matches(pattern, base(path)) for pattern in patterns):
            event.touch("", path, REMOVED)


def _sed(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(rest, "efli?", ("expression", "file", "line-length"))
    scripts = values(options, "e", "expression")
    inplace = has(options, "i", "in-place")
    if inplace and operands[:1] == [""]:  # BSD: sed -i '' script file
        operands = operands[1:]
    if not scripts and not has(options, "f", "file") and operands:
        scripts, operands = operands[:1], operands[1:]
    for text in scripts:
        _sed_script(shell, text)
    if inplace:
        _touch(shell, operands)
        for suffix in values(options, "i", "in-place"):
            if suffix and not suffix.startswith("e"):
                _touch(shell, [path + suffix for path in operands if not path.startswith(".env")])


def _sed_script(shell: "Shell", text: str) -> None:
    """Note the files that a sed script writes (`w`, `s///w`) and the commands that it runs (`e`)."""
    for line in plain(text).replace(";", "\n").replace("}", "\n").split("\n"):
        command = line.strip()
        for mark in ("w ", "W "):
            at = command.find(mark)
            if at >= 0 and (at == 0 or command[at - 1] in "/0123456789$,!gpI|#, "):
                _touch(shell, [command[at + 2 :].strip()])
        body = command.lstrip("0123456789,$! ")
        if body.startswith("e "):
            shell.inner().run_text(body[2:])


def _inplace_operands(shell: "Shell", name: str, rest: list) -> None:
    if name == "sd":
        options, operands = split(rest, "nf", ("max-replacements", "flags"))
        if not has(options, "p", "preview"):
            _touch(shell, operands[2:])
    elif name == "rpl":
        _, operands = split(rest, "xt", ())
        _touch(shell, operands[2:])
    else:
        options, operands = split(rest, "e", ("expr",))
        if has(options, "n", "nono", "no-act", "dry-run"):
            return
        _touch(shell, operands[1:] if not has(options, "e", "expr") else operands, REMOVED)


def _sort(shell: "Shell", name: str, rest: list) -> None:
    options, _ = split(
        rest,
        "okStT",
        (
            "output",
            "key",
            "buffer-size",
            "field-separator",
            "temporary-directory",
            "parallel",
            "compress-program",
            "files0-from",
            "batch-size",
        ),
    )
    _touch(shell, values(options, "o", "output"))


def _second(shell: "Shell", name: str, rest: list) -> None:
    _options, operands = split(
        rest, "fswlcgo" if name == "xxd" else "fsw", ("skip-fields", "skip-chars", "check-chars")
    )
    _touch(shell, operands[1:2])


def _output(shell: "Shell", name: str, rest: list) -> None:
    """Programs whose `-o` or `--output` names what they write."""
    options, _operands = split(
        rest, "oftTxIRsVtXDULlWBk", ("output", "out", "output-file", "from-code", "to-code")
    )
    _touch(shell, values(options, "o", "output", "out", "output-file"))


def _apply_patch(shell: "Shell", name: str, rest: list) -> None:
    from . import patch

    for text in rest or [shell.stdin]:
        _touch(shell, patch.paths(text))


def _split_file(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(
        rest, "albnCt", ("lines", "bytes", "filter", "number", "suffix-length", "prefix")
    )
    for text in values(options, "filter"):
        shell.inner().run_text(text)
    _touch(shell, [word + "aa" for word in operands[1:2]])


def _patch(shell: "Shell", name: str, rest: list) -> None:
    from . import patch

    options, operands = split(
        rest,
        "pioirDdBzFgVY",
        ("strip", "input", "output", "directory", "reject-file", "prefix", "suffix"),
    )
    if has(options, "dry-run", "C", "check"):
        return
    _touch(shell, operands[:1] + values(options, "o", "output"))
    texts = [shell.content(path) for path in values(options, "i", "input") + operands[1:2]] or [
        shell.stdin
    ]
    for text in texts:
        _touch(shell, patch.unified_paths(text))


# -- archives -----------------------------------------------------------------------------------


def _tar(shell: "Shell", name: str, rest: list) -> None:
    if rest and rest[0][:1] not in ("-",):
        rest = ["-" + rest[0], *rest[1:]]
        # The old form: the letters' values follow in their order.
    options, operands = split(
        rest,
        "fCTXbgHIKLNV",
        (
            "file",
            "directory",
            "files-from",
            "exclude",
            "exclude-from",
            "transform",
            "strip-components",
            "use-compress-program",
            "to-command",
            "xform",
            "owner",
            "group",
            "mode",
        ),
    )
    folder = shell.cwd
    for path in values(options, "C", "directory"):
        folder = join(folder, path)
    for text in values(options, "to-command"):
        shell.inner().run_text(text)
    if has(options, "x", "extract", "get"):
        if not has(options, "O", "to-stdout"):
            for path in operands or ["."]:
                shell.event.touch(folder, active(path), WRITTEN)
        return
    if has(options, "c", "create", "r", "append", "u", "update"):
        _touch(shell, values(options, "f", "file"))
        if has(options, "remove-files"):
            for path in operands:
                shell.event.touch(folder, path, REMOVED_TREE)


def _cpio(shell: "Shell", name: str, rest: list) -> None:
    """Follow cpio: `-i` writes what fits its patterns, `-p` what it reads below a folder."""
    options, operands = split(
        rest,
        "CDEFHIMORV",
        ("directory", "file", "format", "pattern-file", "owner", "rename-batch-file"),
    )
    folder = shell.cwd
    for path in values(options, "D", "directory"):
        folder = join(folder, path)
    _touch(shell, values(options, "O"))
    if has(options, "i", "extract") and not has(options, "t", "list", "to-stdout"):
        for path in operands:
            shell.event.touch(folder, active(path), WRITTEN)
    elif has(options, "p", "pass-through") and not is_all_hole(shell.stdin):
        for path in shell.stdin.split("\n"):
            for target in operands[:1] if path else []:
                shell.event.touch(join(folder, target), path, WRITTEN)
    elif has(options, "o", "create"):
        _touch(shell, values(options, "F", "file"))


def _zip(shell: "Shell", name: str, rest: list) -> None:
    if name == "zip":
        options, operands = split(rest, "bintOPsx", ())
        _touch(shell, operands[:1])
        if has(options, "m", "move"):
            _touch(shell, operands[1:], REMOVED_TREE)
        return
    if name == "unzip":
        options, operands = split(rest, "dxP", ())
        if has(options, "l", "p", "t", "v", "Z", "c"):
            return
        folder = (values(options, "d") or ["."])[-1]
        for path in operands[1:]:
            shell.event.touch(join(shell.cwd, folder), active(path), WRITTEN)
        return
    words = [word for word in rest if word[:1] != "-"]
    if words[:1] in (["x"], ["e"]):
        _touch(shell, words[2:])
    elif words[:1] in (["a"], ["u"], ["d"]):
        _touch(shell, words[1:2])
        if "-sdel" in rest:
            _touch(shell, words[2:], REMOVED_TREE)


_ENDINGS = {
    "gzip": ".gz",
    "pigz": ".gz",
    "bzip2": ".bz2",
    "xz": ".xz",
    "zstd": ".zst",
    "lzma": ".lzma",
    "compress": ".Z",
    "lz4": ".lz4",
}


def _compress(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(rest, "SbTMo", ("suffix", "threads", "memlimit", "output"))
    if has(options, "c", "stdout", "to-stdout", "l", "list", "t", "test"):
        return
    _touch(shell, values(options, "o", "output"))
    keeps = has(options, "k", "keep") or name in ("zstd", "unzstd", "lz4")
    ending = _ENDINGS.get(name)
    undo = has(options, "d", "decompress", "uncompress") or ending is None
    for path in operands:
        if undo:
            _touch(shell, [path.rpartition(".")[0]])
        elif ending and not values(options, "o"):
            _touch(shell, [path + ending])
    if (not keeps and not undo) or not keeps:
        _touch(shell, operands, REMOVED)


# -- the network --------------------------------------------------------------------------------


def _curl(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(
        rest,
        "oXHduAebcDEFKmQrTtUwxyYzCP",
        (
            "output",
            "request",
            "header",
            "data",
            "data-raw",
            "data-binary",
            "data-urlencode",
            "user",
            "user-agent",
            "referer",
            "cookie",
            "cookie-jar",
            "dump-header",
            "form",
            "config",
            "max-time",
            "connect-timeout",
            "upload-file",
            "url",
            "write-out",
            "proxy",
            "cacert",
            "cert",
            "key",
            "retry",
            "retry-delay",
            "output-dir",
            "trace",
            "trace-ascii",
            "stderr",
            "etag-save",
            "etag-compare",
            "hsts",
            "alt-svc",
            "json",
            "netrc-file",
            "resolve",
            "range",
            "limit-rate",
            "libcurl",
        ),
    )
    folder = (values(options, "output-dir") or ["."])[-1]
    for path in values(options, "o", "output"):
        shell.event.touch(join(shell.cwd, folder), path, WRITTEN)
    _touch(
        shell,
        values(
            options,
            "c",
            "cookie-jar",
            "D",
            "dump-header",
            "trace",
            "trace-ascii",
            "stderr",
            "etag-save",
            "hsts",
            "alt-svc",
            "libcurl",
        ),
    )
    if has(options, "O", "remote-name", "remote-name-all"):
        for url in operands + values(options, "url"):
            shell.event.touch(join(shell.cwd, folder), _url_name(url), WRITTEN)


def _url_name(url: str) -> str:
    return base(url.partition("?")[0].partition("#")[0])


def _wget(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(
        rest,
        "OoaPitTwQUAeRDIXBlY",
        (
            "output-document",
            "output-file",
            "append-output",
            "directory-prefix",
            "input-file",
            "tries",
            "timeout",
            "wait",
            "user-agent",
            "header",
            "user",
            "password",
            "save-cookies",
            "load-cookies",
            "post-data",
            "post-file",
            "method",
            "body-data",
            "accept",
            "reject",
            "quota",
            "level",
            "referer",
        ),
    )
    _touch(shell, values(options, "o", "output-file", "a", "append-output", "save-cookies"))
    documents = values(options, "O", "output-document")
    folder = join(shell.cwd, (values(options, "P", "directory-prefix") or ["."])[-1])
    _touch(shell, documents)
    if not documents and not has(options, "spider"):
        for url in operands:
            if "/" in url:
                shell.event.touch(folder, _url_name(url), WRITTEN)


def _download(shell: "Shell", name: str, rest: list) -> None:
    options, _operands = split(rest, "odx", ("out", "output", "dir"))
    folder = join(shell.cwd, (values(options, "d", "dir") or ["."])[-1])
    if name in ("http", "https", "xh", "httpie") and has(options, "d", "download"):
        folder = shell.cwd
    for path in values(options, "o", "out", "output"):
        shell.event.touch(folder, path, WRITTEN)


# -- others -------------------------------------------------------------------------------------


def _dd(shell: "Shell", name: str, rest: list) -> None:
    _touch(shell, [word[3:] for word in rest if word.startswith("of=")])


def _openssl(shell: "Shell", name: str, rest: list) -> None:
    for number, word in enumerate(rest[:-1]):
        if word in ("-out", "-keyout", "-writerand"):
            _touch(shell, [rest[number + 1]])


def _gpg(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(
        rest,
        "orun",
        (
            "output",
            "recipient",
            "local-user",
            "passphrase",
            "passphrase-file",
            "cipher-algo",
            "homedir",
            "pinentry-mode",
        ),
    )
    outputs = values(options, "o", "output")
    _touch(shell, outputs)
    if (
        not outputs
        and name in ("gpg", "gpg2")
        and has(options, "c", "e", "s", "symmetric", "encrypt", "sign")
    ):
        _touch(shell, [path + ".gpg" for path in operands[-1:]])


def _vault(shell: "Shell", name: str, rest: list) -> None:
    if rest[:1] and rest[0] in ("edit", "encrypt", "decrypt", "rekey", "create"):
        options, operands = split(
            rest[1:],
            "",
            (
                "output",
                "vault-password-file",
                "vault-id",
                "encrypt-vault-id",
                "new-vault-password-file",
            ),
        )
        outputs = values(options, "output")
        _touch(shell, outputs or operands)


def _settings_file(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(rest, "fo", ("file", "output", "format"))
    if name == "crudini":
        if has(options, "set", "del", "merge"):
            _touch(shell, operands[:1])
    elif has(options, "i", "inplace", "in-place", "P?"):
        _touch(shell, operands)
    if name in ("ini-file", "dasel"):
        _touch(
            shell,
            [word for word in operands if ".env" in word]
            if operands[:1] in (["set"], ["put"], ["delete"])
            else [],
        )
        if operands[:1] in (["put"], ["delete"]):
            _touch(shell, values(options, "f", "file"))


def _mode(shell: "Shell", name: str, rest: list) -> None:
    _, operands = split(rest, "", ("reference", "from"))
    if (
        name == "chmod"
        and rest
        and rest[0][:1] == "-"
        and len(rest[0]) > 1
        and rest[0][1] in "rwxXst"
    ):
        operands = [rest[0], *operands]
    _touch(shell, operands[1:] or operands, MODE)


def _dotenv(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(rest, "fqe", ("file", "quote", "export", "env-file", "env"), True)
    if not operands:
        return
    verb, after = operands[0], operands[1:]
    more, values_after = split(after, "fk", ("env-file", "env-keys-file"))
    files = values(options, "f", "file", "env-file") + values(more, "f", "env-file") or [".env"]
    if name == "dotenv" and verb == "run":
        from . import programs

        _, words = split(after, "", (), True)
        programs.run_words(shell, words, {}, False)
        return
    if verb in ("set", "unset", "encrypt", "decrypt", "pull", "rotate", "fix", "delete", "--fix"):
        _touch(shell, files if name != "dotenv-linter" else list(values_after) or files)
    elif name == "dotenv" and operands and verb not in ("get", "list"):
        # The node and ruby tools of that name start a program.
        from . import programs

        _, words = split(rest, "fecvp", ("env-file", "env"), True)
        programs.run_words(shell, words, {}, False)


def _linter(shell: "Shell", name: str, rest: list) -> None:
    if rest[:1] == ["fix"] or "--fix" in rest:
        _touch(shell, [word for word in rest if word[:1] != "-" and word != "fix"] or [".env"])


def _vercel(shell: "Shell", name: str, rest: list) -> None:
    _options, operands = split(rest, "tSQA", ("token", "scope", "environment", "cwd", "git-branch"))
    if operands[:2] == ["env", "pull"]:
        _touch(shell, operands[2:3] or [".env.local"])
    elif operands[:1] == ["pull"]:
        _touch(shell, [".vercel/.env.development.local"])


def _inject(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(rest, "oi", ("out-file", "in-file", "account", "output"))
    if operands[:1] in (["inject"], ["read"]):
        _touch(shell, values(options, "o", "out-file", "output"))


def _cloud(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(
        rest,
        "fmoh",
        (
            "profile",
            "region",
            "endpoint-url",
            "exclude",
            "include",
            "file",
            "name",
            "account-name",
            "container-name",
            "project",
            "acl",
            "output",
        ),
    )
    verbs = {"cp", "mv", "sync", "rsync", "copy", "copyto", "move", "moveto", "download"}
    if not verbs.intersection(operands):
        return
    _touch(shell, values(options, "f", "file"))
    paths = [
        word for word in operands if word not in verbs and word not in ("s3", "storage", "blob")
    ]
    if (
        len(paths) > 1
        and "://" not in paths[-1]
        and (":" not in paths[-1] or paths[-1][:1] in "./")
    ):
        _target(shell, paths[-1], [path.rpartition(":")[2] for path in paths[:-1]], False)
    if "mv" in operands or "move" in operands:
        _touch(shell, [path for path in paths[:1] if "://" not in path], REMOVED)


def _hook_manager(shell: "Shell", name: str, rest: list) -> None:
    _, operands = split(rest, "cCt", ("config", "color", "hook-type"))
    if operands[:1] == ["uninstall"] and not {"--help", "-h"}.intersection(rest):
        shell.event.skips.append(f"{name} uninstall")


def _formatter(shell: "Shell", name: str, rest: list) -> None:
    if {"--write", "-w", "--fix", "-i", "--in-place"}.intersection(rest):
        _, operands = split(rest, "c", ("config",))
        _touch(shell, operands)


def _nothing(shell: "Shell", name: str, rest: list) -> None:
    return


def python_tool(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> None:
    """Follow a tool of Python's own library: `python -m zipfile -e`, `-m tarfile -e`, `-m json.tool`."""
    if name == "json.tool":
        _, operands = split(given, "", ("indent",))
        _touch(shell, operands[1:2])
    elif name in ("zipfile", "tarfile") and given[:1] in (["-c"], ["--create"]):
        _touch(shell, given[1:2])


ACTIONS: dict = {}
for _names, _action in (
    ("rm unlink shred srm trash trash-put rip wipe del erase rimraf del-cli rd", _rm),
    ("rmdir", _rmdir),
    ("touch truncate tee sponge mkfifo fallocate dos2unix unix2dos mac2unix fromdos todos", _all),
    ("mknod", _mknod),
    (
        "vi vim nvim view ex ed nano pico emacs emacsclient micro code codium subl gedit kate mcedit joe jed helix hx kak atom zed cursor windsurf notepad open",
        _editor,
    ),
    ("cp mv copy move ren ditto gcp gmv", _copy),
    ("ln link gln", _link),
    ("install ginstall", _install),
    ("rsync scp", _remote_copy),
    ("sed gsed ssed", _sed),
    ("sd rpl rename prename perl-rename mmv", _inplace_operands),
    ("sort", _sort),
    ("uniq xxd", _second),
    ("iconv envsubst pandoc gcc cc g++ go rustc age rage", _output),
    ("split csplit", _split_file),
    ("patch", _patch),
    ("apply_patch applypatch", _apply_patch),
    ("tar bsdtar gtar", _tar),
    ("cpio", _cpio),
    ("zip unzip 7z 7za", _zip),
    ("gzip gunzip bzip2 bunzip2 xz unxz zstd unzstd lzma compress pigz lz4", _compress),
    ("curl", _curl),
    ("wget", _wget),
    ("aria2c axel http https xh httpie", _download),
    ("dd", _dd),
    ("openssl", _openssl),
    ("gpg gpg2", _gpg),
    ("ansible-vault", _vault),
    ("crudini yq dasel tomlq ini-file xmlstarlet", _settings_file),
    ("chmod chown chgrp setfacl chattr chflags", _mode),
    ("dotenv dotenvx dotenv-vault", _dotenv),
    ("dotenv-linter", _linter),
    ("vercel", _vercel),
    ("op", _inject),
    ("aws gsutil gcloud az rclone", _cloud),
    ("pre-commit prek lefthook husky overcommit simple-git-hooks", _hook_manager),
    ("black ruff prettier eslint shfmt", _formatter),
):
    for _name in _names.split():
        ACTIONS[_name] = _action
