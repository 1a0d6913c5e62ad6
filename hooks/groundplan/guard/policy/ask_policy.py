"""What can't be decided, and which rule could be meant by it."""

from ..event import MODE
from ..options import program_name
from ..paths import shown
from ..shell.sentinel import has_hole
from .path_rules import globs, likely_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..event import Event
    from .table import Table


def about(table: "Table", event: "Event") -> "tuple[dict, dict, str] | None":
    """Return the rule that could be meant, what the event does, and why that can't be decided."""
    for subject, text in event.doubts:
        rule = rule_about(table, subject, text)
        if rule is not None:
            return rule, {"path": text, "command": text}, "It cannot be told what this does."
    for path, kind in event.touched:
        if kind != MODE and has_hole(path):
            rule = likely_rule(table, event, path)
            if rule is not None:
                shown_path = shown(path, event.place.root)
                return rule, {"path": shown_path}, "The path is known in part only."
    return None


def _lies_in(folder: str, patterns: list) -> bool:
    """Whether a rule names a file of a folder by its path: what is copied over it may replace that."""
    parents = [pattern.rpartition("/")[0] for pattern in patterns if "/" in pattern.rstrip("/*")]
    return any(f"{folder}/".endswith(f"/{parent}/") for parent in parents)


def _is_name(pattern: str) -> bool:
    """Whether a pattern names files wherever they are, and not every file."""
    return "/" not in pattern and pattern[:1] != "*"


def likely_rule(table: "Table", event: "Event", path: str) -> "dict | None":
    """Return the rule that a path known in part is likely to break."""
    if event.place.protected.likely(path):
        return rule_about(table, "write", path)
    rule: dict
    for rule in table.rules:
        for matcher in rule.get("deny") or ():
            if likely_folder(path, globs(matcher.get("changes") or (), table.filled)):
                return rule
    return None


def rule_about(table: "Table", subject: str, text: str) -> "dict | None":
    """Return the rule that a doubt is about."""
    rule: dict
    name = program_name(text) if subject == "run" else ""
    for rule in table.rules:
        for matcher in rule.get("deny") or ():
            if subject == "run" and any(
                words[0] == name for words in table.patterns(matcher.get("runs") or [])
            ):
                return rule
            if subject == "skips" and "skips" in matcher:
                return rule
            if subject == "folder" and _lies_in(
                text, globs(matcher.get("changes") or (), table.filled)
            ):
                return rule
            changed = matcher.get("changes") or ()
            if subject in ("write", "text") and any(_is_name(pattern) for pattern in changed):
                return rule
    return None
