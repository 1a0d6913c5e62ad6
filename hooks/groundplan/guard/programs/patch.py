"""The files of a patch: what it adds, changes, removes and moves."""

from ..paths import join
from ..shell.sentinel import cleaned, is_all_hole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell

_MARKS = ("*** Add File:", "*** Update File:", "*** Delete File:", "*** Move to:")


def text_of(shell: "Shell", path: str) -> str:
    """Return the text of a patch: one that this call made, else the file on the disk.

    Args:
        shell: the shell that reads it.
        path: the patch's file; `-` for what comes on standard input, by `<` too.
    """
    known = shell.stdin if path == "-" else shell.content(path)
    if not is_all_hole(known):
        return known
    source = shell.source if path == "-" else path
    return cleaned(shell.event.place.text(join(shell.cwd, source))) if source else ""


def paths(text: str) -> list:
    """Return the paths of a patch in the form of `apply_patch`, or of a unified diff."""
    found: list = []
    for line in text.split("\n"):
        stripped = line.strip()
        for mark in _MARKS:
            if stripped.startswith(mark):
                found.append(cleaned(stripped[len(mark) :].strip()))
    return found or unified_paths(text)


def unified_paths(text: str) -> list:
    """Return the paths that a unified diff changes."""
    found: list = []
    for line in text.split("\n"):
        if line.startswith(("+++ ", "--- ")):
            path = line[4:].partition("\t")[0]
            if path.strip() != "/dev/null":
                found.append(_named(path))
        elif line.startswith("diff --git "):
            # All that a file without text, or one whose mode alone changes, says of itself.
            found.extend(_named(part) for part in _halves(line[11:].strip()))
        elif line.startswith(("rename to ", "copy to ")):
            found.append(_named(line.partition(" to ")[2]))
        elif line.startswith("rename from "):
            found.append(_named(line[12:]))
    return found


def _halves(text: str) -> list:
    """Return the two names of a line `diff --git a/X b/X`; git quotes one that has odd letters."""
    if text[:1] == '"':
        return [part for part in text.split('"') if part.strip()]
    half = len(text) // 2
    if text[half : half + 1] == " " and text[2:half] == text[half + 3 :]:
        return [text[:half]]
    return text.split(" b/", 1)


def _named(text: str) -> str:
    name = text.strip()
    if name[:1] == '"':
        # git writes odd letters as `\303\244`, and reads any letter so.
        name = (
            name.strip('"').encode("ascii", "backslashreplace").decode("unicode_escape", "replace")
        )
    return name[2:] if name[:2] in ("a/", "b/") else name
