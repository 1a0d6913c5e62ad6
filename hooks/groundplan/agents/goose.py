"""Goose: hooks as a plugin in `.agents/plugins/`.

Facts: the vendor's pages, 2026-11. A matcher of `*` drops the rule, so there is none.
"""

from groundplan.agents.agent import TIMEOUT_SECONDS, Agent, AgentFile, from_any_folder

AGENT = Agent(
    key="goose",
    title="Goose",
    rules="AGENTS.md",
    checked="documented 2026-11",
    signs=(".goosehints", ".goose/*"),
    files=(
        AgentFile(
            ".agents/plugins/groundplan/hooks/hooks.json",
            {
                "hooks": {
                    "PreToolUse": [
                        {
                            "hooks": [
                                {
                                    "type": "command",
                                    "command": from_any_folder(),
                                    "timeout": TIMEOUT_SECONDS,
                                    "on_failure": "block",
                                }
                            ]
                        }
                    ]
                }
            },
        ),
    ),
    limits=("The repo has no list of its own that denies.",),
)
