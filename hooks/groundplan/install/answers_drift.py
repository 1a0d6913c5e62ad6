"""Whether the stored answers are still what the repo says: a service gone, another runner, a new agent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from groundplan.core.answers_file import KitAnswers
    from groundplan.core.model import Fact

_MANAGERS = re.compile(r"\b(npm|npx|yarn|pnpm|bun|bunx|uv|poetry|pdm|pipenv)\b")
_SAME = {"npx": "npm", "bunx": "bun"}
_TASK = re.compile(r"^(?:make|just|task)\s+\S+$")


class Drift(NamedTuple):
    """An answer that the repo disproves."""

    question: str
    stored: str
    found: str
    why: str

    @property
    def fix(self) -> str:
        """Return the command that changes the answer."""
        if not self.found:
            return f"groundplan sync --answer {self.question}=..."
        return f"groundplan sync --answer '{self.question}={self.found}'"


def drifted(folder: Path, answers: KitAnswers) -> Iterator[Drift]:
    """Yield the stored answers that the repo disproves by now, with what it says instead.

    An answer that a person chose and that the repo does not speak against is theirs.
    """
    from groundplan.assess.proposals import found_in_repo

    proposals = found_in_repo(folder, {"containers": answers.values.get("containers", False)})
    stored = {name: str(value) for name, value in answers.values.items()}
    if answers.values.get("containers"):
        yield from _services(folder, stored, proposals.answers)
    yield from _commands(stored, proposals.answers)
    yield from _migrations(stored, proposals.answers)
    yield from _agents(folder, answers)


def _services(
    folder: Path, stored: Mapping[str, str], found: Mapping[str, Fact]
) -> Iterator[Drift]:
    from groundplan.assess.assessment import assess

    services = {
        fact.name for fact in assess(folder, only=("compose_services",)).of("compose_services")
    }
    service = stored.get("api_service", "")
    if not services:
        yield Drift("containers", "true", "false", "no compose file is there any more")
    elif service and service not in services:
        other = found["api_service"].name if "api_service" in found else ""
        yield Drift("api_service", service, other, "no compose file has this service")
    data = stored.get("data_services", "").split()
    gone = [name for name in data if name not in services]
    if services and gone:
        left = " ".join(name for name in data if name in services)
        other = found["data_services"].name if "data_services" in found else left
        yield Drift(
            "data_services", " ".join(data), other, f"no compose file has {', '.join(gone)}"
        )


def _commands(stored: Mapping[str, str], found: Mapping[str, Fact]) -> Iterator[Drift]:
    for question in ("test_command", "test_one_command"):
        now, fact = stored.get(question, ""), found.get(question)
        if fact is None or not now or fact.name == now:
            continue
        other = _managers(fact.name) - _managers(now)
        is_gone = _managers(now) - _managers(fact.name)
        if other and is_gone:
            where = f" ({fact.path}:{fact.line})" if fact.path else ""
            yield Drift(question, now, fact.name, f"the repo runs {fact.name}{where}")


def _managers(command: str) -> set[str]:
    return {_SAME.get(name, name) for name in _MANAGERS.findall(command)}


def _migrations(stored: Mapping[str, str], found: Mapping[str, Fact]) -> Iterator[Drift]:
    now, fact = stored.get("migration_tool", ""), found.get("migration_tool")
    if fact is None or not now or now == fact.name or now == "other" or fact.name == "other":
        return
    if fact.name == "none":
        yield Drift("migration_tool", now, "none", "no migrations are there any more")
    elif now != "none" or fact.path:
        yield Drift("migration_tool", now, fact.name, f"{fact.path}:{fact.line} shows {fact.name}")


def _agents(folder: Path, answers: KitAnswers) -> Iterator[Drift]:
    from groundplan.agents import AGENTS

    known = answers.names("agents")
    for agent in AGENTS:
        ours = {file.path for file in agent.files}
        signs = [
            sign
            for sign in agent.signs
            if any(
                path.relative_to(folder).as_posix() not in ours and _is_own(folder, path, ours)
                for path in folder.glob(sign)
            )
        ]
        if agent.key not in known and signs:
            names = ",".join([*known, agent.key])
            yield Drift("agents", ",".join(known), names, f"{signs[0]} is there, for {agent.title}")
            return


def _is_own(folder: Path, path: Path, ours: set[str]) -> bool:
    """Say whether a file or a folder of an agent holds anything beside what the kit brought."""
    if not path.is_dir():
        return True
    inside = (file.relative_to(folder).as_posix() for file in path.rglob("*") if file.is_file())
    return any(
        name not in ours and "/skills/" not in name and "/commands/" not in name for name in inside
    )
