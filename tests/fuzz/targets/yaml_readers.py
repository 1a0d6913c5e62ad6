"""YAML: what the plain reader takes, the library reads alike; compose files and CI files are read."""

from __future__ import annotations

from pathlib import PurePosixPath

import yaml

from groundplan.core.plain_yaml import NotPlain, read_plain
from groundplan.review.commands import commands_in
from groundplan.review.enforcement import limits_of

NAME = "yaml_readers"
PATHS = (".github/workflows/groundplan.yml", ".gitlab-ci.yml", ".pre-commit-config.yaml")


def run(data: bytes) -> None:
    """Read the text as each of the files that decide something."""
    text = data.decode("utf-8", "replace")
    for path in PATHS:
        limits_of(path, text)
        commands_in(str(PurePosixPath(path)), text)
    try:
        found = read_plain(text)
    except NotPlain:
        return
    try:
        expected = yaml.load(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return
    assert found == ("" if expected is None else expected)
