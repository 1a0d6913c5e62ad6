"""Generated from the agents' descriptions (`make gen`): how each is started without its checks."""

# fmt: off
BYPASSES: dict = {
    'copilot': ('--allow-all-tools', '--allow-all', '--yolo'),
    'claude': ('--dangerously-skip-permissions', '--allow-dangerously-skip-permissions', '--permission-mode=bypasspermissions', '--setting-sources=user', '--bare'),
    'cursor-agent': ('--force', '-f', '--yolo'),
    'codex': ('--dangerously-bypass-approvals-and-sandbox', '--yolo', '--sandbox=danger-full-access', '-s=danger-full-access'),
    'gemini': ('--yolo', '-y', '--approval-mode=yolo'),
    'opencode': (),
    'kilo': ('--auto', '--yolo'),
    'kilocode': ('--auto', '--yolo'),
    'cline': ('--yolo', '-y', '--auto-approve-all'),
    'qwen': ('--yolo', '-y', '--approval-mode=yolo'),
    'kiro-cli': ('--trust-all-tools', '-a'),
    'amp': ('--dangerously-allow-all',),
    'droid': ('--skip-permissions-unsafe',),
    'goose': (),
    'aider': ('--yes-always', '--no-git-commit-verify'),
}
