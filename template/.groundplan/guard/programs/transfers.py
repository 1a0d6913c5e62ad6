"""Programs that fetch files or copy them from and to other machines."""

from ..event import REMOVED, REMOVED_TREE, WRITTEN
from ..options import by_name, has, names, split, values
from ..paths import active, base, join
from ..shell.sentinel import HOLE
from .file_effects import target_of, touch, with_content

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell


_REMOTE_COPY_NAMES = names(
    "rsh exclude include filter exclude-from include-from files-from backup-dir suffix"
    " temp-dir partial-dir log-file compare-dest copy-dest link-dest bwlimit timeout chmod"
    " chown out-format rsync-path port info debug max-size min-size"
)


def _remote_copy(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(
        rest,
        "efFiPoclSJTBM",
        _REMOTE_COPY_NAMES,
    )
    for text in values(options, "e", "rsh") if name == "rsync" else ():
        shell.fresh().run_text(text)
    if name == "sftp" and ":" in "".join(operands[:1]):
        operands = operands[:2] if len(operands) > 1 else [*operands, "."]
    if (has(options, "n", "dry-run") and name == "rsync") or len(operands) < 2:
        return
    target = operands[-1]
    for path in values(options, "log-file"):
        touch(shell, [path])
    sources = operands[:-1]
    if has(options, "remove-source-files"):
        touch(shell, sources, REMOVED_TREE)
    if ":" in target and not target.startswith(("/", ".", "~")):
        return
    plain_sources = [source.rpartition(":")[2] if ":" in source else source for source in sources]
    single = [source for source in plain_sources if not source.endswith("/")]
    if single:
        target_of(shell, target, single, False)
    if has(options, "a", "r", "archive", "recursive"):
        with_content(shell, target, [source for source in sources if ":" not in source])
    if base(join(shell.cwd, target)) == "hooks" or "/.groundplan" in join(shell.cwd, target):
        # What lies in the source is not known: some hook may be replaced, or a part of the guard.
        touch(shell, [f"{target.rstrip('/')}/{HOLE}"])
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
    from ..shell.sentinel import matches

    event = shell.event
    patterns = [active(text.strip("/").rpartition(" ")[2]) for text in excluded]
    for path in event.place.files_under(join(shell.cwd, target)):
        if not any(matches(pattern, base(path)) for pattern in patterns):
            event.touch("", path, REMOVED)


_CURL_NAMES = names(
    "output request header data data-raw data-binary data-urlencode user user-agent"
    " referer cookie cookie-jar dump-header form config max-time connect-timeout"
    " upload-file url write-out proxy cacert cert key retry retry-delay output-dir trace"
    " trace-ascii stderr etag-save etag-compare hsts alt-svc json netrc-file resolve range"
    " limit-rate libcurl"
)


def _curl(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(
        rest,
        "oXHduAebcDEFKmQrTtUwxyYzCP",
        _CURL_NAMES,
    )
    folder = (values(options, "output-dir") or ["."])[-1]
    for path in values(options, "o", "output"):
        shell.event.touch(join(shell.cwd, folder), path, WRITTEN)
    touch(
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


_WGET_NAMES = names(
    "output-document output-file append-output directory-prefix input-file tries timeout"
    " wait user-agent header user password save-cookies load-cookies post-data post-file"
    " method body-data accept reject quota level referer"
)


def _wget(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(
        rest,
        "OoaPitTwQUAeRDIXBlY",
        _WGET_NAMES,
    )
    touch(shell, values(options, "o", "output-file", "a", "append-output", "save-cookies"))
    documents = values(options, "O", "output-document")
    folder = join(shell.cwd, (values(options, "P", "directory-prefix") or ["."])[-1])
    touch(shell, documents)
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


_CLOUD_NAMES = names(
    "profile region endpoint-url exclude include file name account-name container-name"
    " project acl output"
)


def _cloud(shell: "Shell", name: str, rest: list) -> None:
    options, operands = split(
        rest,
        "fmoh",
        _CLOUD_NAMES,
    )
    verbs = {"cp", "mv", "sync", "rsync", "copy", "copyto", "move", "moveto", "download"}
    touch(shell, values(options, "out-file", "output-file", "outfile"))
    if not verbs.intersection(operands):
        return
    touch(shell, values(options, "f", "file"))
    paths = [
        word for word in operands if word not in verbs and word not in ("s3", "storage", "blob")
    ]
    if (
        len(paths) > 1
        and "://" not in paths[-1]
        and (":" not in paths[-1] or paths[-1][:1] in "./")
    ):
        target_of(shell, paths[-1], [path.rpartition(":")[2] for path in paths[:-1]], False)
    if "mv" in operands or "move" in operands:
        touch(shell, [path for path in paths[:1] if "://" not in path], REMOVED)


ACTIONS: dict = by_name(
    {
        _remote_copy: "rsync scp sftp",
        _curl: "curl",
        _wget: "wget",
        _download: "aria2c axel http https xh httpie",
        _cloud: "aws gsutil gcloud az rclone",
    }
)
