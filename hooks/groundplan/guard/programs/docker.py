"""Containers: where a program runs, which container is named, and what is copied out and in."""

from ..event import HOST, REMOTE, WRITTEN
from ..options import names, split, values
from ..paths import base, join
from ..shell.sentinel import HOLE, has_hole
from . import dispatch
from .program_names import program_of_image

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell

NAMING = ("exec", "logs", "restart", "stop", "rm", "inspect", "cp", "top", "stats")
"""The commands that rule `docker-ps-first` may name; each takes a container's name."""

_GLOBAL = ("config", "context", "host", "log-level", "tlscacert", "tlscert", "tlskey")
_EXEC = ("detach-keys", "env", "env-file", "user", "workdir", "index", "container")
_RUN = names(
    "add-host annotation attach blkio-weight cap-add cap-drop cgroup-parent"
    " cgroupns cidfile cpu-period cpu-quota cpu-shares cpus cpuset-cpus cpuset-mems"
    " detach-keys device dns dns-option dns-search domainname entrypoint env"
    " env-file expose gpus group-add health-cmd health-interval health-retries"
    " health-timeout hostname init-path ip ip6 ipc isolation kernel-memory label"
    " label-file link log-driver log-opt mac-address memory memory-swap mount name"
    " network network-alias net oom-score-adj pid pids-limit platform publish pull"
    " restart runtime security-opt shm-size stop-signal stop-timeout storage-opt"
    " sysctl tmpfs ulimit user userns uts volume volume-driver volumes-from workdir"
)
_COMPOSE = names("ansi env-file file parallel profile progress project-directory project-name")
_COMPOSE_RUN = names(
    "entrypoint env label name publish user volume workdir cap-add cap-drop env-from-file pull"
)


def start(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow docker, podman or nerdctl."""
    _, words = split(given[1:], "cHlD?", _GLOBAL, True)
    if not words:
        return None
    command, rest = words[0], words[1:]
    if command == "container" and rest:
        command, rest = rest[0], rest[1:]
        if command in ("ls", "list", "ps"):
            command = "ps"
    event = shell.event
    if command == "compose":
        return compose(shell, rest, prefix, want)
    if command == "ps":
        if shell.where == HOST and not {"--help", "-h"}.intersection(rest):
            event.listed = True
        return None
    if command == "exec":
        _, operands = split(rest, "ewu", _EXEC, True)
        if operands:
            named(shell, command, operands[:1])
            inside(shell, operands[0], operands[1:], prefix, want)
        return None
    if command == "run" or command == "create":
        run(shell, rest, prefix, want)
        return None
    if command in NAMING:
        _naming(shell, command, rest)
    return None


def _naming(shell: "Shell", command: str, rest: list) -> None:
    short, long = {
        "logs": ("n", ("since", "until", "tail")),
        "restart": ("ts", ("time", "timeout", "signal")),
        "stop": ("ts", ("time", "timeout", "signal")),
        "inspect": ("f", ("format", "type")),
        "stats": ("", ("format",)),
        "top": ("", ()),
    }.get(command, ("", ()))
    options, operands = split(rest, short, long, command == "top")
    if command == "cp":
        copy(shell, operands)
        return
    if command == "inspect" and values(options, "type") not in ([], ["container"]):
        return
    if command == "top":
        operands = operands[:1]
    if command == "inspect":
        operands = [word for word in operands if ":" not in word and "/" not in word]
    named(shell, command, operands)


def copy(shell: "Shell", operands: list) -> None:
    """Note what `docker cp FROM TO` writes: a file in a container is the repo's, by its mount."""
    names = [
        word.partition(":")[0] for word in operands if ":" in word and word[:1] not in ("/", ".")
    ]
    named(shell, "cp", names)
    if len(operands) < 2:
        return
    source, target = operands[0], operands[1]
    path = target.partition(":")[2] if ":" in target and target[:1] not in ("/", ".") else target
    if path == "-":
        return
    event = shell.event
    full = join(shell.cwd, path)
    name = base(source.rpartition(":")[2])
    if path.endswith(("/", "/.")) or path in (".", "..") or event.place.is_folder(full):
        event.touch("", f"{full}/{name}", WRITTEN)
    else:
        event.touch("", full, WRITTEN)


def named(shell: "Shell", command: str, names: list) -> None:
    """Note the containers that a command names; a number or an unknown text is no name."""
    event = shell.event
    for name in names:
        if name and not has_hole(name) and not is_id(name) and not name.startswith("$"):
            event.containers.append((command, name, event.listed, shell.where))


def is_id(name: str) -> bool:
    """Say whether a name is a container's number: 12 to 64 hexadecimal digits."""
    return len(name) >= 12 and not name.strip("0123456789abcdef")


def inside(shell: "Shell", where: str, words: list, prefix: dict, want: bool) -> None:
    """Follow a command that runs in a container: nothing of this shell's variables is there."""
    if not words:
        return
    inner = shell.fresh(where or "container", "/app")
    inner.variables = {}
    inner.exported = set()
    inner.exports_all = False
    dispatch.run_words(inner, words, {}, want)


_HARMLESS_WORDS = (["version"], ["--version"], ["-v"], ["help"], ["--help"])


def run(shell: "Shell", rest: list, prefix: dict, want: bool) -> None:
    """Follow `docker run IMAGE COMMAND`."""
    options, operands = split(rest, "aceghlmpuvw", _RUN, True)
    for path in values(options, "cidfile"):
        shell.event.touch(shell.cwd, path, WRITTEN)
    mounted(shell, options)
    entry = values(options, "entrypoint")
    words = operands[1:]
    if entry and entry[-1]:
        words = [entry[-1], *words]
    if operands:
        image = operands[0].rpartition("/")[2].partition(":")[0]
        program = program_of_image(operands[0])
        if program and not (entry and entry[-1]) and words[:1] not in _HARMLESS_WORDS:
            dispatch.run_words(shell, [program, *words], prefix, want)
        inside(shell, f"image:{image}", words, prefix, want)


def mounted(shell: "Shell", options: list) -> None:
    """Note the paths in a container that lead to files of the host."""
    pairs = [text.split(":")[:2] for text in values(options, "v", "volume") if ":" in text]
    for text in values(options, "mount"):
        parts = dict(item.partition("=")[::2] for item in text.split(","))
        source = parts.get("source") or parts.get("src") or ""
        pairs.append([source, parts.get("target") or parts.get("dst") or ""])
    for source, target in pairs:
        if source[:1] in ("/", ".", "~") and len(target) > 1:
            shell.event.links[target.rstrip("/")] = join(shell.cwd, source)


def compose_command(
    shell: "Shell", name: str, given: list, prefix: dict, want: bool
) -> "str | None":
    """Follow the old compose command, for what it does beside being run."""
    return compose(shell, given[1:], prefix, want)


def compose(shell: "Shell", rest: list, prefix: dict, want: bool) -> "str | None":
    """Follow `docker compose COMMAND`; it names services, which need no list."""
    _, words = split(rest, "fp", _COMPOSE, True)
    if not words:
        return None
    command, rest = words[0], words[1:]
    event = shell.event
    if command == "ps":
        event.listed = event.listed or shell.where == HOST
    elif command == "exec":
        _, operands = split(rest, "euw", _EXEC, True)
        if operands:
            inside(shell, operands[0], operands[1:], prefix, want)
    elif command == "run":
        options, operands = split(rest, "elpuvw", _COMPOSE_RUN, True)
        mounted(shell, options)
        if operands:
            entry = values(options, "entrypoint")
            words = entry[-1].split() + operands[1:] if entry else operands[1:]
            inside(shell, operands[0], words, prefix, want)
    elif command == "cp":
        _, operands = split(rest, "", ("index",))
        before = len(event.containers)
        copy(shell, operands)
        del event.containers[before:]
    elif command in ("config", "convert"):
        options, _ = split(rest, "o", ("output", "format", "hash"))
        for path in values(options, "o", "output"):
            event.touch(shell.cwd, path, WRITTEN)
    return None


def elsewhere(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow what runs on another machine or in a pod: it is not on this host."""
    arguments = given[1:]
    if name in ("kubectl", "oc") and "cp" in arguments[:4]:
        _, operands = split(
            arguments[arguments.index("cp") + 1 :], "cn", ("container", "namespace", "retries")
        )
        if len(operands) > 1 and ":" not in operands[1]:
            shell.event.touch(shell.cwd, operands[1], WRITTEN)
        return None
    words: list = []
    if "--" in arguments:
        words = arguments[arguments.index("--") + 1 :]
    elif name == "devcontainer" and "exec" in arguments:
        _, words = split(
            arguments[arguments.index("exec") + 1 :],
            "",
            ("workspace-folder", "container-id", "config"),
            True,
        )
    if words and name != "ssh":
        inside(shell, REMOTE, words, prefix, want)
    return HOLE
