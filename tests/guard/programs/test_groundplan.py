"""What stands for a person is asked of one, in every form in which the kit's command can be started."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from groundplan.core import registry
from groundplan.guard import decide
from groundplan.guard.programs import groundplan

MAKEFILE = Path(__file__).parents[3] / "template"

PLAN = """---
id: orders
status: {status}
---

# Orders

### S1 - Export

#### Verify

- [ ] S1.a the route answers
- [ ] S1.d (manual) the file opens in a spreadsheet program
"""


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repo with the kit's rules and a plan that nobody has accepted yet."""
    folder = tmp_path / "repo"
    (folder / ".groundplan").mkdir(parents=True)
    (folder / "app").mkdir()
    table = {"rules": [dict(rule) for rule in registry.rules()]}
    (folder / ".groundplan/rules.json").write_text(json.dumps(table))
    write_plan(folder, "draft")
    return folder


def write_plan(repo: Path, status: str) -> None:
    (repo / "PLAN.md").write_text(PLAN.replace("{status}", status))


def decided(repo: Path, tool: str, **arguments: Any) -> tuple[str, str]:
    call = {"tool_name": tool, "tool_input": arguments, "cwd": str(repo)}
    verdict = decide.judged(json.dumps(call).encode(), {}, str(repo))[1]
    return verdict.decision, verdict.rule


ASKED = [
    "groundplan accept --plan",
    "python3 -I -m groundplan accept",
    "uvx --from git+https://example.com/kit@v1 groundplan accept",
    "pipx run --spec git+https://example.com/kit groundplan sync",
    ".groundplan/run accept",
    "sh .groundplan/run accept --plan",
    "sh -c './.groundplan/run remove'",
    'bash "$PWD/.groundplan/run" adopt',
    "cd .groundplan && ./run accept",
    "cd app && ../.groundplan/run init",
    "env A=1 timeout 5 sh ./.groundplan/run sync",
    "make rules-sync",
    "make -C . lint rules-sync",
    "make plan-verify S='S1 --yes'",  # the target hands S on word by word
    "S=--yes make plan-verify",
    "groundplan verify --yes",
    "groundplan verify S1.d",  # a manual check: a person looks
    "make plan-verify S=S1.d",
    "script -qec 'groundplan verify' /dev/null",  # a terminal of its own can be answered
    "unbuffer sh .groundplan/run verify S1",
    "sed -i 's/^status: draft/status: active/' PLAN.md",
    "perl -pi -e 's/draft/active/' PLAN.md",
    "python3 -c \"from groundplan.cli.main import main; main(['accept', '--plan'])\"",
]
FREE = [
    "groundplan new",
    "groundplan check --strict",
    "groundplan next",
    "groundplan assess --json",
    "groundplan verify S1.a",
    "groundplan verify",
    "groundplan accept --help",
    ".groundplan/run check",
    "sh .groundplan/run new",
    "make plan plan-check plan-next",
    "make plan-verify S=S1.a",
    "bash scripts/run accept",  # another program of that name
    "./run sync",
    "make rules-list",
    "grep -rn 'groundplan accept' docs",
    "git commit -m 'run .groundplan/run accept'",
    "echo 'active users' >> PLAN.md",
    "python3 -c 'import groundplan; print(groundplan.__file__)'",
]


@pytest.mark.parametrize("command", ASKED)
def test_what_stands_for_a_person_is_asked_of_one(repo: Path, command: str) -> None:
    assert decided(repo, "Bash", command=command) == ("ask", "no-bypass")


@pytest.mark.parametrize("command", FREE)
def test_the_rest_of_the_kit_is_free(repo: Path, command: str) -> None:
    assert decided(repo, "Bash", command=command) == ("allow", "")


EDITS: list[dict[str, Any]] = [
    {"old_string": "status: draft", "new_string": "status: active"},
    {"content": PLAN.replace("{status}", "active")},
    {"content": PLAN.replace("{status}", "'active'").replace("\n", "\r\n")},
]


@pytest.mark.parametrize("arguments", EDITS)
def test_a_plan_made_active_by_an_edit_is_asked_about(
    repo: Path, arguments: dict[str, Any]
) -> None:
    path = str(repo / "PLAN.md")
    assert decided(repo, "Write", file_path=path, **arguments) == ("ask", "no-bypass")
    write_plan(repo, "active")
    assert decided(repo, "Write", file_path=path, **arguments) == ("allow", "")


def test_a_plan_is_written_freely_otherwise(repo: Path) -> None:
    text = PLAN.replace("{status}", "draft") + "\nThe export is active for managers.\n"
    assert decided(repo, "Write", file_path="PLAN.md", content=text) == ("allow", "")


GUARDED = [
    "find .groundplan -type f -delete",
    "find . -path './.groundplan/*' -exec rm {} +",
    "find . -name hook -delete",
    "find . -name '*.py' -exec sed -i 's/a/b/' {} +",  # the guard's own modules are among them
    "find .groundplan/guard -name '*.py' | xargs rm",
    "rsync -a other/ .groundplan/",
    "rsync -a other/ .groundplan/guard",
    "unzip -o other.zip -d .groundplan/guard",
    "echo '{}' > app/.groundplan/rules.json",  # a table of its own for a subfolder
    "install -m755 /bin/true app/.groundplan/hook",
    "ln -s /bin/true app/.groundplan/hook",
]
LEFT = [
    "find . -name '*.pyc' -delete",
    "find app -name '*.py' -exec sed -i 's/a/b/' {} +",
    "find . -name '*.py' -not -path './.groundplan/*' -exec sed -i 's/a/b/' {} +",
    "find .groundplan -type f",
    "unzip -o other.zip -d app",
    "rsync -a .groundplan/ /tmp/copy/",
]


@pytest.mark.parametrize("command", GUARDED)
def test_the_guard_is_not_changed_by_what_changes_many_files(repo: Path, command: str) -> None:
    write_plan(repo, "active")
    assert decided(repo, "Bash", command=command) == ("deny", "no-bypass")


@pytest.mark.parametrize("command", LEFT)
def test_what_leaves_the_guard_alone_passes(repo: Path, command: str) -> None:
    write_plan(repo, "active")
    assert decided(repo, "Bash", command=command) == ("allow", "")


def test_a_folder_of_the_kits_name_in_a_subfolder_is_no_repo_of_its_own(repo: Path) -> None:
    (repo / "app/.groundplan").mkdir()
    call = {"tool_name": "Write", "tool_input": {"file_path": "x.py"}, "cwd": str(repo / "app")}
    verdict = decide.judged(json.dumps(call).encode(), {}, str(repo / "app"))[1]
    assert verdict.rule == "plan-first"


KEPT = [
    "echo x > ~/.cache/groundplan/cpython-311-0f.guard",
    "cp /tmp/a.guard ~/.cache/groundplan/",
    "mv /tmp/a /root/.cache/groundplan/cpython-311-0f.guard",
]


@pytest.mark.parametrize("command", KEPT)
def test_the_guard_as_it_is_kept_compiled_cannot_be_planted(repo: Path, command: str) -> None:
    assert decided(repo, "Bash", command=command) == ("deny", "no-bypass")


def test_the_targets_that_run_the_kit_are_those_of_its_makefile() -> None:
    text = next(MAKEFILE.glob("*groundplan.mk*")).read_text()
    found = {}
    for name, recipe in re.findall(r"^([a-z-]+):.*\n((?:\t.*\n)+)", text, re.MULTILINE):
        run = re.search(r"sh \.groundplan/run ([^\n]*)", recipe)
        if run:
            found[name] = run[1].replace("$$", "$").strip()  # make's own mark for a dollar
    assert found == groundplan.TARGETS


ACTIVE = PLAN.replace("{status}", "active")
PATCH = """\
--- a/PLAN.md
+++ b/PLAN.md
@@ -1,3 +1,3 @@
 ---
-status: draft
+status: active
 ---
"""
BY_HAND = [
    "cp {}/ready.md PLAN.md",
    "mv {}/ready.md ./PLAN.md",
    "cat {}/ready.md > PLAN.md",
    "cat < {}/ready.md > PLAN.md",
    "tee PLAN.md < {}/ready.md",
    "rsync {}/ready.md PLAN.md",
    "ln -sf {}/ready.md PLAN.md",
    "git show other:PLAN.md > PLAN.md",
    "git cat-file -p HEAD~3:PLAN.md > PLAN.md",
    "git checkout other -- PLAN.md",
    "git restore --source=HEAD~1 PLAN.md",
    "git apply {}/ready.diff",
    "git apply < {}/ready.diff",
    "patch -p1 < {}/ready.diff",
    "patch -p1 -i {}/ready.diff",
]


@pytest.mark.parametrize("command", BY_HAND)
def test_a_draft_is_not_made_active_by_hand(repo: Path, command: str) -> None:
    write_plan(repo, "draft")
    (repo.parent / "ready.md").write_text(ACTIVE)
    (repo.parent / "ready.diff").write_text(PATCH)
    assert decided(repo, "Bash", command=command.format(repo.parent))[0] == "ask"
    write_plan(repo, "active")  # then the same changes nothing that a person decides
    assert decided(repo, "Bash", command=command.format(repo.parent)) == ("allow", "")


IN_DRAFT = [
    "cp {}/draft.md PLAN.md",
    "git checkout -- PLAN.md",
    "git apply {}/text.diff",
    "sed -i 's/old/new/' PLAN.md",
    "git add PLAN.md",
]


@pytest.mark.parametrize("command", IN_DRAFT)
def test_a_draft_that_stays_one_is_written_freely(repo: Path, command: str) -> None:
    write_plan(repo, "draft")
    (repo.parent / "draft.md").write_text(PLAN.replace("{status}", "draft"))
    (repo.parent / "text.diff").write_text(PATCH.replace("+status: active", "+title: active"))
    assert decided(repo, "Bash", command=command.format(repo.parent)) == ("allow", "")


ENFORCEMENT = [
    ".github/workflows/groundplan.yml",
    ".pre-commit-config.yaml",
    ".copier-answers.groundplan.yml",
    "groundplan.mk",
    "AGENTS.md",
    ".cursor/cli.json",
    "opencode.json",
    ".husky/pre-commit",
]


@pytest.mark.parametrize("path", ENFORCEMENT)
def test_a_file_that_enforces_is_asked_about_with_an_active_plan_too(repo: Path, path: str) -> None:
    write_plan(repo, "active")
    assert decided(repo, "Write", file_path=path, content="x") == ("ask", "no-bypass")
    assert decided(repo, "Bash", command=f"sed -i s/a/b/ {path}") == ("ask", "no-bypass")
    assert decided(repo, "Bash", command=f"cat {path}") == ("allow", "")
