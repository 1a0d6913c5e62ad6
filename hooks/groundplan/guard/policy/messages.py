"""What the guard says when a rule stops a call."""

from ..paths import shown
from ..shell.sentinel import GLOBS, has_hole
from .command_rules import names_path, usual_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..event import Run
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
        inside = _inside(table, rule, found, command)
        instead += command[len(command.split(" ", 1)[0]) :]
    elif "name" in found:
        service = _service_of(table, str(found["name"]))
        if service and found["does"] != "inspect":
            advice = advice.replace("exec SERVICE", f"{found['does']} {service}")
    advice = advice.replace("{in_container}", inside).replace("{instead_command}", instead)
    path = str(found.get("path") or "it")
    return advice.replace("{path}", path).replace("{command}", command)


def _inside(table: "Table", rule: dict, found: dict, command: str) -> str:
    """Return a command as it runs in the container that it belongs in."""
    run = found["run"]
    if "runs" in str(rule.get("deny")) and rule["id"] == "db-in-container":
        return _client_command(table, run, command)
    if rule["id"] == "container-tests" and not names_path(found["rest"]):
        command += " PATH"
    folder = shown(run.cwd, found["root"]) if run.cwd.startswith(found["root"] + "/") else ""
    if run.where or not folder or has_hole(run.cwd) or run.name.endswith(".py"):
        return f"{table.in_container} {command}"
    return f"{table.in_container} sh -c {_quoted(f'cd {folder} && {command}')}"


def _quoted(text: str) -> str:
    """Return a text in the quotes that leave it readable."""
    if "'" in text and not any(sign in text for sign in '"$`\\!'):
        return f'"{text}"'
    return "'" + text.replace("'", "'\\''") + "'"


def _client_command(table: "Table", run: "Run", command: str) -> str:
    """Return a database client's command in the container of its service."""
    name = run.name
    services = table.facts.get("data_services")
    services = services if isinstance(services, list) else []
    if name.endswith(".py"):
        return f"{table.in_container} {command}"
    start, _, api = table.in_container.rpartition(" ")
    if name in ("psql", "pg_restore") and not _is_complete(run.arguments):
        # What it runs comes by its input.
        start += (
            " -i" if start == "docker exec" else " -T" if start.endswith("compose exec") else ""
        )
    cache = name.startswith("redis")
    for service in services:
        if cache == ("redis" in service or "cache" in service):
            return f"{start} {service} {command}"
    return f"{start} {api} {command}"


def _is_complete(arguments: list) -> bool:
    return any(
        word[:2] in ("-c", "-f", "-l") or word[:6] in ("--comm", "--file") for word in arguments
    )


def _service_of(table: "Table", name: str) -> str:
    """Return the service that a container's name tells, such as `shop-api-1`."""
    if table.is_api(name):
        return str(table.facts.get("api_service") or "api")
    services = table.facts.get("data_services")
    parts = name.replace("_", "-").split("-")
    for service in services if isinstance(services, list) else []:
        if name == service or (len(parts) > 2 and parts[-2] == service and parts[-1].isdigit()):
            return str(service)
    return ""


def _first_sentence(text: str) -> str:
    end = text.find(". ")
    return text[: end + 1] if end >= 0 else text


def clean_line(text: str) -> str:
    """Return text on one line without control characters."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def command_text(run: "Run", root: str) -> str:
    """Return a run as a person would type it, cut where it is long."""
    name = usual_name(run.name)
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
