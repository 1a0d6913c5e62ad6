"""Where the change lands: what the request names, what it wants imitated, past commits, and `locate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from groundplan.draft.recipe import Recipe, past_commits, recipe_of
from groundplan.draft.sharing import words_of
from groundplan.draft.source_files import SourceFiles
from groundplan.draft.subject import new_name, query_text, similar_names
from groundplan.draft.tests_to_copy import CopyTest, test_to_copy, url_uses
from groundplan.locate.file_kinds import kind_of
from groundplan.locate.search import locate

if TYPE_CHECKING:
    from pathlib import Path

    from groundplan.core.model import ChangeRequest
    from groundplan.locate.model import Place

MOST_CODE = 11  # places of code and templates
MOST_TESTS = 2
FEW = 30  # files that have the similar thing's name: all of them are read as its trace
ASKED = 24  # places that `locate` is asked for
_TRACED = 0.6  # what being on the trace counts beside the best place's score of 1
_MANY_TRACED = 0.25  # the same for a name that stands in many files
_LARGEST_CUT = 60  # files that a trace may add
_OWN = (".groundplan/", ".github/", "docs/plans/", "docs/patterns/", ".agents/", ".claude/")
_OWN_FILES = frozenset(("PLAN.md", "AGENTS.md", "CLAUDE.md", "groundplan.mk"))


@dataclass(frozen=True)
class Spot:
    """A file that the change probably touches."""

    path: str
    line: int | None
    name: str
    kind: str
    """As `kind_of` says."""
    reason: str
    like: tuple[int, ...] = ()
    """Lines that have the thing to imitate."""


@dataclass(frozen=True)
class Landing:
    """All that the repo tells about the place of a change."""

    spots: tuple[Spot, ...] = ()
    tests: tuple[CopyTest, ...] = ()
    translations: tuple[str, ...] = ()
    recipe: Recipe = field(default_factory=Recipe)
    new: str = ""
    """The name that the change brings."""
    similar: str = ""
    """The name of the thing to imitate."""
    files: SourceFiles = field(default_factory=lambda: SourceFiles(None, ()))


def landing_of(root: Path, request: ChangeRequest, paths: tuple[str, ...], model_path: str, migrations: frozenset[str]) -> Landing:
    """Return where a change lands.

    Args:
        root: the repo.
        request: what is asked for.
        paths: the repo's files.
        model_path: the file of the model that the request names; "" for none.
        migrations: files and folders of migrations that the assessment knows.
    """
    files = SourceFiles(root, paths)
    text = query_text(request)
    if not text.strip():
        return Landing(files=files)
    found = [place for place in locate(root, text, limit=ASKED) if _is_theirs(place.path)]
    similar, trace = _trace(files, similar_names(request))
    named = _named_paths(request, paths)
    anchor = model_path or (named[0] if named else "") or (found[0].path if found else "")
    recipe = recipe_of(past_commits(root), anchor, migrations)
    spots = _spots(found, trace, named, recipe, files, similar)
    words = words_of(text)
    return Landing(
        spots=tuple(spot for spot in spots if spot.kind in ("code", "template", "migration")),
        tests=_tests(files, request, found, words),
        translations=tuple(sorted({spot.path for spot in spots if spot.kind == "translation"})),
        recipe=recipe,
        new=new_name(request, files),
        similar=similar,
        files=files,
    )


def _is_theirs(path: str) -> bool:
    return not path.startswith(_OWN) and path not in _OWN_FILES


def _named_paths(request: ChangeRequest, paths: tuple[str, ...]) -> tuple[str, ...]:
    there = set(paths)
    rows = [row for key in ("files.primary", "files.related") for row in request.answers.get(key, ()) if isinstance(row, tuple)]
    return tuple(dict.fromkeys(path for row in rows if (path := row[0].strip("` ")) in there))


def _trace(files: SourceFiles, names: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the similar thing's name that stands in the fewest files, and those files."""
    best: tuple[str, tuple[str, ...]] = ("", ())
    for name in names:
        found = tuple(path for path in files.containing(name) if _is_theirs(path) and kind_of(path) in ("code", "template", "migration", "translation"))
        if found and (not best[1] or len(found) < len(best[1])):
            best = (name, found)
    return best


def _spots(
    found: list[Place], trace: tuple[str, ...], named: tuple[str, ...], recipe: Recipe, files: SourceFiles, similar: str
) -> list[Spot]:
    places = {place.path: place for place in found}
    top = max((place.score for place in found), default=1.0) or 1.0
    scores = {path: place.score / top for path, place in places.items()}
    is_few = len(trace) <= FEW
    for path in trace:
        scores[path] = scores.get(path, 0.0) + (_TRACED if is_few else _MANY_TRACED)
    for path in recipe.shared:
        if path in set(files.paths) and _is_theirs(path):
            scores[path] = scores.get(path, 0.0) + _TRACED
    for path in named:
        scores[path] = scores.get(path, 0.0) + 2.0
    kept: list[Spot] = []
    count = 0
    most = max(MOST_CODE, sum(1 for path in trace if kind_of(path) in ("code", "template")) if is_few else 0)
    for path, _ in sorted(scores.items(), key=lambda one: (-one[1], one[0]))[:_LARGEST_CUT]:
        kind = kind_of(path)
        is_code = kind in ("code", "template", "migration")
        if (is_code and count >= most) or kind not in ("code", "template", "migration", "translation"):
            continue
        count += is_code
        kept.append(_spot(path, kind, places.get(path), trace, named, recipe, files, similar))
    return kept


def _spot(
    path: str, kind: str, place: Place | None, trace: tuple[str, ...], named: tuple[str, ...], recipe: Recipe, files: SourceFiles, similar: str
) -> Spot:
    reasons = []
    like = files.hits(path, similar)[:6] if path in trace else ()
    if path in named:
        reasons.append("the request names it")
    if like:
        reasons.append(f"`{similar}` in {'line' if len(like) == 1 else 'lines'} {', '.join(map(str, like))}")
    if path in recipe.shared:
        reasons.append(f"changed with {' and '.join(commit.id for commit in recipe.examples)}")
    if place is not None and len(reasons) < 2:
        reasons.append(place.reason)
    line = place.line if place and place.line else (like[0] if like else None)
    return Spot(path, line, place.name if place else "", kind, "; ".join(reasons), like)


def _tests(
    files: SourceFiles, request: ChangeRequest, found: list[Place], words: frozenset[str]
) -> tuple[CopyTest, ...]:
    """Return the tests to copy: the file that calls the request's addresses most, then the nearest."""
    urls = [
        row[1].strip("` ")
        for key in ("interface.new_endpoints", "interface.modified_endpoints")
        for row in request.answers.get(key, ())
        if isinstance(row, tuple)
    ]
    candidates = {place.path: place.score for place in found if place.what == "test"}
    if urls:
        for path in files.paths:
            if kind_of(path) == "test" and _is_theirs(path) and (uses := sum(url_uses(files, path, url) for url in urls)):
                candidates[path] = candidates.get(path, 0.0) + uses**0.5
    ordered = sorted(candidates, key=lambda path: (-candidates[path], path))
    tests = (test_to_copy(files, path, words) for path in ordered)
    return tuple([test for test in tests if test is not None][:MOST_TESTS])
