"""The rules of a repo as the guard needs them, and which of them an event breaks."""

from ..event import REMOTE
from .command_rules import command_words, excused, fits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..event import Event

ALLOW, ASK, DENY = "allow", "ask", "deny"


class Verdict:
    """What is to happen, by which rule, and what to say."""

    __slots__ = ("decision", "reason", "rule")

    def __init__(self, decision: str, rule: str = "", reason: str = "") -> None:
        self.decision = decision
        self.rule = rule
        self.reason = reason


class Table:
    """The rules that hold in a repo, made ready for looking things up."""

    __slots__ = ("api_names", "facts", "in_container", "plan_status", "rules")

    def __init__(
        self, rules: list, facts: dict, plan_status: "Callable[[], str] | None" = None
    ) -> None:
        """Fill the facts into the rules.

        Args:
            rules: rules as in `rules.json`, in the order in which they are read.
            facts: the repo's facts.
            plan_status: a function that returns the plan's status when it is asked for.
        """
        self.facts = facts
        self.rules = rules
        self.plan_status = plan_status
        service = str(facts.get("api_service") or "api")
        named = facts.get("api_containers")
        self.api_names = tuple(named) if isinstance(named, (list, tuple)) and named else (service,)
        self.in_container = str(facts.get("container_call") or f"docker compose exec {service}")

    def filled(self, text: str) -> str:
        """Return a text with the facts in the place of their names."""
        if "{" in text:
            for name, value in self.facts.items():
                text = text.replace("{" + name + "}", str(value))
        return text

    def is_api(self, where: str) -> bool:
        """Say whether a container is the one of the API."""
        if where in self.api_names:
            return True
        if where.startswith("image:"):
            return False
        service = str(self.facts.get("api_service") or "api")
        parts = where.replace("_", "-").rsplit("-", 2)
        return len(parts) == 3 and parts[1] == service and parts[2].isdigit()

    def service_names(self) -> tuple:
        """Return the names of the services that run in containers."""
        services = self.facts.get("data_services")
        return (*self.api_names, *(services if isinstance(services, (list, tuple)) else ()))

    def verdict(self, event: "Event") -> Verdict:
        """Return the verdict of the first rule that stops the event; a denial before a question."""
        question = None
        for rule in self.rules:
            for matcher in rule.get("deny") or ():
                found = self.match(rule, matcher, event)
                if found is not None:
                    return self.stop(DENY, rule, found)
            if question is None:
                for matcher in rule.get("ask") or ():
                    found = self.match(rule, matcher, event)
                    if found is not None:
                        question = self.stop(ASK, rule, found)
                        break
        return question or self.doubtful(event) or Verdict(ALLOW)

    def match(self, rule: dict, matcher: dict, event: "Event") -> "dict | None":
        """Return what an event does against one matcher, for the reason; None for nothing."""
        if "runs" in matcher:
            return self.runs(matcher, event)
        if "reads" in matcher:
            return self.touches(matcher, event, "reads")
        if "changes" in matcher:
            if "together_with" in matcher:
                return None  # over a diff only
            return self.touches(matcher, event, "changes")
        if "skips" in matcher:
            skips = event.skips
            return {"command": skips[0]} if skips else None
        if "docker" in matcher:
            return self.containers(matcher, event)
        return None

    def runs(self, matcher: dict, event: "Event") -> "dict | None":
        wanted = matcher["runs"]
        where = matcher.get("where")
        patterns = None
        for run in event.runs:
            if run.where == REMOTE:
                continue
            if where == "host" and run.where:
                continue
            if where == "container" and not run.where:
                continue
            if where == "api" and not self.is_api(run.where):
                continue
            if patterns is None:
                patterns = self.patterns(wanted)
            for words in patterns:
                rest = fits(words, run, event)
                if rest is None or excused(matcher, rest, run):
                    continue
                from .messages import command_text

                root = event.place.root
                return {
                    "command": command_text(run, root),
                    "run": run,
                    "rest": rest,
                    "root": root,
                }
        return None

    def patterns(self, wanted: list) -> list:
        """Return the words of the commands that a rule names; without a program it names none."""
        found: list = []
        for text in wanted:
            program = text.split(None, 1)[:1]
            words = command_words(self.filled(text)) if any(map(self.filled, program)) else []
            if words and words not in found:
                found.append(words)
        return found

    def touches(self, matcher: dict, event: "Event", key: str) -> "dict | None":
        if key == "changes" and not event.touched:
            return None
        from . import path_rules

        touched = path_rules.readings(event) if key == "reads" else event.touched
        patterns = path_rules.globs(matcher[key], self.filled)
        spared = path_rules.globs(matcher.get("except") or (), self.filled)
        wanted_status = matcher.get("plan")
        for path, kind in touched:
            met = path_rules.met(path, kind, patterns, spared, event.place, bool(wanted_status))
            if met is not None:
                if wanted_status and not self.plan_is(wanted_status):
                    return None
                return {"path": met}
        return None

    def plan_is(self, wanted: list) -> bool:
        status = self.plan_status() if self.plan_status else "active"
        return status in wanted

    def containers(self, matcher: dict, event: "Event") -> "dict | None":
        for command, name, was_listed, where in event.containers:
            if command in matcher["docker"] and not was_listed and not where:
                return {"command": f"docker {command} {name}", "name": name, "does": command}
        return None

    # -- what can't be decided, and words ---------------------------------------------------------

    def doubtful(self, event: "Event") -> "Verdict | None":
        """Return a question where something can't be decided and a rule could be meant by it."""
        if not event.doubts and not any(
            "\x00" in path or "\x01" in path for path, _ in event.touched
        ):
            return None
        from . import ask_policy

        found = ask_policy.about(self, event)
        return self.stop(ASK, *found) if found is not None else None

    def stop(self, decision: str, rule: dict, found: dict, lead: str = "") -> Verdict:
        """Return a verdict with its reason: what the rule says, and what to do instead."""
        from .messages import reason

        return Verdict(decision, str(rule["id"]), reason(self, rule, found, lead))
