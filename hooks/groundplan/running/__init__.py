"""Running a plan's block: alone, bounded, with nothing of it left running and no secret kept."""
