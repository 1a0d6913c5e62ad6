"""An unknown program that starts the rest of its words is judged by what it would start."""

from __future__ import annotations

import pytest
from guard_cases import decide

STARTS = [
    "rtk docker-compose up -d",
    "rtk proxy pytest tests",
    "rtk git commit --no-verify -m wip",
    "rtk sed -i s/a/b/ .env",
    "nu -c 'docker-compose up'",  # another shell
    "xonsh -c 'rm -f .env'",
    "elvish --command='pytest tests'",
    "pkexec docker-compose up",
    "flatpak-spawn --host docker-compose up",
    "bwrap --bind / / rm .env",
    "toolbox run -c dev pytest tests",
    "dockerize -wait tcp://db:5432 pytest",
    "chpst -u app pytest",
    "summon -p keychain docker-compose up",
    "phase run docker-compose up",
    "machinectl shell root@ /usr/bin/docker-compose up",
    "runcon -t unconfined_t docker-compose up",
    "unheard-of -- docker-compose up",
    "unheard-of sub --option=1 python3 -m pytest tests",
    "./wrap.sh docker-compose up",
    "wrapone wraptwo wrapthree git push --no-verify",
]


@pytest.mark.parametrize("command", STARTS)
def test_a_ruled_command_behind_an_unknown_program_is_stopped(command: str) -> None:
    assert decide(command) == "deny"


SPEAKS = [
    "pip install pytest docker-compose",
    "uv add --dev pytest",
    "brew install docker-compose",
    "sudo apt-get install -y docker-compose",
    "unheard-of install pytest",
    "unheard-of explain docker-compose up",
    "deptry --ignore pytest src",
    "tldr docker-compose",
    "man git commit",
    "logger docker-compose up",
    "notify-send 'pytest is done'",
    "unheard-of --message 'docker-compose up is old'",
    "claude -p 'why does docker-compose up fail'",
    "./dc exec api pytest tests/test_a.py",  # it runs in the container
    "./in-container.sh pytest tests/test_a.py",  # a script of the repo's may enter one
    "rtk git status",
    "rtk pytest --version",
]


@pytest.mark.parametrize("command", SPEAKS)
def test_a_program_that_is_only_spoken_of_is_allowed(command: str) -> None:
    assert decide(command) == "allow"


def test_tries_end_however_they_are_nested() -> None:
    assert decide("wrap sudo " * 400 + "docker-compose up") in ("allow", "deny")
