"""Read a shell command by the grammar of bash and follow it step by step."""
