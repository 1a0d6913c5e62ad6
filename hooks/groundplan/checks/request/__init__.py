"""Diagnostics of the change request."""
