"""A drafted pattern holds real places; a check says which of them no longer hold."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from assess_repos import make_repo

from groundplan.core.errors import Refused
from groundplan.patterns.documents import KINDS, glob_pattern, new_pattern, pattern_problems

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "app/main.py": "import os\nfrom fastapi import FastAPI\napp = FastAPI()\nTOKEN = os.environ.get('TOKEN', 'hunter2')\n\n\n@app.get('/well')\ndef well(): ...\n",
    "app/errors.py": "class Missing(LookupError): ...\n\n\nclass Wrong(ValueError): ...\n",
    "app/models.py": "from sqlalchemy.orm import DeclarativeBase\nclass Base(DeclarativeBase): ...\nclass Thing(Base):\n    __tablename__ = 'thing'\n",
    "migrations/env.py": "from alembic import context\n",
    "migrations/versions/1_first.py": "revision = '1'\n",
    "tests/test_well.py": "def test_well(): ...\n",
    "docs/patterns/README.md": "# Patterns\n\n| pattern | governs |\n| --- | --- |\n",
}


@pytest.mark.parametrize("name", KINDS)
def test_a_draft_has_real_places_and_globs_that_match(name: str, tmp_path: Path) -> None:
    repo = make_repo(tmp_path, FILES)
    text = new_pattern(repo, name, from_code=True).read_text()
    assert pattern_problems(repo) == []
    assert "hunter2" not in text
    places = [line for line in text.split("\n") if line.startswith("- `")]
    assert places
    assert f"]({name}.md) |" in (repo / "docs/patterns/README.md").read_text()


def test_moved_and_vanished_examples_and_empty_globs_are_reported(tmp_path: Path) -> None:
    repo = make_repo(tmp_path, FILES)
    new_pattern(repo, "routes", from_code=True)
    new_pattern(repo, "models", from_code=True)
    (repo / "app/models.py").unlink()
    main = (repo / "app/main.py").read_text()
    (repo / "app/main.py").write_text("# a line more\n" + main)
    (repo / "docs/patterns/other.md").write_text(
        "---\ngoverns: ['nowhere/**']\n---\n\n- `app/main.py:999`\n"
    )
    said = [(problem.path, problem.sentence) for problem in pattern_problems(repo)]
    assert said == [
        ("docs/patterns/models.md", "app/models.py is not there any more."),
        ("docs/patterns/other.md", "nowhere/** matches no file."),
        ("docs/patterns/other.md", "app/main.py has 10 lines, not 999."),
        (
            "docs/patterns/routes.md",
            "@app.get('/well') has moved: app/main.py:7 is app/main.py:8 now.",
        ),
    ]


def test_nothing_is_written_over_and_nothing_is_made_up(tmp_path: Path) -> None:
    repo = make_repo(tmp_path, {"app/x.py": "x = 1\n"})
    path = new_pattern(repo, "Background jobs", from_code=False)
    assert path.name == "background-jobs.md"
    for name, from_code in (
        ("background JOBS", False),
        ("routes", True),
        ("jobs", True),
        ("../x/..", True),
        ("_", False),
    ):
        with pytest.raises(Refused):
            new_pattern(repo, name, from_code=from_code)
    assert sorted(file.name for file in path.parent.iterdir()) == ["background-jobs.md"]


@pytest.mark.parametrize(
    "front", ["", "---\ngoverns: {a\n---\n", "---\ngoverns: 3\n---\n", "---\n- x\n---\n"]
)
def test_broken_front_matter_is_a_problem_and_no_traceback(front: str, tmp_path: Path) -> None:
    repo = make_repo(tmp_path, {"docs/patterns/x.md": f"{front}# X\n"})
    assert [problem.path for problem in pattern_problems(repo)] == ["docs/patterns/x.md"]


def test_a_folder_of_patterns_that_leads_away_is_refused(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "repo", FILES)
    subprocess.run(["rm", "-r", str(repo / "docs")], check=True)
    (tmp_path / "away").mkdir()
    (repo / "docs").symlink_to(tmp_path / "away")
    with pytest.raises(Refused, match="out of the repo"):
        new_pattern(repo, "routes", from_code=True)
    assert list((tmp_path / "away").iterdir()) == []


@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        ("app/**", "app/a/b.py", True),
        ("app/*.py", "app/a/b.py", False),
        ("**/models.py", "models.py", True),
        ("**/models.py", "a/b/models.py", True),
        ("app/", "app/x.py", True),
        ("a?.py", "ab.py", True),
        ("a.py", "axpy", False),
    ],
)
def test_globs(glob: str, path: str, matches: bool) -> None:
    assert (glob_pattern(glob).fullmatch(path) is not None) is matches
