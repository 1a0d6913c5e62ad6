"""A change is judged by the rules that it found; a change of them is always said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from support import IDENTITY, commit, git, make_repo, write_files

from groundplan.review.run import found_in, rules_of

if TYPE_CHECKING:
    from pathlib import Path

RULES: list[dict[str, Any]] = [
    {"id": "no-bypass", "title": "Hooks run", "text": "x", "deny": [{"skips": ["git commit"]}]},
    {
        "id": "env-readonly",
        "title": "Env files",
        "text": "x",
        "deny": [{"changes": [".env.local"]}],
    },
]
ANSWERS = "_commit: v1.0.0\n_src_path: {source}\ncontainers: false\n"


def kit(rules: list[dict[str, Any]]) -> str:
    return json.dumps({"schema": "rules/1", "rules": rules})


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return make_repo(
        tmp_path / "repo",
        {
            ".groundplan/rules.json": kit(RULES),
            ".groundplan/facts.json": "{}",
            ".groundplan/hook": "#!/bin/sh\nguard\n",
            ".copier-answers.groundplan.yml": ANSWERS.format(source=tmp_path / "kit"),
        },
    )


def found(repo: Path, files: dict[str, str | None], *, staged: bool) -> list[tuple[str, str, str]]:
    """Make a change and return what a review says of it: rule, path, severity."""
    base = git(repo, "rev-parse", "HEAD").strip()
    write_files(repo, {path: text for path, text in files.items() if text is not None})
    for path in (path for path, text in files.items() if text is None):
        (repo / path).unlink()
    git(repo, "add", "--all", "--force")
    if not staged:
        commit(repo, "x")
    said = found_in(repo, rules_of(repo), is_staged=staged, base="" if staged else base)
    return [(item.code, item.path, item.severity.value) for item in said]


LOCAL_OFF = json.dumps({"off": {"env-readonly": "we like it"}, "rules": []})


@pytest.mark.parametrize("staged", [True, False])
@pytest.mark.parametrize(
    "rules",
    [
        {".groundplan/rules.local.json": LOCAL_OFF, ".groundplan/rules.local.yml": "off: {}\n"},
        {".groundplan/rules.json": kit(RULES[:1])},
        {".groundplan/rules.json": kit([RULES[0], {**RULES[1], "deny": []}])},
        {".groundplan/rules.json": kit([RULES[0], {**RULES[1], "boundary": ["agent"]}])},
        {".groundplan/rules.json": None},
        {".groundplan/facts.json": '{"x": 1}', ".groundplan/rules.json": kit([])},
    ],
)
def test_t4_rules_and_what_they_forbid_in_one_change(
    repo: Path, rules: dict[str, str | None], staged: bool
) -> None:
    said = found(repo, {**rules, ".env.local": "A=1\n"}, staged=staged)
    assert ("env-readonly", ".env.local", "error") in said
    assert any(
        code == "no-bypass" and path.startswith(".groundplan/rules") for code, path, _ in said
    )


@pytest.mark.parametrize("staged", [True, False])
def test_t4_a_comment_in_the_answers_file_is_no_update(repo: Path, staged: bool) -> None:
    answers = (repo / ".copier-answers.groundplan.yml").read_text()
    files: dict[str, str | None] = {
        ".copier-answers.groundplan.yml": f"# note\n{answers}",
        ".groundplan/hook": "#!/bin/sh\nexit 0\n",
        ".groundplan/rules.json": kit(RULES[1:]),
    }
    said = found(repo, files, staged=staged)
    assert ("no-bypass", ".groundplan/hook", "error") in said
    assert ("no-bypass", ".groundplan/rules.json", "error") in said


def test_a_change_of_rules_alone_is_said_and_stops_nothing(repo: Path) -> None:
    files: dict[str, str | None] = {
        ".groundplan/rules.local.json": LOCAL_OFF,
        ".groundplan/rules.local.yml": "off: {}\n",
    }
    said = found(repo, files, staged=False)
    assert {severity for _, _, severity in said} == {"warning"}


def test_what_is_switched_off_is_named_with_its_reason(repo: Path) -> None:
    base = git(repo, "rev-parse", "HEAD").strip()
    write_files(repo, {".groundplan/rules.local.json": LOCAL_OFF})
    git(repo, "add", "--all", "--force")
    commit(repo, "x")
    said = found_in(repo, rules_of(repo), is_staged=False, base=base)
    assert "env-readonly is switched off (we like it)." in {item.message for item in said}


def test_t14_rules_of_a_kit_inside_are_told_of(repo: Path) -> None:
    said = found(repo, {"vendor/x/.groundplan/rules.json": kit([])}, staged=False)
    assert ("no-bypass", "vendor/x/.groundplan/rules.json", "warning") in said


def make_source(folder: Path, version: str, hook: str) -> None:
    files = {"copier.yml": "_subdirectory: template\n", "template/.groundplan/hook": hook}
    if not folder.exists():
        make_repo(folder, files)
    else:
        write_files(folder, files)
        commit(folder, version)
    git(folder, "tag", version)


@pytest.mark.parametrize(
    ("version", "hook", "is_found"),
    [
        ("v1.1.0", "new\n", False),  # what that version installs
        ("v1.1.0", "exit 0\n", True),  # not what it installs
        ("v9.9.9", "new\n", True),  # there is no such version
        ("v1.0.0", "new\n", True),  # no other version is named
    ],
)
def test_t4_an_update_is_known_by_what_its_version_installs(
    repo: Path, tmp_path: Path, version: str, hook: str, is_found: bool
) -> None:
    make_source(tmp_path / "kit", "v1.0.0", "old\n")
    make_source(tmp_path / "kit", "v1.1.0", "new\n")
    answers = ANSWERS.replace("v1.0.0", version).format(source=tmp_path / "kit")
    files: dict[str, str | None] = {
        ".copier-answers.groundplan.yml": f"# update\n{answers}",
        ".groundplan/hook": hook,
    }
    said = found(repo, files, staged=False)
    assert (("no-bypass", ".groundplan/hook", "error") in said) is is_found


def test_t4_a_source_that_the_change_names_vouches_for_nothing(repo: Path, tmp_path: Path) -> None:
    make_source(tmp_path / "theirs", "v1.1.0", "exit 0\n")
    answers = ANSWERS.replace("v1.0.0", "v1.1.0").format(source=tmp_path / "theirs")
    files: dict[str, str | None] = {
        ".copier-answers.groundplan.yml": answers,
        ".groundplan/hook": "exit 0\n",
    }
    assert ("no-bypass", ".groundplan/hook", "error") in found(repo, files, staged=False)


def test_a_merge_is_judged_by_what_differs_from_all_its_parents(repo: Path) -> None:
    git(repo, "checkout", "-q", "-b", "other")
    write_files(repo, {".env.local": "A=1\n", "x.txt": "theirs\n"})
    git(repo, "add", "--all", "--force")
    commit(repo, "theirs")
    git(repo, "checkout", "-q", "-")
    write_files(repo, {"y.txt": "ours\n"})
    commit(repo, "ours")
    git(repo, *IDENTITY, "merge", "--no-commit", "--no-ff", "other")
    assert found_in(repo, rules_of(repo), is_staged=True) == []
    write_files(repo, {".env.local": "A=2\n"})  # slipped into the merge
    git(repo, "add", "--force", ".env.local")
    assert [item.code for item in found_in(repo, rules_of(repo), is_staged=True)] == [
        "env-readonly"
    ]
