"""What the rules of a repo protect, in the forms in which the guard's modules ask for it.

No other module names a protected file or program: all of it comes from the compiled table.
"""

from ..paths import active, base
from ..shell.sentinel import HIDDEN, HOLE, STAR, has_hole, matches, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .table import Table

_SAMPLES = ("local", "production")
"""What a `*` in the middle of a protected name is taken for where no file is known."""
_SHORTEST_STEM = 3
_SHORTEST_PREFIX = 2
_GLOBS = "*?["


class Names:
    """One matcher's names of files without a folder, and those that it leaves alone."""

    __slots__ = ("patterns", "spared")

    def __init__(self, patterns: list, spared: list) -> None:
        """Take patterns in small letters, with active characters."""
        self.patterns = patterns
        self.spared = spared

    def hold(self, name: str) -> bool:
        """Whether a file of that name is protected."""
        low = name.lower()
        return any(matches(pattern, low) for pattern in self.patterns) and not any(
            matches(pattern, low) for pattern in self.spared
        )


class Protected:
    """The files and programs that a table of rules protects."""

    __slots__ = ("folders", "names", "paths", "programs", "spared", "stems", "witnesses")

    def __init__(self, rules: list, table: "Table | None" = None) -> None:
        """Read the rules that deny a change or a program.

        Args:
            rules: rules as in `rules.json`.
            table: fills the repo's facts into their texts.
        """
        self.names: list = []
        self.paths: list = []
        self.folders: list = []
        self.witnesses: list = []
        self.stems: list = []
        self.spared: list = []
        self.programs: list = []
        for rule in rules:
            for matcher in rule.get("deny") or ():
                if (
                    "changes" in matcher
                    and "plan" not in matcher
                    and "together_with" not in matcher
                ):
                    self._add(matcher, table)
                if table is not None and "runs" in matcher:
                    self._add_programs(table.patterns(matcher["runs"]))

    def _add(self, matcher: dict, table: "Table | None") -> None:
        from .path_rules import globs

        def filled(text: str) -> str:
            return table.filled(text) if table is not None else text

        changed = globs(matcher["changes"], filled)
        spared = globs(matcher.get("except") or (), filled)
        names = [text for text in changed if "/" not in text and text != "**" and "{" not in text]
        if names:
            kept = [active(text.lower()) for text in spared if "/" not in text]
            self.names.append(Names([active(text.lower()) for text in names], kept))
            self.spared.extend(text for text in spared if text[:1] == "*")
            for text in names:
                self._witness(text, spared)
                self._stem(text)
        for text in changed:
            if "/" in text and "{" not in text:
                self._path(text)

    def _witness(self, text: str, spared: list) -> None:
        """Take files of these names to be in the repo's root: git ignores such, so they come and go."""
        found = [text] if not set(text) & set(_GLOBS) else []
        if not found and text[:1] not in _GLOBS and "?" not in text and "[" not in text:
            found = [text.replace("*", sample) for sample in _SAMPLES]
        if found and found[0] == text:
            found.extend(text + other[1:] for other in spared[:1] if other[:1] == "*")
        self.witnesses.extend(name for name in found if name not in self.witnesses)

    def _stem(self, text: str) -> None:
        longest = max(text.replace("?", "*").split("*"), key=len)
        if len(longest) >= _SHORTEST_STEM and longest not in self.stems:
            self.stems.append(longest)

    def _path(self, text: str) -> None:
        """Note a protected path: the file, or the folder that a pattern names as a whole."""
        if text.endswith("/**"):
            self.folders.append(text[:-3])
            self._stem(text[:-3])
            return
        name = base(text)
        self.paths.append(text.replace("*", ""))
        if "*" in name and text.endswith(".json"):
            self.paths.append(text.replace("*", ".local"))
        self._stem(name)

    def _add_programs(self, patterns: list) -> None:
        from .command_rules import same_program

        for words in patterns:
            for name in same_program(words[0]):
                if name not in self.programs:
                    self.programs.append(name)

    def holds(self, path: str) -> bool:
        """Whether the last part of a path is a protected name."""
        name = plain(base(path))
        return bool(name) and any(names.hold(name) for names in self.names)

    def names_file(self, path: str) -> bool:
        """Whether a path is a protected file: by its name, or by a path from the repo's root."""
        if self.holds(path):
            return True
        whole = "/" + plain(path).lower().lstrip("./")
        return any(whole.endswith("/" + known.lower()) for known in self.paths)

    def keeps(self, name: str) -> bool:
        """Whether a name is protected, or of the same kind: what a look at the disk gathers."""
        low = name.lower()
        return any(matches(pattern, low) for names in self.names for pattern in names.patterns)

    def mentions(self, text: str) -> bool:
        """Whether a text holds what makes a protected name."""
        return any(stem in text for stem in self.stems)

    def asks_for(self, pattern: str) -> bool:
        """Whether a glob is about protected names, and not about all names that begin so."""
        start = 0
        while start < len(pattern) and pattern[start].isprintable():
            start += 1
        prefix = pattern[:start]
        return start >= _SHORTEST_PREFIX and any(name.startswith(prefix) for name in self.witnesses)

    def fitting(self, pattern: str) -> list:
        """Return the witnesses that a glob of active characters fits."""
        return [name for name in self.witnesses if matches(pattern, name)]

    def begins(self, name: str) -> bool:
        """Whether a name begins as a protected one does in full: what follows may be unknown."""
        return any(name.startswith(stem.rstrip(".")) for stem in self.stems if "/" not in stem)

    def likely(self, path: str) -> bool:
        """Whether a path that is known in part only is likely to be a protected file."""
        name = base(path)
        if not has_hole(name):
            return self.holds(name)
        if self.begins(name):
            return not any(name.endswith(text[1:]) for text in self.spared)
        known = name.replace(HOLE, "").replace(HIDDEN, "")
        pattern = name.replace(HIDDEN, STAR).replace(HOLE, STAR)
        return (
            HIDDEN in name
            and len(known) >= _SHORTEST_STEM
            and any(matches(pattern, witness) for witness in self.witnesses)
        )

    def under(self, root: str) -> list:
        """Return the protected files that have a path of their own, below a root."""
        found = [f"{root}/{path}" for path in self.paths]
        found.extend(f"{root}/{folder}/{_INSIDE.get(folder, 'file')}" for folder in self.folders)
        return found


_INSIDE = {".git/hooks": "pre-commit", ".github/hooks": "groundplan.json"}
"""A file that is usual in a folder; any other would do as well."""


def protected_by(table: "Table | None") -> Protected:
    """Return what a table protects; without one, what is built in."""
    if table is None:
        from .defaults import BUILT_IN

        return Protected(list(BUILT_IN))
    return Protected(table.rules, table)
