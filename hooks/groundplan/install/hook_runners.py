"""What starts a repo's commit hooks instead of pre-commit, and how the kit's check is put into it.

Sources (2026-11): typicode.github.io/husky, lefthook.dev/configuration, prek.j178.dev/configuration,
git-scm.com/docs/git-config (core.hooksPath).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from groundplan.core import git, io
from groundplan.core.errors import Stop

if TYPE_CHECKING:
    from collections.abc import Iterator

CALL = "sh .groundplan/run review --staged --with-plan"
HUSKY = ".husky/pre-commit"
_LEFTHOOK = ("lefthook.yml", "lefthook.yaml", ".lefthook.yml", ".lefthook.yaml", "lefthook.toml", "lefthook.json")  # fmt: skip
_PREK = ("prek.toml", ".prek.toml")
LIMIT = 1_000_000


class HookRunner(NamedTuple):
    """What runs at a commit here, and whether it runs the kit's check."""

    name: str
    path: str
    """The file that says what is run, from git's root."""
    lines: str
    """What to add there."""
    is_connected: bool


def hook_runner(folder: Path) -> HookRunner | None:
    """Return what runs the commit hooks of a repo where that is not pre-commit's own file.

    Args:
        folder: where the kit landed: git's root, or a project below it.
    """
    top = git.repo_root(folder) or folder
    inside = folder.resolve().relative_to(top.resolve()).as_posix()
    call = CALL if inside == "." else f"cd {inside} && {CALL}"
    for name, path, lines in _runners(top, folder, call):
        return HookRunner(name, path, lines, _names_kit(top / path, inside))
    if inside != ".":
        path = ".pre-commit-config.yaml"
        return HookRunner("git's root", path, _entry(inside, call), _names_kit(top / path, inside))
    return None


def _runners(top: Path, folder: Path, call: str) -> Iterator[tuple[str, str, str]]:
    if (top / ".husky").is_dir():
        yield "husky", HUSKY, call
    for path in _LEFTHOOK:
        if (top / path).is_file():
            lines = f"pre-commit:\n  commands:\n    groundplan:\n      run: {call}"
            yield "lefthook", path, lines
    for path in _PREK:
        if (top / path).is_file():
            yield "prek", path, _toml(call)
    named = git.git_as_user("config", "--get", "core.hooksPath", cwd=folder).out.strip()
    if named:
        place = Path(named).expanduser()
        inner = place if place.is_absolute() else top / place
        is_inside = inner.resolve().is_relative_to(top.resolve())
        shown = f"{named}/pre-commit" if is_inside else str(inner / "pre-commit")
        yield "core.hooksPath", shown, call


def _toml(call: str) -> str:
    return (
        '[[repos]]\nrepo = "local"\n[[repos.hooks]]\nid = "groundplan"\nname = "groundplan"\n'
        f'language = "system"\nentry = "{_shell(call)}"\npass_filenames = false\nalways_run = true'
    )


def _shell(call: str) -> str:
    return f"sh -c '{call}'" if "&&" in call else call


def _entry(inside: str, call: str) -> str:
    return (
        "under `repos:`\n- repo: local\n  hooks:\n    - id: groundplan\n"
        f"      name: groundplan ({inside})\n      language: system\n      entry: {_shell(call)}\n"
        "      pass_filenames: false\n      always_run: true"
    )


def _names_kit(path: Path, inside: str) -> bool:
    """Say whether a file runs the kit's check, for this project."""
    try:
        text = io.read_text(path, LIMIT) if path.is_file() else ""
    except (OSError, Stop):
        return False
    lines = [line for line in text.split("\n") if not line.lstrip().startswith("#")]
    plain = "\n".join(lines)
    return "groundplan" in plain and (inside == "." or inside in plain)


def hook_lines(folder: Path) -> Iterator[str]:
    """Yield what a person has to add so that a commit is checked; nothing where it is."""
    runner = hook_runner(folder)
    if runner is None or runner.is_connected:
        return
    yield f"Commits are run by {runner.name}, which does not check them yet. Add to {runner.path}:"
    yield from (f"    {line}" for line in runner.lines.split("\n"))
    top = git.repo_root(folder) or folder
    if folder.resolve() != top.resolve():
        inside = folder.resolve().relative_to(top.resolve()).as_posix()
        yield f"CI and issue forms are read at git's root only: move {inside}/.github there, and"
        yield f"give the step of the workflow `working-directory: {inside}`."
