"""Which rules hold for a call: those of each checkout that it touches; and the cache as a place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from groundplan.guard import decide

# -- which checkout decides -----------------------------------------------------------------------


def kit(folder: Path, *rules: dict[str, Any]) -> Path:
    """A folder with a kit of these rules."""
    (folder / ".groundplan").mkdir(parents=True)
    (folder / ".groundplan/rules.json").write_text(json.dumps({"rules": list(rules)}))
    return folder


NO_COMPOSE = {"id": "compose", "text": "No.", "deny": [{"runs": ["oldstack"]}]}
ENV = {"id": "env", "text": "No.", "deny": [{"changes": [".env", "secrets.yml"]}]}
PLAN = {"id": "plan", "text": "Plan.", "ask": [{"changes": ["**"], "plan": ["draft", "missing"]}]}
KIT_FILES = {"id": "kit", "text": "No.", "deny": [{"changes": [".groundplan/**"]}]}


def verdict(value: dict[str, Any], **environment: str) -> str:
    """The decision on one call of Claude Code's."""
    call = {"hook_event_name": "PreToolUse", "session_id": "s", **value}
    return decide.judged(json.dumps(call).encode(), environment, "/")[1].decision


def bash(cwd: Path, command: str, **environment: str) -> str:
    return verdict(
        {"cwd": str(cwd), "tool_name": "Bash", "tool_input": {"command": command}}, **environment
    )


def write(cwd: Path, path: Path, **environment: str) -> str:
    given = {"file_path": str(path), "content": "x"}
    return verdict({"cwd": str(cwd), "tool_name": "Write", "tool_input": given}, **environment)


def test_a_nearer_folder_of_ours_switches_nothing_off(tmp_path: Path) -> None:
    root = kit(tmp_path / "repo", NO_COMPOSE, ENV)
    (root / ".git").mkdir()
    inner = kit(root / "vendor/x")
    kit(root / "vendor/y", {"id": "own", "text": "No.", "deny": [{"runs": ["terraform"]}]})
    assert bash(inner, "oldstack up") == "deny"
    assert write(inner, inner / ".env") == "deny"
    assert bash(inner, "echo x > ../../secrets.yml") == "deny"
    assert bash(inner, "ls") == "allow"
    assert bash(root / "vendor/y", "terraform apply") == "deny"  # the nearer one adds its own
    assert bash(root / "vendor/y", "oldstack up") == "deny"


def test_a_repo_inside_the_project_does_not_switch_it_off(tmp_path: Path) -> None:
    root = kit(tmp_path / "repo", NO_COMPOSE)
    inner = kit(root / "vendor/x")
    (root / ".git").mkdir()
    (inner / ".git").mkdir()
    assert bash(inner, "oldstack up", CLAUDE_PROJECT_DIR=str(root)) == "deny"


def worktrees(tmp_path: Path) -> tuple[Path, Path]:
    """A repo whose plan is a draft, and a worktree of it whose plan is active."""
    main = kit(tmp_path / "main", PLAN, KIT_FILES)
    (main / ".git/worktrees/out").mkdir(parents=True)
    (main / "PLAN.md").write_text("---\nstatus: draft\n---\n")
    out = kit(tmp_path / "out", PLAN, KIT_FILES)
    (out / ".git").write_text(f"gitdir: {main}/.git/worktrees/out\n")
    (out / "PLAN.md").write_text("---\nstatus: active\n---\n")
    return main, out


def test_the_worktree_that_a_call_touches_decides(tmp_path: Path) -> None:
    main, out = worktrees(tmp_path)
    project = {"CLAUDE_PROJECT_DIR": str(main)}
    assert write(out, out / "app.py", **project) == "allow"  # by its own plan
    assert write(main, out / "app.py", **project) == "allow"
    assert write(main, main / "app.py", **project) == "ask"
    assert write(out, main / "app.py", **project) == "ask"
    assert bash(out, "rm -rf .groundplan", **project) == "deny"
    assert bash(main, f"rm -rf {out}/.groundplan", **project) == "deny"
    assert bash(out, "echo x > app.py", **project) == "allow"


def test_a_worktree_inside_the_main_folder_decides_for_itself(tmp_path: Path) -> None:
    main, out = worktrees(tmp_path)
    inside = main / ".claude/worktrees/in"
    inside.parent.mkdir(parents=True)
    out.rename(inside)
    project = {"CLAUDE_PROJECT_DIR": str(main)}
    assert write(inside, inside / "app.py", **project) == "allow"
    assert bash(inside, "rm -rf .groundplan", **project) == "deny"


# -- the folder in which the guard is kept compiled ---------------------------------------------

PLANTS = [
    "cp -r /tmp/x ~/.cache/groundplan",
    "cp -r /tmp/x/. ~/.cache/",
    "mv /tmp/x ~/.cache/groundplan",
    "mv /tmp/x /home/me/.cache/groundplan/a.guard",
    "ln -sfn /tmp/x ~/.cache/groundplan",
    "rsync -a --delete /tmp/x/ ~/.cache/groundplan/",
    "rsync -a /tmp/x/ $HOME/.cache/groundplan",
    "tar xf /tmp/x.tar -C ~/.cache/groundplan",
    "tar xf /tmp/x.tar -C ~/.cache",
    "unzip -o /tmp/x.zip -d ~/.cache/groundplan",
    'cd ~/.cache/groundplan && for f in *; do cp /tmp/x "$f"; done',
    "cd ~/.cache && tar xf /tmp/x.tar",
    "install -m600 /tmp/x ~/.cache/groundplan/a.guard",
    "dd if=/tmp/x of=$HOME/.cache/groundplan/a.guard",
    "find ~/.cache/groundplan -type f -exec cp /tmp/x {} \\;",
    "ls ~/.cache/groundplan/*.guard | xargs -n1 cp /tmp/x",
    "python3 -c \"import glob,os,shutil\nfor f in glob.glob(os.path.expanduser('~/.cache/groundplan/*')): shutil.copy('/tmp/x', f)\"",
    "python3 -c \"import pathlib\nfor f in (pathlib.Path.home()/'.cache'/'groundplan').iterdir(): f.write_bytes(b'')\"",
    "node -e \"const fs=require('fs');const d=process.env.HOME+'/.cache/groundplan/';for(const f of fs.readdirSync(d))fs.writeFileSync(d+f,'')\"",
    'perl -e \'for (glob "$ENV{HOME}/.cache/groundplan/*") { open F, ">", $_ }\'',
    "truncate -s 0 ~/.cache/groundplan/*.guard",
    "echo x | tee ~/.cache/groundplan/*.guard",
    "cp /tmp/x /data/cache/groundplan/a.guard",  # as XDG_CACHE_HOME says
]


@pytest.mark.parametrize("command", PLANTS)
def test_nothing_is_put_into_the_cache_and_the_attempt_is_named(
    tmp_path: Path, command: str
) -> None:
    root = kit(tmp_path / "repo", {"id": "no-bypass", "text": "No.", "deny": [{"skips": "hooks"}]})
    call = {"cwd": str(root), "tool_name": "Bash", "tool_input": {"command": command}}
    environment = {"HOME": "/home/me", "XDG_CACHE_HOME": "/data/cache"}
    found = decide.judged(json.dumps(call).encode(), environment, "/")[1]
    assert found.decision == "deny"


LOOKS = [
    "ls -la ~/.cache/groundplan",
    "du -sh ~/.cache/groundplan",
    "rm -rf ~/.cache/groundplan",  # it is compiled again
    "find ~/.cache/groundplan -name '*.guard' | wc -l",
    "cat .groundplan/rules.json",
    "cp -r /tmp/x ~/.cache/pip",
    "pip download groundplan",
    "tar xf x.tar -C ~/.cache/huggingface",
]


@pytest.mark.parametrize("command", LOOKS)
def test_the_cache_may_be_looked_at_and_removed(tmp_path: Path, command: str) -> None:
    root = kit(tmp_path / "repo", {"id": "no-bypass", "text": "No.", "deny": [{"skips": "hooks"}]})
    assert bash(root, command, HOME="/home/me") == "allow"


def test_a_write_by_a_tool_into_the_cache_is_stopped(tmp_path: Path) -> None:
    root = kit(tmp_path / "repo", {"id": "no-bypass", "text": "No.", "deny": [{"skips": "hooks"}]})
    path = Path("/data/cache/groundplan/x.guard")
    assert write(root, path, XDG_CACHE_HOME="/data/cache") == "deny"
