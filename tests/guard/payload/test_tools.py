"""Tools of every name: the commands that they run and the files that they change are all seen."""

from __future__ import annotations

import json
from typing import Any

import pytest
from guard_cases import facts

from groundplan.rules import decide

ADD = "*** Begin Patch\n*** Add File: {}\n+A=1\n*** End Patch\n"
EMPTIED = "diff --git a/{0} b/{0}\ndeleted file mode 100644\nindex e69de29..0000000\n"
RENAMED = "diff --git a/{0} b/env.txt\nsimilarity index 100%\nrename from {0}\nrename to env.txt\n"

STOPPED: list[tuple[str, dict[str, Any]]] = [
    ("mcp__shell__run", {"command": "docker-compose up"}),
    ("mcp__shell__run", {"command": "docker-compose up", "directory": "/repo"}),
    ("mcp__shell__run", {"cmd": "rm .env", "cwd": "/repo"}),
    ("mcp__shell__run", {"command": "rm", "args": ["-f", ".env"]}),  # arguments apart
    ("mcp__proc__spawn", {"program": "docker-compose", "argv": ["up"]}),
    ("mcp_terminal_execute", {"shell_command": "pytest -q"}),
    ("local_shell", {"action": {"type": "exec", "command": ["bash", "-lc", "docker-compose up"]}}),
    ("shell", {"command": ["docker-compose", "up"], "workdir": "/repo"}),
    ("shell", {"command": ["bash", "-lc", "echo A=1 >> .env"]}),
    ("shell", {"command": ["apply_patch", ADD.format(".env")]}),
    ("Bash", {"command": "apply_patch <<'EOF'\n" + ADD.format(".env") + "EOF"}),
    ("exec_command", {"cmd": "pytest", "tty": True}),
    ("write_stdin", {"session_id": 3, "chars": "docker-compose up\n"}),
    ("write_bash", {"shellId": "1", "input": "rm .env"}),
    ("mcp__terminal__send_text", {"text": "git commit --no-verify -m x"}),
    ("batch", {"tool_calls": [{"tool": "bash", "parameters": {"command": "docker-compose up"}}]}),
    ("batch", {"tool_calls": [{"tool": "write", "parameters": {"filePath": ".env"}}]}),
    ("use_mcp_tool", {"tool_name": "write_file", "arguments": '{"path": ".env"}'}),
    ("use_mcp_tool", {"tool_name": "run", "arguments": '{"command": "docker-compose up"}'}),
    ("mcp__ide__executeCode", {"code": "open('.env', 'w').write('A=1')"}),
    ("execute_ipython_cell", {"code": "import os\nos.system('docker-compose up')"}),
    ("mcp__filesystem__write_file", {"path": "/repo/.env", "content": "A=1"}),
    ("mcp__filesystem__move_file", {"source": "/repo/.env", "destination": "/tmp/x"}),
    ("mcp__filesystem__edit_file", {"path": ".env", "edits": [{"oldText": "a", "newText": "b"}]}),
    ("mcp_files_rename", {"from": ".env.local", "to": "local.txt"}),
    ("mcp__git__git_add", {"repo_path": "/repo", "files": [".env"]}),
    ("filesystem.write_file", {"path": ".env"}),
    ("@files/write_file", {"path": ".env"}),
    ("create_file", {"filePath": "/repo/.env.local", "content": ""}),
    ("replace_string_in_file", {"filePath": ".env", "oldString": "a", "newString": "b"}),
    ("multi_replace_string_in_file", {"replacements": [{"filePath": "a"}, {"filePath": ".env"}]}),
    ("multi_replace_string_in_file", {"replacements": '[{"filePath": ".env"}]'}),
    ("str_replace_based_edit_tool", {"command": "create", "path": ".env", "file_text": "A=1"}),
    ("str_replace_editor", {"command": "insert", "path": ".env", "insert_line": 1}),
    ("MultiEdit", {"file_path": "config/.env.production", "edits": []}),
    ("NotebookEdit", {"notebook_path": ".env", "new_source": "x"}),
    ("write_files", {"files": {"src/a.py": "x", ".env": "A=1"}}),  # names as keys
    ("write_files", {"files": [{"path": "a.py"}, {"path": ".env"}]}),
    ("apply_patch", {"changes": {"/repo/.env": {"type": "delete"}}}),
    ("apply_patch", {"input": ADD.format("a.py") + ADD.format("config/.env")}),
    ("apply_diff", {"diff": EMPTIED.format(".env")}),  # an empty file has no other line
    ("apply_diff", {"diff": RENAMED.format(".env")}),
    ("apply_diff", {"diff": '--- "a/\\056env"\n+++ "b/\\056env"\n@@ -1 +1 @@\n-a\n+b\n'}),
    ("edit", {"where": {"a": {"b": {"c": {"d": {"e": {"f": {"path": ".env"}}}}}}}}),
    ("write_file", {"uri": "file:///repo/%2Eenv"}),
    ("write_file", {"uri": "file://localhost/repo/%2e%65nv"}),
    ("fetch_and_save", {"url": "https://example.com", "path": ".env"}),
    ("get_or_create_file", {"path": ".env"}),
    ("run_in_terminal", {"command": "docker-compose up", "explanation": "start it"}),
    ("run_commands", {"commands": '["ls", "docker-compose up"]'}),
]
PASSED: list[tuple[str, dict[str, Any]]] = [
    ("mcp__filesystem__read_file", {"path": "/repo/.env"}),
    ("mcp__filesystem__read_multiple_files", {"paths": ["/repo/.env", "a"]}),
    ("mcp__filesystem__get_file_info", {"path": ".env"}),
    ("mcp__filesystem__directory_tree", {"path": ".groundplan"}),
    ("mcp_filesystem_read_file", {"path": ".env"}),
    ("filesystem.read_file", {"path": ".env"}),
    ("mcp__git__git_diff", {"repo_path": "/repo", "target": ".env"}),
    ("mcp__git__git_log", {"path": ".claude/settings.json"}),
    ("str_replace_based_edit_tool", {"command": "view", "path": ".env"}),
    ("str_replace_editor", {"command": "view", "path": ".git/hooks/pre-commit"}),
    ("copy_file", {"source": ".env", "destination": "/tmp/names.txt"}),
    ("mcp__shell__run", {"command": "docker compose up", "directory": "/repo"}),
    ("mcp__shell__run", {"command": "grep", "args": ["-n", "docker-compose", "README.md"]}),
    ("write_stdin", {"session_id": 3, "chars": "y\n"}),
    ("write_file", {"path": "README.md", "content": "Run `docker-compose up`, then pytest.\n"}),
    ("create_file", {"filePath": "run.sh", "content": "docker-compose up\n"}),
    ("apply_patch", {"input": ADD.format("docs/env.md")}),
    ("Task", {"description": "x", "prompt": "run docker-compose up and edit .env"}),
    ("Skill", {"command": "pytest"}),
    ("SlashCommand", {"command": "/verify S1"}),
    ("TodoWrite", {"todos": [{"content": "write .env", "status": "pending"}]}),
    ("mcp__postgres__query", {"sql": "select 1"}),
    ("mcp__slack__post_message", {"channel": "a", "text": "never run docker-compose up"}),
    ("WebFetch", {"url": "https://example.com/.env", "prompt": "x"}),
    ("view_image", {"path": "/repo/a.png"}),
    ("mcp__ide__executeCode", {"code": "print(open('.env').read())"}),
]


def decision(tool: str, arguments: dict[str, Any], **more: Any) -> str:
    call = {"hook_event_name": "PreToolUse", "cwd": "/repo", **more}
    data = json.dumps({**call, "tool_name": tool, "tool_input": arguments}).encode()
    return decide.verdict_on(data, facts(), None).verdict.decision


@pytest.mark.parametrize(("tool", "arguments"), STOPPED)
def test_what_a_tool_runs_or_changes_is_seen(tool: str, arguments: dict[str, Any]) -> None:
    assert decision(tool, arguments) == "deny"


@pytest.mark.parametrize(("tool", "arguments"), PASSED)
def test_a_tool_that_only_reads_or_writes_text_passes(tool: str, arguments: dict[str, Any]) -> None:
    assert decision(tool, arguments) == "allow"


@pytest.mark.parametrize("event", ["ToolCall", "onToolUse", "beforeMCPExecution", "pre_tool", ""])
def test_an_event_of_a_new_name_is_judged(event: str) -> None:
    assert decision("Write", {"file_path": ".env"}, hook_event_name=event) == "deny"


@pytest.mark.parametrize("event", ["PostToolUse", "AfterTool", "SessionStart", "UserPromptSubmit"])
def test_an_event_after_a_tool_or_without_one_is_not(event: str) -> None:
    assert decision("Write", {"file_path": ".env"}, hook_event_name=event) == "allow"


def test_arguments_that_are_nested_too_deeply_are_stopped() -> None:
    value: dict[str, Any] = {"path": ".env"}
    for _ in range(200):
        value = {"inner": value}
    assert decision("edit", value) == "deny"
