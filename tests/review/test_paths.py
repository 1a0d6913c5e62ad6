"""Rules about paths: the rules' own examples over diffs, and what surrounds them."""

from __future__ import annotations

from typing import Any

import pytest

from groundplan.core.registry import PACKAGE, load_yaml
from groundplan.review.diff import Change
from groundplan.review.paths import Hit, hits, is_named

RULES = {rule["id"]: rule for rule in map(load_yaml, (PACKAGE / "rules").glob("*.yml"))}
FACTS = {"env_file": "settings.env"}
EXAMPLES = [
    (name, kind == "deny", example)
    for name, rule in sorted(RULES.items())
    for kind, examples in rule.get("examples", {}).items()
    for example in examples
    if "diff" in example
]


def changed(*paths: str, status: str = "M") -> list[Change]:
    return [Change(status, path, path, "100644", "b" * 40, "a" * 40) for path in paths]


def found(name: str, changes: list[Change], governed: dict[str, Any] | None = None) -> list[Hit]:
    rule = RULES[name]
    entries = [*rule.get("deny", ()), *rule.get("ask", ())]
    return [hit for entry in entries for hit in hits(entry, changes, FACTS, governed or {})]


def test_there_are_examples_of_diffs() -> None:
    assert {name for name, _, _ in EXAMPLES} == {"code-with-tests", "pattern-with-document"}


@pytest.mark.parametrize(("name", "is_stopped", "example"), EXAMPLES)
def test_the_rules_own_examples(name: str, is_stopped: bool, example: dict[str, Any]) -> None:
    assert bool(found(name, changed(*example["diff"]), example.get("governed"))) == is_stopped


@pytest.mark.parametrize(
    ("path", "is_stopped"),
    [
        (".env", True),
        ("config/.env.production", True),
        (".ENV", True),
        (".env.bak", True),
        ("settings.env", True),  # the repo's own name for it
        (".env.example", False),
        ("api/.env.local.sample", False),
        (".envrc", False),
        ("env.py", False),
        ("x.env.txt", False),
    ],
)
def test_env_files_in_a_diff(path: str, is_stopped: bool) -> None:
    assert bool(found("env-readonly", changed(path))) == is_stopped


def test_both_names_of_a_rename_count() -> None:
    moved = Change("R", "config/old", ".env", "100644", "a" * 40, "a" * 40)
    assert found("env-readonly", [moved])


@pytest.mark.parametrize(
    ("path", "is_alone"),
    [("app/a.py", True), ("latest.py", True), ("app/test_a.py", False), ("app/a.md", False)],
)
def test_code_needs_a_test_and_a_test_needs_nothing(path: str, is_alone: bool) -> None:
    assert bool(found("code-with-tests", changed(path))) == is_alone


def test_a_file_that_only_moved_is_no_edit() -> None:
    moved = Change("R", "app/b.py", "app/a.py", "100644", "a" * 40, "a" * 40)
    made_runnable = Change("M", "app/c.py", "app/c.py", "100755", "a" * 40, "a" * 40)
    assert not found("code-with-tests", [moved, made_runnable])


def test_code_without_tests_is_one_finding_for_all_of_it() -> None:
    (hit,) = found("code-with-tests", changed("app/a.py", "app/b.py"))
    assert hit.paths == ("app/a.py", "app/b.py")


def test_each_document_answers_for_its_own_files() -> None:
    governed = {"docs/patterns/a.md": ["app/a/**"], "docs/patterns/b.md": ["app/b/*.py"]}
    changes = changed("app/a/x.py", "app/b/y.py", "docs/patterns/a.md")
    assert found("pattern-with-document", changes, governed) == [
        Hit(("app/b/y.py",), ("docs/patterns/b.md",))
    ]


@pytest.mark.parametrize(
    ("glob", "path", "expected"),
    [
        ("*.py", "a/b.py", True),
        ("a/*.py", "b/a/c.py", False),
        ("a/**", "a/b/c", True),
        ("**/a/**", "a/b", True),
        ("a[0-9].py", "a1.py", True),
        ("a+.py", "aa.py", False),
    ],
)
def test_globs(glob: str, path: str, expected: bool) -> None:
    assert is_named(path, [glob]) is expected


@pytest.mark.parametrize(
    ("glob", "fact", "expected"),
    [
        ("{folder}", "src/db", True),
        ("{folder}/**", "src/db", True),
        ("{folder}", "", False),  # nothing is left: it names nothing, not everything
        ("{folder}", "  ", False),
        ("{folder}/**", "", False),
        ("{folder}**", "", False),  # what is left would fit every file
        ("{folder}*.py", "", True),  # a pattern of its own is left
        ("**", "", True),  # and one that names no fact is what it says
    ],
)
def test_a_glob_of_an_empty_fact_names_nothing(glob: str, fact: str, expected: bool) -> None:
    changes = changed("src/db/models.py")
    facts = {"folder": fact}
    assert bool(hits({"changes": [glob]}, changes, facts, {})) is expected
    spared = hits({"changes": ["*.py"], "except": [glob]}, changes, facts, {})
    assert bool(spared) is not expected
