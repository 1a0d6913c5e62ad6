"""A block gets what it needs, and no credential or agent's socket."""

from __future__ import annotations

import pytest

from groundplan.verify.process.environment import block_environment, secrets_given


@pytest.mark.parametrize(
    ("name", "value", "is_given"),
    [
        ("PATH", "/usr/bin", True),
        ("PWD", "/srv/app", True),
        ("MAKEFLAGS", "-s", False),  # of the make that runs verify, not of the block's own
        ("MAKELEVEL", "1", False),
        ("LANG", "C.UTF-8", True),
        ("DOCKER_HOST", "unix:///run/docker.sock", True),
        ("DATABASE_URL", "sqlite:///x.db", True),
        ("GITHUB_TOKEN", "x", False),
        ("AWS_SECRET_ACCESS_KEY", "x", False),
        ("ANTHROPIC_API_KEY", "x", False),
        ("PGPASSWORD", "x", False),
        ("SSH_AUTH_SOCK", "/tmp/agent", False),
        ("PIP_INDEX_URL", "https://me:secret@example.invalid/simple", False),
        ("APP_TOKEN", "x", True),  # the repo's own example names it
    ],
)
def test_which_variables_a_block_gets(name: str, value: str, is_given: bool) -> None:
    kept = block_environment({name: value}, frozenset({"APP_TOKEN"}))
    assert (name in kept) is is_given


@pytest.mark.parametrize(
    "name",
    [
        "AWS_SECRET_ACCESS_KEY",
        "SSH_AUTH_SOCK",
        "VAULT_TOKEN",
        "KUBECONFIG",
        "GOOGLE_APPLICATION_CREDENTIALS",
        "NODE_AUTH_TOKEN",
        "CARGO_REGISTRY_TOKEN",
        "HF_TOKEN",
        "OPENAI_API_KEY",
        "DBUS_SESSION_BUS_ADDRESS",
        "GPG_AGENT_INFO",
        "CI_JOB_TOKEN",
    ],
)
def test_t15_no_file_of_the_repo_asks_for_what_acts_as_the_person(name: str) -> None:
    shell = {name: "x"}
    assert name not in block_environment(shell, frozenset({name}))
    assert name in block_environment(shell, frozenset(), frozenset({name}))


def test_t15_what_is_not_on_the_list_is_not_given() -> None:
    assert "MY_OWN_THING" not in block_environment({"MY_OWN_THING": "x"}, frozenset())


def test_t15_credentials_that_the_repo_declares_are_told() -> None:
    shell = {"APP_PASSWORD": "x", "PATH": "/bin", "GITHUB_TOKEN": "y"}
    assert secrets_given(shell, {"APP_PASSWORD", "GITHUB_TOKEN"}, ()) == ["APP_PASSWORD"]
