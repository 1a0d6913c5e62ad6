"""How the assessment reads a checkout: the walk, one view of a file for all stacks, the parsers.

Nothing of the repo is imported or run, no link is followed, values of env files are never read.
"""
