"""The folder in which the guard is kept compiled: nothing that an agent starts may write there.

What lies there is run in every repo of the user's, so it is protected as a place, whatever the
rules of a repo say about it. Removing it is harmless: it is compiled again.
"""

from ..event import MODE, REMOVED, REMOVED_TREE, STAGED
from ..options import names
from ..paths import base
from ..shell.sentinel import is_all_hole, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..event import Event
    from ..payload.reader import Call

_USUAL = (".cache/groundplan", "library/caches/groundplan", "appdata/local/groundplan")
_HARMLESS = (REMOVED, REMOVED_TREE, STAGED, MODE)
_READERS = frozenset(
    names(
        "ls cat head tail stat file du df find grep rg wc test [ echo printf cd pwd true sha256sum"
        " md5sum tree diff cmp less more sort uniq rm rmdir groundplan git xxd od hexdump strings"
    )
)
"""Programs that look at the folder, or remove it, but put nothing into it."""
_SAID = "writing into the folder in which the guard is kept compiled"


def look(event: "Event", call: "Call", kept: str) -> None:
    """Note an attempt to put something into the cache: by a path, or by code that names it."""
    places = [*_USUAL, *([kept.lower().strip("/")] if kept else [])]
    for path, kind in event.touched:
        if kind not in _HARMLESS and _reaches(plain(path).lower(), base(path), places):
            event.skips.append(_SAID)
            return
    text = "\n".join(call.commands)
    if _speaks(text.lower(), places) and any(run.name not in _READERS for run in event.runs):
        event.skips.append(_SAID)


def _reaches(path: str, name: str, places: list) -> bool:
    """Whether a path is the cache, lies in it, or is a folder above it of which any part may change."""
    inside = path.strip("/") + "/"
    for place in places:
        if f"{place}/" in inside:
            return True
        above = place.rpartition("/")[0]
        if inside.endswith(f"{above}/") and path[:1] in ("~", "/"):
            return True
        if is_all_hole(name) and inside.rpartition("/")[0].rpartition("/")[0].endswith(above):
            return True
    return False


def _speaks(text: str, places: list) -> bool:
    """Whether code names the cache, in one piece or in the pieces that it puts together."""
    if any(place in text for place in places) or "/groundplan/*.guard" in text:
        return True
    has_cache = ".cache" in text or "xdg_cache_home" in text or "localappdata" in text
    return has_cache and "groundplan" in text.replace(".groundplan", "")
