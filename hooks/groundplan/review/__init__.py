"""Check a diff against the rules."""
