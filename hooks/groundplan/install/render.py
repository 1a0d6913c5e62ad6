"""Rendering: a version of the template and answers -> files in memory. The only module that runs copier."""

from __future__ import annotations

import re
import stat
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from groundplan.core.answers_file import ANSWERS_FILE, KitAnswers, parse_answers
from groundplan.core.errors import EnvironmentTrouble, Refused
from groundplan.install.source import copier_environment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAX_ANSWER = 64 * 1024
"""Characters of one answer. A screen of text has 2,000."""
YES_AND_NO = ("true", "false", "yes", "no", "y", "n", "on", "off", "1", "0", "t", "f")
NOT_KEPT = ("kit_here", "kit_found", "first_change")
"""Answers that no answers file holds."""


@dataclass(frozen=True)
class Rendered:
    """What the template makes of some answers, as files."""

    answers: KitAnswers
    files: Mapping[str, bytes]
    modes: Mapping[str, int]
    questions: Mapping[str, Any] = field(default_factory=dict)
    """The template's questions by name, hidden ones too."""
    unkept: Mapping[str, Any] = field(default_factory=dict)
    """Answers that copier was given or asked and that no answers file holds: the first change."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """Files that the template renamed in some release: old path -> new path, or "" for dropped."""


def render(
    source: str,
    ref: str | None,
    answers: Mapping[str, Any],
    here: Path,
    *,
    found: Mapping[str, Any] | None = None,
    ask: bool = False,
    strict: bool = True,
) -> Rendered:
    """Run `copier copy` into a scratch folder and return what it made.

    Args:
        source: the template's path or address.
        ref: the version; the newest when None.
        answers: given answers, by question.
        here: the repo that the template looks at for the defaults of the rest.
        found: what the assessment found, as the template's defaults take it.
        ask: ask for what is not given, in the terminal.
        strict: refuse answers to questions that there are not; else they are left out.

    Raises:
        Refused: an answer is not right, or the template can't be rendered with it.
        EnvironmentTrouble: git, the network or the disk.
        KeyboardInterrupt: somebody pressed Ctrl-C at a question.
    """
    look_at_answers(answers)
    glob = re.sub(r"([*?[])", r"[\1]", f"{here.resolve()}/")
    with copier_environment(source) as scratch:
        target = scratch / "rendered"
        worker = _run_copier(
            source,
            target,
            data={**answers, "kit_here": glob, "kit_found": dict(found or {})},
            vcs_ref=ref,
            defaults=not ask,
        )
        questions = dict(worker.template.questions_data)
        moved = _moves(questions)
        unkept = {
            name: value
            for name, value in worker.answers.user.items()
            if name == "first_change" or name.startswith("cr_")
        }
        rendered = _read(target, questions, unkept, moved)
    _refuse_wrong_booleans(answers, questions)
    if strict:
        _refuse_unused(answers, rendered)
    return rendered


def _run_copier(source: str, target: Path, **options: Any) -> Any:
    import yaml
    from copier.errors import CopierError
    from jinja2 import TemplateError
    from plumbum import CommandNotFound, ProcessExecutionError

    import copier

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # `Settings()`: defaults of the user's own would make another repo of the same answers.
            return copier.run_copy(
                source, target, quiet=True, overwrite=True, settings=copier.Settings(), **options
            )
    except KeyboardInterrupt:
        raise
    except CommandNotFound as problem:
        raise EnvironmentTrouble("git was not found.", "Install git.") from problem
    except ProcessExecutionError as problem:
        reason = _reason(str(problem.stderr))
        if re.search(r"[Nn]ot a valid object|unknown revision|pathspec|did not match", reason):
            raise Refused(f"{source} has no version {options['vcs_ref']}.", _VERSIONS) from problem
        raise EnvironmentTrouble(
            f"{source} can't be read: {reason}", "Say where it is: --from PATH_OR_ADDRESS"
        ) from problem
    except OSError as problem:
        raise EnvironmentTrouble(
            f"{problem.filename or source}: {problem.strerror or problem}.",
            "Nothing was changed. Free the disk or the permission, then again.",
        ) from problem
    except (CopierError, TemplateError, yaml.YAMLError, ValueError, TypeError, KeyError) as problem:
        raise _refusal(source, str(options["vcs_ref"] or ""), problem) from problem


_VERSIONS = "See its versions: git ls-remote --tags SOURCE"


def _reason(text: str) -> str:
    lines = [line.strip(" |") for line in text.split("\n") if line.strip(" |")]
    fatal = [line for line in lines if line.startswith(("fatal:", "error:"))]
    return (fatal or lines or ["git failed"])[0]


def _refusal(source: str, ref: str, problem: Exception) -> Refused:
    text = " ".join(str(problem).split())
    if "Unknown revision" in text:
        return Refused(f"{source} has no version {ref}.", _VERSIONS)
    required = re.search(r'Question "([^"]+)" is required', text)
    if required:
        return Refused(
            f"The question {required[1]} has no answer.", f"Give one: --answer {required[1]}=VALUE"
        )
    wrong = re.search(r"Validation error for question '([^']+)': (.*)", text)
    if wrong:
        return Refused(f"{wrong[1]}: {wrong[2]}", "Give another value with --answer.")
    choice = re.search(r"Invalid choice for '([^']+)': (.*) is not in \[(.*)\]", text)
    if choice:
        return Refused(f"{choice[1]}: {choice[2]} is no choice.", f"Choose from {choice[3]}.")
    if "Local template must be a directory" in text:
        return Refused(f"{source} holds no template.", "Name a clone or an address of the kit.")
    return Refused(f"The template can't be rendered: {text}", "Check --from and the answers.")


def look_at_answers(answers: Mapping[str, Any]) -> None:
    """Refuse answers that no file should hold, before anything is done with them.

    Raises:
        Refused: names the question.
    """
    from groundplan.plan.answers import refuse_control_characters

    for name, value in answers.items():
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str):
                if len(text) > MAX_ANSWER:
                    raise Refused(
                        f"{name}: the answer has {len(text):,} characters, {MAX_ANSWER:,} are"
                        " taken.",
                        "Shorten it; long texts belong into a document that the answer names.",
                    )
                refuse_control_characters(text, name)


def _read(
    target: Path,
    questions: Mapping[str, Any],
    unkept: Mapping[str, Any],
    moved: Mapping[str, str],
) -> Rendered:
    files, modes = {}, {}
    for path in sorted(target.rglob("*")):
        if path.is_file() and not path.is_symlink():
            name = path.relative_to(target).as_posix()
            files[name] = path.read_bytes()
            modes[name] = stat.S_IMODE(path.stat().st_mode)
    if ANSWERS_FILE not in files:
        raise Refused("The source is no kit of groundplan.", "Name a clone or an address of it.")
    text = files[ANSWERS_FILE].decode("utf-8")
    return Rendered(parse_answers(text), files, modes, questions, unkept, moved)


def _moves(questions: Mapping[str, Any]) -> dict[str, str]:
    """Return what a version of the template says of files that it renamed or dropped."""
    question = questions.get("kit_moved")
    entries = question.get("default") if isinstance(question, dict) else None
    return {entry["from"]: entry.get("to") or "" for entry in entries or []}


def _refuse_wrong_booleans(answers: Mapping[str, Any], questions: Mapping[str, Any]) -> None:
    """Refuse any other word: copier takes it for a yes."""
    for name, value in answers.items():
        question = questions.get(name)
        is_bool = isinstance(question, dict) and question.get("type") == "bool"
        if is_bool and isinstance(value, str) and value.lower() not in YES_AND_NO:
            raise Refused(f"{name}: {value!r} is neither yes nor no.", "Say true or false.")


def _refuse_unused(answers: Mapping[str, Any], rendered: Rendered) -> None:
    """An answer that is not kept would decide something now and be gone at the next update."""
    for name in answers:
        if name in NOT_KEPT or name.startswith("cr_") or name in rendered.answers.values:
            continue
        known = [
            key
            for key, question in rendered.questions.items()
            if not (isinstance(question, dict) and question.get("when") is False)
            and not key.startswith("cr_")
        ]
        if name not in known:
            raise Refused(
                f"There is no question {name}.", f"The questions are: {', '.join(sorted(known))}."
            )
        if name != "own_files":
            raise Refused(
                f"{name} is not asked for with these answers.", "Leave it out, or see `init -h`."
            )
