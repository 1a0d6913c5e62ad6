"""What the calls of other languages do to files, and which of them start something.

Each table has, for the last part of a call's name, a short text: a letter for what is done and the
number of the argument that it is done to. `w` writes, `n` only where the argument has a name, `c` copies the argument before into this one,
`r` removes, `t` removes with all below, `m` changes the mode, `o` opens by the mode that follows,
`f` opens as the number of a mode says, `s` starts, `*` stands for all arguments.
Facts: the standard library's reference of each language.
"""

from ..event import MODE, REMOVED, REMOVED_TREE, WRITTEN
from ..options import names
from ..paths import folder_of, join
from ..programs import dispatch
from ..programs.file_effects import target_of
from ..shell.sentinel import HOLE, has_hole, is_all_hole, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell


def _table(*rows: str) -> dict:
    """Return a table from rows of `effect: name name ...`."""
    found: dict = {}
    for row in rows:
        effect, _, named = row.partition(":")
        found.update((name, effect) for name in named.split())
    return found


_JAVASCRIPT = _table(
    "w0: writeFile writeFileSync appendFile appendFileSync createWriteStream truncate"
    " truncateSync utimes utimesSync lutimes lutimesSync outputFile outputFileSync outputJson"
    " outputJsonSync writeJson writeJsonSync writeJSON ensureFile ensureFileSync createFile"
    " createFileSync writeTextFile writeTextFileSync Bun.write",
    "c1: copyFile copyFileSync cp cpSync copy copySync symlink symlinkSync link linkSync",
    "t0: unlink unlinkSync rm rmSync rmdir rmdirSync remove removeSync rimraf rimrafSync"
    " deleteAsync deleteSync emptyDir emptyDirSync",
    "r0c1: rename renameSync move moveSync",
    "o0: open openSync",
    "m0: chmod chmodSync lchmod",
    "s0: exec execSync spawn spawnSync execFile execFileSync execa execaSync execaCommand"
    " execaCommandSync Deno.run Bun.spawn Bun.spawnSync Deno.Command",
)
_RUBY = _table(
    "w0: File.write IO.write File.binwrite IO.binwrite File.truncate FileUtils.touch"
    " File.mkfifo Pathname.write YAML.dump",
    "o0: open File.open File.new IO.open Kernel.open",
    "f0: IO.sysopen",
    "r*: File.delete File.unlink",
    "t*: FileUtils.rm FileUtils.rm_f FileUtils.rm_r FileUtils.rm_rf FileUtils.remove"
    " FileUtils.rmtree FileUtils.remove_file FileUtils.remove_entry FileUtils.safe_unlink"
    " FileUtils.remove_dir rm rm_f rm_r rm_rf",
    "r0c1: File.rename FileUtils.mv FileUtils.move mv",
    "c1: FileUtils.cp FileUtils.copy FileUtils.copy_file FileUtils.cp_r FileUtils.install"
    " FileUtils.ln FileUtils.ln_s FileUtils.ln_sf FileUtils.link FileUtils.symlink File.symlink"
    " File.link IO.copy_stream FileUtils.copy_entry cp cp_r ln_s",
    "w*: File.utime touch",
    "m*: File.chmod FileUtils.chmod FileUtils.chmod_R",
    "s0: system exec spawn Kernel.system Kernel.exec Process.spawn IO.popen Open3.capture2"
    " Open3.capture2e Open3.capture3 Open3.popen3 Open3.popen2 sh",
)
_PHP = _table(
    "w0: file_put_contents touch ftruncate imagepng",
    "o0: fopen SplFileObject",
    "r0: unlink rmdir",
    "r0c1: rename",
    "c1: copy symlink link move_uploaded_file",
    "m0: chmod",
    "s0: exec shell_exec system passthru popen proc_open pcntl_exec",
)
_PERL = _table(
    "o1: open",
    "f1: sysopen",
    "r*: unlink",
    "t*: rmtree remove_tree",
    "r0c1: rename move mv",
    "c1: copy cp symlink link",
    "w0: truncate write_file append_file spew spew_utf8 edit_file edit_file_lines",
    "w*: utime",
    "m*: chmod",
    "s0: system exec popen run capture",
    "s2: open2",
    "s3: open3",
)
_LUA = _table(
    "o0: io.open",
    "w0: io.output lfs.touch",
    "r0: os.remove",
    "r0c1: os.rename",
    "s0: os.execute io.popen",
)
_R = _table(
    "w0: file.create sink Sys.setFileTime write_file",
    "w1: writeLines write write.csv write.table saveRDS dput dump write_csv write_lines",
    "c1: file.copy file.symlink file.link",
    "r0c1: file.rename",
    "t*: file.remove unlink",
    "o0: file",
    "n0: cat capture.output",
    "s0: system system2 shell",
)
_LISP = _table(
    "w0: write-file set-file-times save-file",
    "w2: write-region append-to-file",
    "r0: delete-file move-file-to-trash",
    "t0: delete-directory",
    "r0c1: rename-file",
    "c1: copy-file make-symbolic-link add-name-to-file",
    "m0: set-file-modes",
    "s0: shell-command call-process-shell-command shell-command-to-string",
)
_PYTHON = _table(
    "o0: open io.open codecs.open",
    "r0: os.remove os.unlink remove unlink",
    "t0: shutil.rmtree rmtree",
    "r0c1: os.rename os.replace shutil.move",
    "c1: shutil.copy shutil.copyfile shutil.copy2 os.symlink os.link",
    "w0: os.utime os.truncate set_key unset_key",
    "m0: os.chmod",
    "s0: os.system os.popen subprocess.run subprocess.call subprocess.check_call"
    " subprocess.check_output subprocess.Popen",
)
TABLES = {
    "javascript": _JAVASCRIPT,
    "ruby": _RUBY,
    "php": _PHP,
    "perl": _PERL,
    "lua": _LUA,
    "r": _R,
    "lisp": _LISP,
    "python": _PYTHON,
}
# Methods of a path or an open file, whatever made it.
_METHODS = _table(
    "w: write binwrite write_text write_bytes touch spew spew_utf8 append append_utf8 writer"
    " openw opena symlink_to make_symlink utime truncate fputs fwrite",
    "r: delete unlink remove rmtree remove_tree rm rm_rf rm_f",
    "m: chmod",
    "rc: rename move move_to copy_to",
    "o: open",
)
_NAMED = ("file", "path", "con", "filename")
_FOR_WRITING = frozenset("wax+>")


class Effects:
    """Notes what calls do, in one language."""

    def __init__(self, shell: "Shell", language: str) -> None:
        self.shell = shell
        self.table = TABLES.get(language, _JAVASCRIPT)
        self.language = language

    def effect(self, name: str) -> str:
        """Return what a call of this name does, or nothing."""
        found = self.table.get(name)
        if found is None and self.language != "r":
            last = name.rpartition(".")[2]
            found = self.table.get(last) if "." in name and self.is_library(name) else None
        return found or ""

    def is_library(self, name: str) -> bool:
        """Say whether the part before the last one can be a library, and not a value of one's own."""
        return self.language != "ruby" or name.startswith(("File", "IO", "Kernel"))

    def knows(self, name: str) -> bool:
        """Say whether a name without parentheses is a call: of one that does something."""
        return self.language in ("ruby", "perl", "lua", "lisp", "php") and bool(self.effect(name))

    def call(self, name: str, items: list, named: dict) -> bool:
        """Note what a call does; False where it is none of the table's."""
        effect = self.effect(name)
        if not effect:
            return False
        if self.language == "perl" and effect == "o1" and len(items) == 2:
            self.two_part_open(items[1])
            return True
        if self.language == "javascript" and items and str(items[0])[:1] == "-":
            items = items[1:]  # shelljs takes a program's options first
        at = 0
        while at < len(effect):
            self.one(effect[at], effect[at + 1], items, named)
            at += 2
        return True

    def one(self, what: str, which: str, items: list, named: dict) -> None:
        """Note one effect on one argument, or on all."""
        if what == "s":
            self.started(items[int(which) :], named)
            return
        if which == "*":
            for item in items:
                self.touch(item, what)
            return
        place = int(which)
        path = items[place] if place < len(items) and what != "n" else None
        if path is None and place < 2:
            path = next((named[key] for key in _NAMED if key in named), None)
        if what in "of":
            self.opened(path, place, items, named, what)
        elif what == "c":
            self.copied(items, place)
        else:
            self.touch(path, what)

    def opened(self, path: object, place: int, items: list, named: dict, what: str) -> None:
        """Note a file that is opened to be written: the mode tells."""
        if self.language == "perl" and what == "o":
            # open(HANDLE, MODE, PATH)
            if len(items) > 2 and isinstance(items[1], str) and "|" in items[1]:
                self.started(items[2:], {})
            elif len(items) > 2 and _is_for_writing(items[1]):
                self.touch(items[2], "w")
            return
        mode = items[place + 1] if place + 1 < len(items) else named.get("mode")
        if (
            what == "f"
            or (isinstance(mode, str) and "O_" in mode)
            or (mode is not None and _is_for_writing(mode))
        ):
            self.touch(path, "w")

    def two_part_open(self, text: object) -> None:
        """Note `open(F, ">path")`, where the mode stands before the path."""
        if isinstance(text, str) and text.lstrip()[:1] in (">", "+"):
            self.touch(text.lstrip("+<> "), "w")
        elif isinstance(text, str) and "|" in (text.strip()[:1], text.strip()[-1:]):
            self.start_text(text.strip("| "))

    def copied(self, items: list, place: int) -> None:
        target = items[place] if place < len(items) else None
        if isinstance(target, str) and not is_all_hole(target):
            source = items[place - 1]
            target_of(self.shell, target, [source if isinstance(source, str) else HOLE], False)

    def touch(self, value: object, what: str) -> None:
        kind = {"r": REMOVED, "t": REMOVED_TREE, "m": MODE}.get(what, WRITTEN)
        for path in value if isinstance(value, list) else [value]:
            if isinstance(path, str) and path and not is_all_hole(path) and "\n" not in path:
                self.shell.event.touch(self.shell.cwd, path, kind)

    def method(self, value: object, name: str, items: list, named: dict) -> bool:
        """Note what a method of a path does; False where it does nothing to it."""
        effect = _METHODS.get(name.rpartition(".")[2])
        if effect is None or not isinstance(value, (str, list)):
            return False
        if effect == "o":
            mode = items[0] if items else named.get("mode")
            if mode is not None and _is_for_writing(mode):
                self.touch(value, "w")
        elif effect == "rc":
            self.touch(value, "r")
            target = items[0] if items else None
            if isinstance(target, str) and isinstance(value, str):
                near = "/" in value and "/" not in target
                self.touch(join(folder_of(value), target) if near else target, "w")
        else:
            self.touch(value, effect)
        return True

    def started(self, items: list, named: dict) -> None:
        """Follow what a call starts: a program with a list of arguments, or a text for a shell."""
        words: list = []
        for item in items:
            if isinstance(item, list):
                words.extend(part if isinstance(part, str) else HOLE for part in item)
            elif isinstance(item, str):
                words.append(item)
        if not words or is_all_hole(words[0]):
            return
        env = named.get("env")
        prefix = env if isinstance(env, dict) else {}
        if len(words) > 1 and " " not in words[0].strip():
            dispatch.run_words(self.shell, words, prefix, False)
        else:
            self.start_text(words[0], prefix)

    def start_text(self, text: str, prefix: "dict | None" = None) -> None:
        """Follow a text that a shell runs."""
        if not is_all_hole(text):
            inner = self.shell.fresh()
            inner.variables.update(prefix or {})
            inner.exported.update(prefix or {})
            inner.run_text(text)


def _is_for_writing(mode: object) -> bool:
    return (
        isinstance(mode, str)
        and not has_hole(mode)
        and any(letter in _FOR_WRITING for letter in plain(mode))
    )


LANGUAGES = {
    name: language
    for language, named in (
        ("javascript", "node nodejs bun deno tsx ts-node"),
        ("ruby", "ruby"),
        ("php", "php"),
        ("perl", "perl"),
        ("lua", "lua luajit"),
        ("r", "rscript"),
        ("lisp", "emacs"),
        ("python", "python"),
    )
    for name in names(named)
}
