"""Diagnostics of patterns."""
