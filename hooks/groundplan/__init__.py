"""Groundplan: plans that are checked and proven, rules that hold, one way of working with agents."""

import gc

# Starting makes some hundred thousand values and no garbage: looking for it is a tenth of a command.
gc.set_threshold(100_000, 50, 50)

# pre-commit clones without tags, so a version from git would read 0.1.dev1: keep it a plain string.
__version__ = "0.1.0"
