"""CI jobs that run groundplan: whether they run for each change, and whether their end counts."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from groundplan.core.plain_yaml import NotPlain, read_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.core.plain_yaml import Value

NEEDED = ("check", "review")
"""What CI has to run so that nobody can skip it."""
_NAME = "groundplan"
_ALWAYS = frozenset({"always()", "success()", "true", "!cancelled()", "success() || failure()"})
_PULLS = ("pull_request", "pull_request_target", "merge_group")
_TYPES = frozenset({"opened", "synchronize", "reopened"})
_SHELLS = frozenset({"bash", "sh", "bash -e {0}", "sh -e {0}", "pwsh", "powershell"})
_STEERING = re.compile(r"BASH_ENV|ENV|PATH|SHELLOPTS|BASHOPTS|PYTHON.*|GROUNDPLAN.*|LD_.*")
_OPENS = re.compile(r"(?:if|for|while|until|case|function)\b|[({]|\w+\s*\(\)")
_CLOSES = re.compile(r"(?:fi|done|esac)\b|[)}]")
_UNREAD = "can't be read as plain YAML, so nobody can tell whether groundplan's checks run"


def is_named(text: str) -> bool:
    """Say whether the jobs of a file have anything to do with groundplan: a comment has not."""
    try:
        return any(_NAME in word for word in _words(read_plain(text)))
    except NotPlain:
        return _NAME in text


def _words(value: Value) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner)
    else:
        yield "\n".join(line for line in value.split("\n") if not line.lstrip().startswith("#"))


def workflow_limits(text: str) -> list[str]:
    """Return where a workflow of GitHub enforces less than it looks."""
    try:
        tree = read_plain(text)
    except NotPlain:
        return [_UNREAD]
    if not isinstance(tree, dict):
        return [_UNREAD]
    found = list(_trigger_limits(tree.get("on", "")))
    found += _steering(tree)
    jobs = tree.get("jobs", "")
    run: set[str] = set()
    for job in jobs.values() if isinstance(jobs, dict) else ():
        if isinstance(job, dict) and any(_NAME in word for word in _words(job)):
            limits, commands = _job(job)
            found += limits
            run |= commands
    found += [f"no longer runs `groundplan {name}`" for name in NEEDED if name not in run]
    return list(dict.fromkeys(found))


def _trigger_limits(on: Value) -> Iterator[str]:
    names = [on] if isinstance(on, str) else list(on)
    if not any(name in names for name in _PULLS):
        yield "does not run for pull requests"
    if not isinstance(on, dict):
        return
    for name in _PULLS:
        filters = on.get(name, "")
        if not isinstance(filters, dict):
            continue
        for key, value in filters.items():
            types = set(value) if isinstance(value, list) else {value}
            if key != "types" or (name != "merge_group" and not types >= {"opened", "synchronize"}):
                yield f"runs only for some pull requests ({key})"


def _job(job: dict[str, Value]) -> tuple[list[str], set[str]]:
    found = [*_conditions(job), *_steering(job)]
    if job.get("needs"):
        found.append("waits for other jobs, and is skipped where one of them fails")
    run: set[str] = set()
    steps = job.get("steps", "")
    for step in steps if isinstance(steps, list) else ():
        if not isinstance(step, dict):
            continue
        if _NAME in str(step.get("uses", "")):
            found += _conditions(step)
            run |= set(NEEDED)
        script = step.get("run", "")
        if not isinstance(script, str) or not any(_NAME in word for word in _words(script)):
            continue
        found += [*_conditions(step), *_steering(step)]
        if step.get("shell", "bash") not in _SHELLS:
            found.append("runs groundplan in a shell of its own making")
        limits, commands = _script(script)
        found += limits
        run |= commands
    return found, run


def _conditions(part: dict[str, Value]) -> Iterator[str]:
    condition = str(part.get("if", "always()"))
    plain = condition.strip().removeprefix("${{").removesuffix("}}").strip()
    if plain not in _ALWAYS:
        yield f"runs groundplan only if {plain[:80]}"
    if str(part.get("continue-on-error", "false")).lower() not in ("", "false"):
        yield "goes on where groundplan finds something (continue-on-error)"


def _steering(part: dict[str, Value]) -> Iterator[str]:
    names = part.get("env", "")
    for name in names if isinstance(names, dict) else ():
        if _STEERING.fullmatch(name) and name != "GROUNDPLAN_VERSION":
            yield f"sets {name} for groundplan's checks"
    defaults = part.get("defaults", "")
    run = defaults.get("run", "") if isinstance(defaults, dict) else ""
    if isinstance(run, dict) and run.get("shell", "bash") not in _SHELLS:
        yield "runs groundplan in a shell of its own making"


def _script(script: str) -> tuple[list[str], set[str]]:
    """Return what of a shell text keeps groundplan's end from counting, and what it runs that counts."""
    found: list[str] = []
    run: set[str] = set()
    depth = 0
    keeps_status = re.search(r'^\s*exit\s+"?\$\{?status\}?"?\s*$', script, re.M) is not None
    for line in script.replace("\\\n", " ").split("\n"):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if re.match(r"set\s+\+[a-z]*e", text) or re.match(
            r"(?:exit|return)(?:\s+0)?\s*(?:;|$)", text
        ):
            found.append(f"runs `{text[:60]}` around groundplan's checks")
        if re.match(r"(?:trap|alias|enable|shopt|exec)\b", text):
            found.append(f"runs `{text[:60]}` around groundplan's checks")
        depth -= bool(_CLOSES.match(text))
        words = _words_of(text)
        name = _subcommand(words)
        if name:
            counts = keeps_status and re.search(r"\|\|\s*status=\$\?\s*$", text) is not None
            plain = re.sub(r"\|\|\s*status=\$\?\s*$", "", text) if counts else text
            if depth > 0 or re.search(r"[;|&`]|\$\(", plain) or text.startswith("!"):
                found.append(f"does not count how `{text[:60]}` ends")
            elif "--help" in words or _judges_nothing(words):
                found.append(f"runs `{text[:60]}`, which judges nothing")
            else:
                run.add(name)
        depth += bool(_OPENS.match(text)) and not re.search(
            r"\b(?:fi|done|esac)\s*$|[)}]\s*$", text
        )
    return found, run


def _words_of(text: str) -> list[str]:
    try:
        return shlex.split(text, comments=True)
    except ValueError:
        return text.split()


def _subcommand(words: list[str]) -> str:
    """Return which of the needed commands a line is about; empty where it is about none."""
    for place, word in enumerate(words):
        if _NAME in word and not word.startswith("-"):
            return next((after for after in words[place + 1 :] if after in NEEDED), "")
    return ""


def _judges_nothing(words: list[str]) -> bool:
    bases = [words[place + 1 : place + 2] for place, word in enumerate(words) if word == "--base"]
    bases += [[word.partition("=")[2]] for word in words if word.startswith("--base=")]
    return any(base and base[0].startswith(("HEAD", "@")) for base in bases)


def gitlab_limits(text: str) -> list[str]:
    """Return where GitLab's jobs enforce less than they look."""
    try:
        tree = read_plain(text)
    except NotPlain:
        return [_UNREAD]
    if not isinstance(tree, dict):
        return [_UNREAD]
    found: list[str] = []
    run = set(NEEDED) if any(_NAME in word for word in _words(tree.get("include", ""))) else set()
    for name, job in tree.items():
        if name == "include" or not isinstance(job, dict):
            continue
        if not any(_NAME in word for word in (name, *_words(job))):
            continue
        found += _gitlab_job(job)
        script = job.get("script", "")
        lines = script if isinstance(script, list) else [script]
        limits, commands = _script("\n".join(line for line in lines if isinstance(line, str)))
        found += limits
        run |= commands
    found += [f"no longer runs `groundplan {name}`" for name in NEEDED if name not in run]
    return list(dict.fromkeys(found))


def _gitlab_job(job: dict[str, Value]) -> Iterator[str]:
    if str(job.get("allow_failure", "false")).lower() not in ("", "false"):
        yield "goes on where groundplan finds something (allow_failure)"
    if str(job.get("when", "on_success")) in ("manual", "never", "delayed", "on_failure"):
        yield f"runs groundplan only by hand (when: {job['when']})"
    for key in ("only", "except"):
        if key in job:
            yield f"runs groundplan only for some changes ({key})"
    rules = job.get("rules", "")
    if not isinstance(rules, list):
        return
    conditions = [rule for rule in rules if isinstance(rule, dict)]
    merges = [rule for rule in conditions if "merge_request_event" in str(rule.get("if", ""))]
    if not merges and not any("if" not in rule for rule in conditions):
        yield "does not run for merge requests"
    for rule in conditions:
        if str(rule.get("when", "")) in ("never", "manual") or "changes" in rule:
            yield "runs groundplan only for some changes (rules)"
        if str(rule.get("allow_failure", "false")).lower() == "true":
            yield "goes on where groundplan finds something (allow_failure)"
