"""What the guard says when a rule stops a call."""

from .command_rules import names_path
from .marks import GLOBS
from .paths import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .event import Run
    from .table import Table


def reason(table: "Table", rule: dict, found: dict, lead: str = "") -> str:
    """Return what a rule says about what was found, and what to do instead.

    Args:
        table: the repo's rules, with its facts.
        rule: the rule that stops the call.
        found: what of the call breaks it.
        lead: a sentence that stands between the two.
    """
    text = table.filled(str(rule.get("text") or rule.get("title") or rule["id"]))
    advice = _advice(table, rule, found)
    words = " ".join(
        part for part in (f"{rule['id']}:", _first_sentence(text), lead, advice) if part
    )
    return clean_line(words)[:500]


def _advice(table: "Table", rule: dict, found: dict) -> str:
    advice = table.filled(str(rule.get("instead") or ""))
    run = found.get("run")
    command = str(found.get("command") or "")
    inside = f"{table.in_container} ..."
    instead = "docker compose"
    if run is not None:
        inside = f"{table.in_container} {command}"
        if rule["id"] == "container-tests" and not names_path(found["rest"]):
            inside += " PATH"
        if "runs" in str(rule.get("deny")) and rule["id"] == "db-in-container":
            inside = _client_command(table, run, command)
        instead += command[len("docker-compose") :]
    advice = advice.replace("{in_container}", inside).replace("{instead_command}", instead)
    path = str(found.get("path") or "it")
    return advice.replace("{path}", path).replace("{command}", command)


def _client_command(table: "Table", run: "Run", command: str) -> str:
    """Return a database client's command in the container of its service."""
    name = run.name
    services = table.facts.get("data_services")
    services = services if isinstance(services, list) else []
    if name.endswith(".py"):
        return f"{table.in_container} {command}"
    cache = name.startswith("redis")
    for service in services:
        if cache == ("redis" in service or "cache" in service):
            start = table.in_container.rsplit(" ", 1)[0]
            return f"{start} {service} {command}"
    return f"{table.in_container} {command}"


def _first_sentence(text: str) -> str:
    end = text.find(". ")
    return text[: end + 1] if end >= 0 else text


def clean_line(text: str) -> str:
    """Return text on one line without control characters."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def command_text(run: "Run", root: str) -> str:
    """Return a run as a person would type it, cut where it is long."""
    name = run.name
    if run.path and name.endswith(".py"):
        name = f"python {shown(run.path, root)}"
    text = " ".join([name, *(_typed(word) for word in run.arguments)])
    return text if len(text) <= 160 else text[:157] + "..."


def _typed(word: str) -> str:
    for mark, sign in (
        (GLOBS[0], "*"),
        (GLOBS[1], "?"),
        (GLOBS[2], "["),
        ("\x00", "..."),
        ("\x01", "..."),
    ):
        word = word.replace(mark, sign)
    if word and not any(letter in word for letter in " \t\n'\"$`;&|<>()"):
        return word
    return "'" + word.replace("'", "'\\''") + "'"
