"""The action's own scripts, run as they stand in `action.yml`, with a `gh` that notes its calls."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from planned import make_planned
from support import ROOT, git, run

if TYPE_CHECKING:
    from pathlib import Path

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
GH = """\
#!/bin/sh
case " $* " in *" --jq "*) echo list >> "$CALLS"; printf '%s' "$LISTED"; exit 0 ;; esac
echo "$*" >> "$CALLS"
exit "${GH_STATUS:-0}"
"""


class Runner:
    """A job's machine: the action's temporary folder with groundplan in it, and a false `gh`."""

    def __init__(self, folder: Path) -> None:
        self.root = make_planned(folder / "repo")
        self.temp, self.calls, self.summary = folder / "temp", folder / "calls", folder / "summary"
        program = self.temp / "groundplan/bin/groundplan"
        program.parent.mkdir(parents=True)
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m groundplan "$@"\n')
        program.chmod(0o755)
        (self.temp / "gh").write_text(GH)
        (self.temp / "gh").chmod(0o755)

    def step(self, name: str, **more: str) -> tuple[int, str]:
        """Run one step's script by bash, as the runner does."""
        bash = shutil.which("bash")
        assert bash is not None
        done = run(
            *(bash, "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[name]["run"]),
            cwd=self.root,
            env={
                "RUNNER_TEMP": str(self.temp),
                "GITHUB_STEP_SUMMARY": str(self.summary),
                "GITHUB_REPOSITORY": "o/r",
                "NUMBER": "7",
                "CALLS": str(self.calls),
                "LISTED": "",
                "BASE": "",
                "GITHUB_BASE_REF": "",
                "GITHUB_EVENT_PATH": "",
                "PATH": f"{self.temp}:/usr/local/bin:/usr/bin:/bin",
                **more,
            },
        )
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def test_the_report_goes_to_the_job_summary(runner: Runner) -> None:
    base = git(runner.root, "rev-parse", "HEAD").strip()
    status, said = runner.step("Write the report", BASE=base)
    assert status == 0, said
    assert "```mermaid" in runner.summary.read_text()
    assert "The change keeps the rules." in runner.summary.read_text()


@pytest.mark.parametrize(
    ("listed", "call"),
    [
        ("", "--method POST repos/o/r/issues/7/comments"),
        ("41\n", "--method PATCH repos/o/r/issues/comments/41"),
        ("41\n42\n", "--method PATCH repos/o/r/issues/comments/41"),
    ],
)
def test_there_is_one_comment_and_it_is_updated(listed: str, call: str, runner: Runner) -> None:
    runner.step("Write the report")
    status, said = runner.step("Comment on the pull request", LISTED=listed)
    assert status == 0, said
    _, made = runner.calls.read_text().splitlines()
    assert call in made
    assert made.endswith(f"--field body=@{runner.temp}/groundplan-report.md")


def test_a_token_that_only_reads_is_said_and_fails_nothing(runner: Runner) -> None:
    runner.step("Write the report")
    status, said = runner.step("Comment on the pull request", GH_STATUS="1")
    assert status == 0
    assert "::warning::" in said


def test_only_a_bots_comment_is_replaced_and_only_on_request() -> None:
    step = STEPS["Comment on the pull request"]
    assert '.user.type == "Bot"' in step["run"]
    assert "inputs.comment == 'true'" in step["if"]
    assert ACTION["inputs"]["comment"]["default"] == "false"


def test_no_script_holds_an_expression() -> None:
    """An expression in a script is pasted into it: a branch's name would be run."""
    assert not any("${{" in step["run"] for step in STEPS.values())
