"""The guard decides the same on every Python that this machine has, from 3.9 on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from bundles import put_bundle
from guard_cases import DATA

ROOT = Path(__file__).parents[3]
VERSIONS = ("3.9", "3.10", "3.11", "3.12", "3.13", "3.14")

# Reads cases on standard input and prints the decisions, one process for all of them.
PROGRAM = """
import sys, json
sys.path.insert(0, sys.argv[1])
from guard import decide
from guard.payload import reader as payload
from guard.paths import Place
from guard.policy.table import Table
given = json.load(sys.stdin)
table = Table(given["rules"], given["facts"])
out = []
for text, listed in given["calls"]:
    call = payload.read(payload.load(text.encode()), {}, "/repo")
    event = decide.event_of(call, Place("/repo", ("/repo/config",), False), listed, table)
    out.append(table.verdict(event).decision)
print(json.dumps(out))
"""


def interpreter(version: str) -> str:
    """A real Python of this version, no version manager's shim."""
    for folder in sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin")):
        if (folder / f"python{version}").exists():
            return str(folder / f"python{version}")
    found = shutil.which(f"python{version}")
    if not found or "shims" in found:
        pytest.skip(f"Python {version} is not on this machine")
    return found


@pytest.mark.parametrize("version", VERSIONS)
def test_the_corpus_is_decided_the_same(version: str) -> None:
    python = interpreter(version)
    from guard.test_hard_cases import ROWS
    from guard_cases import facts, lines, payload_of, typed

    from groundplan.rules import decide

    cases = lines("cases.jsonl") + [{"command": typed(row[2]), "expect": row[0]} for row in ROWS]
    listed = [case.get("history") is None or decide.is_listed(case["history"]) for case in cases]
    table = facts().table
    given = {
        "rules": table.rules,
        "facts": table.facts,
        "calls": [
            (payload_of(case).decode(), is_listed)
            for case, is_listed in zip(cases, listed, strict=True)
        ],
    }
    done = subprocess.run(
        [python, "-I", "-S", "-c", PROGRAM, str(ROOT / "hooks/groundplan")],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    decisions = json.loads(done.stdout)
    wrong = [
        (case.get("command"), case["expect"], decision)
        for case, decision in zip(cases, decisions, strict=True)
        if case["expect"] != decision
    ]
    assert wrong == []


@pytest.mark.parametrize("version", VERSIONS)
def test_a_call_is_decided_as_a_process(version: str, tmp_path: Path) -> None:
    python = interpreter(version)
    payload = (DATA / "payloads/claude-code/PreToolUse-shell-docker-compose.json").read_bytes()
    loader = put_bundle(tmp_path)
    for _ in range(2):  # compiled, then from what was kept
        done = subprocess.run(
            [python, "-I", "-S", str(loader)],
            input=payload,
            cwd=tmp_path,
            env={"HOME": str(tmp_path), "PATH": os.defpath},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 2, done.stderr
        assert b"compose-v2" in done.stderr
