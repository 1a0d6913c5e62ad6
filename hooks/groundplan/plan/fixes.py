"""Diagnostics -> edits of a plan: two rounds, each of which keeps the meaning and mends what it is for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from groundplan.core import registry
from groundplan.plan.edits import apply_edits
from groundplan.plan.model import State
from groundplan.plan.parser import parse_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from groundplan.core.model import Diagnostic, Edit
    from groundplan.plan.model import Plan

    Find = Callable[[Plan], Sequence[Diagnostic]]

ROUNDS = 2
"""Fixes are found again after the first round: for what stood in lines that it moved or made readable."""


def fixed(plan: Plan, find: Find) -> Plan:
    """Return a plan with everything mended that is mechanical; what it means stays the same.

    Args:
        plan: the plan.
        find: returns the diagnostics of a plan, in this repo.
    """
    for _ in range(ROUNDS):
        edits = fitting_edits(plan, find)
        if not edits:
            return plan
        plan = _edited(plan, edits)
    return plan


def fitting_edits(plan: Plan, find: Find) -> list[Edit]:
    """Return the edits of one round: they do not meet, mend what they are for, and keep the meaning."""
    # What moves many lines comes first: what is written into them can wait for the second round.
    wanted = sorted((one for one in find(plan) if one.edits), key=_widest_first)
    before = _look(plan, find)
    apart: list[Diagnostic] = []
    for one in wanted:
        if not _meets(one, [edit for other in apart for edit in other.edits]):
            apart.append(one)
    together = _in_order(edit for one in apart for edit in one.edits)
    if _mends(before, _look(_edited(plan, together), find), apart):
        return together
    kept: list[Edit] = []
    for one in wanted:
        more = _in_order((*kept, *one.edits))
        if not _meets(one, kept) and _mends(before, now := _look(_edited(plan, more), find), [one]):
            kept, before = more, now
    return kept


def _widest_first(one: Diagnostic) -> tuple[int, str]:
    return (-max(edit.last - edit.first for edit in one.edits), one.code)


def _in_order(edits: Iterable[Edit]) -> list[Edit]:
    """Return edits so that what comes before the same line comes in the order of a plan.

    An item still belongs to the list above, a field to the section above, and only then a section
    begins; a title comes before all sections.
    """
    levels = {0: 0, 1: 1, 3: 2, 2: 3}
    return sorted(edits, key=lambda edit: levels.get(_level(edit.text), 0))


def _level(text: str) -> int:
    first = text.lstrip("\n").partition(" ")[0]
    return len(first) if not first.strip("#") else 0


class _Look(NamedTuple):
    """What a plan means, and how often each code is found in it."""

    meant: object
    found: Mapping[str, int]


def _look(plan: Plan, find: Find) -> _Look:
    return _Look(meaning(plan), Counter(one.code for one in find(plan)))


def _mends(before: _Look, after: _Look, groups: Sequence[Diagnostic]) -> bool:
    """Say whether the meaning stayed, and whether less is found of everything that was to be mended.

    What is put into a fence that nobody closed, for example, mends nothing and would be put there again.
    """
    codes = {group.code for group in groups}
    return after.meant == before.meant and all(after.found[c] < before.found[c] for c in codes)


def _edited(plan: Plan, edits: Sequence[Edit]) -> Plan:
    return parse_plan(apply_edits(plan.text, edits), plan.path) if edits else plan


def _meets(one: Diagnostic, edits: Iterable[Edit]) -> bool:
    return any(_meet(edit, other) for other in edits for edit in one.edits)


def _meet(one: Edit, other: Edit) -> bool:
    if one == other:
        return True
    if one.last < one.first or other.last < other.first:
        # An insertion stands before its line; it must not fall inside of what is replaced. Where
        # sections move, another one may stand at their two ends afterwards.
        insertion, range_ = (one, other) if one.last < one.first else (other, one)
        if range_.last > range_.first and _level(range_.text) == 2:
            return range_.first <= insertion.first <= range_.last + 1
        return range_.first < insertion.first <= range_.last
    return one.first <= other.last and other.first <= one.last


def meaning(plan: Plan) -> object:
    """Return what a plan says, without the form: fixes must leave this as it is.

    Lists are taken as sets, capitals and the ids of actions do not count, and neither do items that
    stand in every plan.
    """
    always = {item.casefold() for _, item in _always()}
    answers = {
        f"{place.section}.{place.id}": _plain(place.answer, always)
        for section in plan.sections
        for place in section.fields
        if place.state in (State.ANSWERED, State.NOT_APPLICABLE)
    }
    steps = [
        (
            step.id,
            step.goal,
            step.depends,
            step.touches,
            tuple((action.text, bool(action.ticked)) for action in step.actions),
            tuple(
                (p.id, p.text, bool(p.ticked), p.block and p.block.body) for p in step.verifications
            ),
        )
        for step in plan.steps
    ]
    decisions = [(d.date, d.decision, d.reason) for d in plan.decisions]
    front = {e.key: e.value for e in plan.front if e.value}
    other = [h.text for h in plan.headings if h.level == 2 and h.line not in _known_lines(plan)]
    return (answers, steps, decisions, front, other)


def _always() -> list[tuple[str, str]]:
    return [(f.id, item) for s in registry.sections() for f in s.fields for item in f.always]


def _plain(answer: object, always: set[str]) -> object:
    if isinstance(answer, str):
        return answer.casefold()
    entries = answer if isinstance(answer, tuple) else ()
    plain = (
        entry.casefold() if isinstance(entry, str) else tuple(cell.casefold() for cell in entry)
        for entry in entries
    )
    return frozenset(entry for entry in plain if entry not in always)


def _known_lines(plan: Plan) -> set[int]:
    parts = (plan.assessment, plan.rules_heading, plan.steps_heading, plan.decisions_heading)
    return {section.line for section in plan.sections} | {p.line for p in parts if p is not None}
