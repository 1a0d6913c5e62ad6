"""The guard: decides one tool call of an agent, before it runs.

This folder is dropped into repos as it is and runs on Python 3.9 and newer with nothing but the
standard library; no module that costs start-up time (`re`, `json`, `typing`, ...) is imported
unless a rare decision needs it.
"""
