"""`groundplan guard` as a command: it always decides, and waits for nothing but the call."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CALL = json.dumps({"tool_name": "Bash", "tool_input": {"command": "docker-compose up"}})
COMMAND = [sys.executable, "-m", "groundplan", "guard"]


def test_a_removed_folder_is_no_way_through(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    started = f"rmdir ../gone; exec '{sys.executable}' -m groundplan guard"
    done = subprocess.run(
        ["sh", "-c", started], input=CALL, cwd=gone, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2, done.stderr


def test_a_call_that_is_whole_is_decided_while_the_pipe_is_open(tmp_path: Path) -> None:
    process = subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=tmp_path
    )
    assert process.stdin is not None
    process.stdin.write(CALL.encode() + b"\n")
    process.stdin.flush()
    assert process.wait(timeout=30) == 2
    process.stdin.close()
