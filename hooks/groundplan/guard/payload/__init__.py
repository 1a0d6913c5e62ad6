"""What an agent sends before a tool call, and what it reads as the answer."""
