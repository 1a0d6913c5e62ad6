"""What the road `verify` is made of: which verifications run, under which lock, and what is kept."""
