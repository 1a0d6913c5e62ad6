"""The road of the guard: payload -> call -> event -> rules -> verdict -> reply."""

from . import disk, json_text
from .event import WRITTEN, Event, TooMuch
from .json_text import whole_input
from .paths import Place, join
from .payload import reader, reply
from .policy.table import ALLOW, ASK, DENY, Table, Verdict
from .shell.sentinel import cleaned
from .trees import KIT, root_above, roots_of, roots_touched

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["answer", "event_of", "judged", "run", "whole_input"]

LARGEST = 131072
"""The longest command, in characters, that is looked through: 200 ms on a slow machine."""

_LARGEST_FILE = 4_000_000
CACHE = "groundplan"
"""The folder, in the user's cache, in which the loader keeps the guard compiled."""
_CACHED = "/.cache"


def run(data: bytes, environment: "Mapping[str, str]", here: str) -> "tuple[int, str, str]":
    """Decide one payload in the repo that it is about.

    Args:
        data: what came on standard input.
        environment: the process's variables.
        here: the process's folder.

    Returns:
        The exit status, what goes to standard output, and what to standard error.
    """
    return answer(*judged(data, environment, here))


def judged(
    data: bytes, environment: "Mapping[str, str]", here: str
) -> "tuple[reader.Call, Verdict, str]":
    """Return the call that a payload is, the verdict on it, and a line for a person if any."""
    call = reader.Call()
    try:
        reader.read(json_text.load(data), environment, here, call)
    except json_text.Unreadable as problem:
        return (call, *unreadable(root_above(here), str(problem)))
    if call.kind == "other":
        return call, Verdict(ALLOW), ""
    roots = roots_of(call, here)
    kept = cache_folder(environment)
    verdict, warning, event = verdict_in(call, roots[0], kept)
    more = roots[1:]
    if event.touched and call.commands:
        more = [*more, *roots_touched((path for path, _ in event.touched), roots)]
    for root in more:
        if verdict.decision == DENY:
            break
        other, said, _ = verdict_in(call, root, kept)
        warning = warning or said
        if _STRICTER.index(other.decision) > _STRICTER.index(verdict.decision):
            verdict = other
    if event.listed and verdict.decision == ALLOW:
        warning = warning or note_listed(roots[0], call.session)
    return call, verdict, warning


_STRICTER = (ALLOW, ASK, DENY)


def verdict_in(call: reader.Call, root: str, kept: str) -> "tuple[Verdict, str, Event]":
    """Return the verdict on a call by the rules of one repo, a line for a person, and what it does."""
    table, warning = load_table(root)
    listed = is_listed(root, call.session)
    event = event_of(call, Place(root), listed, table, kept)
    verdict = table.verdict(event)
    if event.is_cut and verdict.decision != DENY:
        verdict, warning = unreadable(root, "the command is too large to be looked through")
    event.listed = event.listed and not listed
    return verdict, warning, event


def cache_folder(environment: "Mapping[str, str]") -> str:
    """Return the folder in which the loader keeps the guard compiled; empty where it has none."""
    home = environment.get("HOME") or ""
    base = environment.get("XDG_CACHE_HOME") or environment.get("LOCALAPPDATA") or ""
    base = base or (home and f"{home}/.cache")
    return f"{base}/{CACHE}" if base else ""


def answer(call: reader.Call, verdict: Verdict, warning: str = "") -> "tuple[int, str, str]":
    """Return the reply that tells a verdict to the agent that asked."""
    if verdict.decision == DENY:
        status, out, said = reply.deny(call.agent, call.event, verdict.reason)
    elif verdict.decision == ASK:
        status, out, said = reply.ask(call.agent, call.event, verdict.reason)
    else:
        status, out, said = reply.allow(call.agent, call.event)
    # One line: agents show standard error as the reason.
    return status, out, f"{said} ({warning})" if warning and said else said or warning


def event_of(
    call: reader.Call, place: Place, listed: bool, table: "Table | None" = None, kept: str = ""
) -> Event:
    """Return what a call is about to do; `is_cut` says that it is more than is looked through.

    Args:
        call: the call.
        place: the repo's files.
        listed: whether containers were listed before.
        table: the rules that hold, where they are known.
        kept: where the guard is kept compiled.
    """
    event = Event(place, listed, table)
    for command in call.commands:
        if len(command) > LARGEST:
            event.is_cut = True
            continue
        try:
            follow(event, call, cleaned(command))
        except (TooMuch, RecursionError):
            event.is_cut = True
    if call.kind == "read":
        event.read.extend((join(call.cwd, path), "read") for path in call.paths)
    elif call.kind == "write":
        try:
            for path in call.paths:
                event.touch(call.cwd, path, WRITTEN)
        except TooMuch:
            event.is_cut = True
        is_config = any(path.endswith(".git/config") for path in call.paths)
        if is_config and "hookspath" in call.content.lower():
            event.skips.append("core.hooksPath")
    if any(CACHE in command for command in call.commands) or any(
        _CACHED in path or (kept and kept in path) for path, _ in event.touched
    ):
        from .policy import own_cache

        own_cache.look(event, call, kept)
    if any(path.endswith("/PLAN.md") for path, _ in event.touched):
        from .programs import groundplan as kit

        is_command = bool(call.commands)
        text = "\n".join(call.commands) if is_command else call.content
        kit.note_acceptance(event, text, is_command)
    return event


def follow(event: Event, call: reader.Call, command: str) -> None:
    """Follow one command in the language of its shell."""
    from .programs import dispatch
    from .shell.interpreter import Shell

    shell = Shell(event, dispatch, call.cwd)
    if call.dialect == "bash":
        shell.run_text(command)
        if "hookspath" in command.lower() and any(
            path.endswith("/.git/config") for path, _ in event.touched
        ):
            event.skips.append("core.hooksPath")
        if (
            command[:8]
            .lower()
            .startswith(("del ", "copy ", "move ", "ren ", "erase ", "xcopy ", "rd "))
        ):
            dispatch.call("windows.batch:follow", shell, "cmd", [command], {}, False)
        return
    if call.dialect == "windows":
        shell.run_text(command)
        event.doubts.clear()
    who = "windows.batch:follow" if call.dialect == "cmd" else "windows.powershell:follow"
    dispatch.call(who, shell, call.dialect, [command], {}, False)


# -- the repo's files ---------------------------------------------------------------------------


def read_json(path: str) -> object:
    """Return the JSON value of a file; None where there is none or it can't be read."""
    try:
        return json_text.load(disk.content(path, _LARGEST_FILE))
    except (OSError, ValueError, json_text.Unreadable):
        return None


def load_table(root: str) -> "tuple[Table, str]":
    """Return the rules of a repo, and a line for a person where they can't be read.

    Without a table that can be read the rules that are built in hold.
    """
    folder = f"{root}/{KIT}"
    kit = read_json(f"{folder}/rules.json")
    rules = kit.get("rules") if isinstance(kit, dict) else None
    warning = ""
    if not isinstance(rules, list) or not all(
        isinstance(rule, dict) and isinstance(rule.get("id"), str) for rule in rules
    ):
        from .policy.defaults import BUILT_IN

        rules = list(BUILT_IN)
        warning = f"groundplan: {KIT}/rules.json cannot be read, so only the built-in rules hold"
    facts = read_json(f"{folder}/facts.json")
    facts = facts if isinstance(facts, dict) else {}
    local = read_json(f"{folder}/rules.local.json")
    if isinstance(local, dict):
        rules = merged(rules, local)
    elif disk.exists(f"{folder}/rules.local.json") and not warning:
        warning = f"groundplan: {KIT}/rules.local.json cannot be read, so only the kit's rules hold"
    return Table(rules, facts, lambda: plan_status(root)), warning or stale_warning(root, local)


def source_mark(data: bytes) -> str:
    """Return what tells one text of the repo's own rules from another."""
    from _imp import source_hash

    # Any fixed number will do as the key.
    return source_hash(1, data).hex()


def stale_warning(root: str, local: object) -> str:
    """Return a line where the repo's own rules are not those that were compiled to `local`."""
    try:
        data = disk.content(f"{root}/{KIT}/rules.local.yml", _LARGEST_FILE)
    except (OSError, ValueError):
        return ""
    if isinstance(local, dict) and local.get("source") == source_mark(data):
        return ""
    return (
        f"groundplan: {KIT}/rules.local.yml changed since it was compiled: groundplan rules compile"
    )


def merged(rules: list, local: dict) -> list:
    """Return the kit's rules with the repo's own: added, changed, or switched off."""
    off = local.get("off")
    off = off if isinstance(off, dict) else {}
    own = local.get("rules")
    own = (
        [rule for rule in own if isinstance(rule, dict) and isinstance(rule.get("id"), str)]
        if isinstance(own, list)
        else []
    )
    changed = {rule["id"]: rule for rule in own}
    found = [{**rule, **changed.pop(rule["id"], {})} for rule in rules if rule["id"] not in off]
    found.extend(rule for name, rule in changed.items() if name not in off)
    return found


def plan_path(root: str) -> str:
    """Return the path of the current plan: that in docs/plans where PLAN.md is a file of the repo's own."""
    path = f"{root}/PLAN.md"
    try:
        head = disk.content(path, 4096).decode("utf-8", "replace").lstrip("\ufeff")
    except (OSError, ValueError):
        return path
    lines = head.split("\n")
    front = lines[1:41] if lines[0].strip() == "---" else []
    is_ours = any(line.partition(":")[0].strip() in ("status", "lane") for line in front)
    return path if is_ours or not head.strip() else f"{root}/docs/plans/PLAN.md"


def plan_status(root: str) -> str:
    """Return the status of the plan in PLAN.md; `missing` where there is no plan."""
    try:
        head = disk.content(plan_path(root), 4096).decode("utf-8", "replace")
    except (OSError, ValueError):
        return "missing"
    lines = head.split("\n")
    if lines[0].strip("\ufeff\r ") != "---":
        return "missing"
    for line in lines[1:]:
        if line.strip() == "---":
            break
        key, _, value = line.partition(":")
        if key.strip() == "status":
            return value.strip().strip("\"'")
    return "missing"


def direction(root: str, key: str, usual: str) -> str:
    """Return what the repo chose for a case that can't be decided: `allow` or `deny`."""
    local = read_json(f"{root}/{KIT}/rules.local.json") if root else None
    chosen = local.get(key) if isinstance(local, dict) else None
    return chosen if chosen in ("allow", "deny") else usual


def unreadable(root: str, why: str) -> "tuple[Verdict, str]":
    """Return the verdict on what can't be read, in the direction that the repo chose."""
    if direction(root, "on_unreadable", DENY) == ALLOW:
        return Verdict(ALLOW), f"groundplan: {why}, so this call was not checked"
    sentence = "so it is stopped. Try it in smaller parts, or ask the user."
    return Verdict(DENY, "unreadable", f"groundplan: {why}, {sentence}"), ""


# -- what a session remembers -------------------------------------------------------------------

_KEPT = 40


def session_file(root: str, session: str) -> str:
    """Return where a session notes that it listed containers."""
    name = "".join(letter if letter.isalnum() else "-" for letter in session)[:80] or "none"
    return f"{root}/{KIT}/session/{name}"


def is_listed(root: str, session: str) -> bool:
    """Say whether containers were listed earlier in the session."""
    return disk.exists(session_file(root, session))


def note_listed(root: str, session: str) -> str:
    """Note that the session lists containers; return a line where that fails."""
    if not disk.exists(f"{root}/{KIT}"):
        return ""
    folder = f"{root}/{KIT}/session"
    try:
        disk.make_folder(folder)
        with open(session_file(root, session), "w"):
            pass
        disk.remove_oldest(folder, _KEPT)
    except OSError as problem:
        # The next command that names a container asks for the list again: nothing is lost.
        return f"groundplan: {folder}: {problem.strerror}"
    return ""
