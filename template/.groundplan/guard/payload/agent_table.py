"""Generated from the agents' descriptions (`make gen`): how their calls are read and answered."""

# fmt: off
SHAPES: tuple = (
    {'keys': ('clineVersion', 'hookName'), 'event_from': 'hookName', 'event_names': {'tool_call': 'PreToolUse'}, 'tool_from': ('tool_call.name', 'preToolUse.toolName'), 'arguments_from': ('tool_call.input', 'preToolUse.parameters'), 'name': 'cline'},
    {'keys': ('toolName', 'toolArgs'), 'name': 'copilot-cli', 'event': 'preToolUse', 'tool_from': ('toolName',), 'arguments_from': ('toolArgs',)},
    {'keys': ('toolName',), 'events': ('',), 'name': 'copilot-cli', 'event': 'preToolUse', 'tool_from': ('toolName',), 'arguments_from': ('toolArgs',)},
    {'objects': ('toolCall',), 'tool_from': ('toolCall.name',), 'arguments_from': ('toolCall.args',), 'name': 'antigravity'},
    {'keys': ('agent_action_name',), 'name': 'windsurf-cascade', 'event_from': 'agent_action_name', 'tool_from': ('agent_action_name',), 'tool_names': {'pre_run_command': 'shell', 'pre_write_code': 'write', 'pre_read_code': 'read'}, 'arguments_from': ('tool_info',)},
    {'any_key': ('cursor_version', 'conversation_id'), 'events': ('beforeShellExecution',), 'tool': 'shell', 'takes': ('command',), 'name': 'cursor'},
    {'any_key': ('cursor_version', 'conversation_id'), 'events': ('beforeReadFile', 'beforeTabFileRead'), 'tool': 'read', 'takes': ('file_path',), 'name': 'cursor'},
    {'any_key': ('cursor_version', 'conversation_id'), 'events': ('beforeMCPExecution',), 'tool_prefix': 'mcp__', 'name': 'cursor'},
    {'any_key': ('cursor_version', 'conversation_id'), 'events': ('preToolUse',), 'name': 'cursor'},
    {'keys': ('cursor_version',), 'tool_from': (), 'name': 'cursor'},
    {'keys': ('conversation_id',), 'lower_event': True, 'tool_from': (), 'name': 'cursor'},
    {'events': ('BeforeTool',), 'name': 'gemini-cli'},
    {'values': {'event': ('tool.execute.before',)}, 'event_from': 'event', 'tool_from': ('input.tool', 'tool'), 'arguments_from': ('output.args', 'args'), 'name': 'opencode'},
    {'values': {'event': ('tool.call',)}, 'event_from': 'event', 'tool_from': ('tool',), 'arguments_from': ('input',), 'name': 'amp'},
    {'keys': ('event',), 'any_key': ('matcher_context', 'working_dir'), 'event_from': 'event', 'name': 'goose'},
    {'keys': ('turn_id',), 'name': 'codex'},
    {'keys': ('tool_call_id',), 'name': 'qwen-code'},
    {'keys': ('prompt_id', 'cwd'), 'name': 'claude-code'},
    {'keys': ('prompt_id',), 'without': ('cwd',), 'name': 'devin-local'},
    {'tools': ('run_in_terminal', 'replace_string_in_file', 'create_file', 'read_file', 'apply_patch', 'multi_replace_string_in_file', 'editFiles'), 'name': 'copilot-vscode'},
    {'tools': ('Execute', 'Create', 'ApplyPatch'), 'name': 'factory-droid'},
    {'events': ('preToolUse',), 'name': 'kiro'},
    {'tools': ('execute_bash', 'fs_write', 'fs_read'), 'name': 'kiro'},
    {'without': ('transcript_path',), 'iso_timestamp': True, 'name': 'copilot-cli'},
    {'name': 'claude-code'},
)

REPLIES: dict = {
    'copilot-cli': {'asks': ('preToolUse', 'PreToolUse'), 'ask': '{"permissionDecision": "ask", "permissionDecisionReason": "R", "hookSpecificOutput": {"hookEventName": "PreToolUse", "permissionDecision": "ask", "permissionDecisionReason": "R"}}'},
    'copilot-vscode': {'asks': ('PreToolUse',)},
    'claude-code': {'asks': ('PreToolUse',)},
    'cursor': {'asks': ('beforeShellExecution', 'beforeMCPExecution'), 'ask': '{"permission": "ask", "user_message": "R", "agent_message": "R"}', 'allow': '{"permission": "allow"}', 'allow_at': ('beforeShellExecution', 'beforeMCPExecution', 'beforeReadFile', 'beforeTabFileRead', 'preToolUse', 'subagentStart')},
    'antigravity': {'asks': ('PreToolUse',), 'ask': '{"decision": "ask", "reason": "R"}', 'allow': '{"decision": "allow"}', 'deny': '{"decision": "deny", "reason": "R"}', 'deny_status': 0},
}

ROOT_VARIABLES = ('COPILOT_PROJECT_DIR', 'CLAUDE_PROJECT_DIR', 'GEMINI_PROJECT_DIR', 'DEVIN_PROJECT_DIR', 'QWEN_PROJECT_DIR', 'FACTORY_PROJECT_DIR')
