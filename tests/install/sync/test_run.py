"""Any edits of the landed files and a new version: everybody's lines are there, or a person is asked."""

from __future__ import annotations

import functools
import json
import shutil
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import commit, make_kit, make_repo, release

from groundplan.cli import main
from groundplan.core.answers_file import ANSWERS_FILE, read_answers
from groundplan.core.transaction import Tree
from groundplan.core.versions import is_downgrade, is_same
from groundplan.install.render import render
from groundplan.install.sync import plan
from groundplan.install.sync.plan import changed_rules, plan_sync

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EDITED = ("AGENTS.md", "docs/onboarding.md", "groundplan.mk", "docs/patterns/_template.md")
RECORDS = (ANSWERS_FILE, ".groundplan/landed.json", ".groundplan/adopted.json")


@pytest.mark.parametrize(
    ("old", "new", "down"),
    [
        ("v1.0.0", "v1.0.1", False),
        ("v1.0.1", "v1.0.0", True),
        ("v1.10.0", "v1.9.0", True),
        ("v1.0.0-3-gabcdef0", "v1.0.0", True),  # three commits after it
        ("v1.0.0-3-gabcdef0", "v1.0.1", False),
        ("abcdef0", "v1.0.0", False),  # no version at all
    ],
)
def test_versions_are_compared_as_versions(old: str, new: str, down: bool) -> None:
    assert is_downgrade(old, new) is down
    assert is_same(old, old)
    assert is_same("v1.0", "1.0.0")


def test_rules_that_came_changed_and_went_are_named() -> None:
    old = json.dumps({"rules": [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]}).encode()
    new = json.dumps({"rules": [{"id": "a", "title": "A2"}, {"id": "c", "title": "C"}]}).encode()
    assert changed_rules(old, new) == ["~ a: A2", "- b", "+ c: C"]
    assert changed_rules(b"broken", None) == []


@pytest.fixture(scope="module")
def landed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A repo one version behind; both versions are rendered once and then remembered."""
    kit = make_kit(tmp_path_factory.mktemp("kit") / "kit")
    repo = make_repo(tmp_path_factory.mktemp("landed") / "repo", {"a": ""})
    assert main.run(["init", str(repo), "--defaults", "--from", str(kit)]) == 0
    commit(repo, "Landed")
    for name, old, new in (
        ("docs/onboarding.md.jinja", "# Welcome", "# Welcome here"),
        ("docs/onboarding.md.jinja", "## 3. Make a change", "## 3. Make a change\n\nNew line A."),
        ("groundplan.mk.jinja", "plan-check:", "new-target: ## New\n\t@true\n\nplan-check:"),
    ):
        file = kit / "template" / name
        file.write_text(file.read_text().replace(old, new, 1))
    form = kit / "template/docs/patterns/_template.md"
    form.write_text(form.read_text() + "\nNew line B.\n")
    form.rename(form.with_name("_form.md"))
    release(kit, "v1.1.0")
    remembered = functools.cache(
        lambda source, ref, kept: render(source, ref, json.loads(kept), repo, strict=False)
    )

    def cached(source: str, ref: str | None, answers: Any, here: Path, **_: Any) -> Any:
        return remembered(source, ref, json.dumps(answers, sort_keys=True))

    plan.render, real = cached, plan.render  # type: ignore[assignment, attr-defined]
    yield repo
    plan.render = real  # type: ignore[attr-defined]


@st.composite
def edits(draw: st.DrawFn, lines: list[str], mark: str) -> list[str]:
    """Insert, remove, move and retype some lines."""
    found = list(lines)
    for number in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(found)))
        deed = draw(st.sampled_from(["insert", "remove", "move", "retype"]))
        if deed == "insert":
            found.insert(at, f"{mark} {number}")
        elif at < len(found):
            line = found.pop(at)
            if deed != "remove":
                place = draw(st.integers(0, len(found))) if deed == "move" else at
                found.insert(place, line if deed == "move" else f"{mark} {number}")
    return found


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_local_line_and_every_new_line_of_the_kit_is_there_after_sync(
    data: st.DataObject, landed: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    repo = tmp_path_factory.mktemp("any") / "repo"
    shutil.copytree(landed, repo)
    theirs = {}
    for name in EDITED:
        old = (repo / name).read_text().split("\n")
        new = data.draw(edits(old, f"ours in {name}"))
        end = data.draw(st.sampled_from(["\n", "\r\n"]))
        (repo / name).write_bytes(end.join(new).encode())
        theirs[name] = Counter(line for line in new if line.startswith("ours in"))
    answers = read_answers(repo)
    tree = Tree(repo)
    report = plan_sync(tree, answers, answers.source, "v1.1.0", given={}, take={}, ask=False)
    if report.conflicts or report.lost:
        return  # nothing is written, and a person decides
    moved = dict(report.moved)
    for name, lines in theirs.items():
        text = (tree.read(moved.get(name, name)) or b"").decode()
        assert not lines - Counter(text.replace("\r\n", "\n").split("\n")), name
    shown = "".join((tree.read(moved.get(name, name)) or b"").decode() for name in EDITED)
    for line in ("# Welcome here", "New line A.", "New line B.", "new-target: ## New"):
        assert line in shown
    touched = {change.path for change in tree.changes()} - set(RECORDS)
    assert touched <= {*EDITED, ".pre-commit-config.yaml", "docs/patterns/_form.md"}
