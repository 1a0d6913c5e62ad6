"""Bring an installed template up to date: plan, merge, report."""
