"""What a build adds: the template with its released history, as one file, so that landing needs no network."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

INSIDE = {"wheel": "groundplan/data/kit.bundle", "sdist": "hooks/groundplan/data/kit.bundle"}


class KitBundle(BuildHookInterface):  # type: ignore[type-arg]
    """Puts `kit.bundle` into wheel and sdist; a wheel built from the sdist finds it there."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the bundle from this checkout, where it is one with its whole history."""
        root = Path(self.root)
        if version == "editable" or not _is_whole_checkout(root):
            return
        self.scratch = tempfile.TemporaryDirectory(prefix="groundplan-")
        bundle = Path(self.scratch.name) / "kit.bundle"
        # One thread: with more, the order of the deltas differs from build to build.
        _git(
            root,
            "-c",
            "pack.threads=1",
            "bundle",
            "create",
            "--quiet",
            str(bundle),
            "HEAD",
            "--tags",
        )
        build_data["force_include"][str(bundle)] = INSIDE[self.target_name]

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what `initialize` made."""
        if hasattr(self, "scratch"):
            self.scratch.cleanup()


def _is_whole_checkout(root: Path) -> bool:
    """A shallow clone (as pre-commit makes it) or a folder of another repo can give no history."""
    try:
        top = _git(root, "rev-parse", "--show-toplevel")
        return Path(top).resolve() == root.resolve() and (
            _git(root, "rev-parse", "--is-shallow-repository") == "false"
        )
    except (OSError, subprocess.CalledProcessError):
        return False


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()
