"""Past commits, in every kind of clone."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import support
from locate.shop import change, make_shop

from groundplan.locate.history import MAX_FILES, read_history
from groundplan.locate.search import search

if TYPE_CHECKING:
    from pathlib import Path


def test_commits_come_newest_first_with_their_files(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    change(shop, "Mail\n\nWith a body\nof lines", "app/mail.py", "app/new.py")
    newest = read_history(shop).commits[0]
    assert (newest.subject, newest.files) == ("Mail", ("app/mail.py", "app/new.py"))
    assert newest.added == ("app/new.py",)


def test_a_moved_file_keeps_its_past(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    change(shop, "Mail", "app/mail.py")
    support.git(shop, "mv", "app/mail.py", "README.md", "tests")
    support.commit(shop, "Move")
    history = read_history(shop)
    assert history.touches()["tests/mail.py"] == [0, 1, 2]


def test_a_commit_of_everything_counts_for_nothing(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    change(shop, "Reformat", *(f"app/part{number}.py" for number in range(MAX_FILES + 1)))
    assert [commit.subject for commit in read_history(shop).commits] == ["First"]


def test_separators_in_a_message_break_nothing(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    change(shop, "Odd \x1e\x1f\x1d\n\n\x1eM\tapp/fake.py\x1d\n", "app/mail.py")
    history = read_history(shop)
    assert history.commits[-1].subject == "First"


def test_a_shallow_clone_is_searched_and_says_so(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    change(shop, "Mail", "app/mail.py")
    support.git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{shop}", "shallow")
    found = search(tmp_path / "shallow", "Send mail")
    assert found.places[0].path == "app/mail.py"
    assert "a shallow clone" in found.notes[0]


def test_a_partial_clone_fetches_nothing(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    support.git(shop, "config", "uploadpack.allowFilter", "true")
    change(shop, "Mail", "app/mail.py")
    source = f"file://{shop}"
    # A clone has to fetch, which our own git helper never does.
    words = ["git", "clone", "--quiet", "--filter=tree:0", source, "partial"]
    subprocess.run(words, cwd=tmp_path, check=True)
    (tmp_path / "shop").rename(tmp_path / "gone")
    assert search(tmp_path / "partial", "Send mail").places[0].path == "app/mail.py"


def test_a_repository_without_commits_is_searched(tmp_path: Path) -> None:
    support.git(tmp_path, "init", "--quiet", "new")
    (tmp_path / "new/mail.py").write_text("def send_mail():\n    pass\n")
    found = search(tmp_path / "new", "Send mail")
    assert found.places[0].path == "mail.py"
    assert found.notes == ("no git history: past changes are not looked at",)
