"""The files of a patch: what it adds, changes, removes and moves."""

from .marks import cleaned

_MARKS = ("*** Add File:", "*** Update File:", "*** Delete File:", "*** Move to:")


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
            path = line[4:].partition("\t")[0].strip().strip('"')
            if path == "/dev/null":
                continue
            found.append(path[2:] if path[:2] in ("a/", "b/") else path)
        elif line.startswith("rename to "):
            found.append(line[10:].strip())
        elif line.startswith("rename from "):
            found.append(line[12:].strip())
    return found
