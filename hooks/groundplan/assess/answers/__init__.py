"""Answers to the set-up questions, one module a question: what the repo itself says, with its place."""
