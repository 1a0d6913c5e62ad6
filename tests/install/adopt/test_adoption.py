"""Adoption onto repos full of files of their own: kept, once, undone to the byte."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest
import yaml
from adopt_repos import BLOCK, EVERY, answers, repo
from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from pathlib import Path

from groundplan.agents import LAUNCHER
from groundplan.core.transaction import Tree, apply
from groundplan.install.adopt import adopt, undo
from groundplan.install.adopt.json_text import parse
from groundplan.install.adopt.record import Landed, write_landed

# name -> files of a repo; every one is adopted whole, and given back to the byte
REPOS: dict[str, dict[str, str]] = {
    "plain": {
        "Makefile": "all:\n\techo all\n",
        "AGENTS.md": "# Ours\n",
        ".pre-commit-config.yaml": "repos:\n  - repo: https://x\n    rev: v1\n    hooks:\n      - id: a\n",
        ".claude/settings.json": '{"permissions": {"allow": ["Bash(ls)"]}}\n',
    },
    "tabs and no last line end": {
        ".claude/settings.json": '{\n\t"model": "x",\n\t"hooks": {\n\t\t"PreToolUse": [\n\t\t\t{"hooks": []}\n\t\t]\n\t}\n}',
        "Makefile": "all:\n\techo all",
        "AGENTS.md": "no end",
        ".pre-commit-config.yaml": "repos:\n- repo: local\n  hooks:\n  - id: a",
    },
    "comments and trailing commas": {
        "opencode.json": '// top\n{\n  /* a */ "model": "x", // why\n  "permission": {\n    "bash": {\n      "*": "allow", // all\n    },\n  },\n}\n',
        ".pre-commit-config.yaml": "# top\nrepos: # ours\n  # first\n  - repo: 'https://x' # q\n    rev: \"1\"\n    hooks: [{id: a}]\n  # after\n\n# for ci\nci:\n  skip: [a]\n",
    },
    "windows line ends": {
        "Makefile": "all:\r\n\techo all\r\n",
        "AGENTS.md": "# Ours\r\n\r\nText.\r\n",
        ".cursor/hooks.json": '{\r\n    "version": 1,\r\n    "hooks": {}\r\n}\r\n',
        ".pre-commit-config.yaml": "repos:\r\n  - repo: local\r\n    hooks:\r\n      - id: a\r\n",
    },
    "byte-order marks": {
        "AGENTS.md": "\ufeff# Ours\n",
        ".gemini/settings.json": '\ufeff{"theme": "dark"}',
    },
    "anchors": {
        ".pre-commit-config.yaml": "x: &a\n  rev: v1\nrepos:\n  - <<: *a\n    repo: https://x\n    hooks: &h\n      - id: a\n  - repo: https://y\n    rev: v2\n    hooks: *h\n",
    },
    "one shell for a recipe": {
        "Makefile": ".ONESHELL:\nSHELL := /bin/bash\n\nall:\n\t@set -e\n\techo one\n\techo all\n\nlast: \\\n  all",
    },
    "recipe prefix": {"Makefile": ".RECIPEPREFIX = >\nall:\n>@echo all\n"},
    "targets of the same names": {"Makefile": "all: help\n\t@echo all\nhelp:\n\t@echo our help\n"},
    "empty files": {"AGENTS.md": "", ".pre-commit-config.yaml": "", "Makefile": ""},
    "empty lists": {
        ".pre-commit-config.yaml": "repos: []\n",
        ".claude/settings.json": "{}",
        ".cursor/hooks.json": "{ }\n",
        ".aider.conf.yml": "model: x\n",
    },
    "unicode": {
        "AGENTS.md": "# Ünser — 🚀\n\u2028 not a line end\n",
        ".claude/settings.json": '{"name": "Zoë \\u00e9 🚀"}\n',
        ".aider.conf.yml": "read:\n  - CONVENTIONS.md # ours\nmodel: x\n",
    },
    "other agents' files": {
        "CLAUDE.md": "# Claude\n",
        ".github/copilot-instructions.md": "Be brief.\n",
        "AGENTS.md": "# Ours\n",
    },
}


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("name", REPOS)
def test_adopting_keeps_every_line_is_done_once_and_is_undone_to_the_byte(
    name: str, tmp_path: Path
) -> None:
    files = REPOS[name]
    tree = repo(tmp_path / "r", files)
    own = [path for path in EVERY if path in files]
    before = bytes_of(tree.root)

    found = adopt(tree, answers(*own))
    assert found.by_hand == []
    assert set(own) <= set(found.edited)
    apply(tree.root, tree.changes())
    after = bytes_of(tree.root)
    for path, text in files.items():
        for line in text.split("\n"):
            kept = line.strip().rstrip(",[]{})").strip()
            assert kept in after[path].decode(), f"{path}: {line!r} is gone"

    again = Tree(tree.root)
    assert adopt(again, answers(*own)).edited == []
    assert again.changes() == []

    back = Tree(tree.root)
    assert undo(back) == []
    apply(back.root, back.changes())
    assert bytes_of(back.root) == before


@pytest.mark.parametrize("name", REPOS)
def test_an_adopted_file_means_what_it_meant_and_the_kits_part(name: str, tmp_path: Path) -> None:
    files = REPOS[name]
    tree = repo(tmp_path / "r", files)
    adopt(tree, answers(*[path for path in EVERY if path in files]))
    apply(tree.root, tree.changes())
    for path, text in files.items():
        after = (tree.root / path).read_bytes().decode()
        if path.endswith(".json"):
            old, new = parse(text).value, parse(after).value
            assert contains(new, old)
        if path == ".claude/settings.json":
            assert LAUNCHER in after
        if path == ".pre-commit-config.yaml":
            old, new = yaml.safe_load(text) or {}, yaml.safe_load(after)
            assert new["repos"][:-1] == (old.get("repos") or [])
            assert new["repos"][-1]["hooks"] == [{"id": "groundplan"}]


def contains(new: object, old: object) -> bool:
    if isinstance(old, dict):
        return isinstance(new, dict) and all(
            k in new and contains(new[k], v) for k, v in old.items()
        )
    if isinstance(old, list):
        return isinstance(new, list) and new[: len(old)] == old
    return new == old


@pytest.mark.parametrize("name", [name for name in REPOS if "Makefile" in REPOS[name]])
def test_make_makes_what_it_made_and_the_kits_targets(name: str, tmp_path: Path) -> None:
    text = REPOS[name]["Makefile"]
    tree = repo(tmp_path / "r", {"Makefile": text})
    adopt(tree, answers("Makefile"))
    apply(tree.root, tree.changes())

    def make(*goals: str) -> subprocess.CompletedProcess[str]:
        command = ["make", "--no-print-directory", *goals]
        return subprocess.run(command, cwd=tree.root, capture_output=True, text=True, check=False)

    assert make("plan").returncode == 0, make("plan").stderr
    if "all:" in text:
        assert "all" in make().stdout
    if "our help" in text:
        assert make("help").stdout == "ours\nour help\n"


@pytest.mark.parametrize(
    ("path", "text", "why"),
    [
        (".claude/settings.json", '{"a": 1', "line 1"),
        (".claude/settings.json", "", "empty"),
        (".claude/settings.json", "[1]", "something else under its root"),
        (".claude/settings.json", '{"a": 1, "a": 2}', "stands twice"),
        (".claude/settings.json", "[" * 5000, "too deeply"),
        (".claude/settings.json", '{"hooks": "none"}', "something else under hooks"),
        (".cursor/hooks.json", '{"version": 2}', "something else under version"),
        (".pre-commit-config.yaml", "repos: [\n", "can't be read as YAML"),
        (".pre-commit-config.yaml", "- a\n", "no mapping"),
        (".pre-commit-config.yaml", "a: 1\n---\nb: 2\n", "can't be read as YAML"),
        (".pre-commit-config.yaml", "repos: [{repo: local, hooks: []}]\n", "one entry a line"),
        (".aider.conf.yml", "read: CONVENTIONS.md\n", "not a list"),
    ],
)
def test_a_file_that_cannot_be_edited_safely_is_left_alone_and_said(
    path: str, text: str, why: str, tmp_path: Path
) -> None:
    tree = repo(tmp_path / "r", {path: text})
    found = adopt(tree, answers(path))
    assert [entry.path for entry in found.by_hand] == [path]
    assert why in found.by_hand[0].why
    assert found.by_hand[0].lines
    assert tree.read(path) == text.encode()


def test_bytes_that_are_no_text_are_left_alone(tmp_path: Path) -> None:
    tree = repo(tmp_path / "r", {})
    (tree.root / "AGENTS.md").write_bytes("# Ours\n".encode("utf-16"))
    assert [entry.path for entry in adopt(tree, answers("AGENTS.md")).by_hand] == ["AGENTS.md"]
    assert tree.changes() == []


def test_a_link_out_of_the_repo_is_left_alone(tmp_path: Path) -> None:
    tree = repo(tmp_path / "r", {})
    (tmp_path / "outside.md").write_text("theirs\n")
    (tree.root / "AGENTS.md").symlink_to(tmp_path / "outside.md")
    assert "link" in adopt(tree, answers("AGENTS.md")).by_hand[0].why
    assert (tmp_path / "outside.md").read_text() == "theirs\n"


def test_a_link_to_another_rules_file_is_followed_once(tmp_path: Path) -> None:
    tree = repo(tmp_path / "r", {"AGENTS.md": "# Ours\n"})
    (tree.root / "CLAUDE.md").symlink_to("AGENTS.md")
    assert adopt(tree, answers("AGENTS.md")).edited == ["AGENTS.md"]
    apply(tree.root, tree.changes())
    assert (tree.root / "CLAUDE.md").is_symlink()
    assert "No change without a plan." in (tree.root / "CLAUDE.md").read_text()


def test_what_a_person_pasted_counts(tmp_path: Path) -> None:
    entry = {"hooks": {"PreToolUse": [{"hooks": [{"command": f"sh {LAUNCHER} old"}]}]}}
    tree = repo(
        tmp_path / "r",
        {
            "Makefile": "-include  ./groundplan.mk # ours\n",
            "CLAUDE.md": "See @AGENTS.md first.\n",
            ".claude/settings.json": json.dumps(entry),
        },
    )
    found = adopt(tree, answers("Makefile", ".claude/settings.json"))
    assert found.edited == [".claude/settings.json"]
    hooks = json.loads(tree.read(".claude/settings.json") or b"")["hooks"]["PreToolUse"]
    assert len(hooks) == 1
    assert "old" not in hooks[0]["hooks"][0]["command"]


def test_an_entry_of_ours_beside_theirs_is_replaced_alone(tmp_path: Path) -> None:
    group = {"hooks": [{"command": "mine"}, {"command": f"{LAUNCHER} v0"}], "matcher": "Bash"}
    tree = repo(
        tmp_path / "r",
        {".claude/settings.json": json.dumps({"hooks": {"PreToolUse": [group]}}, indent=2)},
    )
    adopt(tree, answers(".claude/settings.json"))
    after = json.loads(tree.read(".claude/settings.json") or b"")["hooks"]["PreToolUse"]
    assert len(after) == 1
    assert after[0]["matcher"] == "Bash"
    assert after[0]["hooks"][0] == {"command": "mine"}
    assert after[0]["hooks"][1]["timeout"] == 10


def test_new_text_replaces_the_block_where_it_stands(tmp_path: Path) -> None:
    tree = repo(tmp_path / "r", {"AGENTS.md": "# Ours\n"})
    adopt(tree, answers("AGENTS.md"))
    apply(tree.root, tree.changes())
    agents = tree.root / "AGENTS.md"
    agents.write_text(agents.read_text() + "\nOur last line.\n")
    (tree.root / ".groundplan/AGENTS.block.md").write_text(f"{BLOCK}New rule.\n")
    tree = Tree(tree.root)
    adopt(tree, answers("AGENTS.md"))
    text = (tree.read("AGENTS.md") or b"").decode()
    assert text.count("groundplan:begin") == 1
    assert text.index("# Ours") < text.index("New rule.") < text.index("Our last line.")
    apply(tree.root, tree.changes())
    back = Tree(tree.root)
    undo(back)
    assert (back.read("AGENTS.md") or b"").decode() == "# Ours\n\nOur last line.\n"


def test_a_line_that_was_written_into_the_block_is_kept_below_it(tmp_path: Path) -> None:
    tree = repo(tmp_path / "r", {"AGENTS.md": "# Ours\n"})
    adopt(tree, answers("AGENTS.md"))
    apply(tree.root, tree.changes())
    agents = tree.root / "AGENTS.md"
    agents.write_text(agents.read_text().replace("without a plan.", "without a plan.\nUse tabs."))
    tree = Tree(tree.root)
    assert adopt(tree, answers("AGENTS.md")).edited == ["AGENTS.md"]
    text = (tree.read("AGENTS.md") or b"").decode()
    assert text.index("groundplan:end") < text.index("Use tabs.")


def test_a_newer_version_of_the_kit_moves_the_hooks_rev(tmp_path: Path) -> None:
    path = ".pre-commit-config.yaml"
    tree = repo(tmp_path / "r", {path: "repos:\n  - repo: local\n    hooks:\n      - id: a\n"})
    adopt(tree, answers(path))
    adopt(tree, answers(path, commit="v1.2.0"))
    text = (tree.read(path) or b"").decode()
    assert 'rev: "v1.2.0"' in text
    assert text.count("id: groundplan") == 1
    apply(tree.root, tree.changes())
    bumped = text.replace("v1.2.0", "v1.3.0")
    (tree.root / path).write_text(bumped)
    tree = Tree(tree.root)
    assert adopt(tree, answers(path, commit="v1.2.0")).edited == []


@pytest.mark.parametrize(
    "pattern", [".claude/", ".claude", ".*", "*.json", "/.claude/*\n.groundplan/", "docs\n*.mk"]
)
def test_files_of_the_kit_that_a_gitignore_keeps_out_are_let_in(
    pattern: str, tmp_path: Path
) -> None:
    kit = {
        ".claude/settings.json": "{}",
        ".groundplan/rules.json": "{}",
        "docs/patterns/README.md": "",
        "groundplan.mk": "",
        ".copier-answers.groundplan.yml": "",
    }
    files = {".gitignore": f"node_modules/\n{pattern}\n", ".claude/mine.json": "{}"}
    tree = repo(tmp_path / "r", {**kit, **files})
    subprocess.run(["git", "init", "--quiet"], cwd=tree.root, check=True)
    write_landed(tree, Landed("", "", dict.fromkeys(kit, "")))
    found = adopt(tree, answers())
    apply(tree.root, tree.changes())
    said = subprocess.run(
        ["git", "status", "--porcelain", "--untracked-files=all"],
        cwd=tree.root,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for path in kit:
        assert path in said, (pattern, (tree.root / ".gitignore").read_text())
    assert (".claude/mine.json" in said) == (pattern == "docs\n*.mk")
    assert ".gitignore" in found.edited
    again = Tree(tree.root)
    assert adopt(again, answers()).edited == []
    assert undo(again) == []
    assert again.read(".gitignore") == files[".gitignore"].encode()


OWN_RULES = {
    "off": {"docker-ps-first": "one container"},
    "rules": [{"id": "no-terraform", "title": "CI applies", "text": "Never run\nterraform."}],
}


@pytest.mark.parametrize("own", [["AGENTS.md"], []])
def test_the_repos_own_rules_stand_in_the_rules_file_as_long_as_there_are_some(
    own: list[str], tmp_path: Path
) -> None:
    local = ".groundplan/rules.local.json"
    tree = repo(tmp_path / "r", {"AGENTS.md": "# Text\n", local: json.dumps(OWN_RULES)})
    adopt(tree, answers(*own))
    text = (tree.read("AGENTS.md") or b"").decode()
    assert "- **CI applies.** Never run terraform." in text
    assert "does not hold here: one container" in text
    apply(tree.root, tree.changes())
    (tree.root / local).unlink()
    tree = Tree(tree.root)
    adopt(tree, answers(*own))
    text = (tree.read("AGENTS.md") or b"").decode()
    assert "terraform" not in text
    assert text == "# Text\n" or own


def test_undo_leaves_alone_what_somebody_changed_and_says_so(tmp_path: Path) -> None:
    tree = repo(tmp_path / "r", {"AGENTS.md": "# Ours\n", "Makefile": "all:\n\ttrue\n"})
    adopt(tree, answers("AGENTS.md", "Makefile"))
    apply(tree.root, tree.changes())
    agents = tree.root / "AGENTS.md"
    agents.write_text(agents.read_text().replace("No change", "No CHANGE"))
    back = Tree(tree.root)
    assert [entry.path for entry in undo(back)] == ["AGENTS.md"]
    assert back.read("Makefile") == b"all:\n\ttrue\n"
    assert back.read("AGENTS.md") == agents.read_bytes()


# -- properties -------------------------------------------------------------------------------------

scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
json_values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
json_texts = st.builds(
    lambda value, indent, end: json.dumps(value, indent=indent).replace("\n", end),
    st.dictionaries(
        st.text(max_size=5) | st.sampled_from(["hooks", "permissions"]), json_values, max_size=4
    ),
    st.sampled_from([None, 0, 2, 3, 4, "\t"]),
    st.sampled_from(["\n", "\r\n"]),
)
lines = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=12)
texts = st.builds(
    lambda rows, end, last: end.join(rows) + last,
    st.lists(lines, max_size=6),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\n", "\r\n"]),
)


@settings(max_examples=60, deadline=None)
@given(settings_text=json_texts, rules=texts, make=texts)
def test_adopting_any_files_twice_is_once_and_undo_gives_back_the_bytes(
    tmp_path_factory: pytest.TempPathFactory, settings_text: str, rules: str, make: str
) -> None:
    files = {".claude/settings.json": settings_text, "AGENTS.md": rules, "Makefile": make}
    tree = repo(tmp_path_factory.mktemp("any"), files)
    kept = answers(".claude/settings.json", "AGENTS.md", "Makefile")
    adopt(tree, kept)
    apply(tree.root, tree.changes())
    again = Tree(tree.root)
    adopt(again, kept)
    assert again.changes() == []
    back = Tree(tree.root)
    assert undo(back) == []
    assert {path: (back.read(path) or b"").decode() for path in files} == files
