"""Diagnostics of evidence and progress."""
