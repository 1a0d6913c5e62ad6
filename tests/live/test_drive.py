"""`groundplan drive` with the real clients: it succeeds, is told why it failed, is stopped, asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from client_packages import CACHE, REQUIRED, unpacked
from live.journey import CODE, Journey, drive, make_repo, shell
from live.record import recorded
from support import commit, git, make_kit, write_files

from groundplan.checks.sample import PLAN
from groundplan.doctor.live.stub import Wish

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

pytestmark = [pytest.mark.live, pytest.mark.slow]

STEP = """\
### S1 - The Welsh greeting

- **Goal:** `greeting(name, welsh=True)` answers in Welsh.
- **Depends:** none
- **Touches:** `greet.py`, `test_welsh.py`

#### Actions

- [ ] S1.1 Add the language, and test it.

#### Verify

- [ ] S1.a The test of the flag passes.
```sh verify=S1.a kind=test min-tests=1
python3 -m unittest test_welsh
```
"""
ACTIVE = f"{PLAN[: PLAN.index('### S1')]}{STEP}\n{PLAN[PLAN.index('## Decisions') :]}"


@pytest.fixture(scope="session")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_kit(tmp_path_factory.mktemp("drive") / "kit")


@pytest.fixture
def repo(kit: Path, tmp_path: Path) -> Path:
    made = make_repo(kit, tmp_path, REQUIRED)
    head = git(made, "rev-parse", "HEAD").strip()
    write_files(made, {"PLAN.md": ACTIVE.replace("3f2c1ab0", head[:12])})
    commit(made, "Plan")
    return made


def writes(root: Path, *, right: bool) -> Generator[Wish, str, None]:
    """Write the test of the step, and the code that it needs or not."""
    yield shell("sh .groundplan/run next")
    yield shell("rm -f test_welsh.py")
    yield Wish("test", path=str(root / "test_welsh.py"), content=CODE["S1"]["test_welsh.py"])
    if right:
        yield shell("rm greet.py")
        yield Wish("code", path=str(root / "greet.py"), content=CODE["S1"]["greet.py"])


def thinks() -> Generator[Wish, str, None]:
    """Do nothing that changes a file."""
    yield shell("echo thinking")


@pytest.mark.parametrize("key", REQUIRED)
def test_a_step_is_carried_out_and_committed(key: str, repo: Path) -> None:
    data = drive(unpacked(key), CACHE, repo, [Journey(writes(repo, right=True))])
    assert (data["status"], data["turns"]) == (0, 1), data
    assert "[x] S1.a" in git(repo, "show", f"{data['branch']}:PLAN.md")
    assert recorded(key, "drive: done", "committed on a branch")


@pytest.mark.parametrize("key", REQUIRED)
def test_a_failure_is_told_and_the_second_turn_corrects_it(key: str, repo: Path) -> None:
    second = Journey(writes(repo, right=True))
    data = drive(unpacked(key), CACHE, repo, [Journey(writes(repo, right=False)), second])
    assert (data["status"], data["turns"]) == (0, 2), data
    assert "S1.a failed" in str(second.first)
    assert recorded(key, "drive: told why", "corrected in the second turn")


@pytest.mark.parametrize("key", REQUIRED)
def test_a_client_that_goes_in_circles_is_stopped(key: str, repo: Path) -> None:
    data = drive(unpacked(key), CACHE, repo, [Journey(thinks()), Journey(thinks())])
    assert (data["status"], data["turns"]) == (1, 2), data
    assert "circles" in data["result"]
    assert recorded(key, "drive: stopped", "after two turns")


@pytest.mark.parametrize("key", REQUIRED)
def test_a_question_ends_it_and_reaches_the_person(key: str, repo: Path) -> None:
    journey = Journey(thinks())
    journey.closing = "I need to know.\n\nQUESTION: Which spelling of hello?"
    data = drive(unpacked(key), CACHE, repo, [journey])
    assert (data["status"], data["questions"]) == (3, ["Which spelling of hello?"]), data
    assert recorded(key, "drive: asks", "the question reached the person")
