"""Starting an agent's client for one bounded job: complete the plan, or carry out the next step."""
