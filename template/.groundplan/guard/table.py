"""The rules of a repo as the guard needs them, and which of them an event breaks."""

from .event import MODE, REMOVED_TREE, STAGED
from .marks import GLOBS, has_glob, has_hole, matches
from .options import program_name
from .paths import active, base, join, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .event import Event, Run
    from .paths import Place

ALLOW, ASK, DENY = "allow", "ask", "deny"

BUILT_IN = (
    {
        "id": "env-readonly",
        "text": "Env files belong to the user: never create, change, move or remove one.",
        "instead": "Ask the user to make this change in {path}.",
        "deny": [
            {
                "changes": [".env", ".env.*"],
                "except": ["*.example", "*.sample", "*.template", "*.dist"],
            }
        ],
    },
    {
        "id": "compose-v2",
        "text": "Use `docker compose`, never the deprecated `docker-compose` command.",
        "instead": "Use `docker compose`.",
        "deny": [{"runs": ["docker-compose"]}],
    },
    {
        "id": "no-bypass",
        "text": "Never skip or weaken a hook, a check, the guard or its settings.",
        "instead": "Let the checks run and mend what they report.",
        "deny": [
            {"skips": "hooks"},
            {
                "changes": [
                    ".git/hooks/**",
                    ".groundplan/**",
                    ".claude/settings*.json",
                    ".claude/hooks/**",
                    ".codex/config.toml",
                    ".codex/hooks*",
                    ".cursor/hooks.json",
                    ".gemini/settings.json",
                    ".github/hooks/**",
                ]
            },
        ],
    },
)
"""What holds when the repo's own table can't be read."""


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

    # -- programs -------------------------------------------------------------------------------

    def runs(self, matcher: dict, event: "Event") -> "dict | None":
        wanted = matcher["runs"]
        where = matcher.get("where")
        patterns = None
        for run in event.runs:
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
                return {"command": command_text(run, event.place.root), "run": run, "rest": rest}
        return None

    def patterns(self, wanted: list) -> list:
        found: list = []
        for text in wanted:
            words = command_words(self.filled(text))
            if words and words not in found:
                found.append(words)
        return found

    # -- files ----------------------------------------------------------------------------------

    def touches(self, matcher: dict, event: "Event", key: str) -> "dict | None":
        touched = readings(event) if key == "reads" else event.touched
        if not touched:
            return None
        wanted_status = matcher.get("plan")
        place = event.place
        patterns = [self.filled(text) for text in matcher[key]]
        spared = [self.filled(text) for text in matcher.get("except") or ()]
        has_folders = any("/" in text for text in patterns)
        for path, kind in touched:
            if (kind == STAGED and has_folders) or (kind == MODE and not has_folders):
                continue
            if kind in (STAGED, MODE) and wanted_status:
                continue
            for candidate in candidates(path, kind, place, has_folders):
                if not covered(candidate, patterns, spared, place, kind):
                    continue
                if wanted_status and not self.plan_is(wanted_status):
                    return None
                return {"path": shown(candidate, place.root)}
        return None

    def plan_is(self, wanted: list) -> bool:
        status = self.plan_status() if self.plan_status else "active"
        return status in wanted

    def containers(self, matcher: dict, event: "Event") -> "dict | None":
        for command, name, was_listed, where in event.containers:
            if command in matcher["docker"] and not was_listed and not where:
                return {"command": f"docker {command} {name}", "name": name}
        return None

    # -- what can't be decided ------------------------------------------------------------------

    def doubtful(self, event: "Event") -> "Verdict | None":
        """Return a question where something can't be decided and a rule could be meant by it."""
        for about, text in event.doubts:
            rule = self.rule_about(about, text)
            if rule is not None:
                return self.stop(
                    ASK, rule, {"path": text, "command": text}, "It cannot be told what this does."
                )
        for path, kind in event.touched:
            if kind != MODE and has_hole(path):
                rule = self.likely_rule(path)
                if rule is not None:
                    return self.stop(
                        ASK,
                        rule,
                        {"path": shown(path, event.place.root)},
                        "The path is known in part only.",
                    )
        return None

    def likely_rule(self, path: str) -> "dict | None":
        """Return the rule that a path known in part is likely to break."""
        from .doubts import likely_path

        if likely_path(path):
            return self.rule_about("write", path)
        rule: dict
        for rule in self.rules:
            for matcher in rule.get("deny") or ():
                if likely_folder(path, matcher.get("changes") or []):
                    return rule
        return None

    def rule_about(self, about: str, text: str) -> "dict | None":
        """Return the rule that a doubt is about."""
        rule: dict
        name = program_name(text) if about == "run" else ""
        for rule in self.rules:
            for matcher in rule.get("deny") or ():
                if about == "run" and any(
                    words[0] == name for words in self.patterns(matcher.get("runs") or [])
                ):
                    return rule
                if about == "skips" and "skips" in matcher:
                    return rule
                if about in ("write", "text") and ".env" in (matcher.get("changes") or ()):
                    return rule
        return None

    # -- words ----------------------------------------------------------------------------------

    def stop(self, decision: str, rule: dict, found: dict, lead: str = "") -> Verdict:
        """Return a verdict with its reason: what the rule says, and what to do instead."""
        text = self.filled(str(rule.get("text") or rule.get("title") or rule["id"]))
        advice = self.filled(str(rule.get("instead") or ""))
        run = found.get("run")
        command = str(found.get("command") or "")
        if run is not None:
            inside = f"{self.in_container} {command}"
            if rule["id"] == "container-tests" and not names_path(found["rest"]):
                inside += " PATH"
            if "runs" in str(rule.get("deny")) and rule["id"] == "db-in-container":
                inside = self.client_command(run, command)
            advice = advice.replace("{in_container}", inside)
            advice = advice.replace(
                "{instead_command}", "docker compose" + command[len("docker-compose") :]
            )
        else:
            advice = advice.replace("{in_container}", f"{self.in_container} ...")
            advice = advice.replace("{instead_command}", "docker compose")
        advice = advice.replace("{path}", str(found.get("path") or "it")).replace(
            "{command}", command
        )
        first = _first_sentence(text)
        reason = " ".join(part for part in (f"{rule['id']}:", first, lead, advice) if part)
        return Verdict(decision, str(rule["id"]), clean_line(reason)[:500])

    def client_command(self, run: "Run", command: str) -> str:
        name = run.name
        services = self.facts.get("data_services")
        services = services if isinstance(services, list) else []
        if name.endswith(".py"):
            return f"{self.in_container} {command}"
        cache = name.startswith("redis")
        for service in services:
            if cache == ("redis" in service or "cache" in service):
                start = self.in_container.rsplit(" ", 1)[0]
                return f"{start} {service} {command}"
        return f"{self.in_container} {command}"


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


def command_words(text: str) -> list:
    """Return the words of a rule's command that matter: the program, then what it is told to do."""
    words = [word for word in text.split() if "{" not in word]
    while words and words[0] in (
        "npx",
        "bunx",
        "python",
        "python3",
        "-m",
        "bundle",
        "exec",
        "uv",
        "run",
        "poetry",
        "pipenv",
    ):
        if len(words) == 1 or (words[0] in ("uv", "poetry", "pipenv") and words[1] != "run"):
            break
        words = words[1:]
    if not words:
        return []
    kept = [words[0] if "/" in words[0] and "|" not in words[0] else words[0].lower()]
    if kept[0].startswith(("bin/", "./")):
        kept[0] = base(kept[0])
    for word in words[1:]:
        if word[:1] in "-.'\"/" or "=" in word:
            break
        kept.append(word)
    return kept


def fits(words: list, run: "Run", event: "Event") -> "list | None":
    """Return what follows a rule's words in a run; None where the run is another command."""
    name = words[0]
    actual = run.name
    if "/" in name:
        path = run.path
        inside = path == join(event.place.root, name) or path.endswith("/" + name)
        if not inside and base(path) == base(name):
            inside = has_hole(path)
        return run.arguments if inside else None
    if actual not in (name, name + ".py") and not (
        name == "pytest" and actual in ("py.test", "pytest-3", "pytest3", "pytest-watch", "ptw")
    ):
        return None
    rest = run.arguments
    if len(words) == 1:
        return rest
    return _follow(words[1:], rest)


def _follow(words: list, arguments: list) -> "list | None":
    """Return what follows the words among arguments; an option's value may stand before them."""
    at = 0
    for word in words:
        choices = word.split("|")
        while at < len(arguments):
            argument = arguments[at]
            if (
                argument in choices
                or (argument == "t" and word == "test")
                or (argument == "run" and word == "test" and arguments[at + 1 : at + 2] == ["test"])
            ):
                break
            is_value = at > 0 and arguments[at - 1][:1] == "-" and "=" not in arguments[at - 1]
            if argument[:1] != "-" and not is_value:
                return None
            at += 1
        else:
            return None
        if arguments[at] == "run" and word == "test":
            at += 1
        at += 1
    return arguments[at:]


_PYTEST_VALUES = [
    "-k",
    "-m",
    "-p",
    "-c",
    "-o",
    "-n",
    "-W",
    "-r",
    "--tb",
    "--maxfail",
    "--durations",
    "--durations-min",
    "--junitxml",
    "--junit-xml",
    "--rootdir",
    "--ignore",
    "--ignore-glob",
    "--deselect",
    "--cov-report",
    "--cov-config",
    "--log-level",
    "--log-cli-level",
    "--log-file",
    "--basetemp",
    "--numprocesses",
    "--dist",
    "--timeout",
    "--reruns",
    "--color",
    "--capture",
    "--import-mode",
    "--confcutdir",
    "--override-ini",
    "--config-file",
    "--maxprocesses",
    "--html",
    "--ds",
    "--reruns-delay",
    "--randomly-seed",
    "--verbosity",
    "--show-capture",
    "--pdbcls",
    "--code-highlight",
    "--keyword",
    "--markers-expr",
    "--tx",
    "--cov",
    "--cov-fail-under",
    "--benchmark-json",
    "--splits",
    "--group",
    "--env",
]


def excused(matcher: dict, rest: list, run: "Run") -> bool:
    """Say whether a run is harmless: it only shows help, or names the path that it needs."""
    harmless = matcher.get("unless")
    if harmless and any(word in harmless for word in _plain_options(rest)):
        return True
    wanted = matcher.get("with")
    if wanted and not any(word in wanted for word in rest):
        return True
    return matcher.get("without") == "path" and names_path(rest)


def _plain_options(rest: list) -> list:
    found: list = []
    for number, word in enumerate(rest):
        if word == "--":
            break
        if number and rest[number - 1] in (
            "-k",
            "-m",
            "-c",
            "-f",
            "--command",
            "--file",
            "--message",
        ):
            continue
        found.append(word)
    return found


def names_path(rest: list) -> bool:
    """Say whether a test runner's arguments name what to run."""
    number = 0
    while number < len(rest):
        word = rest[number]
        if word in _PYTEST_VALUES:
            number += 2
            continue
        if word == "--":
            return number + 1 < len(rest)
        if word[:1] != "-":
            return True
        number += 1
    return False


_READERS = frozenset(
    [
        "cat",
        "tac",
        "nl",
        "head",
        "tail",
        "less",
        "more",
        "bat",
        "batcat",
        "view",
        "vim",
        "vi",
        "nvim",
        "nano",
        "emacs",
        "code",
        "grep",
        "egrep",
        "fgrep",
        "rg",
        "ag",
        "ack",
        "sed",
        "gsed",
        "awk",
        "gawk",
        "cut",
        "sort",
        "uniq",
        "diff",
        "comm",
        "paste",
        "join",
        "column",
        "xxd",
        "od",
        "hexdump",
        "strings",
        "base64",
        "cp",
        "scp",
        "rsync",
        "tar",
        "zip",
        "gzip",
        "jq",
        "yq",
        "dotenv",
        "envsubst",
        "curl",
        "openssl",
        "gpg",
        "tee",
        "source",
        ".",
        "rev",
        "fold",
        "wc",
    ]
)
"""Programs that take a file's content: what they name counts as read."""


def readings(event: "Event") -> list:
    """Return what a call reads: by a tool, by `<`, or by a program that is known to read."""
    found = list(event.read)
    for run in event.runs:
        if run.name in _READERS:
            found.extend((join(run.cwd, word), "read") for word in run.arguments if word[:1] != "-")
    return found


# -- paths --------------------------------------------------------------------------------------


def candidates(path: str, kind: str, place: "Place", deep: bool) -> list:
    """Return the files that a touched path stands for: itself, where it leads, what fits it."""
    path = path if "\\" not in path else path.replace("\\", "/")
    if has_glob(path):
        found = place.fitting(path)
        if not found and not has_glob(path[: len(path) - len(base(path))]):
            found = [path]
        if has_glob(path) and path not in found:
            found = [*found, path]
    else:
        found = [path]
    real = place.real(path)
    if real != path:
        found.append(real)
    if kind == REMOVED_TREE:
        for item in list(found):
            name = base(item)
            if has_glob(item) or place.is_folder(item) or name in (".", "..", ""):
                found.extend(place.files_under(item))
    return found


def covered(path: str, patterns: list, spared: list, place: "Place", kind: str) -> bool:
    """Say whether a path is one that a rule names."""
    name = base(path).lower()
    if not name:
        return False
    if has_hole(name) or has_glob(name):
        return (
            _folder_covered(path, patterns, place, kind)
            if any("/" in text for text in patterns)
            else False
        )
    for pattern in patterns:
        if pattern == "**":
            if _is_code(path, spared, place):
                return True
            continue
        if "/" in pattern:
            if not has_hole(path) and _suffix_fits(path, pattern, kind, place):
                return True
        elif _name_fits(pattern, name):
            if has_hole(path):
                # The folder is not known: a question, not a denial (see `doubtful`).
                continue
            if not any(_name_fits(other, name) for other in spared):
                return True
    return False


def _name_fits(pattern: str, name: str) -> bool:
    if "*" not in pattern:
        return pattern.lower() == name
    return matches(active(pattern), name, True)


_MOUNTS = ("/app", "/code", "/usr/src/app", "/srv/app", "/workspace", "/w")
"""Where a repo is usually mounted in a container: the same files by another name."""
_ONCE = (".git", ".github", ".groundplan")
"""Folders that count in the root only: below another folder they are another repo's."""


def inside_parts(path: str, place: "Place") -> "list | None":
    """Return the folders of a path below the root (or the home folder); None where it is elsewhere."""
    low = path.lower()
    for start in (place.root.lower(), "~", *_MOUNTS):
        if low == start:
            return []
        if low.startswith(start + "/"):
            return [part for part in low[len(start) :].split("/") if part]
    return None


def _suffix_fits(path: str, pattern: str, kind: str, place: "Place") -> bool:
    """Say whether a path in the repo is the one that a pattern with folders names, or holds it."""
    parts = inside_parts(path, place)
    if parts is None:
        return False
    return _parts_fit(parts, pattern.lower().split("/"), kind)


def _parts_fit(parts: list, wanted: list, kind: str) -> bool:
    tree = wanted[-1] == "**"
    wanted = wanted[:-1] if tree else wanted
    if not parts:
        return kind == REMOVED_TREE
    starts = range(1) if wanted[0] in _ONCE else range(len(parts))
    for start in starts:
        here = parts[start : start + len(wanted)]
        if not all(matches(active(one), other) for one, other in zip(wanted, here)):
            continue
        after = len(parts) - start - len(wanted)
        if len(here) == len(wanted):
            if after == 0 or (tree and after > 0):
                return True
        elif kind == REMOVED_TREE:
            # A folder that holds what the pattern names goes away as a whole.
            return True
    return False


def _folder_covered(path: str, patterns: list, place: "Place", kind: str) -> bool:
    """Say whether a path whose last part is not known lies in a folder that a rule names whole."""
    parts = inside_parts(path[: path.rfind("/")], place)
    if not parts or has_hole(path[: path.rfind("/")]):
        return False
    for pattern in patterns:
        wanted = pattern.lower().split("/")
        if wanted[-1] == "**" and len(parts) >= len(wanted) - 1 and _parts_fit(parts, wanted, kind):
            return True
    return False


def likely_folder(path: str, patterns: list) -> bool:
    """Say whether a path that begins with something unknown ends as a pattern with folders says."""
    tail = path[max(path.rfind("\x00"), path.rfind("\x01")) + 1 :]
    parts = [part for part in tail.lower().split("/") if part]
    wanted = [pattern.lower().split("/") for pattern in patterns if "/" in pattern]
    return bool(parts) and any(
        len(parts) >= len(one) and _parts_fit(parts, one, "") for one in wanted
    )


def _is_code(path: str, spared: list, place: "Place") -> bool:
    """Say whether a path is a file of the repo that is no document."""
    root = place.root + "/"
    if not path.startswith(root):
        return False
    inside = path[len(root) :]
    for pattern in spared:
        if "/" in pattern:
            if matches(active(pattern), inside, True):
                return False
        elif _name_fits(pattern, base(inside).lower()):
            return False
    return True
