"""What a reviewer of a pull request wants to see: the plan, its proof, and what the rules found."""
