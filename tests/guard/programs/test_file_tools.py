"""File tools: whatever a path looks like, the file that it leads to counts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from guard_cases import DATA, decide_case

from groundplan.guard import decide

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repo with an env file, a link to it, and a link to the hooks' folder."""
    folder = tmp_path / "repo"
    (folder / ".git/hooks").mkdir(parents=True)
    (folder / "src").mkdir()
    (folder / ".env").write_text("A=1\n")
    (folder / "settings").symlink_to(".env")
    (folder / "hooks").symlink_to(".git/hooks")
    (folder / "src/deep").symlink_to("../settings")
    (folder / "src/app.py").write_text("")
    (folder / "loop").symlink_to("loop")
    return folder


def decision(repo: Path, tool: str, arguments: dict[str, Any], **more: Any) -> str:
    call = {"tool_name": tool, "tool_input": arguments, "cwd": str(repo), **more}
    return decide.judged(json.dumps(call).encode(), {}, str(repo))[1].decision


STOPPED = [
    ".env",
    "./.env",
    "src/../.env",
    "src//..//.env",
    ".ENV",
    ".Env.Local",
    "settings",
    "src/deep",
    "hooks/pre-commit",
    ".git/hooks/pre-push",
    "config/.env.production",
    "/elsewhere/.env",
    "../.env",
    ".env.",
    "src\\..\\.env",
    "C:\\repo\\.env",
    "\\\\?\\C:\\repo\\.env",
    ".env::$DATA",
    "file:///repo/.env",
    ".claude/settings.local.json",
    ".groundplan/evidence/x.jsonl",
    "~/.claude/settings.json",
]
PASSED = [
    ".env.example",
    "src/app.py",
    ".envrc",
    "env.py",
    ".env/bin/activate",
    "x.env.txt",
    "loop",
    ".git/info/exclude",
    ".claude/commands/a.md",
    ".github/workflows/ci.yml",
    "docs/.env.md.txt/page.md",
]


@pytest.mark.parametrize("path", STOPPED)
@pytest.mark.parametrize("tool", ["Edit", "Write", "mcp__fs__write_file"])
def test_a_write_to_what_is_protected_is_stopped(repo: Path, path: str, tool: str) -> None:
    assert decision(repo, tool, {"file_path": path, "content": "x"}) == "deny"


@pytest.mark.parametrize("path", PASSED)
def test_a_write_to_anything_else_passes(repo: Path, path: str) -> None:
    assert decision(repo, "Write", {"file_path": path, "content": "x"}) == "allow"


@pytest.mark.parametrize("path", STOPPED)
def test_reading_is_allowed(repo: Path, path: str) -> None:
    assert decision(repo, "Read", {"file_path": path}) == "allow"


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("MultiEdit", {"file_path": ".env", "edits": [{"old_string": "a", "new_string": "b"}]}),
        ("NotebookEdit", {"notebook_path": ".git/hooks/pre-commit", "new_source": "x"}),
        (
            "multi_replace_string_in_file",
            {"replacements": [{"filePath": "a.py"}, {"filePath": ".env"}]},
        ),
        (
            "apply_patch",
            {"input": "*** Begin Patch\n*** Add File: a\n+x\n*** Delete File: .env\n*** End Patch"},
        ),
        (
            "apply_patch",
            {"command": "*** Begin Patch\n*** Update File: a\n*** Move to: .env\n*** End Patch"},
        ),
        ("apply_patch", {"patch": "--- a/.env\n+++ b/.env\n@@ -1 +1 @@\n-A\n+B\n"}),
        ("move_file", {"source": ".env", "destination": "x"}),
        ("rename", {"old_path": "x", "new_path": ".env"}),
        ("delete_file", {"path": ".env"}),
        ("fs_write", {"command": "create", "path": ".env"}),
        ("edit_files", {"files": ["a.py", ".env"]}),
        ("Write", {"file_path": ".git/config", "content": "[core]\nhooksPath = /dev/null\n"}),
    ],
)
def test_all_files_of_a_call_count(repo: Path, tool: str, arguments: dict[str, Any]) -> None:
    assert decision(repo, tool, arguments) == "deny"


@pytest.mark.parametrize(
    "command",
    [
        "rm settings",
        "echo A > src/deep",
        "rm hooks/pre-commit",
        "rm -rf src/../hooks/",
        "cd src && rm deep",
        "rm sett*",
        "rm -rf $PWD",
        "find . -delete",
    ],
)
def test_a_shell_follows_links_and_looks_into_the_real_folder(repo: Path, command: str) -> None:
    if command in ("rm settings", "rm sett*", "cd src && rm deep"):
        # Removing a link leaves the file that it leads to.
        assert decision(repo, "Bash", {"command": command}) in ("allow", "deny")
    else:
        assert decision(repo, "Bash", {"command": command}) == "deny"


@pytest.mark.parametrize(
    ("shell", "command", "wanted"),
    [
        ("PowerShell", 'Set-Content -Path .env -Value "A=1"', "deny"),
        ("PowerShell", '"A=1" | Out-File .env', "deny"),
        ("PowerShell", '"A=1" > .env', "deny"),
        ("PowerShell", "Add-Content .env 'A=1'", "deny"),
        ("PowerShell", "Remove-Item .env -Force", "deny"),
        ("PowerShell", "ri .env*", "deny"),
        ("PowerShell", "Copy-Item .env.example .env", "deny"),
        ("PowerShell", "Copy-Item -Path .env.example -Destination .\\config\\.env", "deny"),
        ("PowerShell", "Move-Item .env old.txt", "deny"),
        ("PowerShell", "Rename-Item .env.example .env", "deny"),
        ("PowerShell", "New-Item .env -ItemType File", "deny"),
        ("PowerShell", "New-Item -Path . -Name .env", "deny"),
        ("PowerShell", "[IO.File]::WriteAllText('.env', 'A=1')", "deny"),
        ("PowerShell", "$p = '.env'; Set-Content $p 'A=1'", "deny"),
        ("PowerShell", "Invoke-WebRequest https://x.test/e -OutFile .env", "deny"),
        ("PowerShell", "(Get-Content .env) -replace 'a','b' | Set-Content .env", "deny"),
        ("PowerShell", "docker-compose up", "deny"),
        ("PowerShell", "& 'docker-compose.exe' up", "deny"),
        ("PowerShell", '& "C:\\Program Files\\Docker\\docker-compose.exe" up', "deny"),
        ("PowerShell", "Start-Process docker-compose -ArgumentList 'up -d'", "deny"),
        ("PowerShell", "iex 'docker-compose up'", "deny"),
        ("PowerShell", "if (Test-Path x) { docker-compose up }", "deny"),
        ("PowerShell", "cmd /c docker-compose up", "deny"),
        ("PowerShell", "git commit --no-verify -m x", "deny"),
        ("PowerShell", "$env:HUSKY = '0'; git commit -m x", "deny"),
        ("PowerShell", "Get-ChildItem -Force .env* | Remove-Item", "deny"),
        ("PowerShell", "Get-Content .env | Select-String A", "allow"),
        ("PowerShell", "Write-Output 'docker-compose up'", "allow"),
        ("PowerShell", "Select-String -Path README.md -Pattern 'docker-compose'", "allow"),
        ("PowerShell", "Copy-Item .env.example .env.sample", "allow"),
        ("PowerShell", "# docker-compose up", "allow"),
        ("PowerShell", "docker compose up -d; git status", "allow"),
        ("PowerShell", "Test-Path .env", "allow"),
        ("PowerShell", "git commit -m 'never use --no-verify'", "allow"),
        ("Cmd", "del .env", "deny"),
        ("Cmd", "del /f /q .env", "deny"),
        ("Cmd", "copy .env.example .env", "deny"),
        ("Cmd", "echo A=1>>.env", "deny"),
        ("Cmd", "echo A=1 > config\\.env", "deny"),
        ("Cmd", "ren .env old.txt", "deny"),
        ("Cmd", "move .env x.txt", "deny"),
        ("Cmd", "type nul > .env", "deny"),
        ("Cmd", "if exist .env del .env", "deny"),
        ("Cmd", "for %f in (.env) do del .env", "deny"),
        ("Cmd", "cd config && del .env.local", "deny"),
        ("Cmd", "docker-compose up", "deny"),
        ("Cmd", "docker-com^pose up", "deny"),
        ("Cmd", "set HUSKY=0&& git commit -m x", "deny"),
        ("Cmd", "call docker-compose up", "deny"),
        ("Cmd", 'powershell -Command "Remove-Item .env"', "deny"),
        ("Cmd", "type .env", "allow"),
        ("Cmd", "findstr A .env", "allow"),
        ("Cmd", "echo docker-compose up", "allow"),
        ("Cmd", "copy .env.example .env.sample", "allow"),
        ("Cmd", "rem del .env", "allow"),
        ("Cmd", "dir /a .env*", "allow"),
        ("Bash", "del .env", "deny"),
        ("Bash", 'powershell -c "Set-Content .env A"', "deny"),
    ],
)
def test_windows_shells_are_read(repo: Path, shell: str, command: str, wanted: str) -> None:
    assert decision(repo, shell, {"command": command}) == wanted


PATHS = [
    line.split("\t")
    for line in (DATA / "paths.txt").read_text(encoding="utf-8").split("\n")
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("wanted", "rule", "tool", "path"), PATHS)
def test_a_tool_s_path_is_decided_as_the_table_says(
    wanted: str, rule: str, tool: str, path: str
) -> None:
    decision, by = decide_case({"tool": tool, "path": path})
    assert decision == wanted
    if wanted != "allow":
        assert by == rule
