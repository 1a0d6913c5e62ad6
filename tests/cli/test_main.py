from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
import pytest
from planned import make_planned
from support import run

from groundplan import __version__
from groundplan.cli import COMMANDS, main, parser
from groundplan.core.errors import EnvironmentTrouble, NeedsPerson, Refused

if TYPE_CHECKING:
    from pathlib import Path


def end_of(monkeypatch: pytest.MonkeyPatch, problem: BaseException | int) -> int:
    """Run a command that ends in this way, through the real parser."""

    @click.command()
    def command() -> int:
        if isinstance(problem, int):
            return problem
        raise problem

    monkeypatch.setattr(parser.LazyGroup, "get_command", lambda *_: command)
    return main.run(["next"])


@pytest.mark.parametrize(
    ("problem", "status", "said"),
    [
        (0, 0, ""),
        (1, 1, ""),
        (Refused("It is so.", "Do that."), 2, "groundplan: It is so. Do that.\n"),
        (NeedsPerson("A\nconflict.", "Look."), 3, "groundplan: A conflict. Look.\n"),
        (EnvironmentTrouble("Full.", "Free it."), 4, "groundplan: Full. Free it.\n"),
        (PermissionError(13, "Permission denied", "/x"), 4, "groundplan: /x: Permission denied."),
        (KeyboardInterrupt(), 130, "groundplan: Stopped.\n"),
        (Refused("esc\x1b[2J", ""), 2, "groundplan: esc\\x1b[2J\n"),
    ],
)
def test_each_end_has_its_status_and_one_line(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    problem: BaseException | int,
    status: int,
    said: str,
) -> None:
    assert end_of(monkeypatch, problem) == status
    error = capsys.readouterr().err.removeprefix("\n")  # after the ^C that a terminal shows
    assert error.startswith(said)
    assert error.count("\n") <= 1


def test_a_bug_is_one_line_and_a_private_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert end_of(monkeypatch, ZeroDivisionError("inside")) == main.BUG_STATUS
    (log,) = tmp_path.iterdir()
    assert str(log) in capsys.readouterr().err
    assert "ZeroDivisionError: inside" in log.read_text()
    assert log.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_an_example(name: str) -> None:
    done = run(sys.executable, "-m", "groundplan", name, "--help", cwd=None)
    assert done.returncode == 0, done.stderr
    assert f"groundplan {name}" in done.stdout
    assert "xample" in done.stdout


def test_an_unknown_command_names_the_near_ones() -> None:
    done = run(sys.executable, "-m", "groundplan", "chek", cwd=None)
    assert done.returncode == 2
    assert "Did you mean check?" in done.stderr


def test_the_version_is_one_string() -> None:
    done = run(sys.executable, "-m", "groundplan", "--version", cwd=None)
    assert done.stdout == f"groundplan {__version__}\n"


def test_help_lists_every_command_without_importing_one() -> None:
    code = "import sys; from groundplan.cli import main; main.run(['--help']); print([m for m in sys.modules if m.startswith('groundplan.cli.') and m[15:] not in ('main', 'parser')])"
    done = run(sys.executable, "-c", code, cwd=None)
    assert done.stdout.rstrip().endswith("[]")
    assert all(f"\n  {name} " in done.stdout for name in COMMANDS)


PLAIN = [
    [],
    ["PLAN.md"],
    ["--strict", "docs/plans", "PLAN.md"],
    ["--done"],
    ["--main", "--fix", "--diff"],
]


@pytest.mark.parametrize("words", PLAIN)
def test_plain_words_of_check_mean_the_same_without_the_parser(
    monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    asked: list[object] = []
    monkeypatch.setattr("groundplan.checks.run.check", lambda *what: asked.append(what) or 0)
    assert main.run(["check", *words]) == parser.run_command(["check", *words]) == 0
    (paths, options), (parsed_paths, parsed_options) = asked  # type: ignore[misc]
    assert (tuple(paths), options) == (tuple(parsed_paths), parsed_options)


def test_check_starts_without_what_costs_more_than_a_check(tmp_path: Path) -> None:
    repo = make_planned(tmp_path / "repo")
    heavy = "{'click', 'dataclasses', 'inspect', 'subprocess', 'yaml', 'hashlib'}"
    code = f"import sys; from groundplan.cli import main; print(main.run(['check']), {heavy} & set(sys.modules))"
    assert run(sys.executable, "-c", code, cwd=repo).stdout == "0 set()\n"


@pytest.mark.parametrize(
    "words",
    [["--plan", "x.md"], ["--format", "json"], ["--no-such"], ["-h"], [""], ["--", "PLAN.md"]],
)
def test_other_words_of_check_go_through_the_parser(
    monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    seen: list[list[str]] = []
    monkeypatch.setattr(parser, "run_command", lambda given: seen.append(list(given)) or 0)
    assert main.run(["check", *words]) == 0
    assert seen == [["check", *words]]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        # click does not know the command of an option without its value
        (["new", "--resume"], "requires an argument. groundplan new --help shows the usage."),
        (["guard", "docker ps"], "(docker ps). groundplan guard --help shows the usage."),
        (["--unknown"], "No such option '--unknown'. groundplan --help shows the usage."),
    ],
)
def test_wrong_use_names_the_command_whose_help_says_more(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(words) == 2
    assert said in capsys.readouterr().err
