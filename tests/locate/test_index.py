"""What is known of a checkout, and what of it is kept."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest
import support
from locate.shop import change, make_shop

from groundplan.core.user_cache import cache_file
from groundplan.locate import index as index_module
from groundplan.locate.index import open_index

if TYPE_CHECKING:
    from pathlib import Path


def _kept(shop: Path) -> Path:
    place = cache_file("locate", shop)
    assert place is not None
    return place


def test_the_index_is_kept_outside_the_repository_for_this_user_alone(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    open_index(shop)
    kept = _kept(shop)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert support.git(shop, "status", "--porcelain") == ""


def test_a_second_run_reads_no_text_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = make_shop(tmp_path / "shop")
    first = open_index(shop)
    monkeypatch.setattr(index_module, "_entry", lambda data: pytest.fail("read again"))
    monkeypatch.setattr(index_module, "read_history", lambda root: pytest.fail("read again"))
    assert open_index(shop) == first


def test_an_edit_of_the_same_size_and_time_is_seen(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    open_index(shop)
    file = shop / "app/mail.py"
    times = file.stat()
    file.write_text(file.read_text().replace("send_mail", "sent_mail"))
    import os

    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert open_index(shop).files["app/mail.py"].definitions[0].name == "sent_mail"


def test_a_new_commit_is_seen(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    open_index(shop)
    change(shop, "Second", "app/mail.py")
    assert [commit.subject for commit in open_index(shop).history.commits] == ["Second", "First"]


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"{",
        b"[1, 2]",
        json.dumps({"version": -1}).encode(),
        b"[" * 100_000,  # nested too deeply
        json.dumps({"version": index_module.VERSION}).encode(),  # parts are missing
        json.dumps(
            {"version": index_module.VERSION, "head": "", "files": [], "history": 3}
        ).encode(),
    ],
)
def test_a_damaged_cache_is_made_again(tmp_path: Path, damaged: bytes) -> None:
    shop = make_shop(tmp_path / "shop")
    first = open_index(shop)
    _kept(shop).write_bytes(damaged)
    assert open_index(shop) == first


def test_a_cache_that_others_may_write_is_not_trusted(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    first = open_index(shop)
    kept = _kept(shop)
    poisoned = json.loads(kept.read_bytes())
    poisoned["files"] = {key: [1, {"zebra": 1}, " zebra ", [], []] for key in poisoned["files"]}
    kept.write_text(json.dumps(poisoned))
    kept.chmod(0o666)
    assert open_index(shop) == first


def test_a_read_only_cache_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert "app/mail.py" in open_index(make_shop(tmp_path / "shop")).files


def test_programs_of_the_repository_s_git_configuration_are_not_started(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop")
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "gpg.program", "diff.external", "core.sshCommand"):
        support.git(shop, "config", key, str(trap))
    support.git(shop, "config", "log.showSignature", "true")
    open_index(shop)
    assert not (tmp_path / "sprung").exists()


def test_names_that_are_not_text_and_large_and_binary_files_are_no_obstacle(tmp_path: Path) -> None:
    shop = make_shop(
        tmp_path / "shop", {"app/huge.py": "x = 1\n" * 60_000, "a b'\"ü.py": "y = 1\n"}
    )
    (shop / "app/binary.py").write_bytes(b"\0\1\2" * 100)
    files = open_index(shop).files
    assert "app/huge.py" not in files
    assert "app/binary.py" not in files
    assert "a b'\"ü.py" in files


def test_env_files_are_not_read(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop", {".env": "ZEBRA=1\n", "app/.env.local": "ZEBRA=1\n"})
    assert not any(".env" in path for path in open_index(shop).files)
