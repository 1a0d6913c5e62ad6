"""The road of `groundplan guard`: one payload -> a verdict, in its repo or on facts given apart."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from groundplan.core import registry
from groundplan.core.errors import Refused
from groundplan.guard import decide, json_text
from groundplan.guard.paths import Place
from groundplan.guard.payload import reader, reply
from groundplan.guard.policy.table import Table, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LISTS = ("docker ps", "docker container ls", "docker compose ps")
"""What counts as a look at the containers where no history is given: the usual case."""

TOOL_COMMANDS = {
    "alembic": ["alembic upgrade|downgrade|revision|stamp"],
    "flask db": ["flask db migrate|upgrade|downgrade|revision|stamp"],
}
"""What a migration tool's name stands for: the commands that change a database or its history."""


@dataclass(frozen=True)
class Facts:
    """The rules that facts make, and where the repo is taken to be."""

    table: Table
    root: str = ""


def facts_from(text: str) -> Facts:
    """Return the rules that facts make.

    Args:
        text: YAML or JSON: a repo's own facts (as in `.groundplan/facts.json`), or the parts
            `env_readonly`, `compose`, `containers`, `tests`, `migrations`, `database`.

    Raises:
        Refused: it is neither, or one of its values has the wrong form.
    """
    value = _loaded(text)
    if isinstance(value.get("containers"), dict) or "env_readonly" in value or "tests" in value:
        return Facts(_described(value), str(value.get("root") or ""))
    return Facts(_landed(value), str(value.get("root") or ""))


def _loaded(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        import yaml

        try:
            value = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
        except yaml.YAMLError as problem:
            raise Refused(
                f"The facts are neither JSON nor YAML: {' '.join(str(problem).split())}.",
                "Give a file like .groundplan/facts.json.",
            ) from problem
    if value is None:
        value = {}
    if not isinstance(value, dict):
        raise Refused("The facts are no mapping.", "Give a file like .groundplan/facts.json.")
    return value


def _landed(facts: Mapping[str, Any]) -> Table:
    """Return the kit's rules that apply to a repo's own facts."""
    rules = [rule for rule in registry.rules() if registry.applies(rule, facts)]
    return Table(rules, dict(facts))


def _described(value: Mapping[str, Any]) -> Table:
    """Return the rules that a description of a project makes, in the order of the kit's."""
    containers = _part(value, "containers")
    api = _part(value, "tests").get("container") or next(iter(containers), "api")
    names = _words(containers.get(api)) or [str(api)]
    runner = str(_part(value, "tests").get("runner") or "pytest")
    facts: dict[str, Any] = {
        "api_service": str(api),
        "api_containers": names,
        "data_services": [name for name in containers if name != api],
        "container_call": f"docker exec {names[0]}",
        "suite_command": str(_part(value, "tests").get("suite") or "make docker-test"),
        "test_command": runner,
        "test_one_command": runner,
        "env_file": ".env",
        "env_files": ".env",
    }
    found = []
    for rule in registry.rules():
        made = _MADE.get(rule["id"])
        changed = made(rule, value) if made else rule
        if changed is not None:
            found.append(changed)
    return Table(found, facts)


def _part(value: Mapping[str, Any], name: str) -> dict[str, Any]:
    part = value.get(name) or {}
    if not isinstance(part, dict):
        raise Refused(f"The fact {name} is no mapping.", "Give a file like .groundplan/facts.json.")
    return part


def _words(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(item) for item in value] if isinstance(value, list) else []


def _env(rule: dict[str, Any], value: Mapping[str, Any]) -> dict[str, Any] | None:
    if "env_readonly" not in value:
        return None
    part = _part(value, "env_readonly")
    matcher = {**rule["deny"][0]}
    matcher["changes"] = _words(part.get("names")) or matcher["changes"]
    matcher["except"] = _words(part.get("ordinary")) or matcher["except"]
    return {**rule, "deny": [matcher]}


def _compose(rule: dict[str, Any], value: Mapping[str, Any]) -> dict[str, Any] | None:
    return rule if str(_part(value, "compose").get("version", "")) == "2" else None


def _tests(rule: dict[str, Any], value: Mapping[str, Any]) -> dict[str, Any] | None:
    return rule if "tests" in value else None


def _migrations(rule: dict[str, Any], value: Mapping[str, Any]) -> dict[str, Any] | None:
    if "migrations" not in value:
        return None
    tools = _words(_part(value, "migrations").get("tools"))
    commands = [command for tool in tools for command in TOOL_COMMANDS.get(tool, [tool])]
    return {**rule, "deny": [{**rule["deny"][0], "runs": commands}]}


def _database(rule: dict[str, Any], value: Mapping[str, Any]) -> dict[str, Any] | None:
    if "database" not in value:
        return None
    part = _part(value, "database")
    runs = [*_words(part.get("clients")), *_words(part.get("scripts"))]
    return {**rule, "deny": [{**rule["deny"][0], "runs": runs}]}


def _named_containers(rule: dict[str, Any], value: Mapping[str, Any]) -> dict[str, Any] | None:
    return rule if "containers" in value else None


_MADE: dict[str, Callable[[dict[str, Any], Mapping[str, Any]], dict[str, Any] | None]] = {
    "env-readonly": _env,
    "compose-v2": _compose,
    "container-tests": _tests,
    "container-migrations": _migrations,
    "db-in-container": _database,
    "docker-ps-first": _named_containers,
    "plan-first": lambda _rule, _value: None,  # a described project has an active plan
}


def history_from(text: str) -> list[str]:
    """Return the commands of a session: a JSON list, or one command a line."""
    try:
        value = json.loads(text)
    except ValueError:
        return [line for line in text.split("\n") if line.strip()]
    if isinstance(value, dict):
        value = value.get("history")
    if value is None:
        return list(LISTS[:1])
    if not isinstance(value, list):
        raise Refused(
            "The history is no list.", "Give a JSON list of commands, or one command a line."
        )
    return [item if isinstance(item, str) else str(item.get("command", "")) for item in value]


def answer(
    data: bytes,
    facts: Facts | None,
    history: Sequence[str] | None,
    environment: Mapping[str, str],
    here: str,
) -> Answer:
    """Return the verdict on one payload: on the facts given, else in its repo.

    Args:
        data: the payload, as an agent sends it.
        facts: the rules that hold; None for those of the repo that the payload is about.
        history: the shell commands run earlier; what the session noted, or a look, when None.
        environment: the process's variables.
        here: the process's folder.
    """
    if facts is not None:
        return verdict_on(data, facts, history)
    call, verdict, warning = decide.judged(data, environment, here)
    return Answer(call, verdict, warning)


def verdict_on(data: bytes, facts: Facts, history: Sequence[str] | None) -> Answer:
    """Return the verdict on one payload, without a repo.

    Args:
        data: the payload, as an agent sends it.
        facts: the rules that hold.
        history: the shell commands run earlier in the session; a look at the containers when None.
    """
    call = reader.Call()
    try:
        reader.read(json_text.load(data), {}, facts.root or "/repo", call)
        root = facts.root or (
            "/repo" if f"{call.cwd}/".startswith("/repo/") else call.root or call.cwd
        )
        listed = is_listed(LISTS[:1] if history is None else history)
        event = decide.event_of(
            call, Place(root, (f"{root}/config",), is_real=False), listed, facts.table
        )
    except json_text.Unreadable as problem:
        return Answer(call, *decide.unreadable("", str(problem)))
    if call.kind == "other":
        return Answer(call, Verdict("allow"))
    verdict = facts.table.verdict(event)
    if event.is_cut and verdict.decision != "deny":
        return Answer(call, *decide.unreadable("", "the command is too large to be looked through"))
    return Answer(call, verdict)


def is_listed(history: Sequence[str]) -> bool:
    """Say whether one of the commands of a session lists containers."""
    for command in history:
        call = reader.Call()
        call.kind, call.commands, call.cwd = "shell", [command], "/repo"
        if decide.event_of(call, Place("/repo", (), is_real=False), False).listed:
            return True
    return False


@dataclass(frozen=True)
class Answer:
    """A call, and the verdict on it."""

    call: reader.Call
    verdict: Verdict
    warning: str = ""

    def reply(self) -> tuple[int, str, str]:
        """Return what the agent that asked obeys: exit status, standard output, standard error."""
        return decide.answer(self.call, self.verdict, self.warning)

    def as_json(self) -> str:
        """Return the verdict alone, for a program."""
        verdict = self.verdict
        asked = verdict.decision == "ask" and not reply.asks(self.call.agent, self.call.event)
        return json.dumps(
            {
                "decision": verdict.decision,
                "rule": verdict.rule or None,
                "reason": verdict.reason,
                "agent": self.call.agent,
                "ask_is_denied": asked,
            },
            ensure_ascii=False,
        )
