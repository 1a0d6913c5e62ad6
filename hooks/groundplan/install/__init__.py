"""Render the template into a repo, connect it, keep it current, take it out."""
