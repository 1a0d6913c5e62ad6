"""Diagnostics of the form of the document."""
