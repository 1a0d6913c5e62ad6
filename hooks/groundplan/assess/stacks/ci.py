"""CI services: known by the file that each of them reads (its own documentation, 2026-11)."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from groundplan.assess.stacks import Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout

FILES = {
    ".github/workflows/*.yml": "github-actions",
    ".github/workflows/*.yaml": "github-actions",
    ".gitlab-ci.yml": "gitlab",
    ".circleci/config.yml": "circleci",
    ".travis.yml": "travis",
    "azure-pipelines.yml": "azure-pipelines",
    "Jenkinsfile": "jenkins",
    "bitbucket-pipelines.yml": "bitbucket",
    ".drone.yml": "drone",
    ".buildkite/pipeline.yml": "buildkite",
    "appveyor.yml": "appveyor",
    ".appveyor.yml": "appveyor",
    ".woodpecker.yml": "woodpecker",
    ".cirrus.yml": "cirrus",
    ".semaphore/semaphore.yml": "semaphore",
}
"""Path from the repo's root, `*` for one name -> the service."""


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield one fact for each file that a CI service reads."""
    for path in checkout.files:
        for asked, service in FILES.items():
            if path == asked or (
                "*" in asked and fnmatchcase(path, asked) and path.count("/") == 2
            ):
                yield Fact("ci", service, "", path, 1)


STACK = Stack(key="ci", title="CI services", finds=("ci",), facts=facts)
