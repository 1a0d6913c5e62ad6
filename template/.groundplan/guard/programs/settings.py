"""Programs that keep secrets and settings, and managers of git hooks."""

from ..options import by_name, has, names, split, values
from ..shell.sentinel import is_all_hole
from .file_effects import touch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell


def _openssl(shell: "Shell", name: str, rest: list) -> None:
    for number, word in enumerate(rest[:-1]):
        if word in ("-out", "-keyout", "-writerand"):
            touch(shell, [rest[number + 1]])


_GPG_NAMES = names(
    "output recipient local-user passphrase passphrase-file cipher-algo homedir pinentry-mode"
)


def _gpg(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(
        rest,
        "orun",
        _GPG_NAMES,
    )
    outputs = values(options, "o", "output")
    touch(shell, outputs)
    if (
        not outputs
        and name in ("gpg", "gpg2")
        and has(options, "c", "e", "s", "symmetric", "encrypt", "sign")
    ):
        touch(shell, [path + ".gpg" for path in operands[-1:]])


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
        touch(shell, outputs or operands)


def _dotenv(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(rest, "fqe", ("file", "quote", "export", "env-file", "env"), True)
    if not operands:
        return
    verb, after = operands[0], operands[1:]
    more, values_after = split(after, "fk", ("env-file", "env-keys-file"))
    files = values(options, "f", "file", "env-file") + values(more, "f", "env-file") or [".env"]
    if name == "dotenv" and verb == "run":
        from . import dispatch

        _, words = split(after, "", (), True)
        dispatch.run_words(shell, words, {}, False)
        return
    if verb in ("set", "unset", "encrypt", "decrypt", "pull", "rotate", "fix", "delete", "--fix"):
        touch(shell, files if name != "dotenv-linter" else list(values_after) or files)
    elif name == "dotenv" and operands and verb not in ("get", "list"):
        # The node and ruby tools of that name start a program.
        from . import dispatch

        _, words = split(rest, "fecvp", ("env-file", "env"), True)
        dispatch.run_words(shell, words, {}, False)


def _linter(shell: "Shell", name: str, rest: list) -> None:
    if rest[:1] == ["fix"] or "--fix" in rest:
        touch(shell, [word for word in rest if word[:1] != "-" and word != "fix"] or [".env"])


def _vercel(shell: "Shell", name: str, rest: list) -> None:
    _options, operands = split(rest, "tSQA", ("token", "scope", "environment", "cwd", "git-branch"))
    if operands[:2] == ["env", "pull"]:
        touch(shell, operands[2:3] or [".env.local"])
    elif operands[:1] == ["pull"]:
        touch(shell, [".vercel/.env.development.local"])


def _inject(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(rest, "oi", ("out-file", "in-file", "account", "output"))
    if operands[:1] in (["inject"], ["read"]):
        touch(shell, values(options, "o", "out-file", "output"))


def _ssh_keygen(shell: "Shell", name: str, rest: list) -> None:
    options, _ = split(rest, "abCDEFfIiJKMmNnOPRrSstVwYzZ")
    if not has(options, "l", "y", "e", "i", "F", "B", "L", "Y"):
        touch(shell, values(options, "f"))


def _sqlite(shell: "Shell", name: str, rest: list) -> None:
    """Follow sqlite3: its database, and what its dot commands write."""
    _, operands = split(rest, "", ("cmd", "init", "separator", "nullvalue", "newline"))
    # An env file is no database: as one it is made, or spoilt.
    touch(shell, [] if "-readonly" in rest else operands[:1])
    texts = [*operands[1:], *rest, "" if is_all_hole(shell.stdin) else shell.stdin]
    for line in "\n".join(texts).split("\n"):
        words = line.split()
        if len(words) > 1 and words[0] in (
            ".output",
            ".once",
            ".backup",
            ".save",
            ".clone",
            ".log",
        ):
            touch(shell, words[-1:])


def _hook_manager(shell: "Shell", name: str, rest: list) -> None:
    _, operands = split(rest, "cCt", ("config", "color", "hook-type"))
    if operands[:1] == ["uninstall"] and not {"--help", "-h"}.intersection(rest):
        shell.event.skips.append(f"{name} uninstall")


ACTIONS: dict = by_name(
    {
        _openssl: "openssl",
        _gpg: "gpg gpg2",
        _vault: "ansible-vault",
        _dotenv: "dotenv dotenvx dotenv-vault",
        _linter: "dotenv-linter",
        _vercel: "vercel",
        _inject: "op",
        _ssh_keygen: "ssh-keygen",
        _sqlite: "sqlite3",
        _hook_manager: "pre-commit prek lefthook husky overcommit simple-git-hooks",
    }
)
