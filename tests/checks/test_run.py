"""`groundplan check` as people, hooks and CI call it."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from made_repos import API, landed
from planned import PLAN_ID, make_planned

from groundplan.checks import MODULES
from groundplan.cli.main import run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = make_planned(tmp_path / "repo")
    monkeypatch.chdir(made)
    return made


def change(root: Path, old: str, new: str) -> None:
    text = (root / "PLAN.md").read_text()
    assert old in text
    (root / "PLAN.md").write_text(text.replace(old, new, 1))


OPEN = ("10,000 loans within one second\n", "_Open: What must hold for performance?_\n")
NO_GOAL = ("- **Goal:** A loan knows when it was exported.\n", "")
RENAMED = ("## 5. Expected Behavior", "## 5. How it behaves")


def test_a_plan_with_nothing_wrong_says_nothing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check"]) == 0
    assert run(["check", "--done"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("changes", "options", "status"),
    [
        ([OPEN], [], 0),  # a warning may wait
        ([OPEN], ["--strict"], 1),
        ([OPEN], ["--done"], 1),
        ([NO_GOAL], [], 1),
        ([NO_GOAL], ["--ignore", "PL304"], 0),
        ([NO_GOAL], ["--ignore", "steps"], 0),
        ([NO_GOAL], ["--select", "PL0,request"], 0),
        ([NO_GOAL], ["--select", "step-goal"], 1),
        ([NO_GOAL], ["--select", "PL999"], 2),
        ([], ["--main"], 1),
        ([], ["--write-baseline"], 2),
        ([], ["nothing.md"], 2),
        ([], ["app"], 2),
    ],
)
def test_the_exit_status_says_whether_to_stop(
    root: Path, changes: list[tuple[str, str]], options: list[str], status: int
) -> None:
    for old, new in changes:
        change(root, old, new)
    assert run(["check", *options]) == status


def test_a_diagnostic_names_file_line_column_and_what_to_do(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root, *NO_GOAL)
    line = (root / "PLAN.md").read_text().split("\n").index("### S1 - Column for the export") + 1
    run(["check"])
    first, second, third, *_ = capsys.readouterr().out.split("\n")
    assert first == f"PLAN.md:{line}:1: error PL304 S1 has no goal."
    assert second.startswith("    help: Add `- **Goal:**`")
    assert third == "1 error"


def test_it_finds_the_plan_from_a_folder_below(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root, *NO_GOAL)
    monkeypatch.chdir(root / "app")
    assert run(["check"]) == 1
    assert capsys.readouterr().out.startswith("../PLAN.md:")
    assert run(["check", "PLAN.md"]) == 1


def test_every_format_says_the_same(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, *NO_GOAL)
    change(root, *OPEN)
    shown = {}
    for style in ("text", "json", "github", "sarif", "junit"):
        assert run(["check", "--format", style]) == 1
        shown[style] = capsys.readouterr().out
    codes = [one["code"] for one in json.loads(shown["json"])["diagnostics"]]
    assert codes == ["PL017", "PL304"]
    results = json.loads(shown["sarif"])["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == codes
    assert [line.split("title=")[1][:5] for line in shown["github"].splitlines()] == codes
    cases = ET.fromstring(shown["junit"]).findall(".//testcase")
    assert [case.get("name", "")[:5] for case in cases] == codes
    assert [word for word in shown["text"].split() if word in codes] == codes


def test_fix_mends_what_is_mechanical_and_leaves_the_rest(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root, *RENAMED)
    change(root, *NO_GOAL)
    before = (root / "PLAN.md").read_text()
    assert run(["check", "--diff"]) == 1
    assert "+## 5. Expected Behavior" in capsys.readouterr().out
    assert (root / "PLAN.md").read_text() == before
    assert run(["check", "--fix"]) == 1
    assert "PL304" in capsys.readouterr().out
    mended = (root / "PLAN.md").read_text()
    assert mended == before.replace(RENAMED[1], RENAMED[0])
    run(["check", "--fix"])
    assert (root / "PLAN.md").read_text() == mended


def test_fix_keeps_the_mode_and_refuses_a_file_that_is_read_only(root: Path) -> None:
    change(root, *RENAMED)
    before = (root / "PLAN.md").read_text()
    (root / "PLAN.md").chmod(0o444)
    assert run(["check", "--fix"]) == 2
    assert (root / "PLAN.md").read_text() == before
    (root / "PLAN.md").chmod(0o640)
    assert run(["check", "--fix"]) == 0
    assert (root / "PLAN.md").stat().st_mode & 0o777 == 0o640


def test_a_swapped_section_goes_back_to_its_place(root: Path) -> None:
    text = (root / "PLAN.md").read_text()
    five = text[text.index("## 5.") : text.index("## 6.")]
    change(root, five, "")
    change(root, "## Assessment", f"{five}## Assessment")
    assert run(["check"]) == 1
    assert run(["check", "--fix"]) == 0
    assert (root / "PLAN.md").read_text() == text


def test_a_comment_silences_one_diagnostic_for_the_next_line(root: Path) -> None:
    change(root, *NO_GOAL)
    heading = "### S1 - Column for the export"
    change(root, heading, f"<!-- groundplan: ignore PL304 said in the title -->\n\n{heading}")
    assert run(["check"]) == 0
    change(root, "PL304 said in the title", "PL305 said in the title")
    assert run(["check"]) == 1


def test_a_baseline_says_only_what_is_new(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, *NO_GOAL)
    assert run(["check", "--baseline", "known.json", "--write-baseline"]) == 0
    change(root, "# Export", "\n\n# Export")
    assert run(["check", "--baseline", "known.json"]) == 0
    change(root, "- **Goal:** A member's loans can be fetched as CSV.\n", "")
    assert run(["check", "--baseline", "known.json"]) == 1
    assert "S2 has no goal" in capsys.readouterr().out
    (root / "known.json").write_text("{}")
    assert run(["check", "--baseline", "known.json"]) == 2


def test_explain_says_what_why_bad_and_good(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--explain", "pl307"]) == 0
    shown = capsys.readouterr().out
    assert all(word in shown for word in ("PL307", "What to do:", "Bad:", "Good:", "status="))
    assert run(["check", "--explain", "all"]) == 0
    assert capsys.readouterr().out.count("\n") == len(MODULES)
    assert run(["check", "--explain", "PL999"]) == 2


# -- the repo around it --------------------------------------------------------------------------


def test_a_changed_file_makes_evidence_stale(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "app/models.py").write_text("# another\n")
    assert run(["check"]) == 0
    assert "PL602 S1.a is ticked, but a file" in capsys.readouterr().out
    change(root, "rows=1\nselect column_name", "rows=1\nselect data_type")
    run(["check"])
    assert "S1.a is ticked, but its text has changed" in capsys.readouterr().out


def test_a_tick_without_a_run_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(make_planned(tmp_path / "repo", proven=False))
    assert run(["check", "--select", "PL601"]) == 1


def test_evidence_of_a_bad_merge_is_said(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = root / ".groundplan/evidence" / f"{PLAN_ID}.jsonl"
    path.write_text(path.read_text() + "<<<<<<< HEAD\n" + "[" * 100_000 + "\n")
    assert run(["check"]) == 1
    assert capsys.readouterr().out.count("PL606") == 2


def test_names_come_from_env_and_compose_files_and_values_are_never_shown(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / ".env").write_text("LOCAL_KEY=hunter2-hunter2\n")
    change(
        root, "make docker-test\n", 'docker compose exec web sh -c "echo $LOCAL_KEY $NOT_THERE"\n'
    )
    run(["check", "--select", "code"])
    shown = capsys.readouterr().out
    assert "NOT_THERE" in shown
    assert "LOCAL_KEY" not in shown
    assert "'web'" in shown
    assert "hunter2" not in shown


def test_a_plan_in_docs_plans_has_the_id_of_its_file(root: Path) -> None:
    (root / "docs/plans").mkdir()
    (root / "docs/plans" / f"{PLAN_ID}.md").write_text((root / "PLAN.md").read_text())
    assert run(["check", f"docs/plans/{PLAN_ID}.md", "--main"]) == 0
    (root / "docs/plans/other.md").write_text((root / "PLAN.md").read_text())
    assert run(["check", "docs/plans/other.md", "--select", "PL005"]) == 1


def test_a_folder_stands_for_the_plans_in_it(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "docs/plans").mkdir()
    (root / "docs/plans/README.md").write_text("# Plans\n")
    assert run(["check", "docs/plans"]) == 2
    for name in (PLAN_ID, "2026-11-25-other"):
        (root / "docs/plans" / f"{name}.md").write_text((root / "PLAN.md").read_text())
    assert run(["check", "docs/plans", "--select", "PL005"]) == 1
    assert capsys.readouterr().out.startswith("docs/plans/2026-11-25-other.md:2:1: error PL005")


def test_a_link_out_of_the_repo_is_not_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").write_text("SECRET_OUTSIDE=1\n")
    (root / ".env").symlink_to(tmp_path / "outside")
    change(root, "make docker-test\n", "echo $SECRET_OUTSIDE\n")
    assert run(["check", "--select", "PL205", "--strict"]) == 1


# -- bad input -------------------------------------------------------------------------------------

BOMB = "---\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40)) + "---\n"


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        (b"\x7fELF\x02\x01\x01\0\0\0", 2, "NUL"),
        (b"# T\n\n\xff\xfe\n", 2, ":3: byte 5 is not UTF-8"),
        (b"\xff\xfe#\0", 2, "UTF-16"),
        ("# T".encode("utf-16-be"), 2, "NUL"),
        (b"a" * 50_000_000, 2, "larger"),
        (b">" * 100_000, 1, "PL023"),
        (b"- " * 100_000 + b"x", 1, "PL023"),
        (b"> - " * 25_000 + b"x", 1, "PL023"),
        (BOMB.encode(), 1, "PL002"),
        (b"---\n" + b"id: x\n" * 100_000, 1, "PL002"),
        (b"[" * 1_000_000, 1, "PL001"),
        (b"`" * 999_999 + b"\n", 1, "PL001"),
        (b"|a" * 400_000 + b"\n|-" + b"|-" * 399_999, 1, "PL001"),
        (b"", 1, "PL001"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_bad_input_ends_in_a_clear_line_soon_and_changes_nothing(
    root: Path, data: bytes, status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "PLAN.md").write_bytes(data)
    before = sorted(root.iterdir())
    assert run(["check"]) == status
    shown = capsys.readouterr()
    assert said in shown.out + shown.err
    assert max(map(len, (shown.out + shown.err).split("\n"))) < 300
    assert (root / "PLAN.md").read_bytes() == data
    assert sorted(root.iterdir()) == before


def test_text_of_a_plan_does_not_speak_to_the_terminal(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(root, "### External references", "### \x1b[2J\u202eExternal")
    assert run(["check"]) == 1
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def kit_rules(root: Path) -> None:
    """Put the kit's compiled rules in the place of the sample's, with the sample's two beside them."""
    (root / ".groundplan/facts.json").write_text(json.dumps(API))
    path = root / ".groundplan/rules.json"
    rules = json.loads(path.read_text())["rules"]
    path.write_text(json.dumps({"rules": rules + [dict(rule) for rule in landed().rules]}))


@pytest.mark.parametrize(
    ("command", "denied"),
    [
        ("pytest tests/test_loans.py", True),
        ("docker-compose exec api pytest tests/test_loans.py", True),
        ('sh -c "py""test tests"', True),
        ("echo A=1 >> .env", True),
        ("docker compose exec -T api pytest tests/test_loans.py", False),
        ("make docker-test", False),
        ("grep -rn docker-compose docs; cat .env.example", False),
    ],
)
def test_a_verification_that_the_rules_deny_is_said(
    root: Path, command: str, denied: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    kit_rules(root)
    change(root, "make docker-test\n", f"{command}\n")
    assert run(["check", "--select", "PL403"]) == int(denied)
    assert ("PL403 S2.b" in capsys.readouterr().out) is denied


def test_a_rule_that_is_switched_off_is_not_missed_in_the_plan(root: Path) -> None:
    change(root, "- **Invent nothing.** Every decision carries its reason.\n", "")
    assert run(["check", "--select", "rules"]) == 1
    off = {"off": {"invent-nothing": "we are a circus"}}
    (root / ".groundplan/rules.local.json").write_text(json.dumps(off))
    assert run(["check", "--select", "rules"]) == 0
