"""Groundplan: plans that are checked and proven, rules that hold, one way of working with agents."""

# pre-commit clones without tags, so a version from git would read 0.1.dev1: keep it a plain string.
__version__ = "0.1.0"
