from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import make_kit

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template of this checkout as a tagged git repo."""
    return make_kit(tmp_path_factory.mktemp("kit"))
