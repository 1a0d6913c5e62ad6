"""Diagnostics of characters and secrets."""
