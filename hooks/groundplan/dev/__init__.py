"""Tools for people who work on groundplan itself. Not in the wheel."""
