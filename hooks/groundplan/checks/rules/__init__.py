"""Diagnostics of the rules in the plan."""
