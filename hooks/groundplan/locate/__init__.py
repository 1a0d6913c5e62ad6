"""Where a change lands: request text -> places in the repository, best first, each with its reason."""
