"""The kit's own commands, in every form in which they can be started, and what stands for a person."""

from ..event import HOST, Run
from ..options import names
from ..paths import join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..event import Event
    from ..shell.interpreter import Shell

RUN = "/.groundplan/run"
"""The kit's script that runs the command `groundplan`."""

# The targets of groundplan.mk that run it. The template's text has to say the same: see the tests.
TARGETS: dict = {
    "plan": "new",
    "plan-check": "check",
    "plan-next": "next",
    "plan-verify": "verify $S",
    "rules-sync": "sync",
}

_PERSONS = frozenset(names("accept init adopt sync remove"))
_TERMINALS = frozenset(names("script unbuffer expect socat tmux screen empty faketty"))
"""Programs that make a terminal of their own, at which a question can be answered."""


def is_run(shell: "Shell", word: str) -> bool:
    """Say whether a program's word is the kit's script."""
    return join(shell.cwd, word).endswith(RUN)


def start(shell: "Shell", arguments: list) -> None:
    """Note that the kit's command runs, by whatever name it was called."""
    event = shell.event
    event.runs.append(Run("groundplan", arguments, shell.where, shell.cwd, ""))
    if arguments[:1] == ["verify"]:
        _confirm(event, arguments[1:])


def from_python(shell: "Shell", source: str) -> None:
    """Note what of a person's a Python text calls in the kit's own package."""
    if "import groundplan" in source or "from groundplan" in source:
        words = source.replace('"', " ").replace("'", " ").split()
        start(shell, [word for word in words if word in _PERSONS][:1])


def target(shell: "Shell", name: str, assigned: dict) -> None:
    """Note what a target of the kit's makefile runs."""
    if name not in TARGETS:
        return
    words: list = []
    for word in TARGETS[name].split():
        words.extend(assigned.get(word[1:], "").split() if word[0] == "$" else [word])
    start(shell, words)


def _confirm(event: "Event", named: list) -> None:
    """Note that a manual check is confirmed: one that is named, or any at a made terminal."""
    manual = _manual(event)
    asked = [word for word in named if word[:1] != "-"]
    if any(run.name in _TERMINALS for run in event.runs):
        wanted = manual
    else:
        wanted = [name for name in asked if name in manual]
    if wanted:
        event.runs.append(Run("groundplan", ["confirm", *wanted[:1]], HOST, event.place.root, ""))


def _manual(event: "Event") -> list:
    """Return the names of the plan's manual checks: of the lines `- [ ] S1.d (manual) ...`."""
    found: list = []
    for line in plan_text(event).split("\n"):
        words = line.split(None, 5)
        if "(manual)" in words[:5] and words[0] in ("-", "*", "+"):
            found.append(words[words.index("(manual)") - 1])
    return found


def plan_text(event: "Event") -> str:
    """Return the text of PLAN.md; empty where there is none."""
    if not event.place.is_real:
        return ""
    try:
        from ..decide import plan_path

        with open(plan_path(event.place.root), "rb") as stream:
            return stream.read(1_000_000).decode("utf-8", "replace")
    except (OSError, ValueError):
        return ""


def note_acceptance(event: "Event", text: str, is_command: bool) -> None:
    """Note that a plan is made active by hand: that is what `groundplan accept` is for.

    Args:
        event: what the call does.
        text: the new text of the file, or the command that changes it.
        is_command: which of the two it is.
    """
    from ..decide import plan_path, plan_status

    plan = plan_path(event.place.root)
    if not any(path == plan for path, _ in event.touched):
        return
    if not event.place.is_real or plan_status(event.place.root) == "active":
        return
    if is_command:
        says = any(word in text for word in ("status", "draft", "skeleton"))
        made = ("active" in text and says) or _comes_active(event, plan)
    else:
        made = any(_is_active(line) for line in text.split("\n"))
    if made:
        event.runs.append(Run("groundplan", ["accept", "--plan"], HOST, event.place.root, ""))


def _comes_active(event: "Event", plan: str) -> bool:
    """Whether an active plan is put in the plan's place: from a file, a patch or git's history."""
    for run in event.runs:
        words = [word for word in run.arguments if word[:1] != "-"]
        if run.name == "git" and _from_history(run.arguments, words):
            return True
        if any(_is_active_file(event, join(run.cwd, word), plan) for word in words):
            return True
    return any(_is_active_file(event, path, plan) for path, _ in event.read)


def _from_history(arguments: list, words: list) -> bool:
    """Whether git takes PLAN.md from a revision that is named: what it holds there is not known."""
    verb = words[0] if words else ""
    if verb in ("show", "cat-file"):
        return any(word.endswith("PLAN.md") for word in words[1:])
    if verb == "checkout":
        return len(words) > 2 and words[-1].endswith("PLAN.md")
    return verb == "restore" and any(
        word.startswith(("-s", "--source")) and word.strip("-") not in ("staged", "S")
        for word in arguments
    )


def _is_active_file(event: "Event", path: str, plan: str) -> bool:
    """Whether a file is a plan that is active, or a patch that makes one so."""
    if path == plan:
        return False
    text = event.place.text(path)[:200_000]
    if "status" not in text:
        return False
    head = text.lstrip("\ufeff").split("\n")
    if head[0].strip() == "---":
        return any(
            _is_active(line) for line in head[: head.index("---", 1) if "---" in head[1:] else 40]
        )
    return any(line[:1] == "+" and _is_active(line[1:]) for line in head)


def _is_active(line: str) -> bool:
    key, _, value = line.partition(":")
    return key.strip() == "status" and value.strip().strip("\"'") == "active"
