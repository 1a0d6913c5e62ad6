"""Pattern documents: drafted from the code, and checked against it."""
