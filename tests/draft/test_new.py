from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from made_repos import API, LIBRARY, landed, write_landed
from support import make_repo

from groundplan.core.model import Status
from groundplan.plan.location import find_root
from groundplan.plan.parser import parse_plan
from groundplan.plan.render import answers_of_plan, skeleton

SAMPLE = Path(__file__).parents[2] / "examples" / "sample-api"
REQUEST = (SAMPLE / "change-request.md").read_text()
PLAN = "PLAN.md"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    make_repo(tmp_path, {"app/models.py": "class Loan: ...\n"})
    write_landed(tmp_path, API)
    (tmp_path / PLAN).write_text(skeleton(landed(API)))
    return tmp_path


def new(repo: Path, *arguments: str, stdin: str | bytes = "") -> subprocess.CompletedProcess[str]:
    data = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [sys.executable, "-m", "groundplan", "new", *arguments],
        cwd=repo, input=data, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def answers(repo: Path, path: str = PLAN) -> dict[str, object]:
    return dict(answers_of_plan(parse_plan((repo / path).read_text(), path)).answers)


@pytest.mark.parametrize("way", ["file", "standard input"])
def test_a_change_request_becomes_a_plan_with_steps(repo: Path, way: str) -> None:
    (repo / "request.md").write_text(REQUEST)
    done = (
        new(repo, "--from", "request.md")
        if way == "file"
        else new(repo, "--from", "-", stdin=REQUEST)
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "PLAN.md: 34 answers, none open," in done.stdout
    plan = parse_plan((repo / PLAN).read_text(), PLAN)
    assert plan.status is Status.DRAFT
    assert plan.id.endswith("-export-a-member-s-loans-as-csv")
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=repo, capture_output=True, text=True, check=True
    )
    assert plan.value("base") == head.stdout.strip()
    assert len(plan.steps) > 4
    assert plan.assessment is not None


def test_answers_of_the_command_line_stand_above_those_of_the_file(repo: Path) -> None:
    done = new(
        repo, "--from", "-", "--answer", "change.summary=Mine", "--answer", "Must have=a\nb",
        "--lane", "high", "--issue", "https://example.org/7", "--json",
        stdin="## Summary\nTheirs\n\n## Odd\nx\n",
    )  # fmt: skip
    said = json.loads(done.stdout)
    assert said["plan"] == PLAN
    assert said["lane"] == "high"
    assert said["answered"] == 2
    assert "change.reason" in said["open"]
    assert said["not_placed"] == [{"where": "Odd", "text": "## Odd\nx"}]
    assert answers(repo) == {"change.summary": "Mine", "requirements.must_have": ("a", "b")}
    text = (repo / PLAN).read_text()
    assert 'issue: "https://example.org/7"' in text
    assert "## Not placed\n\n> ## Odd\n> x\n" in text


@pytest.mark.parametrize("status", ["draft", "active"])
def test_a_plan_that_is_not_done_stays_and_the_new_one_goes_beside_it(
    repo: Path, status: str
) -> None:
    text = (repo / PLAN).read_text().replace("status: skeleton", f"status: {status}")
    (repo / PLAN).write_text(text)
    for name in ("other-change", "other-change-2"):
        done = new(repo, "--answer", "change.summary=Other change")
        assert done.returncode == 0
        assert f"PLAN.md holds a plan that is {status}, so it stays as it is." in done.stdout
        (path,) = (repo / "docs" / "plans").glob(f"*-{name}.md")
        assert parse_plan(path.read_text(), "x").id == path.stem
    assert (repo / PLAN).read_text() == text


def test_a_plan_md_that_is_not_ours_stays(repo: Path) -> None:
    (repo / PLAN).write_text("# Our roadmap\n")
    done = new(repo, "--answer", "change.summary=x")
    assert "so it stays as it is." in done.stdout
    assert (repo / PLAN).read_text() == "# Our roadmap\n"


def test_a_finished_plan_is_kept_before_a_new_one_takes_its_place(repo: Path) -> None:
    new(repo, "--answer", "change.summary=First")
    text = (repo / PLAN).read_text().replace("status: draft", "status: done")
    (repo / PLAN).write_text(text)
    done = new(repo, "--answer", "change.summary=Second")
    assert "The finished plan is kept as docs/plans/" in done.stdout
    (kept,) = (repo / "docs" / "plans").iterdir()
    assert kept.read_text() == text
    assert answers(repo) == {"change.summary": "Second"}


def test_a_skeleton_that_the_team_changed_keeps_what_they_wrote(repo: Path) -> None:
    text = (repo / PLAN).read_text()
    text = text.replace("## Decisions", "## Our own section\n\nof ours\n\n## Decisions")
    (repo / PLAN).write_text(text)
    done = new(repo, "--from", "-", stdin=REQUEST)
    assert done.returncode == 0
    plan = parse_plan((repo / PLAN).read_text(), PLAN)
    assert "## Our own section\n\nof ours\n" in plan.text
    assert plan.status is Status.DRAFT
    assert plan.title is not None
    assert plan.title.text == plan.value("title") == "Export a member's loans as CSV"
    assert len(plan.steps) > 4
    assert len(answers(repo)) == 34


def test_a_skeleton_keeps_its_line_ends(repo: Path) -> None:
    (repo / PLAN).write_bytes(skeleton(landed(API)).replace("\n", "\r\n").encode())
    new(repo, "--answer", "change.summary=x")
    data = (repo / PLAN).read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") > 50


def test_a_plan_is_filled_where_it_is_named(repo: Path) -> None:
    new(repo, "--answer", "change.summary=First")
    before = (repo / PLAN).read_text()
    new(repo, "--plan", PLAN, "--answer", "change.reason=Because\n# of that")
    after = (repo / PLAN).read_text()
    assert after == before.replace("_Open: Why is it needed?_", "> Because\n> # of that")


def test_lane_and_issue_of_a_plan_that_is_there_can_be_said(repo: Path) -> None:
    new(repo, "--answer", "change.summary=First")
    new(repo, "--plan", PLAN, "--lane", "high", "--issue", "7", "--answer", "change.reason=x")
    plan = parse_plan((repo / PLAN).read_text(), PLAN)
    assert (plan.value("lane"), plan.value("issue")) == ("high", "7")


@pytest.mark.parametrize(
    ("arguments", "stdin", "status", "sentence"),
    [
        ((), "", 2, "No terminal available."),
        (("--from", "nothing.md"), "", 2, "nothing.md is missing."),
        (("--from", "app"), "", 2, "app is not a regular file."),
        (("--from", "-"), b"\xff\xfe\x00", 2, "Standard input, line 1: this is not UTF-8."),
        (("--from", "-"), "a\x00b", 2, "holds the control character U+0000"),
        (("--from", "-"), "change.summary: [", 2, "The YAML is broken at line"),
        (("--from", "-"), "x" * 1_000_001, 2, "larger than 1,000,000"),
        (
            ("--from", "-"),
            "# x\n" + "> " * 100_000 + "x",
            2,
            "standard input:2: more than 100 quotes",
        ),
        (("--answer", "mood=good"), "", 2, "names no question"),
        (("--answer", "change.summary"), "", 2, "names no question"),
        (("--answer", "change.summary=a\x1bb"), "", 2, "change.summary: line 1 holds"),
        (("--issue", "a\x1bb", "--answer", "change.summary=x"), "", 2, "--issue: line 1 holds"),
        (("--plan", "gone.md", "--answer", "change.summary=x"), "", 2, "There is no gone.md."),
        (("--plan", "/etc/hostname", "--answer", "change.summary=x"), "", 2, "is not in this repo"),
        (("--resume", "nobody"), "", 2, "There is no unfinished interview 'nobody'."),
        (("--lane", "huge"), "", 2, "huge"),
    ],
)
def test_what_cannot_be_done_ends_in_one_line_and_writes_nothing(
    repo: Path, arguments: tuple[str, ...], stdin: str | bytes, status: int, sentence: str
) -> None:
    before = sorted(str(path) for path in repo.rglob("*")), (repo / PLAN).read_text()
    done = new(repo, *arguments, stdin=stdin)
    assert done.returncode == status
    assert sentence in done.stderr
    assert len(done.stderr.strip().split("\n")) == 1
    assert (sorted(str(path) for path in repo.rglob("*")), (repo / PLAN).read_text()) == before


def test_a_repo_without_the_kit_is_told_how_to_get_it(tmp_path: Path) -> None:
    done = new(make_repo(tmp_path), "--answer", "change.summary=x")
    assert done.returncode == 2
    assert "groundplan init" in done.stderr


def test_a_plan_that_is_a_link_out_of_the_repo_is_not_followed(
    repo: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "PLAN.md"
    outside.write_text(skeleton(landed(API)))
    (repo / PLAN).unlink()
    (repo / PLAN).symlink_to(outside)
    done = new(repo, "--answer", "change.summary=x")
    assert done.returncode == 2
    assert "PLAN.md leads out of this repo." in done.stderr
    assert outside.read_text() == skeleton(landed(API))


def test_a_plan_that_cannot_be_written_stays_whole(repo: Path) -> None:
    before = (repo / PLAN).read_text()
    repo.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        done = subprocess.run(
            ["setpriv", "--bounding-set=-dac_override,-dac_read_search", sys.executable, "-m",
             "groundplan", "new", "--answer", "change.summary=x"],
            cwd=repo, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
        ) if os.geteuid() == 0 else new(repo, "--answer", "change.summary=x")  # fmt: skip
    finally:
        repo.chmod(0o755)
    assert done.returncode == 4
    assert (repo / PLAN).read_text() == before


def test_characters_that_turn_text_are_kept_and_said(repo: Path) -> None:
    done = new(repo, "--answer", "change.summary=a \u202eb")
    assert "change.summary holds characters that turn the direction of text" in done.stdout
    assert answers(repo) == {"change.summary": "a \u202eb"}


def test_the_teams_own_issue_form_is_read(repo: Path) -> None:
    form = repo / ".github" / "ISSUE_TEMPLATE" / "change-request.yml"
    form.parent.mkdir(parents=True)
    form.write_text(
        "name: x\ndescription: y\nbody:\n"
        "- {type: input, id: change-summary, attributes: {label: In one line}}\n"
        "- {type: textarea, attributes: {label: Who pays}}\n"
    )
    body = "### In one line\r\n\r\nExport\r\n\r\n### Who pays\r\n\r\nthe club\r\n"
    done = new(repo, "--from", "-", "--json", stdin=body)
    assert answers(repo) == {"change.summary": "Export"}
    assert json.loads(done.stdout)["not_placed"] == [{"where": "Who pays", "text": "the club"}]


def test_the_kit_is_found_from_any_folder_below_it(tmp_path: Path) -> None:
    root = make_repo(tmp_path / "mono", {"services/shop/app/x.py": "", "docs/y.md": ""}).resolve()
    write_landed(root / "services" / "shop", LIBRARY)
    assert find_root(root / "services" / "shop" / "app") == root / "services" / "shop"
    assert find_root(root / "docs") == root


def test_the_plan_from_the_sample_has_no_error(tmp_path: Path) -> None:
    files = {
        path.relative_to(SAMPLE).as_posix(): path.read_text()
        for path in SAMPLE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    repo = make_repo(tmp_path / "sample", files)
    write_landed(repo, API)
    (repo / PLAN).write_text(skeleton(landed(API)))
    assert new(repo, "--from", "change-request.md").returncode == 0
    done = subprocess.run(
        [sys.executable, "-m", "groundplan", "check", "--json"],
        cwd=repo, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert "error" not in {entry["severity"] for entry in json.loads(done.stdout)["diagnostics"]}
    assert done.returncode == 0


def test_a_draft_raises_no_warning_about_what_only_its_steps_know(repo: Path) -> None:
    (repo / "app/config.py").write_text("import os\n\nTOKEN = os.environ['TOKEN']\n")
    (repo / "app/routes").mkdir()
    (repo / "app/routes/loans.py").write_text("def loans() -> None: ...\n")
    subprocess.run(["git", "add", "-A"], cwd=repo, check=True)
    request = "# Loans\n\n## Files\n- app/models.py: a column\n\n## Environment variables\n- LIMIT: how many\n"
    assert new(repo, "--from", "-", stdin=request).returncode == 0
    text = (repo / PLAN).read_text()
    codes = _codes(repo)
    assert "app/config.py" in text
    assert "PL313" in codes
    assert "PL311" not in codes
    (repo / PLAN).write_text(text.replace(" (draft)\n", "\n"))
    assert "PL311" in _codes(repo)  # somebody has been over it: now the file is to be named


def _codes(repo: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-m", "groundplan", "check", "--format", "json"],
        cwd=repo, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return {found["code"] for found in json.loads(done.stdout)["diagnostics"]}
