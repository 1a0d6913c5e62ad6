"""What a call is about to do, as far as its text tells."""

from .paths import Place, join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .policy.table import Table

HOST = ""
"""Where a program runs: on this machine. Otherwise the container's name, or `REMOTE`."""
REMOTE = "\x01remote"

STEPS = 6000
"""How many commands are followed in one call: more than any script that an agent types."""

CALLS = 40
"""How many calls of one function are followed."""

FILES = 1500
"""How many files of one call are looked at: each is looked up on the disk."""

LONGEST = 8192
"""The longest path that is looked at."""

WRITTEN = "write"
REMOVED = "remove"
REMOVED_TREE = "remove tree"
STAGED = "stage"
MODE = "mode"


class TooMuch(Exception):
    """The call holds more than is looked through."""


class Run:
    """One program that starts: its name, its arguments, where, and in which folder."""

    __slots__ = ("arguments", "cwd", "name", "path", "where")

    def __init__(self, name: str, arguments: list, where: str, cwd: str, path: str) -> None:
        self.name = name
        self.arguments = arguments
        self.where = where
        self.cwd = cwd
        self.path = path


class Event:
    """All that one call does, in the order in which it does it."""

    __slots__ = (
        "called",
        "cleans",
        "clones",
        "containers",
        "doubts",
        "git_aliases",
        "is_cut",
        "links",
        "listed",
        "loops",
        "place",
        "read",
        "runs",
        "skips",
        "steps",
        "table",
        "touched",
        "trapped",
    )

    def __init__(self, place: Place, listed: bool, table: "Table | None" = None) -> None:
        """Begin with nothing.

        Args:
            place: the repo's files.
            listed: whether containers were listed before.
            table: the rules that hold, where they are known: they tell which names matter.
        """
        self.place = place
        place.table = table
        self.table = table
        self.runs: list = []
        self.touched: list = []
        self.read: list = []
        self.skips: list = []
        self.containers: list = []
        self.doubts: list = []
        self.listed = listed
        self.steps = 0
        self.loops = 0
        self.called: dict = {}
        self.git_aliases: dict = {}
        self.is_cut = False
        self.clones: list = []  # folders of other checkouts in which a commit is made
        self.cleans = False  # git's clean.requireForce is off
        self.trapped: list = []
        self.links: dict = {}

    def step(self) -> None:
        """Count one command.

        Raises:
            TooMuch: there were too many.
        """
        self.steps += 1
        if self.steps > STEPS:
            raise TooMuch

    def calls_again(self, name: str) -> bool:
        """Say whether a function is followed once more: the first calls tell what it does."""
        self.called[name] = self.called.get(name, 0) + 1
        return bool(self.called[name] <= CALLS)

    def touch(self, cwd: str, path: str, kind: str) -> None:
        """Note that a file is written, removed, staged or its mode changed.

        Raises:
            TooMuch: there were too many.
        """
        if path and path != "-":
            if len(self.touched) >= FILES:
                raise TooMuch
            # No system has a file of a longer name: its end tells as much as the whole.
            full = join(cwd[:LONGEST], path[-LONGEST:])
            self.touched.append((full, kind))
            if self.links:
                self._follow_links(full, kind)

    def _follow_links(self, path: str, kind: str) -> None:
        """Note the file that links made by this call lead to; a link itself may be removed."""
        for link, target in self.links.items():
            if path.startswith(link + "/") or (path == link and kind in (WRITTEN, STAGED)):
                self.touched.append((target + path[len(link) :], kind))

    def take(self, other: "Event") -> None:
        """Add what another event does to this one."""
        for mine, theirs in (
            (self.runs, other.runs),
            (self.touched, other.touched),
            (self.skips, other.skips),
            (self.containers, other.containers),
            (self.doubts, other.doubts),
        ):
            mine.extend(theirs)

    def doubt(self, about: str, text: str) -> None:
        """Note something that can't be decided and could be meant to get around a rule."""
        self.doubts.append((about, text))
