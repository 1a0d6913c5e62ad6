"""Variables and options by which a command of git runs without its hooks."""

from __future__ import annotations

import pytest
from guard_cases import decide

OFF = [
    "SKIP=ruff",
    "PREK_SKIP=groundplan",
    "PREK_ALLOW_NO_CONFIG=1",
    "PRE_COMMIT_ALLOW_NO_CONFIG=1",
    "HUSKY=0",
    "HUSKY_SKIP_HOOKS=1",
    "LEFTHOOK=0",
    "LEFTHOOK=false",
    "LEFTHOOK_EXCLUDE=lint",
    "OVERCOMMIT_DISABLE=1",
    "SKIP_SIMPLE_GIT_HOOKS=1",
    "CAPTAINHOOK_SKIP=1",
    "SKIP_HOOKS=true",
    "NO_VERIFY=1",
]


@pytest.mark.parametrize("variable", OFF)
@pytest.mark.parametrize("form", ["{} git commit -m x", "export {}; git push", "env {} git commit"])
def test_a_variable_that_switches_hooks_off_is_stopped(variable: str, form: str) -> None:
    assert decide(form.format(variable)) == "deny"


ON = [
    "LEFTHOOK=1 git push",
    "HUSKY=1 git commit -m x",
    "HUSKY_GIT_PARAMS=x git commit -m x",
    "PRE_COMMIT_HOME=/tmp/x git commit -m x",
    "PREK_COLOR=never git commit -m x",
    "SKIP=slow npm test",
    "NO_COLOR=1 git commit -m x",
    "GIT_AUTHOR_NAME=x git commit -m x",
]


@pytest.mark.parametrize("command", ON)
def test_a_variable_that_leaves_the_hooks_on_is_allowed(command: str) -> None:
    assert decide(command) == "allow"
