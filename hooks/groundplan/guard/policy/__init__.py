"""Rules, verdicts, and what is said about them."""
