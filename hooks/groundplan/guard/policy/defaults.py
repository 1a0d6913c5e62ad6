"""What holds when the repo's own table can't be read."""

from ..options import names

BUILT_IN = (
    {
        "id": "env-readonly",
        "text": "Env files belong to the user: never create, change, move or remove one.",
        "instead": "Ask the user to make this change in {path}.",
        "deny": [
            {
                "changes": [".env", ".env.*"],
                "except": ["*.example", "*.sample", "*.template", "*.dist"],
            }
        ],
    },
    {
        "id": "compose-v2",
        "text": "Use `docker compose`, never the deprecated `docker-compose` command.",
        "instead": "Use `docker compose`.",
        "deny": [{"runs": ["docker-compose"]}],
    },
    {
        "id": "no-bypass",
        "text": "Never skip or weaken a hook, a check, the guard or its settings.",
        "instead": "Let the checks run and mend what they report.",
        "deny": [
            {"skips": "hooks"},
            {
                "changes": names(
                    ".git/hooks/** .groundplan/** .claude/settings*.json .claude/hooks/**"
                    " .codex/config.toml .codex/hooks* .cursor/hooks.json .gemini/settings.json"
                    " .github/hooks/** *.guard"
                )
            },
        ],
    },
)
"""What holds when the repo's own table can't be read."""
