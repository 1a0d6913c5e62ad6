"""Diagnostics of what the plan says about the code."""
