"""The only module that touches disk, processes, git and the terminal.

Everything else is values in, values out, so that tests need no mocks.
"""

from __future__ import annotations

import contextlib
import functools
import os
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from groundplan.core.errors import EnvironmentTrouble, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Bidirectional controls (Unicode 16, UAX #9): they make text read other than it is stored.
BIDI_CONTROLS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


class Finished(NamedTuple):
    """How a program ended: its exit status and what it printed, as text."""

    status: int
    out: str
    err: str


# -- files ---------------------------------------------------------------------------------------


def read_bytes(path: Path, limit: int | None = None) -> bytes:
    """Return a regular file's bytes.

    Args:
        path: the file; a folder, a FIFO or a device is refused, so that nothing blocks.
        limit: the most bytes that are acceptable; None for any size.

    Raises:
        Refused: the file is missing, is no regular file, or is larger than `limit`.
        EnvironmentTrouble: it can't be read.
    """
    try:
        if not path.is_file():
            kind = "not a regular file" if path.exists() else "missing"
            raise Refused(f"{path} is {kind}.", "Name a file that exists.")
        if limit is not None and path.stat().st_size > limit:
            raise Refused(f"{path} is larger than {limit:,} bytes.", "Name a smaller file.")
        return path.read_bytes()
    except OSError as problem:
        raise EnvironmentTrouble(os_sentence(problem), "Check the file's permissions.") from problem


def read_text(path: Path, limit: int | None = None) -> str:
    """Return a file's text exactly as it stands: line ends and a byte-order mark are kept.

    Raises:
        Refused: as in `read_bytes`, or the bytes are not UTF-8 (the message names the place).
        EnvironmentTrouble: it can't be read.
    """
    data = read_bytes(path, limit)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise Refused(
            f"{path}:{line}: byte {problem.start} is not UTF-8.", "Save the file as UTF-8."
        ) from problem


def write_bytes(path: Path, data: bytes) -> None:
    """Replace a file whole or not at all: written beside it, flushed, then renamed over it.

    The file's mode is kept; a symlink is followed, so that the link stays a link.

    Raises:
        EnvironmentTrouble: the disk or a permission is in the way; the old file stands unchanged.
    """
    target = path.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
        import tempfile

        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(mode)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as problem:
        raise EnvironmentTrouble(
            os_sentence(problem), "Nothing was changed. Check disk space and permissions."
        ) from problem


def write_text(path: Path, text: str) -> None:
    """Write text as UTF-8 with its line ends as they are; see `write_bytes`."""
    write_bytes(path, text.encode("utf-8"))


def read_input(limit: int) -> bytes:
    """Return the bytes of standard input.

    Raises:
        Refused: there are more than `limit`.
    """
    data = sys.stdin.buffer.read(limit + 1)
    if len(data) > limit:
        raise Refused(f"Standard input is larger than {limit:,} bytes.", "Give less.")
    return data


def append_private(path: Path, text: str) -> None:
    """Add text to the end of a file that nobody else may read, and wait until it is on disk.

    The file is made with mode 0600, its folder with 0700; a link in its place is not followed.

    Raises:
        EnvironmentTrouble: the disk or a permission is in the way; the end of `text` may lack.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        with os.fdopen(os.open(path, flags, 0o600), "wb") as stream:
            stream.write(text.encode("utf-8"))
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as problem:
        raise EnvironmentTrouble(
            os_sentence(problem), "Check disk space and permissions, then give the answer again."
        ) from problem


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def is_inside(path: Path, folder: Path) -> bool:
    """Say whether `path`, with every link followed, lies in `folder`."""
    return path.resolve().is_relative_to(folder.resolve())


# -- programs ------------------------------------------------------------------------------------


def run_program(
    arguments: Sequence[str],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    stdin: str | None = None,
    timeout: float | None = None,
    decode_errors: str = "replace",
) -> Finished:
    """Run a program from an argument list, never through a shell, and wait for it.

    Args:
        arguments: the program and its arguments.
        cwd: where it runs.
        env: its whole environment; this process's own when None.
        stdin: what it reads; nothing when None.
        timeout: seconds until it is ended.
        decode_errors: how bytes that are not UTF-8 become text; `surrogateescape` keeps file names.

    Raises:
        EnvironmentTrouble: the program is missing, can't be started, or ran out of time.
    """
    import subprocess

    try:
        done = subprocess.run(
            list(arguments),
            cwd=cwd,
            env=dict(env) if env is not None else None,
            input=stdin.encode() if stdin is not None else None,
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            timeout=timeout,
            check=False,
        )
    except FileNotFoundError as problem:
        raise EnvironmentTrouble(
            f"{arguments[0]} was not found.", f"Install {arguments[0]} and put it on the PATH."
        ) from problem
    except subprocess.TimeoutExpired as problem:
        raise EnvironmentTrouble(
            f"{arguments[0]} did not end within {timeout:g} s.", "Run it by hand to see why."
        ) from problem
    except OSError as problem:
        raise EnvironmentTrouble(os_sentence(problem), "Run it by hand to see why.") from problem
    return Finished(
        done.returncode,
        done.stdout.decode("utf-8", decode_errors),
        done.stderr.decode("utf-8", decode_errors),
    )


def git_environment(cwd: Path) -> dict[str, str]:
    """Return an environment in which git ignores the user's and the machine's configuration.

    One setting is kept: which repos of other owners the user trusts. Without it git would refuse
    the checkout of a CI job whose container runs as somebody else.

    Args:
        cwd: where git is to run.
    """
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    trusted = () if _is_own(cwd) else _trusted_folders()
    # Only the command line and these variables count for `safe.directory`; a repo's own file does not.
    settings = {f"GIT_CONFIG_KEY_{place}": "safe.directory" for place in range(len(trusted))}
    settings |= {f"GIT_CONFIG_VALUE_{place}": folder for place, folder in enumerate(trusted)}
    return kept | {
        "GIT_CONFIG_COUNT": str(len(trusted)),
        **settings,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "LC_ALL": "C.UTF-8",
    }


def _is_own(cwd: Path) -> bool:
    # What git looks at: the owner of the work tree and of its `.git`.
    if not hasattr(os, "geteuid"):
        return True
    here = cwd.absolute()
    top = next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)
    try:
        return {path.stat().st_uid for path in (top, top / ".git")} <= {os.geteuid()}
    except OSError:
        return True  # there is no repo to be trusted


@functools.cache
def _trusted_folders() -> tuple[str, ...]:
    """Return the user's and the machine's values of `safe.directory`, in their order."""
    asked = (
        run_program(["git", "config", scope, "--null", "--get-all", "safe.directory"])
        for scope in ("--system", "--global")
    )
    return tuple(value for answer in asked for value in answer.out.split("\0")[:-1])


def git(*arguments: str, cwd: Path) -> Finished:
    """Run git in `cwd`, independent of anybody's configuration."""
    return run_program(["git", *arguments], cwd=cwd, env=git_environment(cwd))


def git_output(*arguments: str, cwd: Path) -> str | None:
    """Return what git prints in `cwd`, independent of anybody's configuration; None where it says no.

    Started by the system's own call where there is one: importing `subprocess` costs more than git.

    Raises:
        EnvironmentTrouble: there is no git.
    """
    if not hasattr(os, "posix_spawnp"):
        done = git(*arguments, cwd=cwd)
        return done.out if done.status == 0 else None
    ours, its = os.pipe()
    nothing = os.open(os.devnull, os.O_RDWR)
    ends = [
        (os.POSIX_SPAWN_DUP2, end, number) for number, end in enumerate((nothing, its, nothing))
    ]
    command = ["git", "-C", os.fspath(cwd), *arguments]
    try:
        child = os.posix_spawnp("git", command, git_environment(cwd), file_actions=ends)
    except OSError as problem:
        os.close(ours)
        raise EnvironmentTrouble(
            "git can't be started.", "Install git and put it on the PATH."
        ) from problem
    finally:
        os.close(its)
        os.close(nothing)
    with open(ours, "rb") as stream:  # noqa: PTH123 - a pipe has no path
        out = stream.read()
    return out.decode("utf-8", "replace") if os.waitpid(child, 0)[1] == 0 else None


def git_bytes(*arguments: str, cwd: Path, stdin: bytes = b"") -> bytes | None:
    """Run git and return its output byte for byte, or None where git said no.

    File names are bytes that need not be UTF-8, so they can't go through text. The index of a
    commit that is being made is kept: git names it to its hooks, and it may be a temporary one.
    """
    env = git_environment(cwd) | {"GIT_LITERAL_PATHSPECS": "1"}
    if "GIT_INDEX_FILE" in os.environ:
        env["GIT_INDEX_FILE"] = os.environ["GIT_INDEX_FILE"]
    import subprocess

    try:
        done = subprocess.run(
            ["git", *arguments], cwd=cwd, env=env, input=stdin, capture_output=True, check=False
        )
    except FileNotFoundError as problem:
        raise EnvironmentTrouble(
            "git was not found.", "Install git and put it on the PATH."
        ) from problem
    return done.stdout if done.returncode == 0 else None


def repo_root(start: Path) -> Path | None:
    """Return the top folder of the git work tree around `start`, or None where there is none."""
    if not start.is_dir():
        return None
    here = start.resolve()
    for folder in (here, *here.parents):
        # An ordinary work tree; asking git would cost as much as checking a plan.
        if (folder / ".git" / "HEAD").is_file():
            return folder
        if (folder / ".git").exists():
            break
    answer = git("rev-parse", "--show-toplevel", cwd=start)
    return Path(answer.out.rstrip("\n")) if answer.status == 0 else None


# -- the terminal --------------------------------------------------------------------------------


def printable(text: str) -> str:
    """Return `text` with control and bidirectional characters escaped; newline and tab stay."""
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text  # at once, as nearly always
    return "".join(
        char
        if char in "\n\t"
        or (unicodedata.category(char) not in ("Cc", "Cs") and char not in BIDI_CONTROLS)
        else char.encode("unicode_escape", "surrogatepass").decode("ascii")
        for char in text
    )


def print_line(text: str = "") -> None:
    """Print one piece of text to standard output, neutralised, and a newline."""
    _emit(sys.stdout, f"{printable(text)}\n")


def print_part(text: str) -> None:
    """Print text as it comes, neutralised, without a newline of its own, and show it at once."""
    _emit(sys.stdout, printable(text))
    sys.stdout.flush()


def print_prose(text: str, hang: int = 2) -> None:
    """Print text as it is; at a terminal lines that are too long are broken at words.

    Args:
        text: whole lines; a last line end is added where it is missing.
        hang: how much further in than its beginning the rest of a broken line stands.
    """
    shown = text.removesuffix("\n")
    if sys.stdout.isatty():
        shown = "\n".join(_broken(line, hang) for line in shown.split("\n"))
    print_part(f"{shown}\n")


def read_line() -> str:
    """Return one line from standard input, without its end.

    Raises:
        EOFError: there is no more.
    """
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.removesuffix("\n")


def print_error(sentence: str, advice: str = "") -> None:
    """Print one line to standard error: what is wrong, then what to do; at a terminal broken at words."""
    line = f"groundplan: {' '.join(printable(f'{sentence} {advice}').split())}"
    _emit(sys.stderr, f"{_broken(line) if sys.stderr.isatty() else line}\n")


def _broken(line: str, hang: int = 0) -> str:
    """Return a line in as many as the terminal's width needs; those after the first stand further in."""
    import shutil
    import textwrap

    width = max(shutil.get_terminal_size().columns, 20)
    if len(line) <= width:
        return line
    indent = len(line) - len(line.lstrip(" "))
    return textwrap.fill(
        line,
        width,
        subsequent_indent=" " * min(indent + hang, width // 2),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _emit(stream: object, text: str) -> None:
    # A terminal that can't show a character gets an escape, never a traceback.
    encoding = getattr(stream, "encoding", None) or "utf-8"
    safe = text.encode(encoding, "backslashreplace").decode(encoding)
    getattr(stream, "write")(safe)  # noqa: B009 - any text stream will do


def show_progress(text: str) -> None:
    """Show a passing line on standard error, where a person watches it."""
    if sys.stderr.isatty():
        _emit(sys.stderr, f"\r\x1b[K{' '.join(printable(text).split())}")
        sys.stderr.flush()


def clear_progress() -> None:
    """Take the passing line away."""
    if sys.stderr.isatty():
        _emit(sys.stderr, "\r\x1b[K")


def discard_output() -> None:
    """Point standard output at nothing, after its reader has gone."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def is_terminal() -> bool:
    """Say whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def os_sentence(problem: OSError) -> str:
    """Return the system's own words with the file that they are about."""
    name = problem.filename if isinstance(problem.filename, str) else ""
    return f"{name}: {problem.strerror or problem}." if name else f"{problem.strerror or problem}."


def write_crash_log() -> Path:
    """Write the current exception's traceback to a private file and return its path."""
    import tempfile
    import traceback

    handle, name = tempfile.mkstemp(prefix="groundplan-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as stream:
        stream.write(traceback.format_exc())
    return Path(name)
