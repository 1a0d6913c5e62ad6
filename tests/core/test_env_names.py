from __future__ import annotations

import pytest

from groundplan.core.env_names import is_env_file


@pytest.mark.parametrize(
    ("name", "is_env"),
    [
        (".env", True),
        (".ENV", True),
        (".env.local", True),
        (".env-prod", True),
        ("api.env", True),
        (".envrc", True),
        (".env.example", False),
        (".env.local.sample", False),
        ("environment.py", False),
        ("env.py", False),
    ],
)
def test_which_files_hold_values(name: str, is_env: bool) -> None:
    assert is_env_file(name) is is_env
