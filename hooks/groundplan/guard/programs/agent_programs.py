"""Generated from the agents' descriptions (`make gen`): how each is started without its checks."""

BYPASSES: dict = {
    "claude": ("--dangerously-skip-permissions",),
}
"""Programs of agents -> options by which they ask nobody."""
