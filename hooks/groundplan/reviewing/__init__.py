"""What a review looks at: the paths of a diff, the commands on its added lines, the governed files."""
