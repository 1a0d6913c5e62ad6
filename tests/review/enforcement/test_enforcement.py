"""What enforces the rules is read as its own program reads it: nothing is told by a word."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from support import ROOT, write_files

from groundplan.agents import AGENTS
from groundplan.review import enforcement
from groundplan.review.enforcement import disk_limits, enforces, limits_of, weaker

if TYPE_CHECKING:
    from pathlib import Path

WORKFLOW = (ROOT / "template/.github/workflows/groundplan.yml").read_text()
GITLAB = (ROOT / "ci/gitlab.yml").read_text()
HOOKS = "repos:\n- repo: https://x/groundplan\n  rev: v1\n  hooks:\n  - id: groundplan\n"
SETTINGS = ".claude/settings.json"


def landed(path: str) -> str:
    file = next(file for agent in AGENTS for file in agent.files if file.path == path)
    return file.content if isinstance(file.content, str) else json.dumps(_plain(file.content))


def _plain(value: Any) -> Any:
    if hasattr(value, "value"):
        return value.value
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, (list, tuple)) else value


@pytest.mark.parametrize("path", sorted({f.path for agent in AGENTS for f in agent.files}))
def test_what_lands_for_an_agent_has_no_limits(path: str) -> None:
    assert limits_of(path, landed(path)) == []


def test_what_lands_for_ci_and_commits_has_no_limits() -> None:
    assert limits_of(enforcement.WORKFLOW, WORKFLOW) == []
    assert limits_of(enforcement.GITLAB, GITLAB) == []
    assert limits_of(enforcement.COMMIT_HOOKS, HOOKS) == []
    assert enforces(enforcement.WORKFLOW, WORKFLOW)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  pull_request:\n", "  workflow_dispatch:\n"),  # only by hand
        ("  pull_request:\n", "  schedule:\n    - cron: '0 0 1 1 *'\n"),
        ("  pull_request:\n", "  pull_request:\n    paths: ['docs/**']\n"),
        ("  pull_request:\n", "  pull_request:\n    paths-ignore: ['**']\n"),
        ("  pull_request:\n", "  pull_request:\n    branches-ignore: ['**']\n"),
        ("  pull_request:\n", "  pull_request:\n    types: [labeled]\n"),
        ("    runs-on:", "    if: false\n    runs-on:"),
        ("    runs-on:", "    if: ${{ github.actor != 'x' }}\n    runs-on:"),
        ("    runs-on:", "    continue-on-error: true\n    runs-on:"),
        ("    runs-on:", "    needs: [never]\n    runs-on:"),
        ("    runs-on:", "    env:\n      BASH_ENV: ./x\n    runs-on:"),
        ("    runs-on:", "    defaults:\n      run:\n        shell: 'true {0}'\n    runs-on:"),
        ("review --format github", "review --format github || true"),
        ("review --format github", "review --format github || :"),
        ("review --format github", "review --format github; true"),
        ("review --format github", "review --format github | cat"),
        ("review --format github", "review --format github &"),
        ("review --format github", "review --base HEAD"),
        ("review --format github", "review --help"),
        ("run: sh .groundplan/run review", "run: echo sh .groundplan/run noreview"),
        ("run: sh .groundplan/run review", "#run: sh .groundplan/run review"),
        ("run: sh .groundplan/run review", "run: '# sh .groundplan/run review'\n        x: "),
        (
            "run: sh .groundplan/run review",
            "shell: 'true {0}'\n        run: sh .groundplan/run review",
        ),
        ("run: sh .groundplan/run review", "if: failure()\n        run: sh .groundplan/run review"),
        (
            "run: sh .groundplan/run review",
            "continue-on-error: true\n        run: sh .groundplan/run review",
        ),
        (
            "run: sh .groundplan/run review --format github",
            "run: |\n          set +e\n          sh .groundplan/run review\n          exit 0",
        ),
        (
            "run: sh .groundplan/run review --format github",
            "run: |\n          if false; then\n          sh .groundplan/run review\n          fi",
        ),
        (
            "run: sh .groundplan/run review --format github",
            "run: |\n          exit 0\n          sh .groundplan/run review",
        ),
        ("jobs:", "x: &a b\njobs:"),  # what two readers may read differently
        ("jobs:", "jobs: {}\njobs:"),
    ],
)
def test_t5_a_workflow_that_decides_less_is_found(old: str, new: str) -> None:
    assert old in WORKFLOW
    assert weaker(enforcement.WORKFLOW, WORKFLOW, WORKFLOW.replace(old, new, 1)), new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('python-version: "3.12"', 'python-version: "3.13"'),
        ("branches: [main, master]", "branches: [main]"),
        ("ubuntu-latest", "ubuntu-24.04"),
        ("# Kept by groundplan", "# Ours"),
        (
            "jobs:\n",
            "jobs:\n  other:\n    runs-on: x\n    if: false\n    steps:\n      - run: make\n",
        ),
        ("  pull_request:\n", "  pull_request:\n    types: [opened, synchronize, reopened]\n"),
    ],
)
def test_a_workflow_that_decides_as_before_is_left_alone(old: str, new: str) -> None:
    assert old in WORKFLOW
    assert weaker(enforcement.WORKFLOW, WORKFLOW, WORKFLOW.replace(old, new, 1)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  stage: test\n", "  stage: test\n  allow_failure: true\n"),
        ("  stage: test\n", "  stage: test\n  when: manual\n"),
        ('    - if: $CI_PIPELINE_SOURCE == "merge_request_event"\n', ""),
        ("run review --format junit > groundplan-review.xml || status=$?", "run review || true"),
        ('    - exit "$status"\n', ""),  # then nobody looks at the status that was kept
    ],
)
def test_t5_a_job_of_gitlab_that_decides_less_is_found(old: str, new: str) -> None:
    assert old in GITLAB
    assert weaker(enforcement.GITLAB, GITLAB, GITLAB.replace(old, new, 1))


@pytest.mark.parametrize(
    "new",
    [
        HOOKS.replace("  - id: groundplan\n", "  # - id: groundplan\n  - id: x\n"),
        HOOKS + "    stages: [manual]\n",
        HOOKS + "    stages:\n    - pre-push\n",
        "default_stages: [manual]\n" + HOOKS,
        "default_install_hook_types: [pre-push]\n" + HOOKS,
        HOOKS.replace("https://x/", "https://somebody/"),
        HOOKS.replace("https://x/groundplan", "local")
        + "    entry: 'true'\n    language: system\n",
        HOOKS + "    entry: 'true'\n",
        HOOKS + "    files: ^never$\n",
        HOOKS + "    exclude: .*\n",
        "exclude: .*\n" + HOOKS,
        HOOKS + "    always_run: false\n",
        HOOKS + "    args: [--help]\n",
        HOOKS + "    types: [image]\n",
        "ci:\n  skip: [groundplan]\n" + HOOKS,
    ],
)
def test_t5_a_commit_hook_that_does_less_is_found(new: str) -> None:
    assert weaker(enforcement.COMMIT_HOOKS, HOOKS, new) or not enforces(
        enforcement.COMMIT_HOOKS, new
    )


@pytest.mark.parametrize(
    "new",
    [
        HOOKS.replace("v1", "v2"),
        HOOKS + "- repo: https://other\n  rev: v1\n  hooks:\n  - id: x\n    stages: [manual]\n",
        "# note\n" + HOOKS,
        "default_stages: [pre-commit, pre-push]\n" + HOOKS,
    ],
)
def test_a_commit_hook_that_does_as_before_is_left_alone(new: str) -> None:
    assert weaker(enforcement.COMMIT_HOOKS, HOOKS, new) == []
    assert enforces(enforcement.COMMIT_HOOKS, new)


def changed(**more: Any) -> str:
    return json.dumps({**json.loads(landed(SETTINGS)), **more})


def with_matcher(matcher: str) -> str:
    data = json.loads(landed(SETTINGS))
    data["hooks"]["PreToolUse"][0]["matcher"] = matcher
    return json.dumps(data)


@pytest.mark.parametrize(
    "new",
    [
        changed(disableAllHooks=True),
        changed(permissions={"deny": []}),
        changed(permissions={}),
        changed(permissions={"deny": ["Edit(.env)"]}),
        with_matcher("Never"),
        with_matcher("(?!)"),
        with_matcher("["),  # the agent can't read it either
        with_matcher("Read"),  # fewer tools than before
        landed(SETTINGS).replace("else echo", "else true; fi || true; if false; then echo"),
        landed(SETTINGS).replace('"timeout": 10', '"timeout": 0'),
        landed(SETTINGS).replace('"timeout": 10', '"async": true, "timeout": 10'),
        landed(SETTINGS).replace("PreToolUse", "PostToolUse"),
        landed(SETTINGS)[:-1],  # JSON no more
        "[]",
    ],
)
def test_t6_an_agents_settings_that_stop_less_are_found(new: str) -> None:
    old = landed(SETTINGS)
    assert weaker(SETTINGS, old, new) or not enforces(SETTINGS, new)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".claude/settings.local.json", '{"disableAllHooks": true}'),
        (".claude/settings.local.json", '{"permissions": {"defaultMode": "bypassPermissions"}}'),
        (".gemini/settings.json", '{"hooksConfig": {"enabled": false}}'),
        (".gemini/settings.json", '{"hooks": {"disabled": ["groundplan"]}}'),
        (".qwen/settings.local.json", '{"disableAllHooks": true}'),
        (".codex/config.toml", 'approval_policy = "never"\n'),
        (".codex/config.toml", "[features]\nhooks = false\n"),
    ],
)
def test_t6_what_comes_beside_our_settings_is_found(path: str, text: str, tmp_path: Path) -> None:
    assert weaker(path, "", text)
    write_files(tmp_path, {path: text})
    assert [limit.path for limit in disk_limits(tmp_path)] == [path]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".claude/settings.local.json", '{"permissions": {"allow": ["Bash(make test)"]}}'),
        (".codex/config.toml", 'model = "x"\napproval_policy = "on-request"\n'),
        (".vscode/settings.json", '{"editor.tabSize": 2}'),
        (SETTINGS, changed(model="x")),
        (SETTINGS, with_matcher("*")),
    ],
)
def test_settings_of_a_team_are_left_alone(path: str, text: str) -> None:
    assert weaker(path, landed(SETTINGS) if path == SETTINGS else "", text) == []


def test_the_disk_is_read_by_the_same_readers(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            enforcement.WORKFLOW: WORKFLOW.replace("  pull_request:\n", "  workflow_dispatch:\n"),
            enforcement.COMMIT_HOOKS: HOOKS + "    stages: [manual]\n",
            ".github/workflows/other.yml": "on: push\njobs: {}\n",
        },
    )
    (tmp_path / ".claude").symlink_to("/etc")
    found = {limit.path: limit.sentence for limit in disk_limits(tmp_path)}
    assert found == {
        enforcement.WORKFLOW: "does not run for pull requests",
        enforcement.COMMIT_HOOKS: "does not run groundplan at a commit (stages)",
    }
