"""The road of `groundplan check`: plans -> diagnostics -> edits of exact lines -> the same meaning, or not."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from groundplan.checks import FAMILIES, all_checks
from groundplan.checks.context import gather
from groundplan.checks.report import CodeNote, report
from groundplan.core import io, terminal, write
from groundplan.core.collector import without_collector
from groundplan.core.digest import sha256
from groundplan.core.errors import DONE, FOUND, Refused
from groundplan.core.model import Diagnostic, Severity, Status
from groundplan.plan.files import find_plans, write_plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from groundplan.checks.interface import Check, Surroundings
    from groundplan.plan.files import PlanFile
    from groundplan.plan.model import Plan

NOT_DONE = "PL6"
"""How the codes begin that speak of steps that are not done or not proven yet."""
LARGEST_BASELINE = 5_000_000


class Options(NamedTuple):
    """What `check` was asked for."""

    select: tuple[str, ...] = ()
    """Codes, their beginnings, names or families; empty for all."""
    ignore: tuple[str, ...] = ()
    style: str = "text"
    is_strict: bool = False
    is_done: bool = False
    on_main: bool = False
    is_fixed: bool = False
    is_diff: bool = False
    baseline: Path | None = None
    writes_baseline: bool = False


def check(typed: Sequence[str | None], options: Options) -> int:
    """Read plans, look for problems, mend what is mechanical where asked, and print what is left.

    Args:
        typed: plans, or folders of plans; None for the repo's `PLAN.md`.
        options: what was asked for.

    Returns:
        0 where nothing is wrong, 1 where something is; warnings count with `is_strict`, `is_done`.

    Raises:
        Refused: a code is not known, the baseline can't be read, or a plan can't be written.
    """
    # A plan is thousands of small values without a circle; looking for garbage costs a third more.
    with without_collector():
        return _check([plan for path in typed for plan in find_plans(path)], options)


def _check(sources: Sequence[PlanFile], options: Options) -> int:
    chosen = chosen_checks(options.select, options.ignore)
    found: list[Diagnostic] = []
    changes = ""
    for source in sources:
        seen = gather(source, on_main=options.on_main)
        if options.is_fixed or options.is_diff:
            from groundplan.plan.fixes import fixed

            mended = fixed(source.plan, partial(diagnose, seen=seen, chosen=chosen))
            changes += _difference(source.plan, mended.text)
            if options.is_fixed and mended.text != source.plan.text:
                write_plan(source, mended.text)
                source = source._replace(plan=mended)
                seen = gather(source, on_main=options.on_main)
        found += diagnose(source.plan, seen, chosen)
    if options.baseline is not None:
        found = _without_known(found, sources, options)
    if options.is_diff and not options.is_fixed:
        terminal.print_part(changes)
        return FOUND if changes else DONE
    following = next_command(sources[0].plan, found) if len(sources) == 1 else ""
    text = report(found, options.style, code_notes(chosen), following=following)
    if text and options.style == "text":
        terminal.print_prose(text, hang=4)
    else:
        terminal.print_part(text)
    counts_all = options.is_strict or options.is_done
    return FOUND if any(counts_all or d.severity is Severity.ERROR for d in found) else DONE


def next_command(plan: Plan, found: Sequence[Diagnostic]) -> str:
    """Return the command that comes after `check`; empty where a plan under way has no problem.

    Args:
        plan: the plan.
        found: what is wrong with it.
    """
    if any(not item.code.startswith(NOT_DONE) for item in found):
        return "correct them, then groundplan check"
    if plan.status is Status.DRAFT:
        return "groundplan accept --plan --show"
    return "groundplan next" if found else ""


# -- choosing ------------------------------------------------------------------------------------


def chosen_checks(select: Sequence[str] = (), ignore: Sequence[str] = ()) -> tuple[Check, ...]:
    """Return the checks that are asked for.

    Args:
        select: codes, the beginnings of codes, names or families; empty for all.
        ignore: the same, for those that are left out.

    Raises:
        Refused: a word stands for no check.
    """
    for word in (*select, *ignore):
        if not any(_is_called(one, word) for one in all_checks()):
            raise Refused(
                f"There is no diagnostic {word!r}.",
                f"Use a code, its beginning, a name, or one of: {', '.join(FAMILIES.values())}.",
            )
    return tuple(
        one
        for one in all_checks()
        if (not select or any(_is_called(one, word) for word in select))
        and not any(_is_called(one, word) for word in ignore)
    )


def _is_called(one: Check, word: str) -> bool:
    family = FAMILIES[one.code[2]]
    is_code = len(word) > 1 and one.code.startswith(word.upper())
    return is_code or word.lower() in (one.name, family)


def code_notes(chosen: Iterable[Check]) -> list[CodeNote]:
    """Return what reports say about codes."""
    return [CodeNote(one.code, one.name, one.why) for one in chosen]


# -- looking -------------------------------------------------------------------------------------


def diagnose(plan: Plan, seen: Surroundings, chosen: Sequence[Check]) -> list[Diagnostic]:
    """Return what is wrong with a plan, by line; pure.

    Args:
        plan: the plan.
        seen: what is known of the repo.
        chosen: the checks to run. A skeleton is looked at by few of them; so is a text that is
            nested too deep to be read.
    """
    seen = seen._replace(codes=frozenset(one.code for one in all_checks()))
    if plan.status is Status.SKELETON:
        chosen = [one for one in chosen if one.in_skeleton]
    if plan.too_deep:
        chosen = [one for one in chosen if one.name == "nested-too-deep"]
    silenced = {(ignore.target, ignore.code) for ignore in plan.ignores if ignore.reason}
    found = [
        Diagnostic(
            one.code,
            one.severity,
            finding.message,
            plan.path,
            finding.line,
            finding.column,
            finding.help or one.help,
            finding.edits,
        )
        for one in chosen
        for finding in one.find(plan, seen)
        if (finding.line, one.code) not in silenced
    ]
    return sorted(found, key=lambda d: (d.line, d.column, d.code))


def _difference(plan: Plan, text: str) -> str:
    from difflib import unified_diff

    before, after = plan.text.split("\n"), text.split("\n")
    lines = unified_diff(before, after, plan.path, plan.path, lineterm="")
    return "".join(f"{line}\n" for line in lines)


# -- the baseline --------------------------------------------------------------------------------


def _fingerprint(found: Diagnostic, lines: Sequence[str]) -> str:
    """Return what a diagnostic is known by when lines above it come and go."""
    line = lines[found.line - 1].strip() if 0 < found.line <= len(lines) else ""
    text = f"{found.path}\0{found.code}\0{found.message}\0{line}"
    return sha256(text.encode("utf-8", "surrogatepass"))[:24]


def _without_known(
    found: list[Diagnostic], sources: Sequence[PlanFile], options: Options
) -> list[Diagnostic]:
    import json

    path = options.baseline
    assert path is not None  # noqa: S101 - the caller looked
    lines = {source.plan.path: source.plan.lines for source in sources}
    prints = [_fingerprint(one, lines[one.path]) for one in found]
    if options.writes_baseline:
        data: dict[str, Any] = {"version": 1, "known": dict(sorted(Counter(prints).items()))}
        write.write_text(path, json.dumps(data, indent=2) + "\n")
        return []
    left = Counter(_read_baseline(path))
    new = []
    for one, mark in zip(found, prints, strict=True):
        left[mark] -= 1
        if left[mark] < 0:
            new.append(one)
    return new


def _read_baseline(path: Path) -> Mapping[str, int]:
    import json

    try:
        known = json.loads(io.read_text(path, LARGEST_BASELINE))["known"]
        return {str(mark): int(count) for mark, count in known.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise Refused(f"{path} is no baseline.", "Make one: --write-baseline") from problem
