"""Diagnostics of the steps."""
