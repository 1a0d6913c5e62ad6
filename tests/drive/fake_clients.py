"""A repo with a plan, and a client that does what a test says: a shell script under a client's name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from planned import make_planned
from support import git

from groundplan.agents import AGENTS
from groundplan.checks.sample import PLAN
from groundplan.cli.main import run
from groundplan.verify.consent import DRIVEN

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

STEP = """\
### S1 - The greeting

- **Goal:** The page greets.
- **Depends:** none
- **Touches:** `app/models.py`, `app/routes/loans.py`, `app/services/export.py`, `docs/api.md`, `tests/test_loans.py`, `migrations/**`

#### Actions

- [ ] S1.1 Write the greeting.

#### Verify

- [ ] S1.a The greeting is there
```sh verify=S1.a
grep hello app/models.py || { echo no greeting in app/models.py; exit 1; }
```
"""
ACTIVE = f"{PLAN[: PLAN.index('### S1')]}{STEP}\n{PLAN[PLAN.index('## Decisions') :]}"
DRAFT = ACTIVE.replace("status: active", "status: draft").replace(
    'accepted: "Ada, 2026-11-24"\n', ""
)
OPEN_DRAFT = DRAFT.replace(
    "The treasurer copies loans into a spreadsheet by hand each month.", "_Open: Why is it needed?_"
)
MANUAL = ACTIVE.replace("S1.a The greeting is there\n", "S1.a (manual) The greeting is kind\n")
MANUAL = MANUAL[: MANUAL.index("```sh verify=S1.a")] + MANUAL[MANUAL.index("\n## Decisions") :]

RECORD = 'printf "%s\\n" "$@" >> "$SEEN"; echo "--- $GROUNDPLAN_DRIVE" >> "$SEEN"\n'


class Driven:
    """A repo on its main branch, a fake client on the PATH, and what comes of a drive."""

    def __init__(self, folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = make_planned(folder / "repo", text, proven=False)
        (self.root / "app/services/export.py").unlink()  # the plan says that it is new
        (self.root / ".groundplan/.gitignore").write_text("/output/\n/confirmed.json\n/session/\n")
        git(self.root, "config", "user.name", "Ada")
        git(self.root, "config", "user.email", "ada@example.invalid")
        git(self.root, "add", "--all")
        git(self.root, "commit", "--quiet", "--message", "Kit")
        self.bin, self.seen = folder / "bin", folder / "seen"
        self.bin.mkdir()
        self.patch = monkeypatch
        for name in {DRIVEN, *(name for agent in AGENTS for name in agent.command_variables)}:
            monkeypatch.delenv(name, raising=False)
        # Only the fake client is there, whatever is installed on this machine.
        monkeypatch.setenv("PATH", f"{self.bin}:/usr/local/bin:/usr/bin:/bin")
        monkeypatch.setenv("SEEN", str(self.seen))
        monkeypatch.chdir(self.root)

    def client(self, script: str, name: str = "opencode") -> None:
        """Put a client on the PATH that runs a shell script."""
        path = self.bin / name
        path.write_text(f"#!/bin/sh\n{RECORD}{script}\n")
        path.chmod(0o755)

    def drive(self, *arguments: str) -> int:
        """Run `groundplan drive` here."""
        return run(["drive", *arguments])

    @property
    def prompts(self) -> list[str]:
        """What the client was told, turn by turn."""
        text = self.seen.read_text() if self.seen.exists() else ""
        return text.split("--- opencode\n")[:-1]

    @property
    def log(self) -> str:
        """The log of the one drive that there was."""
        (path,) = (self.root / ".groundplan/output").glob("drive-*.md")
        return path.read_text()

    def subjects(self, branch: str) -> list[str]:
        """The subjects of a branch's commits that `main` lacks."""
        return git(self.root, "log", "--format=%s", f"main..{branch}").splitlines()


def result(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Return what `--json` printed."""
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return data
