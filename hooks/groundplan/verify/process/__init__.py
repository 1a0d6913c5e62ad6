"""Run a command of a plan alone, bounded, with nothing of it left running and no secret kept."""
