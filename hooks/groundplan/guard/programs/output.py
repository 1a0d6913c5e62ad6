"""What programs print, where that is known: text that others then read, run or take for names."""

from ..options import has, names, split, values
from ..paths import active, base, folder_of, join
from ..shell.sentinel import HIDDEN, HOLE, has_glob, has_hole, is_all_hole, matches, plain
from .search_patterns import searched

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell


def of(shell: "Shell", name: str, given: list) -> str:
    """Return what a program prints, with a hole for each part that is not known."""
    model = _MODELS.get(name)
    return model(shell, name, given[1:]) if model else HOLE


def _input(shell: "Shell", operands: list) -> str:
    """Return what a filter reads: the files that it names, or what comes by the pipe."""
    if not operands:
        return shell.stdin
    return "".join(shell.content(path) for path in operands)


def _pass(shell: "Shell", name: str, rest: list) -> str:
    short, long = {
        "head": ("nc", ("lines", "bytes")),
        "tail": ("ncs", ("lines", "bytes", "pid")),
        "sort": ("okStT", ("output", "key", "field-separator")),
        "fold": ("w", ("width",)),
        "nl": ("bfhinsvw", ()),
    }.get(name, ("", ()))
    _, operands = split(rest, short, long)
    if name == "tee":
        operands = []
    text = _input(shell, operands)
    if name in ("head", "tail"):
        from .text_filters import ends

        return ends(name, rest, text)
    if name == "tac":
        return "\n".join(reversed(text.rstrip("\n").split("\n"))) + "\n"
    return text


_GREP_NAMES = names(
    "regexp file max-count after-context before-context context include exclude"
    " exclude-dir color? glob type"
)


def _grep(shell: "Shell", name: str, rest: list) -> str:
    options, operands = split(
        rest,
        "efmABCdDgtTj",
        _GREP_NAMES,
    )
    patterns = values(options, "e", "regexp")
    if not patterns and not has(options, "f", "file"):
        if not operands:
            return HOLE
        patterns, operands = operands[:1], operands[1:]
    if has(options, "l", "L", "files-with-matches", "files-without-match"):
        return _grep_files(shell, operands, values(options, "include", "g", "glob"))
    if operands or has(options, "r", "R", "recursive", "c", "count", "q"):
        known = _input(shell, operands)
        if is_all_hole(known):
            return HOLE
        text = known
    else:
        text = shell.stdin
    fixed = name == "fgrep" or has(options, "F", "fixed-strings")
    basic = name in ("grep",) and not has(options, "E", "P", "extended-regexp", "perl-regexp")
    inverted = has(options, "v", "invert-match")
    whole = has(options, "x", "line-regexp")
    found: list = []
    for line in text.split("\n")[:200]:
        if not line:
            continue
        if has_hole(line):
            found.append(line)
            continue
        fits = any(
            (
                line == plain(pattern)
                if fixed and whole
                else searched(
                    f"^{pattern}$" if whole and not fixed else pattern,
                    line,
                    has(options, "i", "y", "ignore-case"),
                    fixed,
                    basic,
                )
            )
            for pattern in patterns
        )
        if fits != inverted:
            found.append(line)
    return "\n".join(found) + "\n" if found else ""


def _grep_files(shell: "Shell", operands: list, included: list) -> str:
    """Return the files that `grep -l` may name: those that it is given, or asked for by a pattern."""
    place = shell.event.place
    found: list = []
    if {base(operand) for operand in operands}.issuperset(place.protected.witnesses):
        return HOLE  # it is given all files: which of them is told by what they hold
    for operand in operands:
        path = join(shell.cwd, operand)
        if has_glob(operand):
            found.extend(_as_typed(operand, item) for item in place.fitting(path))
        elif place.is_folder(path):
            for pattern in [active(text) for text in included if place.protected.mentions(text)]:
                files = place.files_under(path)
                found.extend(file for file in files if matches(pattern, base(file)))
        else:
            found.append(operand)
    return "".join(f"{item}\n" for item in found) + HOLE + "\n"


def _some(shell: "Shell", name: str, rest: list) -> str:
    """Return something in the place of a date or a name that only the machine knows."""
    return "0\n"


def _tr(shell: "Shell", name: str, rest: list) -> str:
    options, operands = split(rest)
    text = shell.stdin
    if is_all_hole(text) or not operands:
        return text
    first = _letters(operands[0])
    if first is None:
        return HIDDEN
    if has(options, "d", "delete"):
        return "".join(letter for letter in text if letter not in first)
    if len(operands) < 2:
        return text
    second = _letters(operands[1])
    if not second:
        return HIDDEN
    second = second + second[-1] * (len(first) - len(second))
    return text.translate({ord(old): new for old, new in zip(first, second)})


def _letters(text: str) -> "str | None":
    text = plain(text)
    for known, letters in (
        ("[:upper:]", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        ("[:lower:]", "abcdefghijklmnopqrstuvwxyz"),
        ("[:space:]", " \t\n"),
        ("[:digit:]", "0123456789"),
    ):
        text = text.replace(known, letters)
    text = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\0", "\ufffd")
    if "[" in text and ":" in text:
        return None
    found: list = []
    at = 0
    while at < len(text):
        if at + 2 < len(text) and text[at + 1] == "-" and text[at] <= text[at + 2]:
            found.extend(chr(code) for code in range(ord(text[at]), ord(text[at + 2]) + 1))
            at += 3
        else:
            found.append(text[at])
            at += 1
    return "".join(found[:2000])


def _sed(shell: "Shell", name: str, rest: list) -> str:
    options, operands = split(rest, "efli?", ("expression", "file"))
    scripts = values(options, "e", "expression")
    if not scripts and operands:
        scripts, operands = operands[:1], operands[1:]
    text = _input(shell, operands)
    if is_all_hole(text) or not text:
        return text
    if has(options, "n", "quiet", "silent") and len(scripts) == 1:
        from .text_filters import addressed

        printed = addressed(plain(scripts[0]).strip(), text)
        if printed is not None:
            return printed
    for script in scripts:
        changed = substituted(plain(script), text)
        if changed is None:
            return HIDDEN
        text = changed
    return text


def substituted(script: str, text: str) -> "str | None":
    """Apply one `s/old/new/` to a text; None for a script that does more."""
    script = script.strip()
    if script[:1] != "s" or len(script) < 4:
        return text if script[-1:] in ("p", "d", "q") else None
    mark = script[1]
    parts = script[2:].split(mark)
    if len(parts) != 3:
        return None
    old, new, flags = parts
    from .regex import compiled, replaced

    expression = compiled(old.replace("\\(", "(").replace("\\)", ")"), text, lines=True)
    if expression is None:
        return None
    if "\\" in new or "&" in new:
        new = new.replace("&", "\\g<0>")
    return replaced(expression, new, text, 0 if "g" in flags else text.count("\n") or 1)


def _decoded(shell: "Shell", name: str, rest: list) -> str:
    options, operands = split(rest, "wi", ("wrap", "input"))
    text = _input(shell, [path for path in operands if path != "-"])
    if not has(options, "d", "D", "decode"):
        return HIDDEN if not is_all_hole(text) else HOLE
    if has_hole(text):
        return HIDDEN
    import binascii

    try:
        if name == "base64":
            found = binascii.a2b_base64(text.encode())
        else:
            from base64 import b32decode

            found = b32decode(text.strip().encode())
        return found.decode("utf-8", "replace")
    except ValueError:
        return HIDDEN


def _xxd(shell: "Shell", name: str, rest: list) -> str:
    if "-r" not in rest and "-rp" not in rest:
        return HIDDEN
    text = shell.stdin
    try:
        return bytes.fromhex(text.strip()).decode("utf-8", "replace")
    except ValueError:
        return HIDDEN


def _rev(shell: "Shell", name: str, rest: list) -> str:
    return "\n".join(line[::-1] for line in _input(shell, rest).split("\n"))


def _hides(shell: "Shell", name: str, rest: list) -> str:
    """Return the output of a decoder that is not modelled: hidden where its input stands here."""
    text = shell.stdin
    files = (
        [word for word in rest if word[:1] != "-"]
        if name != "openssl"
        else values([("in", word) for word in rest if word == "-in"], "in")
    )
    return HIDDEN if not files and (not is_all_hole(text) or HIDDEN in text) else HOLE


def _cut(shell: "Shell", name: str, rest: list) -> str:
    text = shell.stdin
    if is_all_hole(text):
        return text
    options, operands = split(rest, "dfcb", ("delimiter", "fields", "characters"))
    if operands:
        return HOLE
    from .text_filters import cut

    mark = (values(options, "d", "delimiter") or ["\t"])[-1]
    letters = values(options, "c", "b", "characters")
    return cut(
        text,
        letters[-1] if letters else (values(options, "f", "fields") or [""])[-1],
        "" if letters else mark,
    )


def _awk(shell: "Shell", name: str, rest: list) -> str:
    from .text_filters import printed

    options, operands = split(rest, "fFvieE", ("field-separator", "assign"))
    marks = values(options, "F", "field-separator")
    text = plain(operands[0]) if operands else ""
    return printed(text, shell.stdin, marks[-1] if marks else "") if "print" in text else HOLE


def _ls(shell: "Shell", name: str, rest: list) -> str:
    options, operands = split(rest, "ITw", ("ignore", "hide", "width", "color?", "sort", "time"))
    place = shell.event.place
    found: list = []
    everything = has(options, "a", "A", "all", "almost-all", "f")
    for operand in operands or ["."]:
        path = join(shell.cwd, operand)
        if has_glob(operand):
            # Where nothing fits on the disk, the pattern stands for what would.
            found.extend(_as_typed(operand, item) for item in place.fitting(path) or [operand])
        elif place.is_folder(path) and not has(options, "d", "directory"):
            names = place.names_in(path)
            found.extend(item for item in names if everything or item[:1] != ".")
        else:
            found.append(plain(operand))
    named = "".join(f"{item}\n" for item in found[:200])
    # Files named one by one are all that is printed.
    is_whole = bool(operands) and not any(map(has_glob, operands)) and found == operands
    return named if is_whole else named + HOLE + "\n"


def _as_typed(operand: str, path: str) -> str:
    folder = operand[: operand.rfind("/") + 1]
    return folder + base(path)


def _name(shell: "Shell", name: str, rest: list) -> str:
    words = [word for word in rest if word[:1] != "-"]
    if not words:
        return HOLE
    if name == "basename":
        item = base(words[0])
        if len(words) > 1 and item.endswith(words[1]):
            item = item[: -len(words[1])]
        return item + "\n"
    if name == "dirname" and has_hole(words[0]) and "/" not in words[0]:
        return HOLE
    if name == "dirname":
        return (folder_of(words[0]) if "/" in words[0] else ".") + "\n"
    return join(shell.cwd, words[-1]) + "\n"


def _mktemp(shell: "Shell", name: str, rest: list) -> str:
    return "/" + f"tmp/tmp.{HOLE}\n"


def _unknown(shell: "Shell", name: str, rest: list) -> str:
    return HOLE


def _jq(shell: "Shell", name: str, rest: list) -> str:
    from .text_filters import member

    options, operands = split(rest, "", names("arg argjson indent"))
    text = _input(shell, operands[1:])
    if not operands or has_hole(text) or not has(options, "r", "j", "raw-output"):
        return HOLE
    return member(plain(operands[0]), text) or HOLE


_MODELS: dict = {}
for _names, _model in (
    ("cat head tail sort uniq tee shuf tac nl fold column strings dos2unix envsubst", _pass),
    ("grep egrep fgrep rg ag ack", _grep),
    ("tr", _tr),
    ("sed gsed", _sed),
    ("base64 base32", _decoded),
    ("xxd", _xxd),
    ("rev", _rev),
    ("openssl gunzip zcat gzip bzip2 bzcat xzcat xz gpg uudecode iconv", _hides),
    ("cut", _cut),
    ("jq", _jq),
    ("awk gawk mawk", _awk),
    ("ls exa eza lsd dir", _ls),
    ("basename dirname realpath readlink greadlink", _name),
    ("mktemp", _mktemp),
    ("date hostname whoami id uname uuidgen nproc", _some),
):
    for _one in _names.split():
        _MODELS[_one] = _model
