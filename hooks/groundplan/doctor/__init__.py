"""Check the machine, the repo, the agent clients and the rules themselves."""
